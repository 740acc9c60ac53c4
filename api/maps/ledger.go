package maps

import (
	"encoding/json"
	"slices"
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
	spokenParam,
	enumParam("f", media.Names(LedgerOffers), "", "Format; without it the Accept header decides"),
)

// LedgerOffers are the forms of GET /ledger.
var LedgerOffers = []media.Offer{media.JSON, media.CSV, media.HTML}

// Ledger answers GET /ledger: tallies held against incidents, a row a night or day and scope.
func (s *Service) Ledger(c echo.Context) error {
	v, snap, err := s.read(c, LedgerParams)
	if err != nil {
		return err
	}
	offer, err := media.Choose(c.Request(), v.String("f"), LedgerOffers)
	if err != nil {
		return err
	}
	from, to, whole, err := dates(v, snap)
	if err != nil {
		return err
	}
	part := v.String("part")
	if v.Set("night") {
		if v.Given("from") || v.Given("to") || v.Given("part") {
			return v.Fault("night", "cannot stand beside from, to or part", "night alone, or from, to and part")
		}
		from = record.DateOf(v.Date("night"))
		to, whole, part = from, false, "night"
	}
	within, err := unitParam(v, "within", snap.Tree())
	if err != nil {
		return err
	}
	base := s.base(c)
	reply := respond.Reply{MediaType: offer.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: base + c.Request().URL.RequestURI(), KeepPlain: true}
	say, negotiated := s.spoken(c.Request(), v)
	if offer.Name == media.HTML.Name {
		reply.Language, reply.Negotiated, reply.Key = say.Code, negotiated, say.Code+" "+reply.Key
	}
	reply.Body = func(dst []byte) ([]byte, error) {
		body := s.ledgerAnswer(snap, from, to, whole, part, within)
		switch offer.Name {
		case media.CSV.Name:
			return appendLedger(dst, body), nil
		case media.HTML.Name:
			return s.appendPage(dst, snap, body, say, c.Request().URL, base)
		}
		b, err := json.Marshal(body)
		return append(dst, b...), err
	}
	return s.Responder.Send(c, reply)
}

// period is a span of dates as answers name it. From and to are null where the whole is asked for and nothing kept has a
// date.
type period struct {
	From    record.Date
	To      record.Date
	Part    string
	undated bool
}

// newPeriod is the period of a request; whole asks for all that is kept.
func newPeriod(snap *snapshot.Snapshot, from, to record.Date, part string, whole bool) period {
	return period{from, to, part, whole && len(snap.Totals().Dates()) == 0}
}

// MarshalJSON writes {"from":"2025-08-27","to":"2025-08-27","part":"night"}.
func (p period) MarshalJSON() ([]byte, error) {
	body := struct {
		From *record.Date `json:"from"`
		To   *record.Date `json:"to"`
		Part string       `json:"part"`
	}{Part: p.Part}
	if !p.undated {
		body.From, body.To = &p.From, &p.To
	}
	return json.Marshal(body)
}

type ledgerBody struct {
	Period  period         `json:"period"`
	AsOf    *time.Time     `json:"as_of"`
	Version string         `json:"version"`
	Nights  []account      `json:"nights"`
	Tallies []accountTally `json:"tallies"`
}

func (s *Service) ledgerAnswer(snap *snapshot.Snapshot, from, to record.Date, whole bool, part string, within int32) ledgerBody {
	body := ledgerBody{Period: newPeriod(snap, from, to, part, whole), AsOf: asOf(snap), Version: snap.Version(), Nights: []account{}, Tallies: []accountTally{}}
	for _, b := range snap.Ledger().Between(from, to) {
		if part == "all" || b.Slot.Part.String() == part {
			body.add(s, snap, b, within)
		}
	}
	if b, ok := snap.Ledger().Book(ledger.Slot{Part: ledger.PartUndated}); ok && whole && part == "all" {
		body.add(s, snap, b, within)
	}
	return body
}

// add adds a book's accounts in a unit, with the tallies that they count or leave out.
func (l *ledgerBody) add(s *Service, snap *snapshot.Snapshot, b *ledger.Book, within int32) {
	for _, n := range s.accountsOf(snap, b) {
		if within != region.None && !scoped(snap.Tree(), n.Scope, within) {
			continue
		}
		l.Nights = append(l.Nights, n)
		for _, id := range slices.Concat(n.Parts, idsOf(n.NotAdded)) {
			if t := tallyOf(snap, id); t != nil {
				l.Tallies = append(l.Tallies, accountTally{t, reachOf(newHeld(snap, t.Statements...).list, snap.Document)})
			}
		}
	}
}

// scoped reports whether a scope is, contains or lies in a unit.
func scoped(tree *region.Tree, scope []string, unit int32) bool {
	for _, id := range scope {
		if i, ok := tree.Find(id); ok && (tree.Within(i, unit) || tree.Within(unit, i)) {
			return true
		}
	}
	return false
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
