package geocode

import (
	_ "embed"
	"strings"
)

// renamed lists former names, one a line: the settlement's GeoNames id or the unit's id, its name of today (for the reader),
// the former name, the last day on which it was the official one. GeoNames has many of them, too, but not that they are
// former. Days are those of the acts of renaming, as general knowledge has them; of 2024 only the day of the vote
// on 19 September (draft resolution 12043) was held against reports of it, not each name against the act, nor those of October.
//
//go:embed renamed.tsv
var renamed string

// formerNames reads the list: by id, the names with their last days.
func formerNames() map[string][]formerName {
	list := map[string][]formerName{}
	for line := range strings.Lines(renamed) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) == 4 {
			list[f[0]] = append(list[f[0]], formerName{f[2], f[3]})
		}
	}
	return list
}

type formerName struct{ text, until string }

// isFormer reports whether a name is among former ones.
func isFormer(list []formerName, name string) bool {
	for i := range list {
		if list[i].text == name {
			return true
		}
	}
	return false
}

// former weighs a name of the past: one that was given up lately is still in use, one that was given up before most readers
// were born is hardly meant, nor one that was given up before the date asked for.
func (f *frame) former(name uint32) float64 {
	switch until := f.x.until[name]; {
	case f.at != "":
		return .1
	case until == "":
		return byname
	case until < "1960":
		return .1
	case until < "2020":
		return byname
	}
	return .8
}

// byname is what remains of the odds of a place by a name that is not its official one.
const byname = .6

// validName reports whether a name was its place's at the date asked for; a former name without a date never is.
func (f *frame) validName(name uint32) bool {
	return f.x.names.kind[name] != historical || f.at != "" && f.at <= f.x.until[name]
}
