package ogc_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

type styleDocument struct {
	Version  int
	Name     string
	Sprite   string
	Sources  map[string]struct{ Type, URL string }
	Metadata map[string]json.RawMessage
	Layers   []struct {
		ID     string
		Source string
		Layer  string `json:"source-layer"`
		Filter any
		Paint  map[string]any
	}
}

func (s *service) stylesheet(t *testing.T, path string) styleDocument {
	t.Helper()
	var d styleDocument
	a := s.get(t, path)
	if err := json.Unmarshal(a.body, &d); err != nil || a.status != 200 || d.Version != 8 {
		t.Fatalf("%s: %d %v %.300s", path, a.status, err, a.body)
	}
	return d
}

// Every style that is listed is there in all its forms; its sources, their tiles and its sprite are this service's own.
func TestEveryStyleIsWhole(t *testing.T) {
	s := start(t)
	var list struct {
		Default string
		Styles  []struct {
			ID, Title string
			Links     []struct{ Href, Rel, Type string }
		}
	}
	if err := json.Unmarshal(s.get(t, "/styles").body, &list); err != nil || len(list.Styles) < 10 || list.Default != "choropleth" {
		t.Fatalf("%+v %v", list, err)
	}
	for _, of := range list.Styles {
		for _, l := range of.Links {
			path, own := strings.CutPrefix(l.Href, s.URL)
			a := s.get(t, path)
			if !own || a.status != 200 || a.header.Get("Content-Type") != l.Type || of.Title == "" {
				t.Fatalf("%s: %d, %s", l.Href, a.status, a.header.Get("Content-Type"))
			}
		}
		d := s.stylesheet(t, "/styles/"+of.ID)
		for name, source := range d.Sources {
			var about struct{ Tiles []string }
			path, own := strings.CutPrefix(source.URL, s.URL)
			if a := s.get(t, path); !own || a.status != 200 || json.Unmarshal(a.body, &about) != nil || !strings.HasPrefix(about.Tiles[0], s.URL) {
				t.Errorf("%s: source %s is %s: %d", of.ID, name, source.URL, a.status)
				continue
			}
			if a := s.get(t, strings.TrimPrefix(strings.NewReplacer("{z}", "0", "{x}", "0", "{y}", "0").Replace(about.Tiles[0]), s.URL)); a.status != 200 {
				t.Errorf("%s: tiles of %s: %d", of.ID, name, a.status)
			}
		}
		for _, l := range d.Layers {
			if _, ok := d.Sources[l.Source]; !ok && l.ID != "water" {
				t.Errorf("%s: layer %s has the source %q", of.ID, l.ID, l.Source)
			}
		}
		for _, ending := range []string{".json", ".png", "@2x.json", "@2x.png"} {
			if a := s.get(t, strings.TrimPrefix(d.Sprite, s.URL)+ending); a.status != 200 {
				t.Errorf("%s%s: %d", d.Sprite, ending, a.status)
			}
		}
	}
}

