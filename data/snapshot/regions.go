package snapshot

import (
	"slices"
	"time"

	"oblast/geo/layer"
	"oblast/geo/region"
)

// regionLevels are the levels that have layers of regions and totals; the number in the layer's name is the position.
var regionLevels = [...]region.Level{region.Country, region.Region, region.District}

type regionColumn struct {
	layer.Column
	set func(b *layer.Builder, u *region.Unit)
}

func regionColumns() []regionColumn {
	plain := func(c layer.Column, value func(u *region.Unit) string) regionColumn {
		return regionColumn{c, func(b *layer.Builder, u *region.Unit) { text(b, value(u)) }}
	}
	return []regionColumn{
		{layer.Column{Name: "id", Title: "Id", Description: "ISO 3166-1, ISO 3166-2, or region and code of the source", Required: true},
			func(b *layer.Builder, u *region.Unit) { b.Text(u.ID) }},
		plain(layer.Column{Name: "name", Title: "Name, English", Description: "Where no English name is known, the one in another language: every unit has one"},
			func(u *region.Unit) string { return u.Names.In("en") }),
		plain(layer.Column{Name: "name_ru", Title: "Name, Russian", Description: "null: not known"}, func(u *region.Unit) string { return u.Names.RU }),
		plain(layer.Column{Name: "name_uk", Title: "Name, Ukrainian", Description: "null: not known"}, func(u *region.Unit) string { return u.Names.UK }),
		{layer.Column{Name: "level", Title: "Level", Enum: []string{"country", "region", "district"}, Required: true},
			func(b *layer.Builder, u *region.Unit) { b.Text(u.Level.String()) }},
		plain(layer.Column{Name: "parent_id", Title: "Parent", Description: "Id of the unit that it is a part of"}, func(u *region.Unit) string { return u.Parent }),
		plain(layer.Column{Name: "country", Title: "Country", Description: "ISO 3166-1 code"}, func(u *region.Unit) string { return u.Country }),
		{layer.Column{Name: "area_km2", Title: "Area", Type: layer.Number, Unit: "km2"}, func(b *layer.Builder, u *region.Unit) { b.Number(u.AreaKM2) }},
		{layer.Column{Name: "label_lon", Title: "Longitude of label", Description: "A point inside, far from the border", Type: layer.Number, Unit: "deg"},
			func(b *layer.Builder, u *region.Unit) { b.Number(u.Label[0]) }},
		{layer.Column{Name: "label_lat", Title: "Latitude of label", Type: layer.Number, Unit: "deg"},
			func(b *layer.Builder, u *region.Unit) { b.Number(u.Label[1]) }},
		{layer.Column{Name: "valid_from", Title: "Valid from", Description: "First day of these borders; null: not known", Type: layer.Date},
			func(b *layer.Builder, u *region.Unit) { day(b, u.ValidFrom) }},
		plain(layer.Column{Name: "outline", Title: "Outline", Description: "How good the border is", Enum: []string{"exact", "approximate", "coarse"}},
			func(u *region.Unit) string { return u.Outline }),
		plain(layer.Column{Name: "source", Title: "Source of the outline"}, func(u *region.Unit) string { return u.Source }),
	}
}

// regionTable builds the table of a level. It has no time: borders are those of today.
func regionTable(tree *region.Tree, shapes layer.Shapes, name string, l region.Level) (*layer.Table, error) {
	columns := regionColumns()
	schema := layer.Schema{Name: name, Geometry: layer.Areas}
	for _, c := range columns {
		schema.Columns = append(schema.Columns, c.Column)
	}
	units := byID(tree, l)
	b := layer.NewBuilder(schema, shapes, len(units))
	for _, i := range units {
		u := tree.At(i)
		b.Row(u.ID)
		b.Point(u.Label[0], u.Label[1])
		b.Area(i)
		for _, c := range columns {
			c.set(b, u)
		}
	}
	return b.Build()
}

// byID returns the numbers of a level's units in ascending order of their ids.
func byID(tree *region.Tree, l region.Level) []int32 {
	return slices.SortedFunc(slices.Values(tree.OfLevel(l)), func(a, b int32) int { return compareIDs(tree.At(a).ID, tree.At(b).ID) })
}

// day writes an RFC 3339 full-date; anything else is null.
func day(b *layer.Builder, s string) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		b.Null()
	} else {
		b.Date(t)
	}
}
