package record

// How each record is written, key by key.

func (w *writer) document(d *Document) {
	w.text(`{"kind":`, string(d.Kind))
	w.text(`,"id":`, d.ID)
	w.textOrNull(`,"title":`, d.Title)
	w.textOrNull(`,"url":`, d.URL)
	w.textOrNull(`,"publisher":`, d.Publisher)
	w.text(`,"publisher_role":`, d.PublisherRole)
	w.textOrNull(`,"language":`, d.Language)
	w.instantOrNull(`,"published_at":`, d.PublishedAt)
	w.instantOrNull(`,"captured_at":`, d.CapturedAt)
	w.textOrNull(`,"sha256":`, d.SHA256)
	w.textOrNull(`,"archive_url":`, d.ArchiveURL)
	w.texts(`,"derived_from":`, d.DerivedFrom)
	w.raw("}")
}

func (w *writer) statement(s *Statement) {
	w.text(`{"kind":`, string(s.Kind))
	w.text(`,"id":`, s.ID)
	w.text(`,"document":`, s.Document)
	w.textOrNull(`,"speaker":`, s.Speaker)
	w.text(`,"speaker_role":`, s.SpeakerRole)
	w.textOrNull(`,"channel":`, s.Channel)
	w.text(`,"quote":`, s.Quote)
	w.textOrNull(`,"quote_lang":`, s.QuoteLang)
	w.textOrNull(`,"summary":`, s.Summary)
	w.boolean(`,"preliminary":`, s.Preliminary)
	w.textOrNull(`,"supersedes":`, s.Supersedes)
	w.checks(s.Checks)
	w.raw("}")
}

func (w *writer) checks(list []Check) {
	w.raw(`,"checks":[`)
	for i := range list {
		c := &list[i]
		w.comma(i)
		w.text(`{"check":`, c.Check)
		w.text(`,"result":`, c.Result)
		w.textOrNull(`,"says":`, c.Says)
		w.raw(`,"numbers":[`)
		for j, n := range c.Numbers {
			w.comma(j)
			w.integer("", n)
		}
		w.textOrNull(`],"note":`, c.Note)
		w.raw("}")
	}
	w.raw("]")
}

func (w *writer) incident(i *Incident) {
	w.text(`{"kind":`, string(i.Kind))
	w.text(`,"id":`, i.ID)
	w.boolean(`,"is_interception":`, i.IsInterception)
	w.boolean(`,"is_damage":`, i.IsDamage)
	w.text(`,"weapon_class":`, i.WeaponClass)
	w.countOrNull(`,"count":`, i.Count)
	w.instantOrNull(`,"when":{"start":`, i.When.Start)
	w.instantOrNull(`,"end":`, i.When.End)
	w.text(`,"zone":`, i.When.Zone)
	w.text(`,"precision":`, i.When.Precision)
	w.dateOrNull(`,"night_of":`, i.When.NightOf)
	w.raw("}")
	w.place(&i.Place)
	w.raw(`,"effects":[`)
	for n := range i.Effects {
		w.comma(n)
		w.effect(&i.Effects[n])
	}
	w.textOrNull(`],"response":`, i.Response)
	if a := i.Attribution; a == nil {
		w.raw(`,"attribution":null`)
	} else {
		w.textOrNull(`,"attribution":{"attributed_to":`, a.AttributedTo)
		w.textOrNull(`,"attributed_by":`, a.AttributedBy)
		w.text(`,"other_side_stance":`, a.OtherSideStance)
		w.textOrNull(`,"statement":`, a.Statement)
		w.raw("}")
	}
	w.texts(`,"statements":`, i.Statements)
	w.text(`,"grade":`, i.Grade)
	w.textOrNull(`,"grade_reason":`, i.GradeReason)
	w.texts(`,"tags":`, i.Tags)
	w.raw("}")
}

func (w *writer) count(name string, c *Count) {
	w.raw(name)
	w.integerOrNull(`{"min":`, c.Min)
	w.integerOrNull(`,"best":`, c.Best)
	w.integerOrNull(`,"max":`, c.Max)
	w.text(`,"qualifier":`, c.Qualifier)
	w.raw("}")
}

func (w *writer) countOrNull(name string, c *Count) {
	if c == nil {
		w.raw(name)
		w.raw("null")
		return
	}
	w.count(name, c)
}

