package decode

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
)

// Names of the columns of CSV files that hold a place: well-known text, or longitude and latitude.
var (
	wktNames = []string{"wkt", "geometry", "geom", "the_geom"}
	lonNames = []string{"lon", "lng", "long", "longitude", "x", "долгота", "довгота"}
	latNames = []string{"lat", "latitude", "y", "широта"}
)

// readCSV reads values parted by commas, semicolons, tabs or bars, with names in the first line (RFC 4180), in UTF-8, UTF-16 or
// Windows-1251. An empty field is null. Where no comma separates, numbers may have one for their point. A column id is the
// features' id too, where it has one for each and none twice.
func readCSV(ctx context.Context, path string, s *set) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return readValues(ctx, f, s)
}

func readValues(ctx context.Context, from io.Reader, s *set) error {
	raw, err := io.ReadAll(from)
	if err != nil {
		return err
	}
	text, _, err := Unicode(raw)
	if err != nil {
		return err
	}
	text = strings.TrimPrefix(text, "\ufeff")
	r := csv.NewReader(strings.NewReader(text))
	r.ReuseRecord, r.Comma = true, Separator(text)
	names, err := r.Read()
	if errors.Is(err, io.EOF) {
		return wrong("it has no line of names: it is empty")
	}
	if err != nil {
		return wrong("it has no line of names: %v", err)
	}
	p := newPlaces(slices.Clone(names))
	p.commas = r.Comma != ','
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return wrong("%v", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := p.add(s, fields); err != nil {
			line, _ := r.FieldPos(0)
			return wrong("line %d: %v", line, err)
		}
	}
}

// places knows which fields of a CSV file are its features' places and ids.
type places struct {
	names         []string
	wkt, lon, lat int
	commas        bool // a number may have one for its point
}

func newPlaces(names []string) places {
	find := func(wanted ...string) int {
		return slices.IndexFunc(names, func(name string) bool { return slices.Contains(wanted, strings.ToLower(strings.TrimSpace(name))) })
	}
	p := places{names: names, wkt: find(wktNames...), lon: find(lonNames...), lat: find(latNames...)}
	if p.lon < 0 || p.lat < 0 {
		p.lon, p.lat = -1, -1
	}
	return p
}

func (p *places) add(s *set, fields []string) (err error) {
	r := row{id: strconv.Itoa(len(s.rows) + 1), numbered: true}
	if p.wkt >= 0 && fields[p.wkt] != "" {
		if r.geometry, err = wkt.Unmarshal(fields[p.wkt]); err != nil {
			return wrong("%.60q is no well-known text: %v", fields[p.wkt], err)
		}
	}
	if p.lon >= 0 && r.geometry == nil && fields[p.lon] != "" && fields[p.lat] != "" {
		lon, err := p.degrees(fields[p.lon])
		lat, err2 := p.degrees(fields[p.lat])
		if err != nil || err2 != nil {
			return wrong("%.30q, %.30q is no longitude and latitude", fields[p.lon], fields[p.lat])
		}
		r.geometry = orb.Point{lon, lat}
	}
	for i, text := range fields {
		if i == p.wkt || i == p.lon || i == p.lat {
			continue
		}
		c := s.column(p.names[i])
		if text != "" {
			s.put(&r, c, p.value(strings.Clone(text)))
		}
	}
	s.rows = append(s.rows, r)
	return nil
}

func (p *places) degrees(text string) (float64, error) {
	if p.commas {
		text = strings.Replace(text, ",", ".", 1)
	}
	return strconv.ParseFloat(strings.TrimSpace(text), 64)
}

// value reads a field; 54,5 is a number where commas are points.
func (p *places) value(text string) value {
	v := textValue(text, true)
	if p.commas && v.kinds == isText && strings.Count(text, ",") == 1 {
		v.kinds |= textValue(strings.Replace(text, ",", ".", 1), true).kinds & isNumber
	}
	return v
}
