package maps

import (
	"slices"
	"strconv"

	"oblast/data/ledger"
	"oblast/data/totals"
	"oblast/geo/region"
)

// coveragePage is the coverage for people: which units sources speak of, country by country, and of which they are silent.
type coveragePage struct {
	frame
	Short             string
	LevelTitle        string
	Levels, Parts     []option
	Within, AsOfGiven string     // as they were asked for; "": everywhere, the newest
	Dates             *[2]string // from, to; nil where nothing kept has a date
	Countries         []coveredCountry
	Silent            string // of how many units no source speaks
}

// option is a choice of a form.
type option struct {
	Value, Title string
	Chosen       bool
}

// coveredCountry lists the units of a country that sources name, most first.
type coveredCountry struct {
	Name string
	Rows []coveredRow
	Rest string // the units that are only covered as parts of a whole
}

// coveredRow is a unit with links to what is known of it.
type coveredRow struct {
	pageLink
	Sources, Incidents, Tallies int
	Withheld                    string
}

// appendCoverage appends the page.
func (w pageWriter) appendCoverage(dst []byte, body coverageBody, level region.Level, x span) ([]byte, error) {
	title, period := w.say.Say("coverage"), ""
	if !body.Period.undated {
		period = wordsOf(w.say.Code).period(body.Period)
		title += ", " + period
	}
	p := &coveragePage{frame: w.frame(title, w.say.Say("coverage.about"), body.Period), Within: w.at.Query().Get("within"), AsOfGiven: w.at.Query().Get("as_of"), LevelTitle: w.say.Say("level." + body.Level)}
	if x.within != region.None {
		p.Title += ", " + w.unit(p.Within)
	}
	for _, l := range totalLevels {
		p.Levels = append(p.Levels, option{levelName(l), w.say.Say("level." + levelName(l)), l == level})
	}
	for _, part := range []string{"all", "night", "day"} {
		p.Parts = append(p.Parts, option{part, w.say.Say("coverage.part." + part), part == body.Period.Part})
	}
	if !body.Period.undated {
		p.Dates = &[2]string{body.Period.From.String(), body.Period.To.String()}
		if body.Period.From == body.Period.To {
			p.Up, p.UpTitle = w.linkTo(slotOfPeriod(body.Period)).Href, w.say.Say("ledger")
		}
	}
	named, silent := 0, 0
	for _, r := range body.Regions {
		switch {
		case !r.Covered:
			silent++
		case r.Sources > 0 || r.isWithheld:
			named++
		}
	}
	units := func(n int) string { return w.say.Say("units."+body.Level, "n", n) }
	p.Short = w.say.Say("coverage.short", "n", named, "units", units(named), "all", len(body.Regions), "documents", w.say.Say("card.sources", "n", w.documents(x)))
	if silent > 0 {
		p.Silent = w.say.Say("coverage.silent", "n", silent, "units", units(silent))
	}
	p.Countries = w.coveredCountries(body, units)
	return w.appendTo(dst, "coverage.html", p)
}

func slotOfPeriod(p period) ledger.Slot {
	slot := ledger.Slot{Date: p.From}
	if p.Part == "day" {
		slot.Part = ledger.PartDay
	}
	return slot
}

// documents counts those that speak of anything in a span.
func (w pageWriter) documents(x span) int {
	index, q := w.service.periods.of(w.snap), x.query(region.Region, "interceptions", totals.Reconciled)
	seen := map[string]bool{}
	for _, slot := range index.during(q) {
		for _, d := range slot.documents {
			if inPeriod(slot.book.Slot, q) && d.within(w.snap.Tree(), x.within) {
				seen[d.id] = true
			}
		}
	}
	return len(seen)
}

// coveredCountries puts the units of each country together, in tree order of the countries.
func (w pageWriter) coveredCountries(body coverageBody, units func(int) string) (out []coveredCountry) {
	tree := w.snap.Tree()
	at, rest := map[int32]int{}, map[int32]int{}
	var order []int32
	for _, r := range body.Regions {
		if !r.Covered {
			continue
		}
		country := tree.Ancestor(r.unit, region.Country)
		if body.Level == levelName(region.Country) {
			country = region.None // all in one table
		}
		i, ok := at[country]
		if !ok {
			i = len(out)
			at[country], order = i, append(order, country)
			out = append(out, coveredCountry{Name: w.say.Say("coverage.countries")})
			if country != region.None {
				out[i].Name = tree.At(country).Names.In(w.say.Code)
			}
		}
		if r.Sources == 0 && !r.isWithheld {
			rest[country]++
			continue
		}
		row := coveredRow{pageLink: pageLink{Title: r.Name, Href: w.onMap(body.Period, "level", body.Level, "sel", r.RegionID)}, Sources: r.Sources, Incidents: r.Incidents, Tallies: r.Tallies}
		if r.isWithheld {
			row.Withheld = w.say.Word("missing", "withheld")
		}
		out[i].Rows = append(out[i].Rows, row)
	}
	for i, country := range order {
		slices.SortStableFunc(out[i].Rows, func(a, b coveredRow) int { return b.Sources - a.Sources })
		if n := rest[country]; n > 0 {
			out[i].Rest = w.say.Say("coverage.rest", "n", n, "units", units(n))
		}
	}
	return out
}

// Number writes a count of a row, which a withheld unit does not have.
func (r coveredRow) Number(n int) string {
	if r.Withheld != "" {
		return "–"
	}
	return strconv.Itoa(n)
}
