package geocode

import (
	_ "embed"
	"strings"

	"oblast/geo/gazetteer"
	"oblast/geo/region"
)

// usage lists names that news use and the sources of the gazetteer lack, one a line: id, language, kind, name. They are
// for finding only; no label shows them.
//
//go:embed usage.tsv
var usage string

// usageNames reads the list into names by unit. Units that the gazetteer does not hold are passed over.
func usageNames(tree *region.Tree) map[int32][]gazetteer.Name {
	names := map[int32][]gazetteer.Name{}
	for line := range strings.Lines(usage) {
		id, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		lang, rest, _ := strings.Cut(rest, "\t")
		kind, text, _ := strings.Cut(rest, "\t")
		if unit, ok := tree.Find(id); ok {
			names[unit] = append(names[unit], gazetteer.Name{Unit: unit, Lang: lang, Kind: kind, Text: text})
		}
	}
	return names
}
