package record

// The keys of an incident and its parts, in the order in which they are written.
var (
	incidentKeys = []string{"kind", "id", "is_interception", "is_damage", "weapon_class", "count", "when", "place",
		"effects", "response", "attribution", "statements", "grade", "grade_reason", "tags"}
	countKeys = []string{"min", "best", "max", "qualifier"}
	whenKeys  = []string{"start", "end", "zone", "precision", "night_of"}
	placeKeys = []string{"level", "region_ids", "name", "verbatim", "point", "uncertainty_m", "method", "resolution",
		"generalised"}
	resolutionKeys  = []string{"query", "answer", "suggested", "rejected", "decided_by", "decided_at", "reason"}
	rejectionKeys   = []string{"id", "reason"}
	effectKeys      = []string{"subject", "part", "state", "count", "cause", "statement", "preliminary"}
	attributionKeys = []string{"attributed_to", "attributed_by", "other_side_stance", "statement"}
)

func (r *reader) incident(i *Incident) {
	seen, ok := r.object(incidentKeys, func(k int) {
		switch incidentKeys[k] {
		case "kind":
			i.Kind = r.kind()
		case "id":
			i.ID = r.text()
		case "is_interception":
			i.IsInterception = r.boolean()
		case "is_damage":
			i.IsDamage = r.boolean()
		case "weapon_class":
			i.WeaponClass = r.word(WeaponClasses)
		case "count":
			i.Count = r.countOrNull()
		case "when":
			r.when(&i.When)
		case "place":
			r.place(&i.Place)
		case "effects":
			i.Effects = r.effects()
		case "response":
			i.Response = r.wordOrNull(Responses)
		case "attribution":
			i.Attribution = r.attribution()
		case "statements":
			i.Statements = r.texts()
		case "grade":
			i.Grade = r.word(Grades)
		case "grade_reason":
			i.GradeReason = r.textOrNull()
		case "tags":
			i.Tags = r.texts()
		}
	})
	r.must(incidentKeys, seen, ok, "is_interception", "is_damage", "when", "place")
}

func (r *reader) count(c *Count) {
	r.object(countKeys, func(k int) {
		switch countKeys[k] {
		case "min":
			c.Min = r.integerOrNull()
		case "best":
			c.Best = r.integerOrNull()
		case "max":
			c.Max = r.integerOrNull()
		case "qualifier":
			c.Qualifier = r.word(Qualifiers)
		}
	})
}

func (r *reader) countOrNull() *Count {
	if r.null() {
		return nil
	}
	var c Count
	r.count(&c)
	return r.shared.count(c)
}

func (r *reader) when(w *When) {
	r.object(whenKeys, func(k int) {
		switch whenKeys[k] {
		case "start":
			w.Start = r.instantOrNull()
		case "end":
			w.End = r.instantOrNull()
		case "zone":
			w.Zone = r.word(commonZones)
		case "precision":
			w.Precision = r.word(Precisions)
		case "night_of":
			w.NightOf = r.dateOrNull()
		}
	})
}

func (r *reader) place(p *Place) {
	r.object(placeKeys, func(k int) {
		switch placeKeys[k] {
		case "level":
			p.Level = r.word(PlaceLevels)
		case "region_ids":
			p.RegionIDs = r.texts()
		case "name":
			p.Name = r.textOrNull()
		case "verbatim":
			p.Verbatim = r.textOrNull()
		case "point":
			p.Point = r.pointOrNull()
		case "uncertainty_m":
			if !r.null() {
				m := r.number()
				p.UncertaintyM = &m
			}
		case "method":
			p.Method = r.word(PlaceMethods)
		case "resolution":
			p.Resolution = r.resolution()
		case "generalised":
			p.Generalised = r.textOrNull()
		}
	})
}

// pointOrNull reads [lon, lat].
func (r *reader) pointOrNull() *Point {
	if r.null() {
		return nil
	}
	p, n := new(Point), 0
	ok := r.list(func() {
		f := r.number()
		if n < len(p) {
			p[n] = f
		}
		n++
	})
	if ok && n != len(p) {
		r.fault("has to be two numbers: longitude, latitude", "", nil)
	}
	return p
}

func (r *reader) resolution() *Resolution {
	if r.null() {
		return nil
	}
	x := new(Resolution)
	r.object(resolutionKeys, func(k int) {
		switch resolutionKeys[k] {
		case "query":
			x.Query = r.textOrNull()
		case "answer":
			x.Answer = r.texts()
		case "suggested":
			x.Suggested = r.texts()
		case "rejected":
			x.Rejected = r.rejections()
		case "decided_by":
			x.DecidedBy = r.textOrNull()
		case "decided_at":
			x.DecidedAt = r.instantOrNull()
		case "reason":
			x.Reason = r.textOrNull()
		}
	})
	return x
}

func (r *reader) rejections() []Rejection {
	out := []Rejection{}
	if !r.list(func() {
		out = append(out, Rejection{})
		x := &out[len(out)-1]
		r.object(rejectionKeys, func(k int) {
			switch rejectionKeys[k] {
			case "id":
				x.ID = r.text()
			case "reason":
				x.Reason = r.text()
			}
		})
	}) {
		return nil
	}
	return out
}

func (r *reader) effects() []Effect {
	out := []Effect{}
	if !r.list(func() {
		out = append(out, Effect{})
		e := &out[len(out)-1]
		seen, ok := r.object(effectKeys, func(k int) {
			switch effectKeys[k] {
			case "subject":
				e.Subject = r.word(Subjects)
			case "part":
				e.Part = r.textOrNull()
			case "state":
				e.State = r.word(EffectStates)
			case "count":
				e.Count = r.countOrNull()
			case "cause":
				e.Cause = r.word(Causes)
			case "statement":
				e.Statement = r.textOrNull()
			case "preliminary":
				e.Preliminary = r.boolean()
			}
		})
		r.must(effectKeys, seen, ok, "preliminary")
	}) {
		return nil
	}
	return out
}

func (r *reader) attribution() *Attribution {
	if r.null() {
		return nil
	}
	a := new(Attribution)
	r.object(attributionKeys, func(k int) {
		switch attributionKeys[k] {
		case "attributed_to":
			a.AttributedTo = r.textOrNull()
		case "attributed_by":
			a.AttributedBy = r.textOrNull()
		case "other_side_stance":
			a.OtherSideStance = r.word(Stances)
		case "statement":
			a.Statement = r.textOrNull()
		}
	})
	return a
}
