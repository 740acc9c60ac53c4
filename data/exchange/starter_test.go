package exchange_test

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"oblast/data/boundaries"
	"oblast/data/record"
	"oblast/data/starter"
)

// starterRecords decodes the starter file.
func starterRecords(t *testing.T) map[string]record.Record {
	t.Helper()
	out := map[string]record.Record{}
	record.DecodeLines(strings.NewReader(starterText(t)), func(line int, r record.Record, err error) bool {
		if err != nil {
			t.Errorf("line %d: %v", line, err)
			return true
		}
		if _, twice := out[r.RecordID()]; twice {
			t.Errorf("line %d: %s stands there twice", line, r.RecordID())
		}
		out[r.RecordID()] = r
		return true
	})
	return out
}

func numbers(c *record.Count) string {
	if c == nil {
		return "null"
	}
	n := func(p *int) string {
		if p == nil {
			return "-"
		}
		return fmt.Sprint(*p)
	}
	return fmt.Sprintf("{%s %s %s}", n(c.Min), n(c.Best), n(c.Max))
}

func TestStarterIsWrittenAsTheLogKeepsIt(t *testing.T) {
	for i, line := range strings.Split(strings.TrimSpace(starterText(t)), "\n") {
		r, err := record.Decode([]byte(line))
		if err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		if body, _ := record.Encode(r); string(body) != line {
			t.Errorf("line %d is written otherwise: %s", i+1, body)
		}
	}
}

func TestStarterTallies(t *testing.T) {
	records := starterRecords(t)
	type facts struct {
		night, window, split string
		total                int
		items                string
	}
	want := map[string]facts{
		"tal-2025-08-25-ru":     {"2025-08-25", "24 20:00-25 04:00", "complete", 21, "RU-SMO 7 RU-BRY 6 RU-ORL 3 composite.moscow 3 RU-KLU 1 RU-TVE 1"},
		"tal-2025-08-26-ru-a":   {"2025-08-26", "25 17:00-25 21:00", "complete", 37, "RU-BRY 9 RU-ROS 8 RU-BEL 6 RU-KRS 4 water.black-sea 4 RU-ORL 3 RU-TUL 2 RU-KLU 1"},
		"tal-2025-08-26-ru-b":   {"2025-08-26", "25 21:00-26 03:10", "complete", 43, "RU-LEN 6 RU-TUL 6 RU-RYA 6 RU-VGG 5 RU-BRY 4 RU-ORL 3 RU-PSK 3 RU-KRS 2 RU-BEL 2 RU-VOR 1 RU-KLU 1 RU-LIP 1 RU-NIZ 1 RU-NGR 1 RU-ROS 1"},
		"tal-2025-08-27-ru":     {"2025-08-27", "", "complete", 26, "RU-ROS 15 RU-ORL 4 RU-BEL 3 RU-BRY 2 RU-KRS 2"},
		"tal-2025-09-27-ru":     {"2025-09-27", "", "complete", 55, "RU-ROS 27 RU-BRY 8 RU-AST 6 RU-VOR 6 RU-VGG 5 RU-KRS 2 RU-BEL 1"},
		"tal-2025-10-06-ru":     {"2025-10-06", "", "partial", 251, "RU-KLU 2"},
		"tal-2025-10-27-ru":     {"2025-10-27", "", "complete", 193, "RU-BRY 47 RU-KLU 42 composite.moscow 40 RU-TUL 32 RU-KRS 10 RU-ORL 7 RU-ROS 4 RU-VOR 4 RU-ORE 2 RU-TAM 2 RU-BEL 1 RU-LIP 1 RU-SAM 1"},
		"tal-2025-10-28-ru":     {"2025-10-28", "27 20:00-28 04:00", "complete", 17, "RU-KLU 13 RU-BRY 3 composite.moscow 1"},
		"tal-2025-10-28-ru-day": {"", "28 12:00-28 17:00", "complete", 15, "RU-BRY 7 RU-ORL 3 RU-KRS 2 RU-TUL 2 RU-KLU 1"},
		"tal-2025-10-29-ru-a":   {"2025-10-29", "28 17:00-28 20:00", "complete", 57, "RU-BRY 35 RU-ROS 9 RU-KLU 4 RU-TUL 4 composite.moscow 4 RU-KRS 1"},
		"tal-2025-10-29-ru":     {"2025-10-29", "", "complete", 100, "RU-BRY 46 RU-KLU 12 RU-BEL 8 RU-KDA 7 composite.moscow 6 RU-ORL 6 RU-ULY 4 UA-43 3 RU-ME 3 RU-STA 2 RU-KRS 1 RU-SMO 1 RU-TUL 1"},
	}
	for night, n := range map[string][3]int{"2025-08-26": {59, 47, 12}, "2025-08-27": {95, 74, 21}, "2025-10-27": {100, 66, 26}} {
		for i, metric := range []string{"launched", "intercepted", "hit"} {
			want["tal-"+night+"-ua-"+metric] = facts{night, "", "none", n[i], ""}
		}
	}
	got := map[string]facts{}
	for id, r := range records {
		tally, ok := r.(*record.Tally)
		if !ok {
			continue
		}
		f := facts{split: tally.Split, total: *tally.Count.Best}
		if tally.NightOf != nil {
			f.night = tally.NightOf.String()
		}
		if w := tally.Window; w != nil {
			f.window = w.Start.Format("02 15:04") + "-" + w.End.Format("02 15:04")
		}
		var items []string
		for _, item := range tally.Items {
			items = append(items, fmt.Sprint(item.RegionID, " ", item.Count))
		}
		f.items = strings.Join(items, " ")
		got[id] = f
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if got[id] != want[id] {
			t.Errorf("%s\n got %+v\nwant %+v", id, got[id], want[id])
		}
		delete(got, id)
	}
	if len(got) > 0 {
		t.Errorf("not in the reports: %v", got)
	}
}

