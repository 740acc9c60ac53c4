package maps

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"oblast/api/media"
	"oblast/api/respond"
	"oblast/data/totals"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// CoverageOffers are the forms of GET /coverage.
var CoverageOffers = []media.Offer{media.JSON, media.CSV, media.HTML}

// CoverageParams are the parameters of GET /coverage.
var CoverageParams = periodParams.With(
	enumParam("level", levelNames(totalLevels), "region", "Level of the units, one row each"),
	withinParam,
	spokenParam,
	enumParam("f", media.Names(CoverageOffers), "", "Format; without it the Accept header decides"),
)

// covered is what is known of one unit: whether anything speaks of it, and how much.
type covered struct {
	RegionID   string `json:"region_id"`
	Name       string `json:"name"`
	Covered    bool   `json:"covered"`     // a report or a total speaks of it, were it as part of a country
	Sources    int    `json:"n_sources"`   // documents that name it or a place in it
	Incidents  int    `json:"n_incidents"` // reports of any kind
	Tallies    int    `json:"n_tallies"`   // counted totals that name it, or may hold a part of it
	unit       int32
	isWithheld bool
}

type coverageBody struct {
	Period  period     `json:"period"`
	AsOf    *time.Time `json:"as_of"`
	Version string     `json:"version"`
	Level   string     `json:"level"`
	Regions []covered  `json:"regions"`
}

// Coverage answers GET /coverage: which units any source spoke of in a period.
func (s *Service) Coverage(c echo.Context) error {
	v, snap, err := s.read(c, CoverageParams)
	if err != nil {
		return err
	}
	offer, err := media.Choose(c.Request(), v.String("f"), CoverageOffers)
	if err != nil {
		return err
	}
	span, err := readSpan(v, snap)
	if err != nil {
		return err
	}
	level, err := parseTotalLevel(v)
	if err != nil {
		return err
	}
	base := s.base(c)
	say, negotiated := s.spoken(c.Request(), v)
	return s.Responder.Send(c, respond.Reply{MediaType: offer.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: say.Code + " " + base + c.Request().URL.RequestURI(), KeepPlain: true,
		Language: say.Code, Negotiated: negotiated, Body: func(dst []byte) ([]byte, error) {
			body := coverageBody{span.period(snap), asOf(snap), snap.Version(), levelName(level),
				s.coverage(s.periods.of(snap), span.query(level, "interceptions", totals.Reconciled), say.Code)}
			switch offer.Name {
			case media.CSV.Name:
				return appendCoverage(dst, body.Regions), nil
			case media.HTML.Name:
				return s.newPageWriter(snap, say, c.Request().URL, base).appendCoverage(dst, body, level, span)
			}
			b, err := json.Marshal(body)
			return append(dst, b...), err
		}})
}

// coverage lists the units of a query, in tree order. Of withheld ones only that they are covered is told.
func (s *Service) coverage(x *periodIndex, q totals.Query, lang string) []covered {
	tree, cube := x.snap.Tree(), x.snap.Totals()
	out := []covered{}
	ofReports := q
	ofReports.Measure = "reports"
	reports := cube.Rows(ofReports)
	for i, r := range cube.Rows(q) {
		u := tree.At(r.Unit)
		out = append(out, covered{RegionID: u.ID, Name: u.Names.In(lang), Covered: r.Status != "not_covered", Incidents: reports[i].NIncidents, Tallies: r.NTallies,
			unit: r.Unit, isWithheld: r.Status == "withheld"})
	}
	byUnit := map[int32]int{}
	for i := range out {
		byUnit[out[i].unit] = i
	}
	type cite struct {
		unit int32
		id   string
	}
	seen := map[cite]bool{}
	for _, slot := range x.slots {
		if !inPeriod(slot.book.Slot, q) {
			continue
		}
		for _, d := range slot.documents {
			unit := tree.Ancestor(d.at, q.Level)
			i, ok := byUnit[unit]
			if !ok || unit == region.None || out[i].isWithheld || seen[cite{unit, d.id}] {
				continue
			}
			seen[cite{unit, d.id}] = true
			out[i].Sources++
		}
	}
	return slices.Clip(out)
}

func appendCoverage(dst []byte, rows []covered) []byte {
	dst = append(dst, "region_id,name,covered,n_sources,n_incidents,n_tallies\r\n"...)
	for _, r := range rows {
		dst = append(append(append(append(dst, quoted(r.RegionID)...), ','), quoted(r.Name)...), ',')
		dst = append(strconv.AppendBool(dst, r.Covered), ',')
		for i, n := range []int{r.Sources, r.Incidents, r.Tallies} {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = strconv.AppendInt(dst, int64(n), 10)
		}
		dst = append(dst, "\r\n"...)
	}
	return dst
}
