package maps

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"oblast/api/respond"
	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// labelled is a settlement that a map may write beside a dot. Rank counts from 0, the most telling first.
type labelled struct {
	Name       names   `json:"name"`
	Lon        float64 `json:"lon"`
	Lat        float64 `json:"lat"`
	Population int32   `json:"population"`
	Rank       int     `json:"rank"`
	Capital    bool    `json:"capital"`
}

// How many settlements a chunk names at the most, and from which population on the world's does.
const (
	worldPopulation  = 300_000
	mostSettlements  = 400
	regionSettlement = 60
)

// Settlements answers GET /boundaries/{version}/places/{chunk}.json: capitals and large cities of the "world", or the
// larger settlements of a region.
func (s *Service) Settlements(c echo.Context) error {
	if _, err := noParams.Read(c.Request()); err != nil {
		return err
	}
	chunk, isJSON := strings.CutSuffix(c.Param("file"), ".json")
	if !isJSON {
		return fmt.Errorf("lists of places end in .json: %w", fault.ErrNotFound)
	}
	if err := s.current(c.Param("version")); err != nil {
		return err
	}
	tree, within := s.Gazetteer.Tree, region.None
	if chunk != "world" {
		unit, ok := tree.Find(chunk)
		if !ok || tree.At(unit).Level != region.Region {
			return fmt.Errorf("no region has the id %.40q: %w", chunk, fault.ErrNotFound)
		}
		within = unit
	}
	return s.Responder.Send(c, respond.Reply{MediaType: "application/json", ETag: s.places(), CacheControl: respond.Immutable,
		Key: c.Request().URL.Path, Body: func(dst []byte) ([]byte, error) {
			b, err := json.Marshal(map[string]any{"places": s.labelled(within)})
			return append(dst, b...), err
		}})
}

func (s *Service) labelled(within int32) []labelled {
	var chosen []*gazetteer.Settlement
	most := mostSettlements
	for i := range s.Gazetteer.Settlements {
		p := &s.Gazetteer.Settlements[i]
		if within == region.None && (p.Code == "PPLC" || p.Population >= worldPopulation) || within != region.None && p.Region == within {
			chosen = append(chosen, p)
		}
	}
	if within != region.None {
		most = regionSettlement
	}
	slices.SortStableFunc(chosen, func(a, b *gazetteer.Settlement) int { return b.Weight() - a.Weight() })
	out := make([]labelled, 0, most)
	for i, p := range chosen[:min(most, len(chosen))] {
		out = append(out, labelled{namesOf(p.Names), p.Point[0], p.Point[1], p.Population, i, p.Code == "PPLC"})
	}
	return out
}
