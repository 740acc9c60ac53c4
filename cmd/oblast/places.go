package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"oblast/api/maps"
	"oblast/data/boundaries"
	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/region"

	"github.com/paulmach/orb/encoding/wkt"
)

type geocodeCommand struct {
	Text     []string `arg:"" help:"Words that name a place, joined." placeholder:"TEXT"`
	Within   string   `help:"Id of the unit that the place lies in." placeholder:"ID"`
	Lang     string   `help:"Language of names." enum:"en,ru,uk" default:"en"`
	At       string   `help:"Date at which the place must have been valid." placeholder:"DATE"`
	Limit    int      `help:"Most answers." default:"5"`
	Geometry string   `help:"What to print of the area: polygon, bbox, point, none." enum:"polygon,bbox,point,none" default:"polygon"`
}

// Help shows examples.
func (geocodeCommand) Help() string {
	return `Examples:
  oblast geocode "Dzhezkazgan district, Kaluga region"
  oblast geocode Дзержинский район Калужской области
  oblast geocode --within RU-BRY --json Pogar`
}

// Validate checks what the flags' kinds do not.
func (g *geocodeCommand) Validate() error {
	var faults []error
	if _, err := time.Parse(time.DateOnly, g.At); g.At != "" && err != nil {
		faults = append(faults, fmt.Errorf("--at %q is not a date, such as 2019-07-01", g.At))
	}
	if g.Limit < 1 || g.Limit > mostPlaces {
		faults = append(faults, fmt.Errorf("--limit %d is not from 1 to %d", g.Limit, mostPlaces))
	}
	if len(g.Text) > 0 && strings.TrimSpace(strings.Join(g.Text, "")) == "" {
		faults = append(faults, errors.New("<text> has no words"))
	}
	return errors.Join(faults...)
}

// mostPlaces is how many answers one query may have.
const mostPlaces = 20

// Run asks once and prints the answer; nothing found is exit code 3.
func (g *geocodeCommand) Run(s *setting) error {
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return err
	}
	coder, err := geocode.New(gaz)
	if err != nil {
		return err
	}
	if _, ok := gaz.Tree.Find(g.Within); g.Within != "" && !ok {
		return wrongUse{&fault.FieldError{Field: "--within", Value: g.Within, Problem: fmt.Sprintf("%q is not the id of a country, region or district", g.Within), Allowed: []string{"an id such as RU-KLU; geocode finds it by name"}}}
	}
	answer := coder.Geocode(geocode.Query{Text: strings.Join(g.Text, " "), Within: g.Within, Lang: g.Lang, At: g.At, Limit: g.Limit})
	if s.json {
		b := maps.New(maps.Config{Gazetteer: gaz}).AppendAnswer(nil, &answer, maps.Form{Lang: g.Lang, Geometry: g.Geometry, Detail: region.HalfKm}, nil)
		if _, err = s.Out.Write(append(b, '\n')); err != nil {
			return err
		}
	} else {
		g.print(s.Out, gaz.Tree, answer)
	}
	if len(answer.Matches) == 0 {
		return fmt.Errorf("no place is meant by %q, as far as the names kept here go: %w", answer.Query, fault.ErrNotFound)
	}
	return nil
}

func (g *geocodeCommand) print(w io.Writer, tree *region.Tree, a geocode.Answer) {
	for _, m := range a.Matches {
		fmt.Fprintf(w, "%s\n", m.Label)
		fmt.Fprintf(w, "  id          %s (%s)\n", m.RegionID, m.Level)
		fmt.Fprintf(w, "  confidence  %.2f; of the region %.2f; %s%s\n", m.Confidence, m.RegionConfidence, strings.ReplaceAll(m.MatchType, "_", " "), review(m.NeedsReview))
		for _, why := range m.Explain {
			fmt.Fprintf(w, "  because     %s\n", why)
		}
		if shape := g.shape(tree, m); shape != "" {
			fmt.Fprintf(w, "  area        %s\n", shape)
		}
	}
	for _, x := range a.Suggestions {
		fmt.Fprintf(w, "did you mean  %s  %s  (likeness %.2f: %s)\n", x.Name, x.RegionID, x.Score, x.Why)
	}
	for _, x := range a.Rejected {
		fmt.Fprintf(w, "rejected      %s  %s  (%s)\n", x.Name, x.RegionID, x.Reason)
	}
}

func review(needed bool) string {
	if needed {
		return "; needs review"
	}
	return ""
}

// shape writes a match's area as WKT, lon lat, about 10 km fine where such borders are held: --json has the fine ones.
func (g *geocodeCommand) shape(tree *region.Tree, m geocode.Match) string {
	switch {
	case g.Geometry == "none":
		return ""
	case g.Geometry == "point" || m.Unit == region.None || m.Settlement != region.None:
		return wkt.MarshalString(m.Point)
	case g.Geometry == "bbox":
		b := tree.At(m.Unit).BBox
		return fmt.Sprintf("west %g, south %g, east %g, north %g", b[0], b[1], b[2], b[3])
	}
	return wkt.MarshalString(tree.Shape(m.Unit, region.Overview))
}
