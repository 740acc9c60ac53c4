package topology_test

import (
	"errors"
	"strings"
	"testing"

	"oblast/geo/fault"
	"oblast/geo/topology"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// twoSquares is a pair of unit squares side by side, b with a hole, in tenths of degrees.
const twoSquares = `{
  "type": "Topology",
  "transform": {"scale": [0.1, 0.1], "translate": [30, 50]},
  "objects": {"units": {"type": "GeometryCollection", "geometries": [
    {"type": "Polygon", "id": "b", "arcs": [[1, 2], [3]], "properties": {"x": [1, {"y": null}]}},
    {"type": "Polygon", "id": "a", "arcs": [[0, -3]]},
    {"type": null, "id": "nothing"}]}},
  "arcs": [[[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 0], [10, 0], [0, 10], [-10, 0]], [[10, 10], [0, -10]],
    [[13, 3], [0, 4], [4, 0], [0, -4], [-4, 0]]]
}`

func decode(t testing.TB, document string) *topology.Topology {
	t.Helper()
	topo, err := topology.Decode([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	return topo
}

func TestDecodeBuildsShapesWithWindingOfTheStandard(t *testing.T) {
	topo := decode(t, twoSquares)
	if got, want := topo.IDs("units"), []string{"a", "b"}; !cmp.Equal(got, want) {
		t.Errorf("ids are %q, want %q", got, want)
	}
	want := map[string]orb.MultiPolygon{
		"a": {{{{30, 50}, {31, 50}, {31, 51}, {30, 51}, {30, 50}}}},
		"b": {{
			{{31, 50}, {32, 50}, {32, 51}, {31, 51}, {31, 50}},
			{{31.3, 50.3}, {31.3, 50.7}, {31.7, 50.7}, {31.7, 50.3}, {31.3, 50.3}},
		}},
	}
	for id, shape := range want {
		got, ok := topo.Shape("units", id)
		if !ok {
			t.Fatalf("no shape of %q", id)
		}
		for k, polygon := range got {
			for r, ring := range polygon {
				if counterClockwise := ring.Orientation() == orb.CCW; counterClockwise != (r == 0) {
					t.Errorf("%s: ring %d winds the wrong way", id, r)
				}
				if !sameRing(ring, shape[k][r]) {
					t.Errorf("%s: ring %d is %v, want %v", id, r, ring, shape[k][r])
				}
			}
		}
	}
}

// sameRing compares closed rings whatever position they start at.
func sameRing(a, b orb.Ring) bool {
	if len(a) != len(b) {
		return false
	}
	n := len(a) - 1
	for shift := range n {
		same := true
		for i := range n {
			same = same && a[i] == b[(i+shift)%n]
		}
		if same {
			return true
		}
	}
	return false
}

func TestDecodeTakesEveryFormOfTheSameDocument(t *testing.T) {
	want := decode(t, twoSquares)
	plain := strings.ReplaceAll(strings.ReplaceAll(twoSquares, "\n", ""), " ", "")
	cases := map[string]string{
		"no white space":     plain,
		"arcs first":         moveFirst(plain, `"arcs":[[[10`, `-4],[-4,0]]]`),
		"third dimension":    strings.ReplaceAll(plain, "[13,3]", "[13,3,7.5]"),
		"exponent":           strings.ReplaceAll(plain, "[13,3]", "[1.3e1,30E-1]"),
		"numeric properties": strings.ReplaceAll(plain, `{"x":[1,{"y":null}]}`, `-1.5e+3`),
		"escaped id":         strings.ReplaceAll(plain, `"id":"a"`, `"id":"\u0061"`),
	}
	for name, document := range cases {
		t.Run(name, func(t *testing.T) {
			got := decode(t, document)
			for _, id := range want.IDs("units") {
				a, _ := got.Shape("units", id)
				b, _ := want.Shape("units", id)
				if diff := cmp.Diff(a, b); diff != "" {
					t.Errorf("%s: got, want: %s", id, diff)
				}
			}
		})
	}
}

// moveFirst moves the member that begins and ends so to the front of a document.
func moveFirst(document, begin, end string) string {
	from := strings.Index(document, begin)
	to := strings.Index(document, end) + len(end)
	return "{" + document[from:to] + "," + strings.TrimSuffix(strings.Replace(document, ","+document[from:to], "", 1)[1:], "")
}

func TestDecodeWithoutTransformReadsDegrees(t *testing.T) {
	topo := decode(t, `{"type":"Topology","objects":{"u":{"type":"Polygon","id":7,"arcs":[[0]]}},
		"arcs":[[[-180,-90],[180.0,-90],[180,-89.1234567],[-180,-89.1234567],[-180,-90]]]}`)
	got, ok := topo.Shape("u", "7")
	want := orb.MultiPolygon{{{{-180, -90}, {180, -90}, {180, -89.1234567}, {-180, -89.1234567}, {-180, -90}}}}
	if !ok || !cmp.Equal(got, want) {
		t.Errorf("shape is %v, want %v", got, want)
	}
}

func TestUnknownObjectsAndIDsAreNothing(t *testing.T) {
	topo := decode(t, twoSquares)
	if _, ok := topo.Shape("units", "nothing"); ok {
		t.Error("a null geometry has a shape")
	}
	if _, ok := topo.Shape("elsewhere", "a"); ok {
		t.Error("an unknown object has a shape")
	}
	if got := topo.IDs("elsewhere"); got != nil {
		t.Errorf("ids of an unknown object are %q", got)
	}
	if got := topo.ArcsOf("units", "c"); got != nil {
		t.Errorf("arcs of an unknown id are %v", got)
	}
}

func TestDecodeRefusesAndSaysWhy(t *testing.T) {
	edit := func(from, to string) string {
		if !strings.Contains(twoSquares, from) {
			t.Fatalf("%q is not in the document", from)
		}
		return strings.Replace(twoSquares, from, to, 1)
	}
	cases := []struct{ name, document, want string }{
		{"empty", ``, `'{' expected`},
		{"null", `null`, `'{' expected`},
		{"list", `[]`, `'{' expected`},
		{"no arcs", `{"type":"Topology","objects":{}}`, "no arcs"},
		{"wrong type", edit("Topology", "FeatureCollection"), `type is "FeatureCollection"`},
		{"cut short", twoSquares[:len(twoSquares)-3], "expected"},
		{"more after", twoSquares + "{}", "after the document"},
		{"NUL after", twoSquares + "\x00", "after the document"},
		{"points", edit(`"type": "Polygon", "id": "b"`, `"type": "Point", "id": "b"`), "allowed: Polygon, MultiPolygon, null"},
		{"no id", edit(`"id": "a",`, ``), "without id"},
		{"same id twice", edit(`"id": "b"`, `"id": "a"`), `id "a" twice`},
		{"arc that is not there", edit(`[0, -3]`, `[0, -9]`), "arc -9 of 4"},
		{"arc far away", edit(`[0, -3]`, `[0, 1e15]`), "not a whole number"},
		{"arcs that do not meet", edit(`[0, -3]`, `[0, 2]`), "do not meet"},
		{"empty ring", edit(`[0, -3]`, `[]`), "ring without arcs"},
		{"no rings", edit(`[[0, -3]]`, `[]`), "polygon without rings"},
		{"ring back and forth", edit(`[0, -3]`, `[2, -3]`), "ring of 3 positions"},
		{"arc of one position", edit(`[[10, 10], [0, -10]]`, `[[10, 10]]`), "fewer than two"},
		{"fraction in the grid", edit(`[13, 3]`, `[13.5, 3]`), "not a whole number"},
		{"beyond 32 bits", edit(`[13, 3]`, `[9999999999, 3]`), "beyond 32 bits"},
		{"off the globe", edit(`"translate": [30, 50]`, `"translate": [30, 89.5]`), "allowed: -90 to 90"},
		{"scale of 0", edit(`"scale": [0.1, 0.1]`, `"scale": [0.1, 0]`), "scale must be above 0"},
		{"scale of three", edit(`"scale": [0.1, 0.1]`, `"scale": [0.1, 0.1, 1]`), "two numbers"},
		{"scale without end", edit(`"scale": [0.1, 0.1]`, `"scale": [1e999, 1]`), "not a number that can be held"},
		{"leading zero", edit(`[13, 3]`, `[013, 3]`), "number expected"},
		{"bare minus", edit(`[13, 3]`, `[-, 3]`), "number expected"},
		{"not a number", edit(`[13, 3]`, `[NaN, 3]`), "number expected"},
		{"open string", `{"type":"Topology`, "string without an end"},
		{"line break in a string", "{\"ty\npe\":1}", "control character"},
		{"deep nesting", `{"x":` + strings.Repeat("[", 100_000), "nested more than"},
		{"arcs twice", `{"type":"Topology","arcs":[],"arcs":[],"objects":{}}`, "arcs given twice"},
		{"plain off the globe", `{"type":"Topology","arcs":[[[0,0],[0,91]]],"objects":{}}`, "allowed: -90 to 90"},
		{"plain far off", `{"type":"Topology","arcs":[[[0,0],[0,1e300]]],"objects":{}}`, "not on the globe"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := topology.Decode([]byte(c.document))
			if err == nil {
				t.Fatal("no error")
			}
			if !errors.Is(err, fault.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %q, want %q", err, c.want)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(twoSquares))
	f.Add([]byte(`{"type":"Topology","arcs":[],"objects":{}}`))
	f.Add([]byte(`{"type":"Topology","objects":{"u":{"type":"MultiPolygon","id":7,"arcs":[[[0]]]}},"arcs":[[[-180,-90],[1,-9],[1,8.5],[-180,-90]]]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		topo, err := topology.Decode(b)
		if err != nil {
			if !errors.Is(err, fault.ErrInvalid) {
				t.Fatalf("error is not an ErrInvalid: %v", err)
			}
			return
		}
		for _, object := range topo.Objects() {
			var parts []topology.Part
			for _, id := range topo.IDs(object) {
				parts = append(parts, topology.Part{Object: object, ID: id})
				shape, ok := topo.Shape(object, id)
				if !ok {
					t.Fatalf("%q has no shape", id)
				}
				for _, polygon := range shape {
					for _, ring := range polygon {
						if len(ring) < 4 || !ring.Closed() {
							t.Fatalf("%q: ring %v", id, ring)
						}
					}
				}
			}
			topo.Merge(object, topo.IDs(object)...)
			cut, err := topo.Subset(parts)
			if err != nil {
				t.Fatal(err)
			}
			again, err := topology.Decode(cut)
			if err != nil {
				t.Fatalf("what was cut cannot be read: %v\n%s", err, cut)
			}
			for _, p := range parts {
				got, _ := again.Shape(topology.SubsetObject, p.ID)
				want, _ := topo.Shape(object, p.ID)
				if !cmp.Equal(got, want) {
					t.Fatalf("%q is %v after cutting, was %v", p.ID, got, want)
				}
			}
		}
	})
}
