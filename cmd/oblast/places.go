package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"oblast/api/maps"
	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/region"

	"github.com/paulmach/orb/encoding/wkt"
)

type geocodeCommand struct {
	Text     []string `arg:"" optional:"" help:"Words that name a place, joined; or --in." placeholder:"TEXT"`
	Within   string   `help:"Id of the unit that the place lies in." placeholder:"ID"`
	Source   string   `help:"What the words were read in: decisions that hold for it alone count too." placeholder:"ID"`
	Lang     string   `help:"Language of names." enum:"en,ru,uk" default:"en"`
	At       string   `help:"Date at which the place must have been valid." placeholder:"DATE"`
	Limit    int      `help:"Most answers." default:"5"`
	Geometry string   `help:"What to print of the area: polygon, bbox, point, none." enum:"polygon,bbox,point,none" default:"polygon"`

	In     string `help:"Table of places to find instead: CSV in UTF-8, UTF-16 or Windows-1251; - reads standard input." placeholder:"FILE"`
	Column string `help:"Column of the table that has the words." placeholder:"NAME"`
	Out    string `help:"File to write the table to, with columns added; without it standard output." short:"o" placeholder:"FILE"`
}

// Help shows examples.
func (geocodeCommand) Help() string {
	return `Examples:
  oblast geocode "Dzhezkazgan district, Kaluga region"
  oblast geocode Дзержинский район Калужской области
  oblast geocode --within RU-BRY --json Pogar
  oblast geocode --in places.csv --column place --within RU --out out.csv

A table gets the columns ` + strings.Join(placeColumns[:], ", ") + `;
they stay empty where nothing is found. Decisions of the log (oblast alias) count.`
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
	switch {
	case g.In == "" && (g.Column != "" || g.Out != ""):
		faults = append(faults, errors.New("--column and --out go with --in FILE"))
	case g.In != "" && len(g.Text) > 0:
		faults = append(faults, errors.New("either <text> or --in FILE, not both"))
	case g.In == "" && len(g.Text) == 0:
		faults = append(faults, errors.New(`expected "<text> ...", or --in FILE`))
	case len(g.Text) > 0 && strings.TrimSpace(strings.Join(g.Text, "")) == "":
		faults = append(faults, errors.New("<text> has no words"))
	}
	return errors.Join(faults...)
}

// mostPlaces is how many answers one query may have.
const mostPlaces = 20

// checkWithin refuses a parent that the boundaries do not have.
func (g *geocodeCommand) checkWithin(gaz *gazetteer.Gazetteer) error {
	if _, ok := gaz.Tree.Find(g.Within); g.Within != "" && !ok {
		return wrongUse{&fault.FieldError{Field: "--within", Value: g.Within, Problem: fmt.Sprintf("%q is not the id of a country, region or district", g.Within), Allowed: []string{"an id such as RU-KLU; geocode finds it by name"}}}
	}
	return nil
}

// Run asks once and prints the answer, where nothing found is exit code 3; or finds the places of a table.
func (g *geocodeCommand) Run(s *setting) error {
	if g.In != "" {
		return g.runFile(s)
	}
	gaz, coder, decided, err := decidedCoder(s, g.Source)
	if err != nil {
		return err
	}
	if err := g.checkWithin(gaz); err != nil {
		return err
	}
	answer := coder.Geocode(geocode.Query{Text: strings.Join(g.Text, " "), Within: g.Within, Lang: g.Lang, At: g.At, Limit: g.Limit})
	if s.json {
		b := maps.New(maps.Config{Gazetteer: gaz}).AppendAnswer(nil, &answer, maps.Form{Lang: g.Lang, Geometry: g.Geometry, Detail: region.HalfKm}, decided)
		if _, err = s.Out.Write(append(b, '\n')); err != nil {
			return err
		}
	} else {
		g.print(s.Out, gaz.Tree, answer, decided)
	}
	if len(answer.Matches) == 0 {
		return fmt.Errorf("%q: %s; no place is meant, as far as the names kept here go: %w", answer.Query, answer.Reason, fault.ErrNotFound)
	}
	return nil
}

func (g *geocodeCommand) print(w io.Writer, tree *region.Tree, a geocode.Answer, decided []maps.Decision) {
	for _, m := range a.Matches {
		fmt.Fprintf(w, "%s\n", m.Label)
		fmt.Fprintf(w, "  id          %s (%s)\n", idOf(tree, &m), strings.ReplaceAll(m.Level, "_", " "))
		fmt.Fprintf(w, "  confidence  %g; of the region %g; %s%s\n", m.Confidence, m.RegionConfidence, strings.ReplaceAll(m.MatchType, "_", " "), review(m.NeedsReview))
		for _, why := range m.Explain {
			fmt.Fprintf(w, "  because     %s\n", why)
		}
		if m.Alias >= 0 && m.Alias < len(decided) {
			fmt.Fprintf(w, "  decided by  %s: %s (%s)\n", decided[m.Alias].Author, decided[m.Alias].Reason, decided[m.Alias].Record)
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

// idOf is the id of a match's unit; of a border the ids of both sides.
func idOf(tree *region.Tree, m *geocode.Match) string {
	if m.Members == nil {
		return m.RegionID
	}
	ids := make([]string, len(m.Members))
	for i, unit := range m.Members {
		ids[i] = tree.At(unit).ID
	}
	return strings.Join(ids, ", ")
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
	case g.Geometry == "none", m.Members != nil:
		return ""
	case g.Geometry == "point" || m.Unit == region.None || m.Settlement != region.None:
		return wkt.MarshalString(m.Point)
	case g.Geometry == "bbox":
		b := tree.At(m.Unit).BBox
		return fmt.Sprintf("west %g, south %g, east %g, north %g", b[0], b[1], b[2], b[3])
	}
	return wkt.MarshalString(tree.Shape(m.Unit, region.Overview))
}