// Interceptions, by id: night (or day), numbers, how many regions are named, and the number of places without a split.
func TestStarterInterceptions(t *testing.T) {
	want := map[string]string{
		"inc-2025-08-26-kaluga-kozelsky":                "2025-08-26 {1 1 1} 1",
		"inc-2025-08-26-leningrad-kingiseppsky-luzhsky": "2025-08-26 {11 - -} 2",
		"inc-2025-08-27-kaluga-dzerzhinsky":             "2025-08-27 {1 1 1} 1",
		"inc-2025-08-27-rostov":                         "2025-08-27 {1 - -} 7",
		"inc-2025-09-10-kaluga":                         "2025-09-10 {5 5 5} 4",
		"inc-2025-10-06-kaluga-maloyaroslavetsky":       "2025-10-06 {1 1 1} 1",
		"inc-2025-10-24-kaluga":                         "2025-10-24 {11 11 11} 4",
		"inc-2025-10-27-kaluga":                         "2025-10-27 {41 41 41} 11",
		"inc-2025-10-28-kaluga":                         "2025-10-28 {1 - -} 5",
		"inc-2025-10-29-kaluga":                         "2025-10-29 {16 16 16} 6",
		"inc-2025-10-30-kaluga":                         "2025-10-30 {15 15 15} 5",
		"inc-2025-10-30-kaluga-zhizdrinsky-day":         "day {1 1 1} 1",
		"inc-2025-11-01-kaluga-moscow-border":           "2025-11-01 {1 1 1} 2",
	}
	for place, n := range map[string]int{"zhukovsky": 3, "sukhinichsky": 2, "kirovsky": 2, "meshchovsky": 1, "kuybyshevsky": 1,
		"yukhnovsky": 1, "mosalsky": 1, "borovsky": 1, "dzerzhinsky": 1} {
		want["inc-2025-08-09-kaluga-"+place] = fmt.Sprintf("2025-08-09 {%d %d %d} 1", n, n, n)
	}
	for place, n := range map[string]int{"sukhinichsky": 2, "duminichsky": 1, "zhukovsky": 1, "kirovsky": 1, "lyudinovsky": 1, "khvastovichsky": 1} {
		want["inc-2025-09-29-kaluga-"+place] = fmt.Sprintf("2025-09-29 {%d %d %d} 1", n, n, n)
	}
	got := map[string]string{}
	for id, r := range starterRecords(t) {
		inc, ok := r.(*record.Incident)
		if !ok || !inc.IsInterception {
			continue
		}
		night := "day"
		if inc.When.NightOf != nil {
			night = inc.When.NightOf.String()
		}
		got[id] = fmt.Sprint(night, " ", numbers(inc.Count), " ", len(inc.Place.RegionIDs))
	}
	compare(t, got, want)
}

// Damage reports, by id: the damaged objects, and what is said of people.
func TestStarterDamage(t *testing.T) {
	want := map[string]string{
		"inc-2025-08-09-kaluga-ferzikovsky":                  "{1 1 1} injured none_reported",
		"inc-2025-08-26-leningrad-zagorye":                   "{4 4 4} injured none_reported",
		"inc-2025-08-27-rostov-novobessergenevka-botsmanovo": "{2 - -}",
		"inc-2025-08-27-rostov-novoshakhtinsk":               "{3 - -}",
		"inc-2025-08-27-rostov-rostov-on-don":                "{1 1 1} injured none_reported",
		"inc-2025-08-27-poltava-poltava":                     "{3 - -} injured none_reported",
		"inc-2025-08-27-sumy-sumy":                           "{1 - -} injured none_reported",
		"inc-2025-09-10-kaluga-kaluga":                       "{1 1 1} injured none_reported",
		"inc-2025-09-27-chuvashia-konar":                     "{1 1 1} injured none_reported",
		"inc-2025-10-06-kaluga-maloyaroslavetsky":            "{1 1 1} injured none_reported",
		"inc-2025-10-27-kaluga-dzerzhinsky":                  "{5 5 5}",
		"inc-2025-10-27-bryansk-pogar":                       "none killed {1 1 1} injured {5 5 5}",
		"inc-2025-10-28-bryansk-pogar":                       "none injured {1 1 1}",
		"inc-2025-10-29-bryansk":                             "{10 10 10}",
		"inc-2025-10-30-kaluga-zhizdrinsky-day":              "{3 3 3} injured {1 1 1}",
	}
	got := map[string]string{}
	for id, r := range starterRecords(t) {
		inc, ok := r.(*record.Incident)
		if !ok || !inc.IsDamage {
			continue
		}
		said := "none"
		if min, best, max, known := inc.DamagedObjects(); known {
			said = numbers(&record.Count{Min: &min, Best: best, Max: max})
		}
		for _, e := range inc.Effects {
			if e.Subject == "injured" || e.Subject == "killed" {
				said += " " + e.Subject + " "
				if e.State == "reported" {
					said += numbers(e.Count)
				} else {
					said += e.State
				}
			}
		}
		got[id] = said
	}
	compare(t, got, want)
}

