package totals

import (
	"slices"

	"oblast/data/ledger"
	"oblast/data/record"
)

// addCase adds an incident on every measure but interceptions, which come from its account.
func (b *builder) addCase(c *ledger.Case) {
	b.mark(c)
	marks := &b.marks
	b.scene.places(c, func(st *standing, loose bool) {
		for k := reports; k < kinds; k++ {
			if marks[k].records > 0 {
				st.stakes[k].add(&marks[k], loose)
			}
		}
	})
	b.scene.named(c, func(st *standing) {
		st.covered = true
		if c.Incident.IsInterception {
			st.flights.records++
		}
		for k := reports; k < kinds; k++ {
			st.stakes[k].records += marks[k].records
		}
	})
}

// add adds one incident's mark; its records are counted with the units that it names.
func (s *stake) add(m *stake, loose bool) {
	s.total = s.total.Plus(m.total)
	if loose {
		s.loose = s.loose.Plus(m.total)
	}
	s.zero = s.zero || m.zero
	s.none = s.none || m.none
	s.reported = s.reported || m.reported
}

// objects are the subjects that are counted as damaged objects.
var objects = []string{"dwelling", "building", "vehicle", "infrastructure"}

// mark reads an incident on every measure.
func (b *builder) mark(c *ledger.Case) {
	marks := &b.marks
	*marks = [kinds]stake{}
	marks[reports] = stake{total: ledger.Exact(1), records: 1}
	if c.Incident.IsDamage {
		marks[damageReports] = marks[reports]
	}
	for i := range c.Incident.Effects {
		e := &c.Incident.Effects[i]
		switch {
		case e.Subject == "injured":
			b.markEffect(&marks[injured], e, c)
		case e.Subject == "killed":
			b.markEffect(&marks[killed], e, c)
		case slices.Contains(objects, e.Subject):
			b.markEffect(&marks[damagedObjects], e, c)
			marks[damagedObjects].none = false
		}
	}
}

// markEffect reads one effect: a number where one is reported, else who said there was none.
func (b *builder) markEffect(m *stake, e *record.Effect, c *ledger.Case) {
	if e.State == "not_mentioned" {
		return
	}
	m.records = 1
	exactZero := e.Count != nil && ledger.SumOf(e.Count) == (ledger.Sum{})
	switch {
	case e.State == "reported" && !exactZero:
		m.total = m.total.Plus(ledger.SumOf(e.Count))
		m.reported = true
	case !b.responsible(e, c):
	case exactZero:
		m.zero = true
	case e.State == "none_reported":
		m.none = true
	}
}

// responsible reports whether an effect's speaker answers for it; the incident's where no statement is named or held.
func (b *builder) responsible(e *record.Effect, c *ledger.Case) bool {
	if e.Statement != nil {
		if yes, held := b.in.OfficialStatement(*e.Statement); held {
			return yes
		}
	}
	return c.Official
}

// cellOf writes a stake as a cell; the zero cell where it has no status of its own. withNone: the measure knows a none
// reported.
func (s *stake) cellOf(withNone bool) (c cell, own bool) {
	switch {
	case s.total.Positive():
		c.value = 1
		c.setSum(s.total)
		c.setResidual(s.loose.Span())
	case s.zero:
		c.zero = 1
	case withNone && s.none && !s.reported:
		c.none = 1
	default:
		return c, false
	}
	return c, true
}
