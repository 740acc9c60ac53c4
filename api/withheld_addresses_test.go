package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"oblast/api"
	"oblast/api/media"
)

// question is one address to be asked.
type question struct {
	at   string
	path string // as the description has it
	form string // "" for the first
}

func (q question) String() string { return q.path + " " + q.form }

// parameter is one of an operation.
type parameter struct {
	Name   string `json:"name"`
	Ref    string `json:"$ref"`
	Schema struct {
		Enum []string `json:"enum"`
	} `json:"schema"`
}

// describedPaths returns the GET operations of the service with their parameters.
func describedPaths(t *testing.T, s *running) map[string][]parameter {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]struct {
			Parameters []parameter `json:"parameters"`
		} `json:"paths"`
		Components struct {
			Parameters map[string]parameter `json:"parameters"`
		} `json:"components"`
	}
	if err := json.Unmarshal([]byte(s.ask(t, "GET", "/api?f=json", "").body), &doc); err != nil {
		t.Fatal(err)
	}
	paths := map[string][]parameter{}
	for path, item := range doc.Paths {
		get, ok := item["get"]
		if !ok {
			continue
		}
		for i, p := range get.Parameters {
			if p.Ref != "" {
				get.Parameters[i] = doc.Components.Parameters[p.Ref[strings.LastIndex(p.Ref, "/")+1:]]
			}
		}
		paths[path] = get.Parameters
	}
	return paths
}

// everyQuestion lists the addresses of all routes, in every form that their description offers, with values that look for
// secrets, and, where an older state can be asked for, as of each of some.
func everyQuestion(t *testing.T, s *running, x *secrets, versions ...string) (all []question) {
	t.Helper()
	paths := describedPaths(t, s)
	names := make([]string, 0, len(paths))
	for path := range paths {
		names = append(names, path)
	}
	slices.Sort(names)
	for _, path := range names {
		forms, older := []string{""}, false
		for _, p := range paths[path] {
			if p.Name == "f" && len(p.Schema.Enum) > 1 {
				forms = append(forms, p.Schema.Enum[1:]...)
			}
			older = older || p.Name == "as_of"
		}
		for i, at := range filled(t, path, x) {
			for _, form := range forms {
				q := question{at, path, form}
				if form != "" {
					q.at = with(at, "f="+form)
				}
				if path == "/collections" && form == media.GeoPackage.Name {
					q.at = with(q.at, "collections=incidents,interceptions,damage,tallies,totals-1") // not the borders of the world
				}
				all = append(all, q)
				if older && i == 0 && (form == "" || !strings.Contains(path, "regions")) {
					for _, v := range versions {
						all = append(all, question{with(q.at, "as_of="+v), path, form})
					}
				}
			}
		}
	}
	// Every route is among them, or is one that its own address here stands for.
	for _, r := range api.Routes() {
		if r[0] == http.MethodGet {
			all = append(all, question{at: address(t, r[1]), path: r[1]})
		}
	}
	return all
}

// recordsOf reports whether a path is of records that may be secret, and not of the regions, which never are.
func recordsOf(path string) bool {
	return strings.HasPrefix(path, "/collections/") && !strings.Contains(path, "regions-")
}