func (w *writer) place(p *Place) {
	w.text(`,"place":{"level":`, p.Level)
	w.texts(`,"region_ids":`, p.RegionIDs)
	w.textOrNull(`,"name":`, p.Name)
	w.textOrNull(`,"verbatim":`, p.Verbatim)
	if p.Point == nil {
		w.raw(`,"point":null`)
	} else {
		w.number(`,"point":[`, p.Point[0])
		w.number(`,`, p.Point[1])
		w.raw("]")
	}
	if p.UncertaintyM == nil {
		w.raw(`,"uncertainty_m":null`)
	} else {
		w.number(`,"uncertainty_m":`, *p.UncertaintyM)
	}
	w.text(`,"method":`, p.Method)
	w.resolution(p.Resolution)
	w.textOrNull(`,"generalised":`, p.Generalised)
	w.raw("}")
}

func (w *writer) resolution(r *Resolution) {
	if r == nil {
		w.raw(`,"resolution":null`)
		return
	}
	w.textOrNull(`,"resolution":{"query":`, r.Query)
	w.texts(`,"answer":`, r.Answer)
	w.texts(`,"suggested":`, r.Suggested)
	w.raw(`,"rejected":[`)
	for i := range r.Rejected {
		w.comma(i)
		w.text(`{"id":`, r.Rejected[i].ID)
		w.text(`,"reason":`, r.Rejected[i].Reason)
		w.raw("}")
	}
	w.textOrNull(`],"decided_by":`, r.DecidedBy)
	w.instantOrNull(`,"decided_at":`, r.DecidedAt)
	w.textOrNull(`,"reason":`, r.Reason)
	w.raw("}")
}

func (w *writer) effect(e *Effect) {
	w.text(`{"subject":`, e.Subject)
	w.textOrNull(`,"part":`, e.Part)
	w.text(`,"state":`, e.State)
	w.countOrNull(`,"count":`, e.Count)
	w.text(`,"cause":`, e.Cause)
	w.textOrNull(`,"statement":`, e.Statement)
	w.boolean(`,"preliminary":`, e.Preliminary)
	w.raw("}")
}

func (w *writer) tally(t *Tally) {
	w.text(`{"kind":`, string(t.Kind))
	w.text(`,"id":`, t.ID)
	w.text(`,"metric":`, t.Metric)
	w.count(`,"count":`, &t.Count)
	if t.Window == nil {
		w.raw(`,"window":null`)
	} else {
		w.instant(`,"window":{"start":`, t.Window.Start)
		w.instant(`,"end":`, t.Window.End)
		w.raw("}")
	}
	w.text(`,"window_basis":`, t.WindowBasis)
	w.text(`,"zone":`, t.Zone)
	w.dateOrNull(`,"night_of":`, t.NightOf)
	w.text(`,"weapon_class":`, t.WeaponClass)
	w.texts(`,"scope":`, t.Scope)
	w.text(`,"split":`, t.Split)
	w.raw(`,"items":[`)
	for i := range t.Items {
		w.comma(i)
		w.text(`{"region_id":`, t.Items[i].RegionID)
		w.integer(`,"count":`, t.Items[i].Count)
		w.textOrNull(`,"note":`, t.Items[i].Note)
		w.raw("}")
	}
	w.texts(`],"statements":`, t.Statements)
	w.checks(t.Checks)
	w.text(`,"status":`, t.Status)
	w.raw("}")
}

func (w *writer) restriction(x *Restriction) {
	w.text(`{"kind":`, string(x.Kind))
	w.text(`,"id":`, x.ID)
	w.text(`,"region_id":`, x.RegionID)
	w.textOrNull(`,"instrument":`, x.Instrument)
	w.dateOrNull(`,"instrument_date":`, x.InstrumentDate)
	w.dateOrNull(`,"in_force_from":`, x.InForceFrom)
	w.dateOrNull(`,"in_force_to":`, x.InForceTo)
	w.text(`,"status":`, x.Status)
	w.textOrNull(`,"summary":`, x.Summary)
	w.textOrNull(`,"coarsest_public_level":`, x.CoarsestPublicLevel)
	w.textOrNull(`,"delay":`, x.Delay)
	w.texts(`,"statements":`, x.Statements)
	w.raw("}")
}

func (w *writer) alias(a *Alias) {
	w.text(`{"kind":`, string(a.Kind))
	w.text(`,"id":`, a.ID)
	w.text(`,"words":`, a.Words)
	w.textOrNull(`,"scope_parent":`, a.ScopeParent)
	w.textOrNull(`,"scope_source":`, a.ScopeSource)
	w.text(`,"region_id":`, a.RegionID)
	w.text(`,"author":`, a.Author)
	w.text(`,"reason":`, a.Reason)
	w.raw("}")
}
