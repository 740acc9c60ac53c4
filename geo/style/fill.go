package style

import "strconv"

// number is what is classified, as an expression; only of features that have Least.
func (f *Fill) number() expression {
	switch {
	case f.Area != "":
		return expression{"*", 1000, expression{"/", get(least), get(f.Area)}}
	case f.Nights > 0:
		return expression{"/", get(least), f.Nights}
	}
	return get(least)
}

// byClass chooses by the class of the number: below the first one, and one of each class.
func (f *Fill) byClass(below any, of func(i int) any) any {
	rows := f.numbered()
	if len(rows) == 0 {
		return below
	}
	step := expression{"step", f.number(), below}
	for i, c := range rows {
		step = append(step, *c.Min, of(i))
	}
	return expression{"case", expression{"has", least}, step, below}
}

// fills draws the areas: a layer a class, and one a kind of missing, each of one colour. Programs that read MapLibre's styles
// and not all of its expressions show them as well, and each can be switched off by itself.
func (s *Style) fills(d *Document, p *Palette) {
	area := func(id string, filter any, colour string) {
		l := s.of(id, "fill", filter)
		l.Paint = map[string]any{"fill-color": colour}
		d.add(l)
	}
	area("not covered", is(status, "not_covered"), p.Land)
	area("none reported", is(status, "none_reported"), p.None)
	area("zero", is(status, "zero"), p.Zero)
	area("no data", is(status, "no_data"), p.HatchGround)
	area("withheld", is(status, "withheld"), p.HatchGround)
	area("values", is(status, "value"), p.Zero)
	for _, c := range s.Fill.numbered() {
		filter := expression{"all", is(status, "value"), expression{">=", s.Fill.number(), *c.Min}}
		if c.Max != nil {
			filter = append(filter, expression{"<", s.Fill.number(), *c.Max})
		}
		area("class "+strconv.Itoa(*c.Class), filter, colour(c, p.Dark))
	}
	for _, hatched := range []struct{ status, pattern string }{{"no_data", HatchIcon}, {"withheld", CrossIcon}} {
		l := s.of(hatched.pattern, "fill", is(status, hatched.status))
		l.Paint = map[string]any{"fill-pattern": hatched.pattern}
		d.add(l)
	}
	line := func(id string, filter any, colour string, width float64) Layer {
		l := s.of(id, "line", filter)
		l.Layout = map[string]any{"line-join": "round"}
		l.Paint = map[string]any{"line-color": colour, "line-width": width}
		return l
	}
	uncovered := line("borders not covered", is(status, "not_covered"), p.BorderUncovered, 0.7)
	uncovered.Paint["line-dasharray"] = []int{4, 4}
	uncovered.MinZoom = 5 // before that they are a tangle
	d.add(uncovered)
	border := p.BorderRegion
	if s.Level == "district" {
		border = p.BorderInner
	}
	d.add(line("borders", isNot(status, "not_covered"), border, 0.7))
	d.add(line("borders of values", is(status, "value"), p.None, 0.9))
	d.add(line("borders of zero", is(status, "zero"), p.BorderZero, 0.9))
	if s.Level == "district" {
		d.Layers[len(d.Layers)-3].MinZoom = 6
	}
}

// figures prints the number of each area that has one, below its name.
func (s *Style) figures(d *Document, p *Palette) {
	rows, f := s.Fill.numbered(), s.Fill
	on := func(choose func(ground string) string) any {
		return f.byClass(choose(p.Zero), func(i int) any { return choose(colour(rows[i], p.Dark)) })
	}
	var figure any
	switch {
	case f.divided():
		figure = expression{"number-format", f.number(), map[string]any{"max-fraction-digits": 2}}
	default:
		figure = expression{"case", expression{"!", expression{"has", most}}, expression{"concat", get(least), "+"},
			expression{"==", get(least), get(most)}, expression{"to-string", get(least)}, expression{"concat", get(least), "–", get(most)}}
	}
	figure = expression{"concat", figure, expression{"case", expression{"boolean", get(conflict), false}, " ≠", ""}}
	l := Layer{ID: "figures", Type: "symbol", Source: labelSource, SourceLayer: s.Layer, Filter: expression{"all", is(status, "value"), expression{"has", least}}}
	l.Layout = words(expression{"format", s.called(), map[string]any{"font-scale": 0.75}, "\n", map[string]any{}, figure, map[string]any{"font-scale": 1}}, 15)
	l.Layout["symbol-sort-key"] = expression{"-", 0, get(least)}
	l.Layout["text-variable-anchor"] = []string{"center", "top", "bottom", "left", "right"}
	l.Paint = map[string]any{"text-color": on(p.ink), "text-halo-color": on(func(ground string) string { return ground }), "text-halo-width": 1.5}
	d.add(s.quiet(p))
	d.add(l)
}

// quiet names the areas that are covered and have no number.
func (s *Style) quiet(p *Palette) Layer {
	l := Layer{ID: "names", Type: "symbol", Source: labelSource, SourceLayer: s.Layer, MinZoom: map[string]float64{"region": 4, "district": 8}[s.Level]}
	l.Filter = expression{"all", isNot(status, "value"), isNot(status, "not_covered")}
	l.Layout = words(s.called(), 11)
	l.Layout["symbol-sort-key"] = expression{"-", 0, expression{"coalesce", get("area_km2"), 0}}
	l.Paint = map[string]any{"text-color": p.LabelQuiet, "text-halo-color": p.LabelHalo, "text-halo-width": 1.5}
	return l
}

// called is the name of an area: the one that the style has for it, else the column.
func (s *Style) called() any {
	if len(s.Fill.Names) == 0 {
		return get(s.Name)
	}
	names := expression{"match", get(regionID)}
	for _, id := range sorted(s.Fill.Names) {
		names = append(names, id, s.Fill.Names[id])
	}
	return append(names, get(s.Name))
}
