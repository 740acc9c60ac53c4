package ogc

import (
	"fmt"

	"github.com/labstack/echo/v4"
	"github.com/paulmach/orb"

	"oblast/data/snapshot"
	"oblast/geo/cql2"
	"oblast/geo/fault"
	"oblast/geo/region"
	"oblast/geo/relate"
)

// The functions of this service that filters may call besides those of the standard. A layer has those that make sense of
// its columns.
var (
	withinRegion = cql2.Function{Name: "within_region", Returns: cql2.Boolean,
		Description: "The feature lies in the region, as far as its place is known that finely: by its ids, not by its point.",
		Args:        []cql2.Argument{{Name: "id", Description: "Id of a country, region, district, water or composite, such as RU-KLU", Type: cql2.Text}}}
	nightOf = cql2.Function{Name: "night", Returns: cql2.Boolean,
		Description: "The feature belongs to the night that ends on the morning of the date.",
		Args:        []cql2.Argument{{Name: "date", Description: "Date of the morning, such as '2025-08-27'", Type: cql2.Date}}}
	near = cql2.Function{Name: "near", Returns: cql2.Boolean,
		Description: "The feature's geometry is no farther from the place than the distance, on the sphere.",
		Args: []cql2.Argument{{Name: "lon", Description: "Longitude, degrees, whatever filter-crs is", Type: cql2.Number},
			{Name: "lat", Description: "Latitude, degrees", Type: cql2.Number}, {Name: "metres", Description: "Distance, metres", Type: cql2.Number}}}
)

// maxMetres is half the way around the Earth.
const maxMetres = 20_037_509

// functionsOf returns the functions of a layer.
func functionsOf(l *snapshot.Layer, s *cql2.Schema, tree *region.Tree) []*cql2.Function {
	var all []*cql2.Function
	add := func(f cql2.Function, expand func([]cql2.Value) (*cql2.Expr, error)) {
		f.Expand = expand
		all = append(all, &f)
	}
	schema := l.Schema()
	if own := schema.Index("district_id"); own >= 0 || l.OfRegions() {
		add(withinRegion, func(args []cql2.Value) (*cql2.Expr, error) { return insideRegion(l, s, tree, args[0].Text) })
	}
	if night := schema.Index("night_of"); night >= 0 {
		add(nightOf, func(args []cql2.Value) (*cql2.Expr, error) {
			return cql2.Make(cql2.Equal, s.Prop(night), cql2.Const(args[0])), nil
		})
	}
	if place := len(schema.Columns); place < len(s.Properties) {
		add(near, func(args []cql2.Value) (*cql2.Expr, error) {
			lon, lat, metres := args[0].Number, args[1].Number, args[2].Number
			if lon < -180 || lon > 180 || lat < -90 || lat > 90 {
				return nil, fmt.Errorf("%g, %g is not a longitude and a latitude, in that order", lon, lat)
			}
			if metres < 0 || metres > maxMetres {
				return nil, fmt.Errorf("%g is not a distance in metres from 0 to %d", metres, maxMetres)
			}
			at := cql2.GeometryValue(relate.New(orb.Point{lon, lat}))
			return cql2.Make(cql2.Near, s.Prop(place), cql2.Const(at), cql2.Const(args[2])), nil
		})
	}
	return all
}

// insideRegion is the condition that a feature lies in a unit of the tree.
func insideRegion(l *snapshot.Layer, s *cql2.Schema, tree *region.Tree, id string) (*cql2.Expr, error) {
	unit, ok := tree.Find(id)
	if !ok {
		return nil, &fault.FieldError{Problem: notARegion(fmt.Sprintf("`%.40s` is no region", id), meantRegion(id, tree, []region.Level{region.Region, region.District, region.Country}))}
	}
	oneOf := func(column int, units []int32) *cql2.Expr {
		args := []*cql2.Expr{s.Prop(column)}
		for _, i := range units {
			args = append(args, cql2.Const(cql2.TextValue(tree.At(i).ID)))
		}
		if len(args) == 1 {
			return cql2.Const(cql2.BooleanValue(false))
		}
		return cql2.Make(cql2.In, args...)
	}
	if l.OfRegions() {
		var inside []int32
		for row := range int32(l.Table.Len()) {
			if i, ok := tree.Find(l.Table.ID(row)); ok && tree.Within(i, unit) {
				inside = append(inside, i)
			}
		}
		return oneOf(0, inside), nil
	}
	column := func(name string) int { return l.Schema().Index(name) }
	switch tree.At(unit).Level {
	case region.Country:
		return oneOf(column("country"), []int32{unit}), nil
	case region.District:
		return oneOf(column("district_id"), []int32{unit}), nil
	case region.Composite:
		return oneOf(column("region_id"), append([]int32{unit}, tree.Members(unit)...)), nil
	}
	return oneOf(column("region_id"), []int32{unit}), nil
}

// functionInfo describes a function (OGC 21-065r2, clause 7.11).
type functionInfo struct {
	Name        string         `json:"name"`
	Description string         `json:"description"`
	Arguments   []argumentInfo `json:"arguments"`
	Returns     []string       `json:"returns"`
}

type argumentInfo struct {
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Type        []string `json:"type"`
}

func functionInfos() []functionInfo {
	var all []functionInfo
	for _, f := range []cql2.Function{withinRegion, nightOf, near} {
		info := functionInfo{Name: f.Name, Description: f.Description, Returns: []string{functionType(f.Returns)}}
		for _, a := range f.Args {
			info.Arguments = append(info.Arguments, argumentInfo{a.Name, a.Description, []string{functionType(a.Type)}})
		}
		all = append(all, info)
	}
	return all
}

func functionType(t cql2.Type) string {
	return map[cql2.Type]string{cql2.Boolean: "boolean", cql2.Text: "string", cql2.Number: "number", cql2.Date: "date"}[t]
}

// Functions answers /functions: what filters may call that no standard has.
func (s *Service) Functions(c echo.Context) error {
	return s.send(c, s.config.Snapshots.Current(), document{
		offers: plainOffers, page: "functions", title: "Functions",
		json: func(links []Link) any { return map[string]any{"functions": functionInfos(), "links": links} },
		data: func(v *view) error { v.Functions = functionInfos(); return nil },
	})
}
