// Package style says how layers are drawn, in the forms that other programs read: MapLibre's style specification (version
// 8) and QGIS's QML. Both draw what the map of this service draws: the same classes, colours, marks and kinds of missing.
//
// In: a Style, which names a layer of vector tiles or of features, its columns and what stands for their values. Out: a
// document, and for MapLibre the sprite that it needs. Nothing in a document points at another server, and no glyphs are
// named: words are drawn in the fonts of whoever shows them (MapLibre GL JS from 5.11 on does so). All values are immutable
// and safe for concurrent reads.
package style

import (
	"strconv"

	"oblast/geo/choropleth"
	"oblast/geo/encode"
)

// Style is how one layer is drawn: marks and areas by their kind or, with a Fill, areas by class.
type Style struct {
	ID, Title, Description string
	Attribution            string // who has to be named
	Layer                  string // its id in the tiles
	Areas                  bool   // its features are areas; else they may be anything
	Name                   string // the column that labels features; "": they have no labels
	Kinds                  []encode.Kind
	Fill                   *Fill
	Words                  bool   // settlements are named
	Lang                   string // in it: en, ru, uk; "": en
	Level                  string // of the areas: country, region, district; "" for others
}

// Fill is how areas are filled by a number of theirs. Status is the column that says what kind of number it is or is
// missing, Least and Most are those of its bounds, Conflict that of a contradiction.
type Fill struct {
	Classes []choropleth.LegendClass  // what the legend has for numbers
	Missing []choropleth.MissingClass // and for areas without one
	Area    string                    // the column of the area in km2: the number is Least for 1000 km2 of it; "": Least itself
	Nights  int                       // what Least is divided by; 0: nothing
	Names   map[string]string         // what an area is called, by region_id; of others the column Style.Name has it
}

// Columns of totals that fills go by.
const (
	status   = "status"
	least    = "min"
	most     = "max"
	conflict = "conflict"
	regionID = "region_id"
)

// Divided reports whether the number that is classified is not Least itself.
func (f *Fill) divided() bool { return f.Area != "" || f.Nights > 0 }

// numbered are the rows of the legend that stand for classes; below tells that it has one for numbers under the first.
func (f *Fill) numbered() (rows []choropleth.LegendClass) {
	for _, c := range f.Classes {
		if c.Class != nil {
			rows = append(rows, c)
		}
	}
	return rows
}

// colour is a class's in a theme.
func colour(c choropleth.LegendClass, dark bool) string {
	if dark && c.ColourDark != nil {
		return *c.ColourDark
	}
	if c.Colour != nil {
		return *c.Colour
	}
	return ""
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
