package maps

import (
	"net/url"
	"strings"

	"oblast/api/wording"
	"oblast/data/ledger"
	"oblast/data/snapshot"
)

// ledgerPage is the ledger for people: one night or day in full, or a list of them.
type ledgerPage struct {
	frame
	List          string // address of all nights and days
	Nights        []nightPage
	Damage        []reportPart // what is no interception
	Discounted    []reportPart // what counts nowhere
	Uncounted     string       // how many of these there are
	Index         []indexRow
	Before, After *pageLink
}

type indexRow struct {
	pageLink
	Scope, Total, NotIn             string
	Reports, Conflicts, Contradicts int
}

// appendPage appends the ledger as a page.
func (s *Service) appendPage(dst []byte, snap *snapshot.Snapshot, body ledgerBody, within int32, say *wording.Language, at *url.URL, base string) ([]byte, error) {
	w := s.newPageWriter(snap, say, at, base)
	p := &ledgerPage{frame: w.frame(say.Say("ledger.title"), say.Say("ledger.about"), body.Period), List: w.link("/ledger", "f", "html")}
	p.Up, p.UpTitle = p.List, say.Say("ledger")
	if body.Period.From == body.Period.To && !body.Period.undated {
		w.fill(p, body, within)
	} else {
		for i := range body.Nights {
			p.Index = append(p.Index, w.index(&body.Nights[i]))
		}
		if body.Next != nil {
			p.After = &pageLink{Href: *body.Next, Title: say.Say("ledger.further", "n", body.Returned, "all", body.Matched)}
		}
	}
	return w.appendTo(dst, "ledger.html", p)
}

// fill writes one night or day out.
func (w pageWriter) fill(p *ledgerPage, body ledgerBody, within int32) {
	p.Title = capitalised(wordsOf(w.say.Code).period(body.Period))
	var short []string
	for i := range body.Nights {
		n := w.night(&body.Nights[i], body)
		p.Nights = append(p.Nights, n)
		short = append(short, n.Scope+": "+n.Short)
	}
	if len(short) > 0 {
		p.Description = strings.Join(short, " ")
	}
	p.Damage = w.damage(body.Period, within)
	if p.Discounted = w.discounted(body.Period, within); len(p.Discounted) > 0 {
		p.Uncounted = w.say.Say("ledger.discounted", "n", len(p.Discounted))
	}
	p.Before, p.After = w.neighbours(body.Period)
}

// linkTo leads to the page of a night or day.
func (w pageWriter) linkTo(s ledger.Slot) pageLink {
	date, part := s.Date.String(), s.Part.String()
	return pageLink{Href: w.link("/ledger", "f", "html", "from", date, "part", part, "to", date),
		Title: capitalised(wordsOf(w.say.Code).period(period{From: s.Date, To: s.Date, Part: part}))}
}

// neighbours are the nearest nights or days before and after that have something.
func (w pageWriter) neighbours(p period) (before, after *pageLink) {
	for _, b := range w.snap.Ledger().Books() {
		if len(b.Accounts)+len(b.Cases) == 0 || b.Slot.Part == ledger.PartUndated || p.Part != "all" && p.Part != b.Slot.Part.String() {
			continue
		}
		switch link := w.linkTo(b.Slot); {
		case b.Slot.Date < p.From:
			before = &link
		case b.Slot.Date > p.To && after == nil:
			after = &link
		}
	}
	return before, after
}

func (w pageWriter) index(n *account) indexRow {
	row := indexRow{Scope: w.units(n.Scope), Total: w.say.Say("ledger.notkept"), Conflicts: len(n.Conflicts), Reports: len(n.Untested), Contradicts: len(n.Checks)}
	row.pageLink = pageLink{Href: w.link("/ledger", "f", "html"), Title: w.say.Say("ledger.undated")}
	if n.Date != nil {
		slot := ledger.Slot{Date: *n.Date}
		if n.NightOf == nil {
			slot.Part = ledger.PartDay
		}
		row.pageLink = w.linkTo(slot)
	}
	for _, list := range linkLists(n) {
		row.Reports += len(list.links)
	}
	if n.Total != nil {
		row.Total, row.NotIn = w.triple(n.Total), w.bounds(*n.NotInIncidents)
	}
	return row
}
