package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/starter"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/geo/fault"
)

func memory(t testing.TB) store.Log {
	t.Helper()
	log, err := sqlite.Open(context.Background(), sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { log.Close() })
	return log
}

func appender(t testing.TB, log store.Log) *store.Appender {
	t.Helper()
	a, err := store.NewAppender(context.Background(), log, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func options(f exchange.Format) exchange.Options {
	return exchange.Options{Format: f, Author: "a test", Reason: "to test"}
}

// load imports a text into a log.
func load(t testing.TB, log store.Log, text string, o exchange.Options) (exchange.Report, error) {
	t.Helper()
	return exchange.Import(context.Background(), appender(t, log), strings.NewReader(text), o)
}

func export(t testing.TB, log store.Log, f exchange.Format) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := exchange.Export(context.Background(), log, f, &b, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func starterText(t testing.TB) string {
	t.Helper()
	b, err := starter.Files.ReadFile(starter.Name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func head(t testing.TB, log store.Log) int64 {
	t.Helper()
	n, err := log.Head(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhatIsExportedIsImported(t *testing.T) {
	log := memory(t)
	n, err := exchange.LoadStarter(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	n-- // one record was told otherwise at first, and has two revisions
	for _, f := range []exchange.Format{exchange.JSONLines, exchange.GeoJSON} {
		t.Run(string(f), func(t *testing.T) {
			text := export(t, log, f)
			other := memory(t)
			report, err := load(t, other, text, options(f))
			if err != nil || report.Created != int64(n) || report.NFaults != 0 {
				t.Fatalf("got %+v, %v; want %d created", report, err, n)
			}
			if again := export(t, other, f); again != text {
				t.Error("exported again it is another text")
			}
			report, err = load(t, other, text, options(f))
			if err != nil || report.Unchanged != int64(n) || head(t, other) != int64(n) {
				t.Errorf("imported twice: got %+v, %v", report, err)
			}
		})
	}
}

func TestExportLeavesOutWhatWasRetracted(t *testing.T) {
	log := memory(t)
	a := appender(t, log)
	text := `{"kind":"document","id":"d%d","title":null,"url":null,"publisher":null,"publisher_role":"other","language":null,"published_at":null,"captured_at":null,"sha256":null,"archive_url":null,"derived_from":[]}`
	lines := fmt.Sprintf(text+"\n"+text+"\n"+text, 1, 2, 3)
	if _, err := exchange.Import(t.Context(), a, strings.NewReader(lines), options(exchange.JSONLines)); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Append(t.Context(), store.Any, []store.Change{{Change: store.Retraction, RecordID: "d2", Author: "a", Reason: "b"}}); err != nil {
		t.Fatal(err)
	}
	if got, want := export(t, log, exchange.JSONLines), fmt.Sprintf(text+"\n"+text+"\n", 1, 3); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	report, err := exchange.Import(t.Context(), a, strings.NewReader(fmt.Sprintf(text, 2)), options(exchange.JSONLines))
	if !errors.Is(err, exchange.ErrFaults) || !strings.Contains(report.Faults[0].Error(), "was retracted") {
		t.Errorf("a retracted record imported again: %+v, %v", report, err)
	}
	changed := strings.Replace(fmt.Sprintf(text, 3), `"title":null`, `"title":"new"`, 1)
	if report, err := exchange.Import(t.Context(), a, strings.NewReader(changed), options(exchange.JSONLines)); !errors.Is(err, exchange.ErrFaults) {
		t.Errorf("other content without leave: %+v, %v", report, err)
	}
	o := options(exchange.JSONLines)
	o.Update = true
	if report, err := exchange.Import(t.Context(), a, strings.NewReader(changed), o); err != nil || report.Updated != 1 {
		t.Errorf("an update: %+v, %v", report, err)
	}
	if got := export(t, log, exchange.JSONLines); !strings.Contains(got, `"title":"new"`) || strings.Count(got, "\n") != 2 {
		t.Errorf("after the update: %s", got)
	}
}

func TestEmptyExports(t *testing.T) {
	log := memory(t)
	if got := export(t, log, exchange.JSONLines); got != "" {
		t.Errorf("got %q", got)
	}
	text := export(t, log, exchange.GeoJSON)
	if report, err := load(t, log, text, options(exchange.GeoJSON)); err != nil || report.Records != 0 {
		t.Errorf("got %+v, %v from %q", report, err, text)
	}
}

func TestFaultsAreNamedByLine(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(starterText(t)), "\n")
	find := func(id string) int {
		return slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, `"id":"`+id+`"`) })
	}
	for _, tc := range []struct {
		name string
		edit func([]string) []string
		want []string // "LINE POINTER"
	}{
		{"none", func(l []string) []string { return l }, nil},
		{"turned round, so that all refer forward", func(l []string) []string { slices.Reverse(l); return l }, nil},
		{"a line twice", func(l []string) []string { return append(l, l[0]) }, []string{fmt.Sprint(len(lines)+1, " /id")}},
		{"not JSON", func(l []string) []string { l[3] = "{"; return l }, []string{"4 "}},
		{"two faults on one line and one on another", func(l []string) []string {
			l[0] = strings.NewReplacer(`"other"`, `"blog"`, `"language":null`, `"language":"russian"`).Replace(l[0])
			l[9] = strings.Replace(l[9], `"derived_from"`, `"derived"`, 1)
			return l
		}, []string{"1 /publisher_role", "1 /language", "10 /derived", "10 /derived_from"}},
		{"a statement is missing", func(l []string) []string {
			return slices.Delete(l, find("st-2025-11-01-shapsha"), find("st-2025-11-01-shapsha")+1)
		}, []string{"0 /statements/0", "0 /effects/0/statement", "0 /effects/1/statement"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := tc.edit(slices.Clone(lines))
			log := memory(t)
			report, err := load(t, log, strings.Join(text, "\n"), options(exchange.JSONLines))
			var got []string
			for _, f := range report.Faults {
				var field *fault.FieldError
				if !errors.As(f.Err, &field) {
					t.Fatalf("%v is not a field's fault", f.Err)
				}
				line := f.Line
				if f.ID == "inc-2025-11-01-kaluga-moscow-border" {
					line = 0
				}
				if !strings.HasPrefix(f.Error(), fmt.Sprintf("line %d", f.Line)) {
					t.Errorf("%q does not begin with its line", f.Error())
				}
				got = append(got, fmt.Sprint(line, " ", field.Field))
			}
			if tc.name == "two faults on one line and one on another" {
				got = slices.DeleteFunc(got, func(s string) bool { return strings.Contains(s, "/statements") || strings.Contains(s, "/document") })
			}
			if tc.name == "not JSON" {
				got = got[:1] // what refers to the record of that line is a fault too
			}
			slices.Sort(got)
			slices.Sort(tc.want)
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
			if tc.want != nil && (!errors.Is(err, exchange.ErrFaults) || !errors.Is(err, fault.ErrInvalid) || head(t, log) != 0) {
				t.Errorf("got %v at head %d; want faults and nothing imported", err, head(t, log))
			}
			if tc.want == nil && (err != nil || head(t, log) != int64(len(lines))) {
				t.Errorf("got %v at head %d", err, head(t, log))
			}
		})
	}
}

const oneFeature = `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"x","geometry":null,"properties":
 {"kind":"alias","id":"x","words":"w","scope_parent":null,"scope_source":null,"region_id":"RU-KLU","author":"a","reason":"r"}}
]}`

func TestGeoJSONFaults(t *testing.T) {
	for _, tc := range []struct {
		name, old, new string
		want           string // beginning of the first fault, "" for none
	}{
		{"sound", "", "", ""},
		{"other members", `"type":"FeatureCollection",`, `"bbox":[1,2,3,4],"name":"layer","type":"FeatureCollection",`, ""},
		{"type at the end", `{"type":"FeatureCollection","features"`, `{"features"`, "line 1: is not a GeoJSON FeatureCollection"},
		{"not a collection", `"FeatureCollection"`, `"Topology"`, "line 1: is not a GeoJSON FeatureCollection"},
		{"cut off", "}}\n]}", "}}", "line 3: is not GeoJSON: it ends too early"},
		{"not JSON", `"words":"w"`, `"words":w`, "line 3: is not JSON"},
		{"a list", oneFeature, `[]`, "line 1: is not a GeoJSON"},
		{"nothing", oneFeature, ``, "line 1: is not GeoJSON: it ends too early"},
		{"no properties", `"properties":`, `"attributes":`, "line 2, feature 1: /properties"},
		{"a fault of the record", `"region_id":"RU-KLU"`, `"region_id":""`, "line 2, feature 1: /properties/region_id"},
		{"a point that the record lacks", `"geometry":null`, `"geometry":{"type":"Point","coordinates":[35,54]}`, "line 2, feature 1: /geometry/coordinates"},
		{"an area", `"geometry":null`, `"geometry":{"type":"Polygon","coordinates":[]}`, "line 2, feature 1: /geometry"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			log := memory(t)
			report, err := load(t, log, strings.Replace(oneFeature, tc.old, tc.new, 1), options(exchange.GeoJSON))
			if tc.want == "" {
				if err != nil || report.Created != 1 {
					t.Errorf("got %+v, %v", report, err)
				}
				return
			}
			if !errors.Is(err, exchange.ErrFaults) || len(report.Faults) == 0 || !strings.HasPrefix(report.Faults[0].Error(), tc.want) {
				t.Errorf("got %+v, %v; want %s", report.Faults, err, tc.want)
			}
		})
	}
}

func TestRegionsAreChecked(t *testing.T) {
	log := memory(t)
	a, err := store.NewAppender(t.Context(), log, func(id string) bool { return id != "RU-KLU" })
	if err != nil {
		t.Fatal(err)
	}
	report, err := exchange.Import(t.Context(), a, strings.NewReader(oneFeature), options(exchange.GeoJSON))
	if !errors.Is(err, exchange.ErrFaults) || !strings.Contains(report.Faults[0].Error(), "/properties/region_id: is no region") {
		t.Errorf("got %+v, %v", report, err)
	}
}

func TestFormatOf(t *testing.T) {
	for _, tc := range []struct {
		name, first string
		want        exchange.Format
	}{
		{"a.geojson", "", exchange.GeoJSON},
		{"a.JSONL", `{"type":"FeatureCollection"`, exchange.JSONLines},
		{"a.json", "{\n\"type\": \"FeatureCollection\",", exchange.GeoJSON},
		{"-", oneFeature, exchange.GeoJSON},
		{"-", `{"kind":"document"`, exchange.JSONLines},
		{"", "", exchange.JSONLines},
	} {
		if got := exchange.FormatOf(tc.name, []byte(tc.first)); got != tc.want {
			t.Errorf("FormatOf(%q, %.20q) = %s, want %s", tc.name, tc.first, got, tc.want)
		}
	}
}

func TestProgressReachesTheEnd(t *testing.T) {
	log := memory(t)
	text := many(2500)
	o := options(exchange.JSONLines)
	var last = map[string]exchange.Progress{}
	o.Progress = func(p exchange.Progress) {
		if p.Records < last[p.Stage].Records || p.Bytes < last[p.Stage].Bytes {
			t.Errorf("progress goes back: %+v after %+v", p, last[p.Stage])
		}
		last[p.Stage] = p
	}
	report, err := load(t, log, string(text), o)
	if err != nil || report.Created != 2502 {
		t.Fatalf("%+v, %v", report, err)
	}
	for _, stage := range []string{"check", "append"} {
		if p := last[stage]; p.Records != 2502 || p.Total != 2502 || p.Bytes != int64(len(text)) {
			t.Errorf("%s ended at %+v", stage, p)
		}
	}
}

// silent is an input that gives one line and then nothing.
type silent struct {
	first io.Reader
	quiet chan struct{}
}

func (s *silent) Read(p []byte) (int, error) {
	if n, _ := s.first.Read(p); n > 0 {
		return n, nil
	}
	<-s.quiet
	return 0, io.EOF
}

func TestCancelledImportDoesNotWaitForItsInput(t *testing.T) {
	log := memory(t)
	in := &silent{strings.NewReader(`{"kind":`), make(chan struct{})}
	defer close(in.quiet)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := exchange.Import(ctx, appender(t, log), in, options(exchange.JSONLines)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestSummary(t *testing.T) {
	for _, test := range []struct {
		report exchange.Report
		want   string
	}{
		{exchange.Report{Records: 3, Created: 1, Updated: 1, Unchanged: 1}, "3 records: 1 new, 1 updated, 1 there already"},
		{exchange.Report{NFaults: 1}, "1 fault; nothing was imported"},
		{exchange.Report{NFaults: 2}, "2 faults; nothing was imported"},
	} {
		if got := test.report.Summary(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestSpoolKeepsEverything(t *testing.T) {
	long := bytes.Repeat([]byte("x"), 3<<20)
	bodies := [][]byte{[]byte("first"), long, {}, bytes.Repeat([]byte("y"), 31<<20), []byte("in the file"), long, []byte("last")}
	got, file, err := exchange.SpoolThrough(bodies)
	if err != nil || !file || len(got) != len(bodies) {
		t.Fatalf("%d bodies, file %v, %v", len(got), file, err)
	}
	for i, b := range bodies {
		if got[i] != "c"+string(b) {
			t.Errorf("body %d is %d bytes, want %d", i, len(got[i]), len(b)+1)
		}
	}
}

func TestStarterOnlyIntoAnEmptyLog(t *testing.T) {
	log := memory(t)
	n, err := exchange.LoadStarter(t.Context(), log)
	if err != nil || n == 0 || head(t, log) != int64(n) {
		t.Fatalf("%d, %v", n, err)
	}
	if again, err := exchange.LoadStarter(t.Context(), log); err != nil || again != 0 || head(t, log) != int64(n) {
		t.Errorf("a second time: %d, %v", again, err)
	}
	if err := log.Since(t.Context(), 0, func(r record.Revision) error {
		if r.Author != starter.Author || r.Change != store.Create && (r.Change != store.Update || r.Rev != 2 || r.Reason == "") {
			t.Errorf("%s is signed %q as %s", r.RecordID, r.Author, r.Change)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// many makes n incidents of one statement, as JSON lines.
func many(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"kind":"document","id":"d","title":null,"url":null,"publisher":"p","publisher_role":"other","language":null,"published_at":null,"captured_at":null,"sha256":null,"archive_url":null,"derived_from":[]}` + "\n")
	b.WriteString(`{"kind":"statement","id":"s","document":"d","speaker":null,"speaker_role":"governor","channel":null,"quote":"","quote_lang":null,"summary":null,"preliminary":false,"supersedes":null,"checks":[]}` + "\n")
	for i := range n {
		fmt.Fprintf(&b, `{"kind":"incident","id":"inc-%d","is_interception":true,"is_damage":false,"weapon_class":"uav","count":{"min":1,"best":1,"max":1,"qualifier":"exact"},"when":{"start":"2025-08-26T17:00:00Z","end":"2025-08-27T05:00:00Z","zone":"Europe/Moscow","precision":"night","night_of":"2025-08-27"},"place":{"level":"district","region_ids":["RU-KLU.563697"],"name":"Dzerzhinsky district","verbatim":"Dzerzhinsky district, Kaluga region","point":null,"uncertainty_m":null,"method":"exact","resolution":{"query":"Dzerzhinsky district, Kaluga region","answer":["RU-KLU.563697"],"suggested":[],"rejected":[],"decided_by":"a test","decided_at":null,"reason":"to test"},"generalised":null},"effects":[{"subject":"injured","part":null,"state":"none_reported","count":null,"cause":"unknown","statement":"s","preliminary":true}],"response":null,"attribution":null,"statements":["s"],"grade":"confirmed","grade_reason":"governor","tags":[]}`+"\n", i)
	}
	return b.Bytes()
}
