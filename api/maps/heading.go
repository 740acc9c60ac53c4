package maps

import (
	"context"
	"fmt"
	"net/url"

	"oblast/api/wording"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/geo/region"
)

// Heading is the sentence over a map, as its script writes it, for the totals that a query of /choropleth asks for: "Drones
// reported intercepted, by region, night of 27 August 2025".
func (s *Service) Heading(ctx context.Context, query url.Values) (string, error) {
	w, err := s.asked(ctx, query)
	if err != nil {
		return "", err
	}
	say := s.Words.In(w.lang)
	what := say.Word("headline", w.query.Measure)
	if key := "per.of." + w.per; say.Has(key) {
		what += " " + say.Say(key)
	}
	key, where := "headline", ""
	if id, unit := query.Get("within"), w.query.Within; id != "" && unit != region.None {
		key, where = "headline.within", w.snap.Tree().At(unit).Names.In(w.lang)
	}
	return say.Say(key, "what", what, "where", where, "level", say.Word("by", w.query.Level.String()), "period", w.periodWords(say)), nil
}

// periodWords writes the dates of a view; of one date it says night or day where the ledger has only that.
func (w *view) periodWords(say *wording.Language) string {
	p := w.period
	switch {
	case p.undated:
		return say.Say("period.none")
	case p.From == p.To:
		return say.Say("period."+partOf(w, p.From), "date", dayWords(say.Code, p.From, true))
	}
	span := dayWords(say.Code, p.From, p.From.Time().Year() != p.To.Time().Year()) + "\u00a0– " + dayWords(say.Code, p.To, true)
	if p.Part == "night" || p.Part == "day" {
		return say.Word("part", p.Part) + ", " + span
	}
	return span
}

func partOf(w *view, date record.Date) string {
	if w.period.Part == "night" || w.period.Part == "day" {
		return w.period.Part
	}
	parts := map[string]bool{}
	for _, b := range w.snap.Ledger().Books() {
		if b.Slot.Date == date && b.Slot.Part != ledger.PartUndated && len(b.Accounts) > 0 {
			parts[b.Slot.Part.String()] = true
		}
	}
	switch {
	case len(parts) > 1:
		return "both"
	case parts["day"]:
		return "day"
	}
	return "night"
}

// dayWords writes a date as a browser does: "27 August 2025", no word for the year in any language.
func dayWords(lang string, d record.Date, year bool) string {
	t := d.Time()
	text := fmt.Sprintf("%d\u00a0%s", t.Day(), wordsOf(lang).months[t.Month()-1])
	if year {
		text += fmt.Sprintf(" %d", t.Year())
	}
	return text
}
