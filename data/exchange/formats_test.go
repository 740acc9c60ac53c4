package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"oblast/data/boundaries"
	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
)

var world = sync.OnceValues(func() (*gazetteer.Gazetteer, error) { return gazetteer.Load(boundaries.Files) })

var finder = sync.OnceValues(func() (*exchange.Places, error) {
	g, err := world()
	if err != nil {
		return nil, err
	}
	return exchange.NewPlaces(g, coder), nil
})

// coder is the geocoder under no decisions, built once for all tests.
var coder = sync.OnceValues(func() (exchange.Coder, error) {
	g, err := world()
	if err != nil {
		return exchange.Coder{}, err
	}
	c, err := geocode.New(g)
	return exchange.Coder{Geocoder: c}, err
})

func places(t testing.TB) *exchange.Places {
	t.Helper()
	p, err := finder()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func testdata(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// made imports a text and returns the records, by id.
func made(t *testing.T, text string, o exchange.Options) (map[string]record.Record, exchange.Report) {
	t.Helper()
	log := memory(t)
	o.Places, o.Author = places(t), "a test"
	report, err := load(t, log, text, o)
	if err != nil {
		t.Fatalf("%v: %v", err, report.Faults)
	}
	again, err := load(t, log, text, o)
	if err != nil || again.Created != 0 || again.Updated != 0 || again.Unchanged != report.Created {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	return byID(t, log), report
}

// incidents tells the incidents among records, sorted, a line each.
func incidents(recs map[string]record.Record) string {
	var out []string
	for _, rec := range recs {
		inc, ok := rec.(*record.Incident)
		if !ok {
			continue
		}
		text := fmt.Sprintf("%s %v", inc.Place.Level, inc.Place.RegionIDs)
		if inc.IsInterception {
			text += " interception " + inc.Count.Words()
		}
		if inc.IsDamage {
			text += " damage"
		}
		for _, e := range inc.Effects {
			text += fmt.Sprintf(" %s:%s", e.Subject, e.State)
			if e.Count != nil {
				text += ":" + e.Count.Words()
			}
		}
		text += " " + inc.When.Precision
		if inc.When.NightOf != nil {
			text += " " + inc.When.NightOf.String()
		} else if inc.When.Start != nil {
			text += " " + inc.When.Start.Format("2006-01-02T15:04Z")
		}
		out = append(out, text+" "+inc.Grade)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func TestCSVRowsBecomeRecords(t *testing.T) {
	for _, tc := range []struct {
		name, header, row, want string
		mapping                 *exchange.Mapping
	}{
		{"a night, a district, a governor", "night,place,region,count,speaker,speaker_role", "2025-08-27,Dzerzhinsky district,Kaluga region,1,Shapsha,governor",
			"district [RU-KLU.563697] interception 1 night 2025-08-27 confirmed", nil},
		{"Russian, semicolons", "Дата;Часть суток;Место;Область;Количество", "27.08.2025;ночь;Погар;Брянская область;более 10", "settlement [RU-BRY.507867] interception more than 10 night 2025-08-27 weak", nil},
		{"a part of a day", "date,part,region_ids,count", "2025-08-27,afternoon,RU-KLU,several", "region [RU-KLU] interception a number not given part_of_day 2025-08-27T09:00Z weak", nil},
		{"a date alone", "date,region_ids,count", "2025-08-27,RU-KLU,10+", "region [RU-KLU] interception at least 10 approximate 2025-08-26T21:00Z weak", nil},
		{"stated hours", "start,end,region_ids,count", "2025-08-27 01:30,2025-08-27 03:00,RU-KLU,about 5", "region [RU-KLU] interception about 5 window 2025-08-27 weak", nil},
		{"hours of another zone", "start,time_zone,region_ids,count", "2025-08-27 13:30,Europe/Kyiv,UA-53,2", "region [UA-53] interception 2 exact 2025-08-27T10:30Z weak", nil},
		{"nothing but the publication", "published,region_ids,count", "2025-08-27T06:00:00Z,RU-KLU,2", "region [RU-KLU] interception 2 first_reported 2025-08-27 weak", nil},
		{"no time, no place", "count", "2", "unknown [] interception 2 unknown weak", nil},
		{"damage", "date,region_ids,injured,dwellings,vehicles,killed", "2025-08-27,RU-KLU,none,3,several,0", "region [RU-KLU] damage injured:none_reported killed:none_reported:0 dwelling:reported:3 vehicle:reported approximate 2025-08-26T21:00Z weak", nil},
		{"a coordinate", "date,lat,lon,count", "2025-08-27,54.83,35.99,1", "exact [RU-KLU.563697] interception 1 approximate 2025-08-26T21:00Z weak", nil},
		{"a coordinate that stands for a region", "date,lat,lon,level,count", "2025-08-27,54.83,35.99,region,1", "region [RU-KLU] interception 1 approximate 2025-08-26T21:00Z weak", nil},
		{"a mapping", "Wo,Wann,Wieviel", "RU-KLU,2025-08-27,4", "region [RU-KLU] interception 4 night 2025-08-27 confirmed",
			&exchange.Mapping{Columns: map[string]string{"region_ids": "Wo", "night_of": "Wann", "count": "Wieviel"}, Values: map[string]string{"speaker_role": "governor", "speaker": "G"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			recs, _ := made(t, "\ufeff"+tc.header+"\r\n"+tc.row+"\r\n", exchange.Options{Format: exchange.CSV, Name: "t.csv", Mapping: tc.mapping})
			if got := incidents(recs); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestCSVFaultsNameTheColumnAndWhatIsAllowed(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"a number", "Количество,date\nмного,2025-08-27", "line 2, row 1: Количество: \"много\" is not a number; write 10, 10+"},
		{"a date", "count,date\n1,31.02.2025", "date: \"31.02.2025\" is not a date"},
		{"a word", "count,speaker_role\n1,boss", "speaker_role: \"boss\" is not an allowed word; allowed: governor"},
		{"after the publication", "count,start,published\n1,2025-08-27T10:00:00Z,2025-08-27T06:00:00Z", "is before the event, which began on 2025-08-27T10:00:00Z"},
		{"neither", "place,count\nPogar,", "kind: cannot be told"},
		{"no column for it", "place,region,Gesamt\nPogar,Bryansk region,3", "line 1: mapping: has no column that says what happened; not used are Gesamt. Name it"},
		{"the number of a day", "count,date\n1,45896", "the number that a spreadsheet keeps"},
		{"thousands or a decimal", "count,date\n5.000,2025-08-27", "\"5.000\" is not a number"},
		{"columns", "count,date\n1,2025-08-27,3", "has 3 columns, and the header has 2"},
		{"an unknown region", "count,region_ids\n1,RU-ZZZ", "is no region that is known here"},
		{"not UTF-8", "count,place\n1,\xff\x81\x8d\x8f\x90", "is not UTF-8"},
		{"a quotation mark", "count,place\n1,\"x\ny", "is no row of a table"},
		{"two columns of one name", "count,count\n1,2", "is the name of two columns"},
		{"not an id", "count,url\n1,ftp://x", `url: "ftp://x" is not a web address`},
		{"ACLED of another kind", "event_id_cnty,event_date,sub_event_type,country,admin1,location,latitude,longitude,source,notes,fatalities\nX1,2025-08-27,Peaceful protest,Russia,Kaluga,Kaluga,54,36,S,n,0", "is neither an interception nor damage; allowed: Disrupted weapons use"},
		{"UCDP without a column", "id,where_prec\n1,2", "is a column that the format ucdp needs"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			g, err := world()
			if err != nil {
				t.Fatal(err)
			}
			a, err := store.NewAppender(t.Context(), memory(t), func(id string) bool { _, ok := g.Tree.Find(id); return ok })
			if err != nil {
				t.Fatal(err)
			}
			o := exchange.Options{Format: exchange.FormatOf("t.csv", []byte(tc.text)), Name: "t.csv", Places: places(t), Author: "a test"}
			report, err := exchange.Import(t.Context(), a, strings.NewReader(tc.text), o)
			if !errors.Is(err, exchange.ErrFaults) || len(report.Faults) == 0 || !strings.Contains(report.Faults[0].Error(), tc.want) {
				t.Errorf("got %v, %v; want %q", report.Faults, err, tc.want)
			}
		})
	}
}

func TestPlacesThatAPersonShouldLookAt(t *testing.T) {
	text := "date,place,region,lat,lon,count\n" +
		"2025-08-27,Dzhezkazgan district,Kaluga region,,,1\n" + // not there: the region, with a suggestion
		"2025-08-27,Xyzzyville,,,,1\n" + // nowhere
		"2025-08-27,Kondrovo,Kaluga region,53.25,34.37,1\n" + // the coordinate is in Bryansk
		"2025-08-27,Kondrovo,Kaluga region,,,1\n"
	var reviews []string
	recs, report := made(t, text, exchange.Options{Format: exchange.CSV, Review: func(r exchange.Review) { reviews = append(reviews, r.String()) }})
	if report.Reviews != 3 || len(reviews) != 6 { // told at both imports
		t.Fatalf("%d: %s", report.Reviews, strings.Join(reviews, "\n"))
	}
	for i, want := range []string{"may be meant: RU-KLU.563697", `"Xyzzyville" was not found`, "the coordinate lies in RU-BRY"} {
		if !strings.Contains(reviews[i], want) || !strings.HasPrefix(reviews[i], fmt.Sprintf("look at line %d", i+2)[8:]) {
			t.Errorf("got %s, want %q", reviews[i], want)
		}
	}
	for _, rec := range recs {
		if inc, ok := rec.(*record.Incident); ok && *inc.Place.Verbatim == "Dzhezkazgan district, Kaluga region" {
			r := inc.Place.Resolution
			if inc.Place.Method != "parent_fallback" || !slices.Equal(r.Answer, []string{"RU-KLU"}) || !slices.Contains(r.Suggested, "RU-KLU.563697") || *r.DecidedBy != "oblast geocoder" {
				t.Errorf("resolution %+v", r)
			}
		}
	}
}

func TestACLEDAndUCDPRows(t *testing.T) {
	for _, tc := range []struct{ file, want string }{
		{"acled.csv", "region [RU-BRY] damage killed:reported:2 approximate 2025-08-26T21:00Z weak\nsettlement [RU-KLU.563697] interception a number not given approximate 2025-08-26T21:00Z weak"},
		{"ucdp.csv", "region [RU-KRS] damage killed:reported:about 5 approximate 2025-08-19T21:00Z weak\nsettlement [RU-BRY.507867] damage killed:reported:2 approximate 2025-08-26T21:00Z weak"},
	} {
		text := testdata(t, tc.file)
		format := exchange.FormatOf(tc.file, []byte(text))
		recs, _ := made(t, text, exchange.Options{Format: format})
		if got := incidents(recs); got != tc.want {
			t.Errorf("%s as %s: got\n%s\nwant\n%s", tc.file, format, got, tc.want)
		}
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	log := memory(t)
	o := options(exchange.JSONLines)
	o.DryRun = true
	report, err := load(t, log, starterText(t), o)
	if err != nil || report.Created != 0 || head(t, log) != 0 || !strings.Contains(report.Summary(), "211 records without fault") {
		t.Errorf("%+v, %v: %s", report, err, report.Summary())
	}
}

func TestMappings(t *testing.T) {
	var shown exchange.Mapping
	o := exchange.Options{Format: exchange.CSV, Author: "a test", Places: places(t), Mapped: func(m exchange.Mapping) { shown = m }}
	if _, err := load(t, memory(t), "When?,Ort,number,Region ID\n", o); err != nil {
		t.Fatal(err)
	}
	if got := shown.String(); !strings.Contains(got, `count           from column "number"`) || !strings.Contains(got, "not used        When?, Ort") {
		t.Errorf("shown as %s", got)
	}
	var file bytes.Buffer
	if err := shown.Write(&file); err != nil {
		t.Fatal(err)
	}
	if again, err := exchange.ReadMapping(&file); err != nil || again.String() != shown.String() {
		t.Errorf("read back: %v, %v", again, err)
	}
	for _, tc := range []struct{ text, want string }{
		{`[]`, "is not a mapping such as"},
		{`{"colums":{}}`, "unknown field"},
		{`{"columns":{"plaice":"x"}}`, `"plaice", which is no field; allowed: id, kind`},
		{`{"zone":"Mars"}`, "not an IANA time zone"},
		{`{"separator":"::"}`, "not one character"},
	} {
		if _, err := exchange.ReadMapping(strings.NewReader(tc.text)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.text, err, tc.want)
		}
	}
	o.Mapping = &exchange.Mapping{Columns: map[string]string{"count": "Anzahl"}}
	if report, err := load(t, memory(t), "number\n1\n", o); err == nil || !strings.Contains(report.Faults[0].Error(), `"Anzahl" that is not there; allowed: number`) {
		t.Errorf("a column that is not there: %v, %v", report.Faults, err)
	}
}

// What a table of ours says is read back without a mapping.
func TestOurTableIsReadBack(t *testing.T) {
	g, err := world()
	if err != nil {
		t.Fatal(err)
	}
	log := memory(t)
	if _, err := exchange.LoadStarter(t.Context(), log); err != nil {
		t.Fatal(err)
	}
	write := func(log store.Log, f exchange.Format) string {
		var b bytes.Buffer
		if _, err := exchange.ExportTable(context.Background(), log, f, g.Tree, &b, nil); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text := write(log, exchange.CSV)
	other := memory(t)
	o := exchange.Options{Format: exchange.CSV, Places: places(t), Author: "a test", Name: "t.csv"}
	report, err := load(t, other, text, o)
	if err != nil || report.Reviews != 0 {
		t.Fatalf("%v: %v", err, report.Faults)
	}
	sorted := func(text string) string {
		lines := strings.Split(text, "\n")
		slices.Sort(lines)
		return strings.Join(lines, "\n")
	}
	if again := write(other, exchange.CSV); sorted(again) != sorted(text) {
		t.Errorf("read and written again it is another table:\n%.3000s\nand was\n%.3000s", again, text)
	}
	for _, f := range []exchange.Format{exchange.ACLED, exchange.UCDP} {
		table := write(log, f)
		if n := strings.Count(table, "\n"); n != 42 || strings.Contains(table, ",0,") {
			t.Errorf("%s has %d lines, or a 0 that nobody said: %.500s", f, n, table)
		}
		if got := exchange.FormatOf("x.csv", []byte(table)); got != f {
			t.Errorf("%s is told as %s", f, got)
		}
	}
}

func TestFormatsAreTold(t *testing.T) {
	for file, want := range map[string]exchange.Format{"acled.csv": exchange.ACLED, "ucdp.csv": exchange.UCDP, "result.json": exchange.Telegram, "feed.atom": exchange.Feed, "feed.rss": exchange.Feed} {
		for _, name := range []string{file, "-"} {
			if got := exchange.FormatOf(name, []byte(testdata(t, file))); got != want {
				t.Errorf("%s as %s: got %s, want %s", file, name, got, want)
			}
		}
	}
	if got := exchange.FormatOf("x.csv", []byte("a,b\n1,2")); got != exchange.CSV {
		t.Errorf("a table is told as %s", got)
	}
}

func TestStrangersAreTold(t *testing.T) {
	for _, tc := range []struct{ first, want string }{
		{"PK\x03\x04\x14\x00", "save its sheet as CSV"}, {"\xd0\xcf\x11\xe0\xa1", "save its sheet as CSV"}, {"\x1f\x8b\x08", "unpack it"},
		{"%PDF-1.7", "a PDF"}, {"SQLite format 3\x00", "oblast export"}, {"\n<!DOCTYPE HTML>", "a web page"}, {"<HTML lang=ru>", "a web page"},
		{"", ""}, {"P", ""}, {"<rss version=\"2.0\">", ""}, {"date,place", ""}, {"{\"kind\":", ""}, {"\xd0\x9f\xd0\xb5\xd1\x81", ""},
	} {
		if got := exchange.Stranger([]byte(tc.first)); (got == "") != (tc.want == "") || !strings.Contains(got, tc.want) {
			t.Errorf("%q is told as %q, want %q", tc.first, got, tc.want)
		}
	}
}