// filled gives a path of the description the values and parameters that look for what is withheld.
func filled(t *testing.T, p string, x *secrets) (all []string) {
	t.Helper()
	switch {
	case strings.HasSuffix(p, ".pmtiles"):
		zoom := "3"
		if !recordsOf(p) || strings.Contains(p, "totals") {
			zoom = "1"
		}
		all = append(all, p+"?maxzoom="+zoom)
	case strings.HasPrefix(p, "/collections/{id}"):
		for _, id := range []string{"incidents", "interceptions", "damage", "tallies", "regions-1", "totals-0", "totals-1", "totals-2"} {
			all = append(all, strings.NewReplacer("{id}", id, "{tileMatrixSetId}", "WebMercatorQuad").Replace(p))
		}
	case strings.Contains(p, "{z}"), strings.Contains(p, "{tileMatrix}"):
		for _, point := range []orb.Point{orb.Point(x.point), orb.Point(x.lateAt)} {
			for _, z := range []maptile.Zoom{0, 6, 14} {
				tile := maptile.At(point, z)
				all = append(all, strings.NewReplacer("{tileMatrixSetId}", "WebMercatorQuad", "{z}", fmt.Sprint(tile.Z), "{tileMatrix}", fmt.Sprint(tile.Z), "{x}", fmt.Sprint(tile.X), "{y}", fmt.Sprint(tile.Y),
					"{tileRow}", fmt.Sprint(tile.Y), "{tileCol}", fmt.Sprint(tile.X)).Replace(p))
			}
		}
	case strings.HasSuffix(p, "/items/{fid}") && recordsOf(p) && !strings.Contains(p, "totals"):
		for _, id := range []string{"withheld-0", "inc-2025-08-27-kaluga-dzerzhinsky", "tal-recent"} {
			all = append(all, strings.ReplaceAll(p, "{fid}", id))
		}
	case strings.HasSuffix(p, "/items/{fid}"):
		for _, id := range []string{"RU", "RU-KLU", x.district, "RU-ORL"} {
			all = append(all, strings.ReplaceAll(p, "{fid}", id))
		}
	case strings.Contains(p, "{"):
		all = append(all, address(t, regexp.MustCompile(`\{(\w+)\}`).ReplaceAllString(p, ":$1")))
		if strings.HasPrefix(p, "/records/") {
			all = append(all, strings.ReplaceAll(p, "{id}", "res-coarse"), strings.ReplaceAll(p, "{id}", "tal-recent"))
		}
	case strings.HasSuffix(p, "/items"):
		switch {
		case strings.Contains(p, "regions-"):
			return []string{p + "?limit=1"}
		case strings.Contains(p, "totals-0"), strings.Contains(p, "totals-1"):
			return []string{p + "?geometry=none"}
		case strings.Contains(p, "totals-2"):
			return []string{p + "?geometry=none&limit=10000&parent_id=RU-KLU", p + "?geometry=none&parent_id=RU-ORL"}
		}
		all = append(all, p+"?limit=1000", p+"?limit=1&sortby=-count_max", p+"?limit=1000&geometry=footprint&region_id=RU-KLU")
		if strings.Contains(p, "tallies") {
			all = all[:2]
		}
	case strings.HasSuffix(p, "/tallies/aggregate"):
		all = append(all, p+"?by=quote,id&limit=1000")
	case strings.HasSuffix(p, "/aggregate") && recordsOf(p) && !strings.Contains(p, "totals"):
		all = append(all, p+"?by=weapon_class&measure=count,min(count_min),max(count_max),max(revised_at)", p+"?by=source_url", p+"?by=region_id,quote,id&limit=1000")
	case strings.HasSuffix(p, "/aggregate") && !recordsOf(p):
		all = append(all, p+"?by=country")
	case strings.HasSuffix(p, "/aggregate"):
		all = append(all, p+"?by=level")
	case p == "/choropleth":
		for _, level := range []string{"region", "country", "district"} {
			for _, measure := range []string{"interceptions", "reports", "damaged_objects", "nights"} {
				for _, basis := range []string{"incidents", "reconciled"} {
					all = append(all, p+"?geometry=none&within=RU&level="+level+"&measure="+measure+"&basis="+basis)
				}
			}
			all = append(all, p+"?geometry=point&within=RU-KLU&level="+level, p+"?geometry=none&from=2025-08-25&to=2025-08-25&within=RU-KLU&level="+level, p+"?geometry=none&per=area&within=RU-ORL&level="+level)
		}
	case p == "/ledger":
		all = append(all, p, p+"?part=day", p+"?from=2025-08-25&to=2025-08-25", p+"?within=RU-KLU", p+"?within="+x.district)
	case p == "/feed.json", p == "/feed.atom":
		all = append(all, p+"?limit=200&kind=incident,tally,restriction,statement,document,alias", p+"?since=200")
	case p == "/coverage":
		all = append(all, p, p+"?level=district")
	case p == "/geocode":
		all = append(all, p+"?q=Kaluga", p+"?within=RU-KLU&q="+url.QueryEscape(x.word+"burgh"))
	case p == "/reverse":
		all = append(all, p+"?lon=35.4&lat=54.4")
	default:
		all = append(all, p)
	}
	return all
}
