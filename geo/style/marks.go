package style

import (
	"maps"
	"slices"

	"oblast/geo/encode"
)

func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// areaLevels are the levels of places that are areas, not spots: their marks stand on a plate.
var areaLevels = []string{"country", "multi_region", "region", "composite_region", "district", "water_area", "border_between", "unknown"}

// others draws lines and areas of a layer that may hold anything.
func (s *Style) others(d *Document, p *Palette) {
	of := func(kind string) expression { return expression{"==", expression{"geometry-type"}, kind} }
	fill := s.of("areas", "fill", of("Polygon"))
	fill.Paint = map[string]any{"fill-color": s.byKind(p, func(k encode.Kind) any { return ofTheme(k.Colour, p) }), "fill-opacity": 0.24}
	line := s.of("lines", "line", expression{"!=", expression{"geometry-type"}, "Point"})
	line.Paint = map[string]any{"line-color": s.byKind(p, func(k encode.Kind) any { return ofTheme(k.Colour, p) }), "line-width": 1.2}
	d.add(fill)
	d.add(line)
}

// byKind chooses by the first kind that a feature fits.
func (s *Style) byKind(p *Palette, of func(encode.Kind) any) any {
	cases := expression{"case"}
	for _, k := range s.Kinds {
		if k.Column == "" {
			if len(cases) == 1 {
				return of(k)
			}
			return append(cases, of(k))
		}
		cases = append(cases, expression{"==", expression{"to-string", get(k.Column)}, k.Value}, of(k))
	}
	if len(cases) == 1 {
		return p.Other
	}
	return append(cases, p.Other)
}

// ofTheme is the colour of a kind, which is named in the light theme, in another.
func ofTheme(colour string, p *Palette) string {
	switch colour {
	case Light.Interception:
		return p.Interception
	case Light.Damage:
		return p.Damage
	case Light.Other:
		return p.Other
	}
	return colour
}

// marks draws points: a mark a kind, on a plate where only an area is known, and rings for clusters.
func (s *Style) marks(d *Document, p *Palette) {
	point := expression{"==", expression{"geometry-type"}, "Point"}
	single := expression{"all", point, expression{"!", expression{"has", "cluster"}}}
	if !s.twoKinds() {
		dot := s.of("marks", "circle", single)
		dot.Paint = map[string]any{"circle-radius": 5, "circle-color": s.byKind(p, func(k encode.Kind) any { return ofTheme(k.Colour, p) }), "circle-stroke-color": p.Halo, "circle-stroke-width": 1.5}
		d.add(dot)
	} else {
		mark := s.of("marks", "symbol", single)
		kind := expression{"case", expression{"all", is("is_interception", true), is("is_damage", true)}, "both",
			is("is_interception", true), "interception", is("is_damage", true), "damage", "other"}
		area := expression{"in", expression{"coalesce", get("place_level"), ""}, expression{"literal", areaLevels}}
		mark.Layout = map[string]any{"icon-image": expression{"concat", kind, expression{"case", area, "-area", ""}}, "icon-allow-overlap": true, "icon-ignore-placement": true}
		d.add(mark)
	}
	cluster := expression{"all", point, expression{"has", "cluster"}}
	ring := s.of("clusters", "circle", cluster)
	colour := any(p.Other)
	if s.twoKinds() {
		colour = expression{"case", expression{">", get("n_is_damage"), get("n_is_interception")}, p.Damage, p.Interception}
	}
	ring.Paint = map[string]any{"circle-radius": 12.5, "circle-color": p.Badge, "circle-stroke-width": 3, "circle-stroke-color": colour}
	d.add(ring)
	number := s.of("cluster sizes", "symbol", cluster)
	number.Layout = words(expression{"to-string", get("point_count")}, 11)
	number.Layout["text-allow-overlap"] = true
	number.Paint = map[string]any{"text-color": p.LabelStrong}
	d.add(number)
}

// twoKinds reports whether features are interceptions, damage, or both.
func (s *Style) twoKinds() bool {
	return slices.ContainsFunc(s.Kinds, func(k encode.Kind) bool { return k.Column == "is_damage" })
}
