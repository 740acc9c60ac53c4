package maps

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
)

//go:embed pages/ledger.html
var ledgerFile embed.FS

// ledgerPage is the ledger for people: one night or day in full, or a list of them.
type ledgerPage struct {
	Title, Description     string
	Style, Self, JSON, CSV string
	Map, AsOf, Version     string
	Nights                 []nightPage
	Damage                 []reportPart // what is no interception
	Index                  []indexRow
	Before, After          *pageLink
}

type pageLink struct{ Href, Title string }

type indexRow struct {
	pageLink
	Scope, Total, NotIn string
	Reports, Conflicts  int
}

// nightPage is one account.
type nightPage struct {
	Scope, Sentence string
	Tallies         []tallyPart
	Reports         []reportPart
	Ladder          []named
	Regions         []regionPart
	Disagrees       []string
}

type named struct{ Name, Value string }

type tallyPart struct {
	pageLink
	Who, Reason, Items string
	Said               []saidPart
}

type reportPart struct {
	pageLink
	Who, Relation, Tests string
	Said                 []saidPart
}

type regionPart struct{ Name, Claimed, Incidents, Reconciled, Status string }

type saidPart struct {
	Quote, Lang, Summary string
	Source               *pageLink
}

// appendPage appends the ledger as a page.
func (s *Service) appendPage(dst []byte, snap *snapshot.Snapshot, body ledgerBody, at *url.URL, base string) ([]byte, error) {
	t, err := template.ParseFS(ledgerFile, "pages/ledger.html")
	if err != nil {
		return dst, fmt.Errorf("page of the ledger: %w", err)
	}
	as := func(form string) string {
		query := at.Query()
		query.Set("f", form)
		return at.Path + "?" + query.Encode()
	}
	p := &ledgerPage{Style: s.Style, Self: base + as("html"), JSON: as("json"), CSV: as("csv"), Version: body.Version,
		Title:       "Ledger: official totals and reports",
		Description: "Night by night: what officials claimed for a whole country, what was reported from places, and how far the two go together."}
	if body.AsOf != nil {
		p.AsOf = body.AsOf.UTC().Format("2 January 2006, 15:04 UTC")
	}
	p.Map = "/?from=" + body.Period.From.String() + "&to=" + body.Period.To.String()
	if body.Period.From == body.Period.To && !body.Period.undated {
		w := nightWriter{s, snap}
		p.Title = capitalised(english.period(body.Period))
		p.Description = "What officials said of the whole, what was reported from places, what is known to which level, and what disagrees."
		for i := range body.Nights {
			p.Nights = append(p.Nights, w.night(&body.Nights[i], body))
		}
		p.Damage = w.damage(body.Period)
		p.Before, p.After = neighbours(snap.Ledger(), body.Period)
	} else {
		for i := range body.Nights {
			p.Index = append(p.Index, indexOf(snap, &body.Nights[i]))
		}
	}
	b := bytes.NewBuffer(dst)
	err = t.Execute(b, p)
	return b.Bytes(), err
}

func capitalised(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// linkTo leads to the page of a night or day.
func linkTo(s ledger.Slot) pageLink {
	date, part := s.Date.String(), s.Part.String()
	return pageLink{"/ledger?f=html&from=" + date + "&part=" + part + "&to=" + date,
		capitalised(english.period(period{From: s.Date, To: s.Date, Part: part}))}
}

// neighbours are the nearest nights or days before and after that have something.
func neighbours(l *ledger.Ledger, p period) (before, after *pageLink) {
	for _, b := range l.Books() {
		if len(b.Accounts) == 0 || b.Slot.Part == ledger.PartUndated || p.Part != "all" && p.Part != b.Slot.Part.String() {
			continue
		}
		switch link := linkTo(b.Slot); {
		case b.Slot.Date < p.From:
			before = &link
		case b.Slot.Date > p.To && after == nil:
			after = &link
		}
	}
	return before, after
}

func indexOf(snap *snapshot.Snapshot, n *account) indexRow {
	row := indexRow{Scope: scopeOf(snap, n.Scope), Total: "none kept", Conflicts: len(n.Conflicts), Reports: len(n.Untested)}
	row.pageLink = pageLink{"/ledger?f=html", "Date not known"}
	if n.Date != nil {
		slot := ledger.Slot{Date: *n.Date}
		if n.NightOf == nil {
			slot.Part = ledger.PartDay
		}
		row.pageLink = linkTo(slot)
	}
	for _, list := range linkLists(n) {
		row.Reports += len(list.links)
	}
	if n.Total != nil {
		row.Total, row.NotIn = tripleWords(n.Total), rangeWords(*n.NotInIncidents)
	}
	return row
}

// scopeOf names the units of a scope, in English.
func scopeOf(snap *snapshot.Snapshot, ids []string) string {
	if len(ids) == 0 {
		return "No single country"
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = unitWords(snap, id)
	}
	return strings.Join(out, ", ")
}

func unitWords(snap *snapshot.Snapshot, id string) string {
	if u, ok := snap.Tree().Unit(id); ok {
		return u.Names.In("en")
	}
	return id
}

// rangeWords writes bounds: "5", "1 to 15", "11 or more".
func rangeWords(r ledger.Range) string {
	switch {
	case r.Min == nil && r.Max == nil:
		return "not known"
	case r.Max == nil:
		return number(r.Min) + " or more"
	case r.Min == nil:
		return "up to " + number(r.Max)
	case *r.Min == *r.Max:
		return number(r.Min)
	}
	return number(r.Min) + " to " + number(r.Max)
}

func tripleWords(t *ledger.Triple) string {
	if t == nil {
		return "–"
	}
	return rangeWords(ledger.Range{Min: t.Min, Max: t.Max})
}

// plural writes a number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// roleWords say who speaks, by role.
func roleWords(role string) string { return strings.ReplaceAll(role, "_", " ") }

// whoSays names a speaker.
func whoSays(st *record.Statement) string {
	if st == nil {
		return ""
	}
	if st.Speaker == nil {
		return roleWords(st.SpeakerRole)
	}
	return *st.Speaker + " (" + roleWords(st.SpeakerRole) + ")"
}
