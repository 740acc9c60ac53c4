package geopackage_test

import (
	"testing"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

// Columns are named for people too, where programs look for it: each by its title, the second of two titles alike by none.
func TestColumnsHaveTheNamesOfPeople(t *testing.T) {
	b := layer.NewBuilder(layer.Schema{Name: "small", Geometry: layer.None, Columns: []layer.Column{{Name: "id", Title: "Id", Required: true},
		{Name: "min", Title: "Number", Description: "least"}, {Name: "max", Title: "Number", Description: "most"}, {Name: "plain"}}}, nil, 1)
	b.Row("a")
	for _, text := range []string{"a", "1", "2", "x"} {
		b.Text(text)
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	l := &encode.Layer{About: encode.About{Name: "small"}, Features: encode.NewFeatures(table), Form: encode.Form{Geometry: encode.NoGeometry, Columns: []int{0, 1, 2, 3}}, Rows: []int32{0}}
	db := written(t, l)
	for column, want := range map[string][3]string{"min": {"Number", "Number", "least"}, "max": {"", "Number", "most"}, "plain": {"", "", ""}} {
		var got [3]string
		err := db.QueryRow(`SELECT coalesce(name, ''), coalesce(title, ''), coalesce(description, '') FROM gpkg_data_columns WHERE column_name = ?`, column).Scan(&got[0], &got[1], &got[2])
		if err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", column, got, err, want)
		}
	}
}