// The classes are those of /choropleth, and the conditions stand in the address of the tiles.
func TestStylesHaveTheClassesOfTheMap(t *testing.T) {
	s := start(t)
	for _, query := range []string{"from=2025-08-27&to=2025-08-27&part=night", "basis=claimed&classes=3&method=quantile", "measure=reports&basis=incidents&breaks=1,3", "per=area"} {
		d := s.stylesheet(t, "/styles/choropleth?theme=dark&"+query)
		var legend struct {
			Classes []struct {
				Min    *float64
				Colour string `json:"colour_dark"`
			}
			Missing []struct{ Status string }
		}
		if err := json.Unmarshal(d.Metadata["oblast:legend"], &legend); err != nil || len(legend.Classes) == 0 || len(legend.Missing) != 6 {
			t.Fatalf("%s: %+v %v", query, legend, err)
		}
		drawn := map[string]string{} // colour by least number
		for _, l := range d.Layers {
			if all, ok := l.Filter.([]any); ok && len(all) > 2 && strings.HasPrefix(l.ID, "class ") {
				from, _ := all[2].([]any)
				drawn[fmt.Sprint(from[2])] = fmt.Sprint(l.Paint["fill-color"])
			}
		}
		for _, c := range legend.Classes {
			if c.Min != nil && drawn[fmt.Sprint(*c.Min)] != c.Colour {
				t.Errorf("%s: from %v on the legend has %s, drawn are %v", query, *c.Min, c.Colour, drawn)
			}
		}
		for _, condition := range strings.Split(query, "&") {
			name, _, _ := strings.Cut(condition, "=")
			carried := strings.Contains(d.Sources["layer"].URL, condition)
			if own := name == "classes" || name == "method" || name == "breaks" || name == "per"; own == carried {
				t.Errorf("%s: %s carried: %v, in %s", query, name, carried, d.Sources["layer"].URL)
			}
		}
	}
	if d := s.stylesheet(t, "/styles/incidents?is_damage=true&datetime=2025-08-27"); !strings.HasSuffix(d.Sources["layer"].URL, "/tiles/incidents.json?is_damage=true&datetime=2025-08-27") {
		t.Errorf("%+v", d.Sources)
	}
	if d := s.stylesheet(t, "/styles/choropleth?level=district&labels=false"); !strings.HasSuffix(d.Sources["layer"].URL, "/tiles/totals-2.json") || len(d.Sources) != 3 {
		t.Errorf("%+v", d.Sources)
	}
	for _, path := range []string{"/styles/choropleth?level=country", "/styles/totals-0"} {
		if d := s.stylesheet(t, path); !strings.HasSuffix(d.Sources["layer"].URL, "/tiles/totals-0.json") || !strings.Contains(d.Name, "by country") {
			t.Errorf("%s: %q, %+v", path, d.Name, d.Sources)
		}
	}
}

// A person finds the styles too: all of them, those of a collection, and what one is, with the colours and what they mean.
func TestPagesOfStyles(t *testing.T) {
	s := start(t)
	for path, want := range map[string][]string{
		"/styles?f=html":                       {"<h2><a href=\"/styles/choropleth/metadata?f=html\">Map of totals</a></h2>", "Damage", "none reported", "/styles/incidents?f=qml"},
		"/collections/totals-0/styles?f=html":  {"/styles/totals-0?f=json", "/styles/choropleth?f=qml", "Countries with totals"},
		"/collections/incidents/styles?f=html": {"/styles/incidents?f=json&amp;theme=dark", "fill=\"#14586f\"", "fill=\"#8f4210\""},
		"/styles/regions-1/metadata?f=html":    {"<h1>Regions</h1>", "/styles/regions-1?f=qml"},
		"/collections/incidents?f=html":        {"/collections/incidents/styles?f=html"},
	} {
		a := s.get(t, path)
		for _, words := range want {
			if a.status != 200 || !strings.Contains(strings.ToLower(string(a.body)), strings.ToLower(words)) {
				t.Errorf("%s: %d, no %q", path, a.status, words)
			}
		}
	}
	var list struct {
		Default string
		Styles  []struct{ ID string }
	}
	if err := json.Unmarshal(s.get(t, "/collections/totals-0/styles").body, &list); err != nil || list.Default != "totals-0" || len(list.Styles) != 2 || list.Styles[1].ID != "choropleth" {
		t.Errorf("%+v %v", list, err)
	}
	if a := s.get(t, "/collections/none/styles"); a.status != 404 {
		t.Errorf("%d", a.status)
	}
}

func TestWrongStyles(t *testing.T) {
	s := start(t)
	for path, want := range map[string]int{"/styles/none": 404, "/styles/none/metadata": 404, "/sprites/light.gif": 404, "/sprites/light.json.png": 404, "/sprites/@2x.png": 404,
		"/styles/choropleth?level=world": 400, "/styles/choropleth?classes=9": 400, "/styles/choropleth?per=population": 400, "/styles/choropleth?breaks=5,1": 400, "/styles/choropleth?measure=injured&basis=claimed": 400,
		"/styles/incidents?theme=blue": 400, "/styles/incidents?from=2025-08-27": 400, "/styles/incidents?filter=x%20y": 400, "/styles/incidents?f=sld": 400} {
		if a := s.get(t, path); a.status != want {
			t.Errorf("%s: %d, want %d: %.200s", path, a.status, want, a.body)
		}
	}
}
