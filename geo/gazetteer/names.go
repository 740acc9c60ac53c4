package gazetteer

import (
	"io/fs"
	"slices"
	"strings"

	"oblast/geo/region"
)

// Name is one name of a unit.
type Name struct {
	Unit int32  // number in the tree
	Lang string // ISO 639-1
	Kind string // official, short, alternate, historical, abbreviation
	Text string
}

// ownNames is the file whose official names go before those of all others.
const ownNames = "names-oblast.tsv.zst"

// nameFiles lists the files of names, our own first, then by file name.
func nameFiles(fsys fs.FS) ([]string, error) {
	files, err := fs.Glob(fsys, namesPattern)
	slices.SortFunc(files, func(a, b string) int {
		switch {
		case a == ownNames:
			return -1
		case b == ownNames || a > b:
			return 1
		}
		return -1
	})
	return files, err
}

// parseNames reads one file of names. Text is kept as parts of the file's text.
func parseNames(file, text string, tree *region.Tree) ([]Name, error) {
	t, err := newTable(file, text, "id", "lang", "kind", "name")
	if err != nil {
		return nil, err
	}
	names := make([]Name, 0, strings.Count(text, "\n"))
	last, unit := "", region.None
	for t.next() {
		if id := t.get(0); id != last {
			found, ok := tree.Find(id)
			if !ok {
				return nil, t.fault("unknown unit %q", id)
			}
			last, unit = id, found
		}
		names = append(names, Name{Unit: unit, Lang: t.get(1), Kind: t.get(2), Text: t.get(3)})
	}
	return names, nil
}

// gatherNames joins the files' names by unit, keeping the order of files, and gives units their official names.
func (g *Gazetteer) gatherNames(files [][]Name) {
	g.nameEnds = make([]int32, g.Tree.Len())
	total := 0
	for _, names := range files {
		total += len(names)
		for i := range names {
			g.nameEnds[names[i].Unit]++
		}
	}
	sum := int32(0)
	for i, n := range g.nameEnds {
		g.nameEnds[i] = sum // the start for now; it moves to the end as names are placed
		sum += n
	}
	g.Names = make([]Name, total)
	for _, names := range files {
		for _, n := range names {
			g.Names[g.nameEnds[n.Unit]] = n
			g.nameEnds[n.Unit]++
		}
	}
	for i := range g.Names {
		n := &g.Names[i]
		if n.Kind == "official" {
			setOfficial(&g.Tree.At(n.Unit).Names, n)
		}
	}
}

// setOfficial keeps the first official name of a language.
func setOfficial(names *region.Names, n *Name) {
	to := (*string)(nil)
	switch n.Lang {
	case "en":
		to = &names.EN
	case "ru":
		to = &names.RU
	case "uk":
		to = &names.UK
	}
	if to != nil && *to == "" {
		*to = n.Text
	}
}

// NamesOf returns the names of a unit, our own first; nil for none. The slice is shared: do not change it.
func (g *Gazetteer) NamesOf(unit int32) []Name {
	if unit == region.None {
		return nil
	}
	from := int32(0)
	if unit > 0 {
		from = g.nameEnds[unit-1]
	}
	return g.Names[from:g.nameEnds[unit]]
}
