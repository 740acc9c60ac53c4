package record

// The keys of the records without places, in the order in which they are written.
var (
	documentKeys = []string{"kind", "id", "title", "url", "publisher", "publisher_role", "language", "published_at",
		"captured_at", "sha256", "archive_url", "derived_from"}
	statementKeys = []string{"kind", "id", "document", "speaker", "speaker_role", "channel", "quote", "quote_lang",
		"summary", "preliminary", "supersedes", "checks"}
	checkKeys = []string{"check", "result", "says", "numbers", "note"}
	tallyKeys = []string{"kind", "id", "metric", "count", "window", "window_basis", "zone", "night_of", "weapon_class",
		"scope", "split", "items", "statements", "checks", "status"}
	windowKeys      = []string{"start", "end"}
	itemKeys        = []string{"region_id", "count", "note"}
	restrictionKeys = []string{"kind", "id", "region_id", "instrument", "instrument_date", "in_force_from", "in_force_to",
		"status", "summary", "coarsest_public_level", "delay", "statements"}
	aliasKeys = []string{"kind", "id", "words", "scope_parent", "scope_source", "region_id", "author", "reason"}
)

func (r *reader) kind() Kind { return Kind(r.word(Kinds)) }

// must reports keys that are missing where null would be a fault: truth values, which have no unknown, and objects.
func (r *reader) must(keys []string, seen uint32, ok bool, names ...string) {
	if !ok {
		return
	}
	for i, k := range keys {
		if seen&(1<<i) == 0 && contains(names, k) {
			r.path = append(r.path, step{key: k})
			r.fault("is missing", "", nil)
			r.path = r.path[:len(r.path)-1]
		}
	}
}

func (r *reader) document(d *Document) {
	r.object(documentKeys, func(k int) {
		switch documentKeys[k] {
		case "kind":
			d.Kind = r.kind()
		case "id":
			d.ID = r.text()
		case "title":
			d.Title = r.textOrNull()
		case "url":
			d.URL = r.textOrNull()
		case "publisher":
			d.Publisher = r.textOrNull()
		case "publisher_role":
			d.PublisherRole = r.word(PublisherRoles)
		case "language":
			d.Language = r.textOrNull()
		case "published_at":
			d.PublishedAt = r.instantOrNull()
		case "captured_at":
			d.CapturedAt = r.instantOrNull()
		case "sha256":
			d.SHA256 = r.textOrNull()
		case "archive_url":
			d.ArchiveURL = r.textOrNull()
		case "derived_from":
			d.DerivedFrom = r.texts()
		}
	})
}

func (r *reader) statement(s *Statement) {
	seen, ok := r.object(statementKeys, func(k int) {
		switch statementKeys[k] {
		case "kind":
			s.Kind = r.kind()
		case "id":
			s.ID = r.text()
		case "document":
			s.Document = r.text()
		case "speaker":
			s.Speaker = r.textOrNull()
		case "speaker_role":
			s.SpeakerRole = r.word(SpeakerRoles)
		case "channel":
			s.Channel = r.textOrNull()
		case "quote":
			s.Quote = r.text()
		case "quote_lang":
			s.QuoteLang = r.textOrNull()
		case "summary":
			s.Summary = r.textOrNull()
		case "preliminary":
			s.Preliminary = r.boolean()
		case "supersedes":
			s.Supersedes = r.textOrNull()
		case "checks":
			s.Checks = r.checks()
		}
	})
	r.must(statementKeys, seen, ok, "quote", "preliminary")
}

func (r *reader) checks() []Check {
	out := []Check{}
	if !r.list(func() {
		out = append(out, Check{})
		c := &out[len(out)-1]
		r.object(checkKeys, func(k int) {
			switch checkKeys[k] {
			case "check":
				c.Check = r.word(CheckNames)
			case "result":
				c.Result = r.word(CheckResults)
			case "says":
				c.Says = r.textOrNull()
			case "numbers":
				c.Numbers = []int{}
				if !r.list(func() { c.Numbers = append(c.Numbers, r.integer()) }) {
					c.Numbers = nil
				}
			case "note":
				c.Note = r.textOrNull()
			}
		})
	}) {
		return nil
	}
	return out
}

func (r *reader) tally(t *Tally) {
	seen, ok := r.object(tallyKeys, func(k int) {
		switch tallyKeys[k] {
		case "kind":
			t.Kind = r.kind()
		case "id":
			t.ID = r.text()
		case "metric":
			t.Metric = r.word(Metrics)
		case "count":
			r.count(&t.Count)
		case "window":
			t.Window = r.window()
		case "window_basis":
			t.WindowBasis = r.word(WindowBases)
		case "zone":
			t.Zone = r.word(commonZones)
		case "night_of":
			t.NightOf = r.dateOrNull()
		case "weapon_class":
			t.WeaponClass = r.word(WeaponClasses)
		case "scope":
			t.Scope = r.texts()
		case "split":
			t.Split = r.word(Splits)
		case "items":
			t.Items = r.items()
		case "statements":
			t.Statements = r.texts()
		case "checks":
			t.Checks = r.checks()
		case "status":
			t.Status = r.word(TallyStatuses)
		}
	})
	r.must(tallyKeys, seen, ok, "count")
}

func (r *reader) window() *Window {
	if r.null() {
		return nil
	}
	w := new(Window)
	seen, ok := r.object(windowKeys, func(k int) {
		switch windowKeys[k] {
		case "start":
			w.Start = r.instant()
		case "end":
			w.End = r.instant()
		}
	})
	r.must(windowKeys, seen, ok, "start", "end")
	return w
}

func (r *reader) items() []TallyItem {
	out := []TallyItem{}
	if !r.list(func() {
		out = append(out, TallyItem{})
		item := &out[len(out)-1]
		seen, ok := r.object(itemKeys, func(k int) {
			switch itemKeys[k] {
			case "region_id":
				item.RegionID = r.text()
			case "count":
				item.Count = r.integer()
			case "note":
				item.Note = r.textOrNull()
			}
		})
		r.must(itemKeys, seen, ok, "count")
	}) {
		return nil
	}
	return out
}

func (r *reader) restriction(x *Restriction) {
	r.object(restrictionKeys, func(k int) {
		switch restrictionKeys[k] {
		case "kind":
			x.Kind = r.kind()
		case "id":
			x.ID = r.text()
		case "region_id":
			x.RegionID = r.text()
		case "instrument":
			x.Instrument = r.textOrNull()
		case "instrument_date":
			x.InstrumentDate = r.dateOrNull()
		case "in_force_from":
			x.InForceFrom = r.dateOrNull()
		case "in_force_to":
			x.InForceTo = r.dateOrNull()
		case "status":
			x.Status = r.word(RestrictionStatuses)
		case "summary":
			x.Summary = r.textOrNull()
		case "coarsest_public_level":
			x.CoarsestPublicLevel = r.wordOrNull(PublicLevels)
		case "delay":
			x.Delay = r.textOrNull()
		case "statements":
			x.Statements = r.texts()
		}
	})
}

func (r *reader) alias(a *Alias) {
	r.object(aliasKeys, func(k int) {
		switch aliasKeys[k] {
		case "kind":
			a.Kind = r.kind()
		case "id":
			a.ID = r.text()
		case "words":
			a.Words = r.text()
		case "scope_parent":
			a.ScopeParent = r.textOrNull()
		case "scope_source":
			a.ScopeSource = r.textOrNull()
		case "region_id":
			a.RegionID = r.text()
		case "author":
			a.Author = r.text()
		case "reason":
			a.Reason = r.text()
		}
	})
}