func compare(t *testing.T, got, want map[string]string) {
	t.Helper()
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if got[id] != want[id] {
			t.Errorf("%s: got %q, want %q", id, got[id], want[id])
		}
		delete(got, id)
	}
	if len(got) > 0 {
		t.Errorf("not in the reports: %v", got)
	}
}

func TestStarterRestrictionsHideNothing(t *testing.T) {
	got := map[string]string{}
	for _, r := range starterRecords(t) {
		if x, ok := r.(*record.Restriction); ok {
			got[x.RegionID] = x.InstrumentDate.String() + " " + x.Status
			if x.CoarsestPublicLevel != nil || x.Delay != nil {
				t.Errorf("%s limits something", x.ID)
			}
		}
	}
	compare(t, got, map[string]string{"RU-KLU": "2024-09-19 in_force", "RU-VOR": "2025-08-25 in_force", "RU-CU": "2025-08-26 reported",
		"RU-ORE": "2025-07-29 in_force", "RU-ROS": "2025-08-11 reported", "RU-SAM": "2025-09-08 reported", "RU-IVA": "2025-04-17 in_force"})
}

// What no report gave is null, press wording is not reprinted, and each relay names the speaker's own channel.
func TestStarterInventsNothing(t *testing.T) {
	records := starterRecords(t)
	for id, r := range records {
		switch r := r.(type) {
		case *record.Document:
			if r.SHA256 != nil || r.CapturedAt != nil || r.ArchiveURL != nil || r.PublishedAt != nil {
				t.Errorf("%s has a hash, an archive or a time", id)
			}
			if r.PublisherRole == "official_primary" && (r.URL != nil || len(r.DerivedFrom) > 0) {
				t.Errorf("%s is a speaker's own channel with an address", id)
			}
		case *record.Statement:
			if r.Quote != "" || r.Summary == nil {
				t.Errorf("%s has a quote, or no summary", id)
			}
			d := records[r.Document].(*record.Document)
			if r.Speaker != nil && d.ID != "doc-seed" && len(d.DerivedFrom) == 0 {
				t.Errorf("%s: the document %s names no source", id, d.ID)
			}
		case *record.Incident:
			if r.Attribution != nil || r.Place.Verbatim == nil || r.Place.Resolution == nil || r.Place.UncertaintyM != nil {
				t.Errorf("%s: attribution, or a place without its words and who resolved it", id)
			}
			if r.Place.Point != nil && r.Place.Level != "settlement" {
				t.Errorf("%s has a point and is known to a %s", id, r.Place.Level)
			}
		}
	}
}

// The worked example stands in the starter data to the letter; its incident has one more source.
func TestStarterHoldsTheExample(t *testing.T) {
	text, err := os.ReadFile("../record/testdata/example.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	all := starterText(t)
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		line = strings.Replace(line, `"statements":["st-2025-08-27-shapsha"]`, `"statements":["st-2025-08-27-shapsha","st-2025-08-27-shapsha-gazeta"]`, 1)
		if !strings.Contains(all, line+"\n") {
			t.Errorf("missing: %s", line)
		}
	}
}

func TestStarterRegionsAreInTheBoundaries(t *testing.T) {
	text, err := boundaries.Files.ReadFile("units.tsv")
	if err != nil {
		t.Fatal(err)
	}
	levels := map[string]string{}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		columns := strings.SplitN(lines.Text(), "\t", 3)
		levels[columns[0]] = columns[1]
	}
	for id, r := range starterRecords(t) {
		record.Regions(r, func(pointer, region string) {
			if levels[region] == "" {
				t.Errorf("%s%s: %s is no unit", id, pointer, region)
			}
		})
		inc, ok := r.(*record.Incident)
		if !ok {
			continue
		}
		want := map[string]string{"district": "district", "region": "region", "border_between": "region"}[inc.Place.Level]
		for _, region := range inc.Place.RegionIDs {
			if want != "" && levels[region] != want {
				t.Errorf("%s: %s is a %s, the place a %s", id, region, levels[region], inc.Place.Level)
			}
		}
	}
}

func TestStarterIsNamed(t *testing.T) {
	if starter.Author != "oblast starter data" {
		t.Errorf("starter records are signed %q", starter.Author)
	}
}
