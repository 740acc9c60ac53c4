package gazetteer_test

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/region"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
)

// files is the folder of the embedded boundaries, read as files: geo knows no package of data, not even in tests.
const files = "../../data/boundaries"

// embedded holds the boundary files of the program, once for all tests.
var embedded = sync.OnceValues(func() (*gazetteer.Gazetteer, error) { return gazetteer.Load(os.DirFS(files)) })

func loadEmbedded(tb testing.TB) *gazetteer.Gazetteer {
	tb.Helper()
	g, err := embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// faults counts what is wrong and shows the first few.
type faults struct {
	t *testing.T
	n int
}

func (f *faults) add(format string, args ...any) {
	f.t.Helper()
	if f.n++; f.n <= 12 {
		f.t.Errorf(format, args...)
	}
}

func (f *faults) end() {
	f.t.Helper()
	if f.n > 12 {
		f.t.Errorf("and %d more", f.n-12)
	}
}

func TestEmbeddedTopologiesDecodeAndNameKnownUnits(t *testing.T) {
	g := loadEmbedded(t)
	f := faults{t: t}
	defer f.end()
	for _, d := range region.Details {
		topo, err := g.Topology(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range []region.Level{region.Country, region.Region, region.District} {
			for _, id := range topo.IDs(gazetteer.Object(l)) {
				if u, ok := g.Tree.Unit(id); !ok || u.Level != l {
					f.add("%v: %s %q is not in units.tsv", d, gazetteer.Object(l), id)
				}
			}
		}
	}
	for _, d := range []region.Detail{region.TwoKm, region.HalfKm, region.HundredM} {
		topo, _ := g.Topology(d)
		for i := range int32(g.Tree.Len()) {
			u := g.Tree.At(i)
			if u.Level <= region.District && !u.Historical() && !topo.Has(gazetteer.Object(u.Level), u.ID) {
				f.add("%v has no shape of %s", d, u.ID)
			}
		}
	}
}

func TestEmbeddedIDsHaveTheForm(t *testing.T) {
	g := loadEmbedded(t)
	forms := map[region.Level]*regexp.Regexp{
		region.Country:   regexp.MustCompile(`^[A-Z]{2}$`),
		region.Region:    regexp.MustCompile(`^[A-Z]{2}-([A-Z0-9]{1,3}|x[0-9a-f]{8})$`),
		region.District:  regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}\.([A-Z0-9]+|x[0-9a-f]{8})$`),
		region.Water:     regexp.MustCompile(`^water\.[a-z0-9-]+$`),
		region.Composite: regexp.MustCompile(`^composite\.[a-z0-9-]+$`),
	}
	f := faults{t: t}
	defer f.end()
	for i := range int32(g.Tree.Len()) {
		u := g.Tree.At(i)
		if !forms[u.Level].MatchString(u.ID) {
			f.add("%v id %q", u.Level, u.ID)
		}
		if u.Level == region.Region && u.Parent != u.ID[:2] || u.Level == region.District && u.ID[:len(u.Parent)+1] != u.Parent+"." {
			f.add("%q lies in %q", u.ID, u.Parent)
		}
	}
}

func TestEmbeddedUnitsHaveNames(t *testing.T) {
	g := loadEmbedded(t)
	f := faults{t: t}
	defer f.end()
	for i := range int32(g.Tree.Len()) {
		u := g.Tree.At(i)
		if u.Names.In("en") == "" && !strings.HasPrefix(u.ID, "water.x") { // small lakes have none
			f.add("%s has no name", u.ID)
		}
	}
}

// toGeom hands a shape to the validator.
func toGeom(shape orb.MultiPolygon) geom.MultiPolygon {
	polygons := make([]geom.Polygon, len(shape))
	for i, polygon := range shape {
		rings := make([]geom.LineString, len(polygon))
		for k, ring := range polygon {
			flat := make([]float64, 0, 2*len(ring))
			for _, p := range ring {
				flat = append(flat, p[0], p[1])
			}
			rings[k] = geom.NewLineString(geom.NewSequence(flat, geom.DimXY))
		}
		polygons[i] = geom.NewPolygon(rings)
	}
	return geom.NewMultiPolygon(polygons)
}

func TestEmbeddedShapesAreValid(t *testing.T) {
	g := loadEmbedded(t)
	details := region.Details[:]
	if testing.Short() {
		details = details[:1]
	}
	for _, d := range details {
		t.Run(d.String(), func(t *testing.T) {
			t.Parallel()
			f := faults{t: t}
			defer f.end()
			for i := range int32(g.Tree.Len()) {
				shape := g.Tree.Shape(i, d)
				if len(shape) == 0 {
					f.add("%s has no shape", g.Tree.At(i).ID)
				} else if err := toGeom(shape).Validate(); err != nil {
					f.add("%s: %v", g.Tree.At(i).ID, err)
				}
			}
		})
	}
}

func TestEmbeddedLabelsLieInside(t *testing.T) {
	g := loadEmbedded(t)
	f := faults{t: t}
	defer f.end()
	for i := range int32(g.Tree.Len()) {
		u := g.Tree.At(i)
		if !region.Contains(g.Tree.Shape(i, region.HundredM), u.Label) {
			f.add("%s: label %v is outside", u.ID, u.Label)
		}
	}
}

func TestEmbeddedAreasAndBoundsAreTheShapes(t *testing.T) {
	g := loadEmbedded(t)
	f := faults{t: t}
	defer f.end()
	for i := range int32(g.Tree.Len()) {
		u := g.Tree.At(i)
		shape := g.Tree.Shape(i, region.HundredM)
		if got := region.AreaKM2(shape); math.Abs(got-u.AreaKM2) > 0.02*u.AreaKM2+0.05 {
			f.add("%s: area %.2f km2, units.tsv has %.2f", u.ID, got, u.AreaKM2)
		}
		got := region.Bounds(shape)
		for k := range got {
			if math.Abs(got[k]-u.BBox[k]) > 0.01 {
				f.add("%s: bounds %v, units.tsv has %v", u.ID, got, u.BBox)
				break
			}
		}
	}
}

func TestEmbeddedChildrenTileTheirParent(t *testing.T) {
	g := loadEmbedded(t)
	for _, d := range []region.Detail{region.TwoKm, region.HalfKm, region.HundredM} {
		t.Run(d.String(), func(t *testing.T) {
			f := faults{t: t}
			defer f.end()
			for i := range int32(g.Tree.Len()) {
				children := g.Tree.Children(i)
				if len(children) == 0 || g.Tree.At(i).Historical() {
					continue
				}
				sum := 0.0
				for _, c := range children {
					sum += region.AreaKM2(g.Tree.Shape(c, d))
				}
				whole := region.AreaKM2(g.Tree.Shape(i, d))
				if math.Abs(sum-whole) > 0.05+whole*1e-6 {
					f.add("%s: children have %.2f km2 of %.2f", g.Tree.At(i).ID, sum, whole)
				}
			}
		})
	}
}

func TestEmbeddedBordersAreShared(t *testing.T) {
	g := loadEmbedded(t)
	for _, d := range []region.Detail{region.TwoKm, region.HalfKm, region.HundredM} {
		t.Run(d.String(), func(t *testing.T) {
			topo, err := g.Topology(d)
			if err != nil {
				t.Fatal(err)
			}
			f := faults{t: t}
			defer f.end()
			for i := range int32(g.Tree.Len()) {
				children := g.Tree.Children(i)
				if len(children) == 0 {
					continue
				}
				uses := map[int32]int{} // of an arc, by the children and the parent
				for _, c := range children {
					for _, a := range topo.ArcsOf(gazetteer.Object(g.Tree.At(c).Level), g.Tree.At(c).ID) {
						uses[max(a, ^a)]++
					}
				}
				for _, a := range topo.ArcsOf(gazetteer.Object(g.Tree.At(i).Level), g.Tree.At(i).ID) {
					uses[max(a, ^a)]++
				}
				odd := 0
				for _, n := range uses {
					if n != 2 {
						odd++
					}
				}
				if odd > 0 {
					f.add("%s: %d of %d arcs do not have two sides", g.Tree.At(i).ID, odd, len(uses))
				}
			}
		})
	}
}

func TestEmbeddedSettlementsResolve(t *testing.T) {
	g := loadEmbedded(t)
	f := faults{t: t}
	defer f.end()
	if len(g.Settlements) < 10_000 {
		t.Fatalf("only %d settlements", len(g.Settlements))
	}
	for k := range g.Settlements {
		s := &g.Settlements[k]
		name := fmt.Sprintf("%s (%d)", s.Names.In("en"), s.ID)
		if s.District != region.None && g.Tree.Ancestor(s.District, region.Region) != s.Region {
			f.add("%s: district %s is not in region %d", name, g.Tree.At(s.District).ID, s.Region)
		}
		if math.Abs(s.Point[0]) > 180 || math.Abs(s.Point[1]) > 90 || s.Names.In("en") == "" || s.Code == "" {
			f.add("%s: %+v", name, *s)
		}
	}
}
