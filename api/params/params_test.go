package params_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"oblast/api/params"
	"oblast/geo/fault"
)

var table = params.Table{
	{Name: "level", Kind: params.Enum, Enum: []string{"country", "region"}, Default: "region"},
	{Name: "limit", Kind: params.Integer, Min: 1, Max: 100, Default: "10"},
	{Name: "most", Kind: params.Integer, Min: 1, Max: 2147483647},
	{Name: "zoom", Kind: params.Number, Min: 0, Max: 22},
	{Name: "from", Kind: params.Date},
	{Name: "bbox", Kind: params.BBox},
	{Name: "datetime", Kind: params.DateTime},
	{Name: "columns", Kind: params.List, Enum: []string{"a", "b", "c"}},
	{Name: "breaks", Kind: params.Numbers},
	{Name: "geometry", Kind: params.Boolean},
	{Name: "q", Kind: params.String, MaxLength: 20},
}

func parse(t *testing.T, query string) (params.Values, error) {
	t.Helper()
	q, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return table.Parse(q)
}

func TestFaultsNameTheParameterAndWhatIsAllowed(t *testing.T) {
	for _, test := range []struct{ query, field, problem, allowed string }{
		{"level=oblast", "level", "not one of the allowed", "country"},
		{"level=Region", "level", "allowed values (did you mean region?)", "region"},
		{"level=", "level", "is empty", "region"},
		{"level=region&level=country", "level", "more than once", "region"},
		{"levle=region", "levle", "not a parameter of this address (did you mean level?)", "level"},
		{"limt=10", "limt", "did you mean limit?", "limit"},
		{"color=red", "color", "not a parameter of this address", "level"},
		{"limit=0", "limit", "out of range", "from 1 to 100"},
		{"limit=101", "limit", "out of range", "from 1 to 100"},
		{"limit=1e1", "limit", "not a whole number", "whole number"},
		{"limit=99999999999999999999", "limit", "not a whole number", "whole number"},
		{"most=0", "most", "out of range", "from 1 to 2147483647"},
		{"zoom=NaN", "zoom", "not a number", "from 0 to 22"},
		{"zoom=inf", "zoom", "not a number", "number"},
		{"zoom=0x1p1", "zoom", "not a number", "number"},
		{"zoom=1e999", "zoom", "not a number", "number"},
		{"from=27.08.2025", "from", "not a date", "YYYY-MM-DD"},
		{"from=2025-02-30", "from", "not a date", "YYYY-MM-DD"},
		{"bbox=1,2,3", "bbox", "has 3 numbers", "west"},
		{"bbox=1,2,3,4,5", "bbox", "has 5 numbers", "west"},
		{"bbox=181,0,182,1", "bbox", "longitude", "west"},
		{"bbox=170,40,190,80", "bbox", "the west is above the east: 170,40,-170,80", "west"},
		{"bbox=0,-91,1,1", "bbox", "latitude", "west"},
		{"bbox=0,2,1,1", "bbox", "south above", "west"},
		{"bbox=0,,1,1", "bbox", "not a number", "west"},
		{"datetime=yesterday", "datetime", "neither a time", "RFC 3339"},
		{"datetime=2025-08-28/2025-08-27", "datetime", "ends before", "start/end"},
		{"datetime=/", "datetime", "neither a start nor an end", "start/.."},
		{"datetime=a/b/c", "datetime", "more than one /", "start/end"},
		{"datetime=2025-08-27/P", "datetime", "neither a time", "RFC 3339"},
		{"datetime=2025-08-27/P1DT", "datetime", "neither a time", "RFC 3339"},
		{"datetime=../P1D", "datetime", "neither a time", "RFC 3339"},
		{"datetime=P1D/P1D", "datetime", "neither a time", "RFC 3339"},
		{"datetime=P1D", "datetime", "neither a time", "RFC 3339"},
		{"columns=a,x", "columns", "x is not one of", "c"},
		{"columns=a,,b", "columns", "empty part", "a"},
		{"columns=a,a", "columns", "a twice", "a"},
		{"breaks=1,two", "breaks", "two is not a number", "commas"},
		{"geometry=yes", "geometry", "neither true nor false", "false"},
		{"q=" + strings.Repeat("x", 21), "q", "longer than 20", "20 characters"},
		{"q=%ff%fe", "q", "not UTF-8", "text"},
	} {
		_, err := parse(t, test.query)
		faults := fault.Fields(err)
		if len(faults) != 1 {
			t.Errorf("%s: %d faults, want 1: %v", test.query, len(faults), err)
			continue
		}
		if f := faults[0]; f.Field != test.field || !strings.Contains(f.Problem, test.problem) || !strings.Contains(strings.Join(f.Allowed, " "), test.allowed) {
			t.Errorf("%s: got %q %q %q", test.query, f.Field, f.Problem, f.Allowed)
		}
	}
}

