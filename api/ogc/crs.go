package ogc

import (
	"strconv"
	"sync"

	"github.com/paulmach/orb"

	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/geo/cql2"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/projection"
	"oblast/geo/relate"
)

// crs84 is WGS 84 with longitude before latitude: everything is stored in it, and given in it unless asked otherwise.
const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

// system is a reference system with the header field that names it (OGC 18-058r1, requirement 16).
type system struct {
	crs    *projection.CRS
	header []string
}

// systems are all reference systems, CRS84 first.
var systems = sync.OnceValue(func() []*system {
	var all []*system
	for _, c := range projection.Systems() {
		all = append(all, &system{c, []string{"<" + c.URI + ">"}})
	}
	return all
})

// systemOf returns the system of a URI; CRS84 for any other.
func systemOf(uri string) *system {
	all := systems()
	for _, s := range all {
		if s.crs.URI == uri {
			return s
		}
	}
	return all[0]
}

// systemURIs are the systems of a layer. One that is made for a part of the world is none of areas that go round it: the box
// that holds them is no box there. nil: of all layers.
func systemURIs(l *snapshot.Layer) []string {
	var uris []string
	for _, s := range systems() {
		if l == nil || !s.crs.Regional || !goesRound(l) {
			uris = append(uris, s.crs.URI)
		}
	}
	return uris
}

// goesRound reports whether the areas of a layer, or an operator's features, reach round the world. Points of records may
// come and go, and what an address takes may not.
func goesRound(l *snapshot.Layer) bool {
	box, ok := l.Table.Extent()
	return ok && (l.Foreign || l.Schema().Geometry != layer.Points) && box[2]-box[0] > 180
}

func crsParam(l *snapshot.Layer) params.Param {
	return params.Param{Name: "crs", Kind: params.Enum, Enum: systemURIs(l),
		Description: "Reference system of the coordinates in the answer, axes in its authority's order (Content-Crs names it); CRS84 without it. Files whose format fixes the order have easting first."}
}

func bboxCRSParam(l *snapshot.Layer) params.Param {
	return params.Param{Name: "bbox-crs", Kind: params.Enum, Enum: systemURIs(l),
		Description: "Reference system of bbox, in its authority's order of axes; CRS84 without it."}
}

// inBox is the condition that features meet a box of a plane whose sides are no parallels and meridians; nil where the box
// around it in degrees says as much. Features without a place match every box.
func inBox(c *collection, l *snapshot.Layer, v params.Values) *cql2.Expr {
	place := len(l.Schema().Columns)
	area, _ := systemOf(v.String("bbox-crs")).crs.Cover(v.BBox("bbox"))
	if area == nil || place >= len(c.queryables.Properties) {
		return nil
	}
	at := c.queryables.Prop(place)
	return cql2.Make(cql2.Or, cql2.Make(cql2.IsNull, at), cql2.Make(cql2.SIntersects, at, cql2.Const(cql2.GeometryValue(relate.New(area)))))
}

// boxOf returns the box of a request as west, south, east, north in CRS84.
func boxOf(v params.Values) ([4]float64, error) {
	box, c := v.BBox("bbox"), systemOf(v.String("bbox-crs")).crs
	if c.Degrees {
		box, _ = c.Enclose(box)
		if problem := params.BoxProblem(box); problem != "" {
			return box, v.Fault("bbox", problem, "west,south,east,north in degrees (latitude before longitude where bbox-crs is EPSG 4326)")
		}
		return box, nil
	}
	if box[0] > box[2] || box[1] > box[3] {
		return box, v.Fault("bbox", "has its first corner above its second; a box of this bbox-crs cannot lie over an edge of the map")
	}
	around, ok := c.Enclose(box)
	if !ok {
		return box, &fault.FieldError{Field: "bbox", Value: v.String("bbox"), Problem: "is not wholly on the map of " + c.URI,
			Allowed: []string{"corners such as " + extentText(c)}}
	}
	return widened(around), nil
}

// rounding is more than a position moves on its way through a plane and back, in degrees: a tenth of a millimetre.
const rounding = 1e-9

// widened returns a box that went through a plane with its sides a hair farther out: what lies on one of them is in the box.
func widened(b [4]float64) [4]float64 {
	return [4]float64{max(b[0]-rounding, -180), max(b[1]-rounding, -90), min(b[2]+rounding, 180), min(b[3]+rounding, 90)}
}

// extentText names corners that lie on a system's map, as a hint of its units.
func extentText(c *projection.CRS) string {
	at := c.Point(orb.Point{30, 55})
	return strconv.Itoa(int(at[0])) + "," + strconv.Itoa(int(at[1])) + " (30 east, 55 north)"
}
