package maps

import (
	"slices"
	"strings"

	"oblast/api/params"
	"oblast/geo/encode"
	"oblast/geo/gazetteer"
	"oblast/geo/region"
)

// idName is a unit as answers name it.
type idName struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// admin is the chain of units above and at a place; null where it has none.
type admin struct {
	Country  *idName `json:"country"`
	Region   *idName `json:"region"`
	District *idName `json:"district"`
}

func (s *Service) idName(unit int32, lang string) *idName {
	if unit == region.None {
		return nil
	}
	u := s.Gazetteer.Tree.At(unit)
	return &idName{u.ID, u.Names.In(lang)}
}

func (s *Service) admin(unit int32, lang string) admin {
	tree := s.Gazetteer.Tree
	return admin{
		Country:  s.idName(tree.Ancestor(unit, region.Country), lang),
		Region:   s.idName(tree.Ancestor(unit, region.Region), lang),
		District: s.idName(tree.Ancestor(unit, region.District), lang),
	}
}

// label names a unit with the units above it: "Dzerzhinsky District, Kaluga Oblast, Russia".
func label(tree *region.Tree, unit int32, lang string) string {
	text := ""
	for ; unit != region.None; unit = tree.Parent(unit) {
		if text != "" {
			text += ", "
		}
		text += tree.At(unit).Names.In(lang)
	}
	return text
}

// about is the head of a GeocodeJSON answer.
type about struct {
	Version     string `json:"version"`
	Licence     string `json:"licence"`
	Attribution string `json:"attribution"`
	Query       any    `json:"query"`
	Boundaries  string `json:"boundaries"`
}

// about returns the head: the licence and attribution are those of the boundary files.
func (s *Service) about(query any) about {
	return about{Version: "0.1.0", Licence: "ODbL-1.0", Attribution: s.attribution, Query: query, Boundaries: s.Gazetteer.Tree.Version()}
}

// attributionOf names each source once.
func attributionOf(sources []gazetteer.Source) string {
	var said []string
	for _, source := range sources {
		for name := range strings.SplitSeq(source.Attribution, "; ") {
			if name != "" && !slices.Contains(said, name) {
				said = append(said, name)
			}
		}
	}
	return strings.Join(said, "; ")
}

// geometries that a place can be answered with.
var geometries = []string{"polygon", "point", "bbox", "none"}

func geometryParam(def string) params.Param {
	return params.Param{Name: "geometry", Kind: params.Enum, Enum: geometries, Default: def,
		Description: "The area itself, its label point, its bounding box, or nothing"}
}

// appendGeometry appends a unit's geometry in the form asked for.
func (s *Service) appendGeometry(dst []byte, unit int32, form string, detail region.Detail) []byte {
	tree := s.Gazetteer.Tree
	if unit == region.None {
		form = "none"
	}
	switch form {
	case "polygon":
		return encode.AppendMultiPolygon(dst, tree.Shape(unit, detail))
	case "point":
		p := tree.At(unit).Label
		return encode.AppendPoint(dst, p[0], p[1])
	case "bbox":
		return encode.AppendMultiPolygon(dst, boxShape(tree.At(unit).BBox))
	}
	return append(dst, "null"...)
}