// Words that are near nothing, or as near to two, lead nowhere: a wrong guess is worse than none.
func TestNothingIsGuessedWithoutReason(t *testing.T) {
	words := params.Table{{Name: "min"}, {Name: "max"}, {Name: "count_min"}, {Name: "count_max"}, {Name: "id"}}
	for name, want := range map[string]string{"mix": "", "region_id": "", "count_mim": "count_min", "count_mix": "", "ID": "id", "x": "", "": "",
		"mni": "min", strings.Repeat("count_min", 9): ""} {
		_, err := words.Parse(url.Values{name: {"1"}})
		_, got, _ := strings.Cut(fault.Fields(err)[0].Problem, "did you mean ")
		if got = strings.TrimSuffix(got, "?)"); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestAllFaultsAreReportedTogether(t *testing.T) {
	_, err := parse(t, "limit=0&from=x&zzz=1&aaa=2&level=x")
	var fields []string
	for _, f := range fault.Fields(err) {
		fields = append(fields, f.Field)
	}
	if want := []string{"level", "limit", "from", "aaa", "zzz"}; !slices.Equal(fields, want) {
		t.Errorf("faults of %q, want %q", fields, want)
	}
}

func TestValues(t *testing.T) {
	v, err := parse(t, "zoom=6.5&bbox=170,50,5,-170,60,9&columns=c,a&breaks=1,2.5&geometry=true&from=2025-08-27")
	if err != nil {
		t.Fatal(err)
	}
	if v.Int("limit") != 10 || v.Given("limit") || !v.Set("limit") {
		t.Errorf("limit: %d, given %v, set %v; want the default", v.Int("limit"), v.Given("limit"), v.Set("limit"))
	}
	if v.Float("zoom") != 6.5 || !v.Bool("geometry") || v.String("level") != "region" || v.Set("q") || v.String("nothing") != "" {
		t.Errorf("zoom %v geometry %v level %q", v.Float("zoom"), v.Bool("geometry"), v.String("level"))
	}
	if got, want := v.BBox("bbox"), [4]float64{170, 50, -170, 60}; got != want {
		t.Errorf("bbox %v, want %v (the heights dropped, the antimeridian kept)", got, want)
	}
	if got := v.List("columns"); !slices.Equal(got, []string{"c", "a"}) {
		t.Errorf("columns %q: the order given is kept", got)
	}
	if got := v.Date("from").Format(time.DateOnly); got != "2025-08-27" {
		t.Errorf("from %s", got)
	}
}

func TestDatetimeFollowsOGCFeatures(t *testing.T) {
	at := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		v, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	pattern := regexp.MustCompile(params.IntervalPattern)
	for _, test := range []struct{ text, start, end string }{
		{"2025-08-27T01:00:00Z", "2025-08-27T01:00:00Z", "2025-08-27T01:00:00Z"},
		{"2025-08-27T01:00:00%2B03:00", "2025-08-26T22:00:00Z", "2025-08-26T22:00:00Z"},
		{"2025-08-27T01:00:00+03:00", "2025-08-26T22:00:00Z", "2025-08-26T22:00:00Z"},
		{"2025-08-27t01:00:00z", "2025-08-27T01:00:00Z", "2025-08-27T01:00:00Z"},
		{"2025-08-27", "2025-08-27T00:00:00Z", "2025-08-27T23:59:59.999999999Z"},
		{"2025-08-27/2025-08-28", "2025-08-27T00:00:00Z", "2025-08-28T23:59:59.999999999Z"},
		{"2025-08-27T/2025-08-28T", "2025-08-27T00:00:00Z", "2025-08-28T23:59:59.999999999Z"},         // as GDAL 3.6 writes dates
		{"0000-01-01T00:00:00Z/2025-08-28", "0000-01-01T00:00:00Z", "2025-08-28T23:59:59.999999999Z"}, // as QGIS writes an open start
		{"2025-08-27/9999-12-31T00:00:00Z", "2025-08-27T00:00:00Z", "9999-12-31T00:00:00Z"},
		{"../2025-08-28T00:00:00Z", "", "2025-08-28T00:00:00Z"},
		{"2025-08-28T00:00:00Z/..", "2025-08-28T00:00:00Z", ""},
		{"2025-08-28T00:00:00Z/", "2025-08-28T00:00:00Z", ""},
		{"../..", "", ""},
		{"2025-08-27/P2D", "2025-08-27T00:00:00Z", "2025-08-28T23:59:59.999999999Z"},
		{"P1W/2025-08-27", "2025-08-21T00:00:00Z", "2025-08-27T23:59:59.999999999Z"},
		{"2025-01-31T06:00:00Z/P1M1DT2H30M5S", "2025-01-31T06:00:00Z", "2025-03-04T08:30:05Z"},
		{"P1Y/2025-01-31T06:00:00Z", "2024-01-31T06:00:00Z", "2025-01-31T06:00:00Z"},
		{"2025-08-27/PT36H", "2025-08-27T00:00:00Z", "2025-08-28T11:59:59.999999999Z"},
		{"2025-08-27T01:00:00Z/P0D", "2025-08-27T01:00:00Z", "2025-08-27T01:00:00Z"},
		{"2025-08-27/P0D", "2025-08-27T00:00:00Z", "2025-08-27T00:00:00Z"},
		{"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
		{"0001-01-01T00:00:00Z/..", "0001-01-01T00:00:00Z", ""},
	} {
		v, err := parse(t, "datetime="+test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if written, _ := url.QueryUnescape(strings.ReplaceAll(test.text, "+", "%2B")); !pattern.MatchString(written) && !strings.ContainsAny(written, "tz") {
			t.Errorf("%s does not fit the pattern of the description", written)
		}
		got := v.Interval("datetime")
		if got.OpenStart != (test.start == "") || got.OpenEnd != (test.end == "") {
			t.Errorf("%s: open at the start %v, at the end %v", test.text, got.OpenStart, got.OpenEnd)
		}
		if !got.Start.Equal(at(test.start)) || !got.End.Equal(at(test.end)) {
			t.Errorf("%s: got %v to %v, want %s to %s", test.text, got.Start, got.End, test.start, test.end)
		}
	}
}

// TestDatePatternKnowsTheCalendar: what the description says of dates is what is read, leap days too.
func TestDatePatternKnowsTheCalendar(t *testing.T) {
	pattern := regexp.MustCompile("^" + params.DatePattern + "$")
	for _, year := range []int{0, 4, 100, 400, 1900, 1996, 2000, 2023, 2024, 2100, 2400, 9999} {
		for month := range 14 {
			for day := range 33 {
				text := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
				if _, err := time.Parse(time.DateOnly, text); pattern.MatchString(text) != (err == nil) {
					t.Errorf("%s: the pattern says %v", text, err != nil)
				}
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"bbox=1,2,3,4&datetime=2025-01-01/..", "limit=5&q=x", "breaks=1,-2e5", "columns=a,b&from=2025-01-01", "zoom=%2B1", "", "&&", "q=a+b", "q=;", "q=%zz", "%71=a", "q=1&q=2", "q", "limit=0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		read, readErr := table.Read(&http.Request{URL: &url.URL{RawQuery: query}})
		q, err := url.ParseQuery(query)
		if err != nil {
			if len(fault.Fields(readErr)) != 1 {
				t.Fatalf("%v was let through", err)
			}
			return
		}
		v, err := table.Parse(q)
		if fmt.Sprint(err) != fmt.Sprint(readErr) || !reflect.DeepEqual(v, read) {
			t.Fatalf("a request reads as %v, %v; its query as %v, %v", read, readErr, v, err)
		}
		for _, field := range fault.Fields(err) {
			if len(field.Field) > 100 || len(field.Value) > 100 {
				t.Fatalf("a fault repeats %d bytes of the request", len(field.Value))
			}
		}
		if err != nil {
			return
		}
		if b := v.BBox("bbox"); b[1] > b[3] || b[0] < -180 || b[2] > 180 {
			t.Fatalf("bbox %v was let through", b)
		}
		if n := v.Int("limit"); n < 1 || n > 100 {
			t.Fatalf("limit %d was let through", n)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	q, err := url.ParseQuery("limit=10&bbox=30,50,40,60&columns=a,b&level=region")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := table.Parse(q); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	r := &http.Request{URL: &url.URL{RawQuery: "limit=10&bbox=30,50,40,60&columns=a,b&level=region"}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := table.Read(r); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadNaive is Read by way of a map.
func BenchmarkReadNaive(b *testing.B) {
	r := &http.Request{URL: &url.URL{RawQuery: "limit=10&bbox=30,50,40,60&columns=a,b&level=region"}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := table.Parse(r.URL.Query()); err != nil {
			b.Fatal(err)
		}
	}
}

// A parameter by the name that others have for it leads to the one that is meant.
func TestNamesOfElsewhere(t *testing.T) {
	table := params.Table{{Name: "limit", Kind: params.Integer}, {Name: "after", Kind: params.String}, {Name: "crs", Kind: params.String}}
	for name, want := range map[string]string{"offset": "did you mean after? the next link", "startIndex": "did you mean after?", "maxFeatures": "did you mean limit?", "srsName": "did you mean crs?",
		"limits": "did you mean limit?", "where": "is not a parameter of this address", "colour": "is not a parameter of this address"} {
		_, err := table.Read(httptest.NewRequest("GET", "/?"+name+"=1", nil))
		if err == nil || !strings.Contains(err.Error(), want) || name == "where" && strings.Contains(err.Error(), "did you mean") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
