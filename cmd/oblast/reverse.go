package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"oblast/api/maps"
	"oblast/data/boundaries"
	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/locate"
	"oblast/geo/region"
)

type reverseCommand struct {
	Lon  string `arg:"" help:"Longitude, degrees east; below 0 in the west."`
	Lat  string `arg:"" help:"Latitude, degrees north; below 0 in the south."`
	Lang string `help:"Language of names." enum:"en,ru,uk" default:"en"`

	Uncertainty float64 `help:"How far off the coordinate may be, in metres: tells how that disc is shared by regions." placeholder:"METRES"`
}

// Help shows examples.
func (reverseCommand) Help() string {
	return `Examples:
  oblast reverse 35.99 54.83
  oblast reverse --json 37.62 55.75
  oblast reverse -73.98 40.75
  oblast reverse --uncertainty 20000 37.1 54.6     # shares of the regions in 20 km around`
}

// Validate checks that the coordinate is one; what is not given at all is missed elsewhere.
func (r *reverseCommand) Validate() error {
	var faults []error
	if _, err := degrees("<lon>", r.Lon, 180); r.Lon != "" {
		faults = append(faults, err)
	}
	if _, err := degrees("<lat>", r.Lat, 90); r.Lat != "" {
		faults = append(faults, err)
	}
	if r.Uncertainty != 0 && !(r.Uncertainty > 0 && r.Uncertainty <= locate.MaxDiscM) {
		faults = append(faults, fmt.Errorf("--uncertainty %g is not a number of metres from 0 to %d", r.Uncertainty, locate.MaxDiscM))
	}
	return errors.Join(faults...)
}

// Run prints the units at a coordinate; none is exit code 3.
func (r *reverseCommand) Run(s *setting) error {
	lon, err := degrees("<lon>", r.Lon, 180)
	if err != nil {
		return err
	}
	lat, err := degrees("<lat>", r.Lat, 90)
	if err != nil {
		return err
	}
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return err
	}
	locator, err := locate.New(gaz)
	if err != nil {
		return err
	}
	hit := locator.At(lon, lat)
	if s.json {
		q := maps.ReverseQuery{Lon: lon, Lat: lat, UncertaintyM: r.Uncertainty, Lang: r.Lang, Geometry: "none"}
		b, err := maps.New(maps.Config{Gazetteer: gaz}).AppendReverse(nil, locator, q)
		if err != nil {
			return err
		}
		if _, err = s.Out.Write(b); err != nil {
			return err
		}
	} else {
		r.print(s.Out, gaz, locator, lon, lat, hit)
	}
	if hit.Finest() == region.None {
		return fmt.Errorf("no country, region or water is held at lon %g, lat %g: %w", lon, lat, fault.ErrNotFound)
	}
	return nil
}

// print writes the units at the coordinate, how far each one's border is, what is near, and the shares of the disc.
func (r *reverseCommand) print(w io.Writer, gaz *gazetteer.Gazetteer, l *locate.Locator, lon, lat float64, hit locate.Hit) {
	tree, far := gaz.Tree, l.Borders(lon, lat)
	for _, level := range []struct {
		unit    int32
		borderM float64
	}{{hit.Country, far.CountryM}, {hit.Region, far.RegionM}, {hit.District, far.DistrictM}, {hit.Water, math.Inf(1)}} {
		if level.unit == region.None {
			continue
		}
		u, border := tree.At(level.unit), ""
		if !hit.Snapped && !math.IsInf(level.borderM, 1) {
			border = "  (border " + distance(level.borderM) + " away)"
		}
		fmt.Fprintf(w, "%-16s  %-18s  %s%s\n", u.Level, u.ID, u.Names.In(r.Lang), border)
	}
	if near := l.Nearest(lon, lat); near.Settlement != region.None {
		s := &gaz.Settlements[near.Settlement]
		fmt.Fprintf(w, "%-16s  %s %s of %s\n", "nearest town", distance(near.DistanceM), compass(near.Bearing), s.Names.In(r.Lang))
	}
	switch land, distM := l.NearestLand(lon, lat); {
	case hit.Snapped:
		fmt.Fprintf(w, "outside every border, %s from this one: up to %d m are put down to the coarseness of coasts\n", distance(hit.DistanceM), locate.SnapDistanceM)
	case hit.Country == region.None && land != region.None:
		fmt.Fprintf(w, "%-16s  %s, %s away\n", "nearest land", tree.At(land).Names.In(r.Lang), distance(distM))
	}
	if r.Uncertainty == 0 {
		return
	}
	fmt.Fprintf(w, "within %s:\n", distance(r.Uncertainty))
	for _, part := range l.Disc(lon, lat, r.Uncertainty) {
		id, name := "-", "no unit that is held"
		if part.Unit != region.None {
			id, name = tree.At(part.Unit).ID, tree.At(part.Unit).Names.In(r.Lang)
		}
		fmt.Fprintf(w, "%14.1f %%  %-18s  %s\n", 100*part.Part, id, name)
	}
}

// distance writes metres as people do.
func distance(m float64) string {
	switch {
	case m < 1000:
		return fmt.Sprintf("%.0f m", m)
	case m < 100_000:
		return fmt.Sprintf("%.1f km", m/1000)
	}
	return fmt.Sprintf("%.0f km", m/1000)
}

// compass names one of eight directions.
func compass(bearing float64) string {
	return [...]string{"north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"}[int(math.Round(bearing/45))%8]
}

func degrees(name, text string, most float64) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= -most && v <= most) {
		swapped := ""
		if math.Abs(v) > most && math.Abs(v) <= 180 {
			swapped = "; longitude stands first"
		}
		return 0, wrongUse{fmt.Errorf("%s %q is not a number of degrees from %g to %g%s", name, text, -most, most, swapped)}
	}
	return v, nil
}
