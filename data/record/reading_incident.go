package record

// The fields of an incident and its parts, in the order in which they are written.

var incidentFields = []field[Incident]{
	{"kind", may, func(r *reader, i *Incident) { i.Kind = r.kind() }},
	{"id", may, func(r *reader, i *Incident) { i.ID = r.ownText() }}, // no other has it
	{"is_interception", must, func(r *reader, i *Incident) { i.IsInterception = r.boolean() }},
	{"is_damage", must, func(r *reader, i *Incident) { i.IsDamage = r.boolean() }},
	{"weapon_class", may, func(r *reader, i *Incident) { i.WeaponClass = r.word(WeaponClasses) }},
	{"count", may, func(r *reader, i *Incident) { i.Count = r.countOrNull() }},
	{"when", must, func(r *reader, i *Incident) { object(r, whenFields, &i.When) }},
	{"place", must, func(r *reader, i *Incident) { object(r, placeFields, &i.Place) }},
	{"effects", may, func(r *reader, i *Incident) { i.Effects = objects(r, effectFields) }},
	{"response", may, func(r *reader, i *Incident) { i.Response = r.wordOrNull(Responses) }},
	{"attribution", may, func(r *reader, i *Incident) { i.Attribution = r.attribution() }},
	{"statements", may, func(r *reader, i *Incident) { i.Statements = r.texts() }},
	{"grade", may, func(r *reader, i *Incident) { i.Grade = r.word(Grades) }},
	{"grade_reason", may, func(r *reader, i *Incident) { i.GradeReason = r.textOrNull() }},
	{"tags", may, func(r *reader, i *Incident) { i.Tags = r.texts() }},
}

var countFields = []field[Count]{
	{"min", may, func(r *reader, c *Count) { c.Min = r.integerOrNull() }},
	{"best", may, func(r *reader, c *Count) { c.Best = r.integerOrNull() }},
	{"max", may, func(r *reader, c *Count) { c.Max = r.integerOrNull() }},
	{"qualifier", may, func(r *reader, c *Count) { c.Qualifier = r.word(Qualifiers) }},
}

func (r *reader) countOrNull() *Count {
	if r.null() {
		return nil
	}
	r.counted = Count{}
	object(r, countFields, &r.counted)
	return r.shared.count(r.counted)
}

var whenFields = []field[When]{
	{"start", may, func(r *reader, w *When) { w.Start = r.instantOrNull() }},
	{"end", may, func(r *reader, w *When) { w.End = r.instantOrNull() }},
	{"zone", may, func(r *reader, w *When) { w.Zone = r.word(commonZones) }},
	{"precision", may, func(r *reader, w *When) { w.Precision = r.word(Precisions) }},
	{"night_of", may, func(r *reader, w *When) { w.NightOf = r.dateOrNull() }},
}

var placeFields = []field[Place]{
	{"level", may, func(r *reader, p *Place) { p.Level = r.word(PlaceLevels) }},
	{"region_ids", may, func(r *reader, p *Place) { p.RegionIDs = r.texts() }},
	{"name", may, func(r *reader, p *Place) { p.Name = r.textOrNull() }},
	{"verbatim", may, func(r *reader, p *Place) { p.Verbatim = r.textOrNull() }},
	{"point", may, func(r *reader, p *Place) { p.Point = r.pointOrNull() }},
	{"uncertainty_m", may, func(r *reader, p *Place) {
		if !r.null() {
			m := r.number()
			p.UncertaintyM = &m
		}
	}},
	{"method", may, func(r *reader, p *Place) { p.Method = r.word(PlaceMethods) }},
	{"resolution", may, func(r *reader, p *Place) { p.Resolution = r.resolution() }},
	{"generalised", may, func(r *reader, p *Place) { p.Generalised = r.textOrNull() }},
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

var resolutionFields = []field[Resolution]{
	{"query", may, func(r *reader, x *Resolution) { x.Query = r.textOrNull() }},
	{"answer", may, func(r *reader, x *Resolution) { x.Answer = r.texts() }},
	{"suggested", may, func(r *reader, x *Resolution) { x.Suggested = r.texts() }},
	{"rejected", may, func(r *reader, x *Resolution) { x.Rejected = objects(r, rejectionFields) }},
	{"decided_by", may, func(r *reader, x *Resolution) { x.DecidedBy = r.textOrNull() }},
	{"decided_at", may, func(r *reader, x *Resolution) { x.DecidedAt = r.instantOrNull() }},
	{"reason", may, func(r *reader, x *Resolution) { x.Reason = r.textOrNull() }},
}

func (r *reader) resolution() *Resolution {
	if r.null() {
		return nil
	}
	x := new(Resolution)
	object(r, resolutionFields, x)
	return x
}

var rejectionFields = []field[Rejection]{
	{"id", may, func(r *reader, x *Rejection) { x.ID = r.text() }},
	{"reason", may, func(r *reader, x *Rejection) { x.Reason = r.text() }},
}

var effectFields = []field[Effect]{
	{"subject", may, func(r *reader, e *Effect) { e.Subject = r.word(Subjects) }},
	{"part", may, func(r *reader, e *Effect) { e.Part = r.textOrNull() }},
	{"state", may, func(r *reader, e *Effect) { e.State = r.word(EffectStates) }},
	{"count", may, func(r *reader, e *Effect) { e.Count = r.countOrNull() }},
	{"cause", may, func(r *reader, e *Effect) { e.Cause = r.word(Causes) }},
	{"statement", may, func(r *reader, e *Effect) { e.Statement = r.textOrNull() }},
	{"preliminary", must, func(r *reader, e *Effect) { e.Preliminary = r.boolean() }},
}

var attributionFields = []field[Attribution]{
	{"attributed_to", may, func(r *reader, a *Attribution) { a.AttributedTo = r.textOrNull() }},
	{"attributed_by", may, func(r *reader, a *Attribution) { a.AttributedBy = r.textOrNull() }},
	{"other_side_stance", may, func(r *reader, a *Attribution) { a.OtherSideStance = r.word(Stances) }},
	{"statement", may, func(r *reader, a *Attribution) { a.Statement = r.textOrNull() }},
}

func (r *reader) attribution() *Attribution {
	if r.null() {
		return nil
	}
	a := new(Attribution)
	object(r, attributionFields, a)
	return a
}
