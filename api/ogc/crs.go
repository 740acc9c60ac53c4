package ogc

import (
	"strconv"
	"sync"

	"github.com/paulmach/orb"

	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/geo/cql2"
	"oblast/geo/fault"
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

func systemURIs() []string {
	var uris []string
	for _, s := range systems() {
		uris = append(uris, s.crs.URI)
	}
	return uris
}

func crsParam() params.Param {
	return params.Param{Name: "crs", Kind: params.Enum, Enum: systemURIs(),
		Description: "Reference system of the coordinates in the answer, axes in its authority's order (Content-Crs names it); CRS84 without it. Files whose format fixes the order have easting first."}
}

func bboxCRSParam() params.Param {
	return params.Param{Name: "bbox-crs", Kind: params.Enum, Enum: systemURIs(),
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
	return around, nil
}

// extentText names corners that lie on a system's map, as a hint of its units.
func extentText(c *projection.CRS) string {
	at := c.Point(orb.Point{30, 55})
	return strconv.Itoa(int(at[0])) + "," + strconv.Itoa(int(at[1])) + " (30 east, 55 north)"
}
