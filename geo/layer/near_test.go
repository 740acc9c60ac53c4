package layer_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/layer"
	"oblast/geo/measure"
	"oblast/geo/relate"
)

// nearTo asks for what lies within a distance of a place.
func nearTo(t *layer.Table, at orb.Point, metres float64) *cql2.Expr {
	return cql2.Make(cql2.Near, cql2.NewSchema(t.Schema().Queryables()).Prop(len(t.Schema().Columns)), cql2.Const(cql2.GeometryValue(relate.New(at))), cql2.Const(cql2.NumberValue(metres)))
}

// TestNearRowByRow holds circles of every size, over poles and the antimeridian too, against each row by itself.
func TestNearRowByRow(t *testing.T) {
	r := rand.New(rand.NewPCG(2028, 1))
	table, byCells := tangled(t, r, 20_000), 0 // so many that large circles are found by cells
	for range 250 {
		at := orb.Point{360*r.Float64() - 180, 180*r.Float64() - 90}
		if lon, lat, ok := table.Point(int32(r.IntN(table.Len()))); ok && r.IntN(3) > 0 {
			at = orb.Point{lon, lat}
		}
		metres := []float64{0, 1, 3e4, 4e5, 2e6, 9e6, 1.9e7, 2.1e7}[r.IntN(8)] * (1 + r.Float64())
		e := nearTo(table, at, metres)
		if r.IntN(2) == 0 {
			e = cql2.Make(cql2.Not, e)
		}
		want := rowByRow(table, layer.Query{Filter: e})
		page, err := table.Search(t.Context(), layer.Query{Filter: e, Limit: table.Len()}, nil)
		if err != nil || page.Matched != len(want) || !slices.Equal(page.Rows, want) {
			t.Fatalf("within %v m of %v: %d of %d, %v", metres, at, page.Matched, len(want), err)
		}
		if strings.Contains(page.Explain, "by cells") {
			byCells++
		}
	}
	if byCells < 20 {
		t.Errorf("%d circles were found by cells", byCells)
	}
}

// BenchmarkNear finds the first page of what lies within 300 km, beside each row by itself.
func BenchmarkNear(b *testing.B) {
	t, i := million(), 0
	b.Run("300 km", func(b *testing.B) {
		b.ReportAllocs()
		t.BuildPlaces()
		done, matched := measure.Ops(b), 0
		for b.Loop() {
			i++
			page, err := t.Search(b.Context(), layer.Query{Filter: nearTo(t, orb.Point{40 + float64(i)*1e-6, 54}, 3e5), Limit: 100}, nil)
			if err != nil {
				b.Fatal(err)
			}
			matched = page.Matched
		}
		done()
		b.ReportMetric(float64(matched), "matched")
	})
	b.Run("naive, 300 km", func(b *testing.B) {
		done := measure.Ops(b)
		for b.Loop() {
			rowByRow(t, layer.Query{Filter: nearTo(t, orb.Point{40, 54}, 3e5)})
		}
		done()
	})
}
