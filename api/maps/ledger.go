package maps

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// Tables of routes that take little.
var (
	noParams = params.Table{}

	// RecordParams are the parameters of GET /records/{id} and of GET /restrictions.
	RecordParams = params.Table{asOfParam, jsonParam}
)

// LedgerParams are the parameters of GET /ledger.
var LedgerParams = periodParams.With(
	params.Param{Name: "night", Kind: params.Date, Example: "2025-08-27", Description: "One night; short for from, to and part=night"},
	params.Param{Name: "within", Kind: params.String, MaxLength: 40, Names: true, Example: "RU", Description: "Only accounts whose scope is, contains or lies in this country or region"},
	params.Param{Name: "limit", Kind: params.Integer, Min: 1, Max: mostNights, Default: strconv.Itoa(fewNights), Description: "At most so many nights and days; the answer says how many there are in all and where it goes on (next)"},
	params.Param{Name: "after", Kind: params.String, MaxLength: 16, Pattern: "^" + params.DatePattern + `\.(night|day)$`, Example: "2025-08-27.night", Description: "Only nights and days behind this one: as next has it"},
	spokenParam,
	enumParam("f", media.Names(LedgerOffers), "", "Format; without it the Accept header decides"),
)

// How many nights and days a page has unless another number is asked for, and at most.
const (
	fewNights  = 100
	mostNights = 1000
)

// LedgerOffers are the forms of GET /ledger.
var LedgerOffers = []media.Offer{media.JSON, media.CSV, media.HTML}

// Ledger answers GET /ledger: tallies held against incidents, a row a night or day and scope, some nights at a time.
func (s *Service) Ledger(c echo.Context) error {
	v, snap, err := s.read(c, LedgerParams)
	if err != nil {
		return err
	}
	offer, err := media.Choose(c.Request(), v.String("f"), LedgerOffers)
	if err != nil {
		return err
	}
	span, err := readSpan(v, snap)
	if err != nil {
		return err
	}
	page, err := ledgerPageOf(v, snap, span)
	if err != nil {
		return err
	}
	base := s.base(c)
	next := page.next(c.Request().URL, base)
	reply := respond.Reply{MediaType: offer.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: base + c.Request().URL.RequestURI(), KeepPlain: true}
	if next != nil {
		reply.Links = []string{"<" + *next + `>; rel="next"; title="Next nights"`}
	}
	if offer.Name == media.CSV.Name {
		h := c.Response().Header()
		h.Set("OGC-NumberMatched", strconv.Itoa(page.Matched))
		h.Set("OGC-NumberReturned", strconv.Itoa(len(page.Books)))
	}
	say, negotiated := s.spoken(c.Request(), v)
	if offer.Name == media.HTML.Name {
		reply.Language, reply.Negotiated, reply.Key = say.Code, negotiated, say.Code+" "+reply.Key
	}
	reply.Body = func(dst []byte) ([]byte, error) {
		body := s.ledgerAnswer(snap, span, page.Page, next)
		switch offer.Name {
		case media.CSV.Name:
			return appendLedger(dst, body), nil
		case media.HTML.Name:
			return s.appendPage(dst, snap, body, span.within, say, c.Request().URL, base)
		}
		b, err := json.Marshal(body)
		return append(dst, b...), err
	}
	return s.Responder.Send(c, reply)
}

type ledgerBody struct {
	Period   period         `json:"period"`
	AsOf     *time.Time     `json:"as_of"`
	Version  string         `json:"version"`
	Matched  int            `json:"nights_matched"`  // nights and days, on whatever page
	Returned int            `json:"nights_returned"` // of these, here; one may have several accounts
	Next     *string        `json:"next"`            // address of the page behind; null on the last
	Nights   []account      `json:"nights"`
	Tallies  []accountTally `json:"tallies"`
}

func (s *Service) ledgerAnswer(snap *snapshot.Snapshot, x span, page ledger.Page, next *string) ledgerBody {
	body := ledgerBody{Period: x.period(snap), AsOf: asOf(snap), Version: snap.Version(), Matched: page.Matched, Returned: len(page.Books), Next: next,
		Nights: []account{}, Tallies: []accountTally{}}
	for _, b := range page.Books {
		body.add(s, snap, b, x.within)
	}
	return body
}

// add adds a book's accounts in a unit, with the tallies that they count or leave out, and those of other metrics.
func (l *ledgerBody) add(s *Service, snap *snapshot.Snapshot, b *ledger.Book, within int32) {
	add := func(t *record.Tally) {
		l.Tallies = append(l.Tallies, newAccountTally(snap, t))
	}
	accounts := s.accountsOf(snap, b)
	for i, n := range accounts {
		if within != region.None && !ledger.Scoped(snap.Tree(), n.Scope, within) {
			continue
		}
		if i == 0 || !slices.Equal(n.Scope, accounts[i-1].Scope) {
			n.others = otherTallies(b, n.Scope)
		}
		l.Nights = append(l.Nights, n)
		for _, id := range slices.Concat(n.Parts, idsOf(n.NotAdded)) {
			if t := tallyOf(snap, id); t != nil {
				add(t)
			}
		}
		for _, t := range n.others {
			add(t)
		}
	}
}

// otherTallies are the totals for a scope that count something else than interceptions: launches, hits. They are told and
// held against nothing.
func otherTallies(b *ledger.Book, scope []string) (out []*record.Tally) {
	for _, t := range b.Tallies {
		if t.Metric != "intercepted" && slices.Equal(t.Scope, scope) {
			out = append(out, t)
		}
	}
	return out
}

// asOf is when the last revision was recorded; nil for an empty log.
func asOf(snap *snapshot.Snapshot) *time.Time {
	t := snap.RecordedAt()
	if t.IsZero() {
		return nil
	}
	return &t
}

// Restrictions answers GET /restrictions: the register of rules on publication.
func (s *Service) Restrictions(c echo.Context) error {
	_, snap, err := s.read(c, RecordParams)
	if err != nil {
		return err
	}
	return s.reply(c, snap, "application/json", func(dst []byte) ([]byte, error) {
		list := []fullRecord{}
		for _, e := range snap.Records(record.KindRestriction) {
			list = append(list, s.whole(snap, e))
		}
		b, err := json.Marshal(map[string]any{"restrictions": list, "as_of": asOf(snap)})
		return append(dst, b...), err
	})
}
