package maps_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

func post(t testing.TB, address, kind, body string) (int, string, string) {
	t.Helper()
	res, err := http.Post(address, kind, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	status, b := received(t, res)
	return status, res.Header.Get("Content-Type"), string(b)
}

// answered is what tests read of a GeocodeJSON document, or of the problem in its place.
type answered struct {
	Geocoding struct{ Query string }
	Features  []struct {
		Properties struct {
			Geocoding struct {
				RegionID  string `json:"region_id"`
				Label     string
				MatchType string                                   `json:"match_type"`
				DecidedBy *struct{ Record, Author, Reason string } `json:"decided_by"`
				Explain   []string
			}
		}
		Geometry *struct{ Type string }
	}
	Status, Line int
	Errors       []struct {
		Field   string
		Allowed []string
	}
}

func (a *answered) ids() string {
	var ids []string
	for i := range a.Features {
		ids = append(ids, a.Features[i].Properties.Geocoding.RegionID)
	}
	return strings.Join(ids, " ")
}

func TestBatchOfAnArray(t *testing.T) {
	base := server(t)
	status, kind, body := post(t, base+"/geocode", "application/json", `["Kaluga region", {"q":"Russian drone"}, {"q":"Брянская область","lang":"ru","level":"region"}, {"q":"Kirov","within":"RU-KLU","limit":1}]`)
	var list []answered
	if err := json.Unmarshal([]byte(body), &list); err != nil || status != 200 || kind != "application/json" || len(list) != 4 {
		t.Fatalf("%d %s %v %s", status, kind, err, body)
	}
	for i, want := range []string{"RU-KLU", "", "RU-BRY", "RU-KLU.548363"} {
		if list[i].ids() != want {
			t.Errorf("query %d: got %q, want %q", i, list[i].ids(), want)
		}
	}
	if g := list[2].Features[0].Properties.Geocoding; g.Label != "Брянская область, Россия" || list[2].Features[0].Geometry != nil {
		t.Errorf("in Russian, without a geometry: %+v", list[2].Features[0])
	}
}

func TestBatchTakesWhatHoldsForAllFromTheAddress(t *testing.T) {
	base := server(t)
	_, _, body := post(t, base+"/geocode?within=RU&lang=uk&limit=1&geometry=point", "application/json", `["Калуга",{"q":"Киев","within":"UA","lang":"ru"}]`)
	var list []answered
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list) != 2 {
		t.Fatalf("%v %s", err, body)
	}
	if g := list[0].Features[0]; !strings.Contains(g.Properties.Geocoding.Label, "Калузька область") || g.Geometry == nil || g.Geometry.Type != "Point" {
		t.Errorf("Kaluga: %+v", g)
	}
	if len(list[1].Features) != 1 || !strings.Contains(list[1].Features[0].Properties.Geocoding.Label, "Украина") {
		t.Errorf("a query of its own: %+v", list[1])
	}
}

// TestAQueryOfABatchMeansWhatItMeansAlone asks with members of its own, and with what holds for all, as GET does.
func TestAQueryOfABatchMeansWhatItMeansAlone(t *testing.T) {
	base := server(t)
	for _, asked := range []string{
		"q=Kirov", "q=Kirov&limit=1", "q=Kirov&limit=20&lang=uk", "q=Kirov&level=region", "q=Kirov&level=district&within=RU-KLU", "q=Киров&within=RU&lang=ru&limit=3",
		"q=Artemivsk&at=2015-01-01", "q=Black+Sea&level=water_area", "q=Russian+drone&limit=2", "q=Moscow&level=composite_region&lang=ru",
		"q=Kirov&limit=0", "q=Kirov&limit=21", "q=Kirov&level=town", "q=Kirov&within=Kaluga", "q=Kirov&lang=de", "q=Kirov&at=once", "q=", "q=a%07b",
	} {
		query, err := url.ParseQuery(asked)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.Get(base + "/geocode?geometry=none&" + asked)
		if err != nil {
			t.Fatal(err)
		}
		status, want := received(t, res)
		own, all := map[string]any{}, url.Values{}
		for name := range query {
			if own[name] = query.Get(name); name == "limit" {
				own[name] = json.Number(query.Get(name))
			}
			if name != "q" {
				all.Set(name, query.Get(name))
			}
		}
		line, _ := json.Marshal(own)
		alone, _ := json.Marshal(query.Get("q"))
		for body, address := range map[string]string{string(line): "/geocode", string(alone): "/geocode?" + all.Encode()} {
			code, _, got := post(t, base+address, "application/x-ndjson", body)
			if status == http.StatusOK && got != string(want) {
				t.Errorf("%s with %s: got %d %s, want %s", address, body, code, got, want)
			}
			if refused := code != http.StatusOK || strings.Contains(got, `"status":`+strconv.Itoa(status)); status != http.StatusOK && !refused {
				t.Errorf("%s with %s: got %d %s, want it refused as %d", address, body, code, got, status)
			}
		}
	}
}

func TestBatchOfAnObject(t *testing.T) {
	base := server(t)
	if status, _, body := post(t, base+"/geocode", "application/json", `{"queries":["Kaluga region"],"geometry":null}`); status != 200 || !strings.Contains(body, `"geometry":null`) {
		t.Errorf("a geometry that is null, which is the default: %d %.300s", status, body)
	}
	status, _, body := post(t, base+"/geocode", "application/json", `{"queries":[{"q":"Kaluga region"},"Russian drone"],"geometry":"bbox"}`)
	var whole struct{ Answers []answered }
	if err := json.Unmarshal([]byte(body), &whole); err != nil || status != 200 || len(whole.Answers) != 2 || whole.Answers[0].ids() != "RU-KLU" || whole.Answers[0].Features[0].Geometry == nil {
		t.Errorf("%d %v %s", status, err, body)
	}
}

func TestBatchOfLinesAnswersEachInItsPlace(t *testing.T) {
	base := server(t)
	status, kind, body := post(t, base+"/geocode", "application/x-ndjson", "\"Kaluga region\"\n\n{\"q\":\"Kirov\",\"within\":\"Kaluga\"}\r\n{\"q\":\n{\"q\":\"Брянская область\"}")
	if status != 200 || kind != "application/x-ndjson" {
		t.Fatalf("%d %s %s", status, kind, body)
	}
	lines := strings.Split(strings.TrimSpace(body), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines: %s", len(lines), body)
	}
	var list [4]answered
	for i, line := range lines {
		if err := json.Unmarshal([]byte(line), &list[i]); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
	}
	if list[0].ids() != "RU-KLU" || list[3].ids() != "RU-BRY" {
		t.Errorf("got %q and %q", list[0].ids(), list[3].ids())
	}
	if f := list[1]; f.Status != 404 || f.Line != 2 || len(f.Errors) != 1 || f.Errors[0].Field != "/within" || len(f.Errors[0].Allowed) == 0 {
		t.Errorf("an unknown parent: %+v", f)
	}
	if f := list[2]; f.Status != 400 || f.Line != 3 || len(f.Errors) != 1 {
		t.Errorf("half a line: %+v", f)
	}
}

func TestBatchKeepsTheOrder(t *testing.T) {
	base := server(t)
	var b strings.Builder
	const n = 5000
	for i := range n {
		fmt.Fprintf(&b, "\"Kaluga %d\"\n", i)
	}
	res, err := http.Post(base+"/geocode", "application/jsonl", strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	i := 0
	for ; lines.Scan(); i++ {
		var a answered
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil || a.Geocoding.Query != fmt.Sprintf("Kaluga %d", i) {
			t.Fatalf("line %d: %v, %q", i, err, a.Geocoding.Query)
		}
	}
	if i != n || lines.Err() != nil {
		t.Errorf("%d of %d lines, %v", i, n, lines.Err())
	}
}

func TestBatchRefusals(t *testing.T) {
	base := server(t)
	for _, test := range []struct {
		kind, body string
		status     int
		says       string
	}{
		{"text/plain", `{}`, 415, "application/x-ndjson"},
		{"", `[]`, 415, "application/json"},
		{"application/json", `[]`, 400, "1 to 100000"},
		{"application/json", `{"queries":[]}`, 400, "1 to 100000"},
		{"application/json", `["Kaluga","Or\u009byol"]`, 400, "/1/q: has a control character"},
		{"application/json", `[{"q":"Or\u0007yol","level":"region"}]`, 400, "/0/q: has a control character"},
		{"application/json", `{"queries":[{"q":"x","level":"town"}]}`, 400, "/queries/0/level"},
		{"application/json", `[{"q":"x","level":"town"}]`, 400, `"/0/level"`},
		{"application/json", `[{"query":"x"}]`, 400, "query"},
		{"application/json", `["x"] {}`, 400, "more after"},
		{"application/json", `["x"`, 400, "ends in the middle"},
		{"application/json", ``, 400, "is empty"},
		{"application/x-ndjson", " \n", 400, "is empty"},
		{"application/json", `queries`, 400, "is not JSON at byte 1"},
		{"application/json", `[1]`, 400, "has number, where an object is expected"},
		{"application/json", `[null]`, 400, "is required"},
		{"application/json", `[""]`, 400, "is required"},
		{"application/json", `[{"q":1}]`, 400, "has number at /q, where a string is expected"},
		{"application/json", `{"q":"Kaluga"}`, 400, `has an unknown member \"q\"`},
		{"application/json", `[{"q":"x","limit":-1}]`, 400, `"/0/limit"`},
		{"application/json", `[{"q":"x","limit":2.5}]`, 400, "has number 2.5 at /limit, where a whole number is expected"},
		{"application/json", `[{"q":"x","limit":"2"}]`, 400, "has string at /limit, where a whole number is expected"},
		{"application/json", `[{"q":"x","limit":1e300}]`, 400, "has number 1e300 at /limit"},
		{"application/json", `[{"q":"Russian drone","limit":2.0,"lang":null}]`, 200, "features"},
		{"application/json", `["` + strings.Repeat("word ", 200) + `"]`, 400, `"/0/q"`},
		{"application/json", `{"queries":["x"],"geometry":"circle"}`, 400, "/geometry: is not a geometry"},
		{"application/json", `[{"q":"x","within":"Kaluga"},{"q":"x","at":"once"}]`, 400, "/0/within"},
		{"application/json", `[{"q":"x","within":"Kaluga"},{"q":"x","at":"once"}]`, 400, "/1/at"},
		{"application/json", `["Kaluga",{"q":"x","within":"Kaluga"}]`, 404, "/1/within"},
		{"application/json", `["` + strings.Repeat("x", 17<<20) + `"]`, 413, "in parts"},
	} {
		status, _, body := post(t, base+"/geocode", test.kind, test.body)
		if status != test.status || !strings.Contains(body, test.says) {
			t.Errorf("%.60s: %d %.400s, want %d that says %q", test.body, status, body, test.status, test.says)
		}
		if strings.Contains(body, "Go ") || strings.Contains(body, "struct") || strings.Contains(body, "RawMessage") {
			t.Errorf("%.60s: speaks of this program's types: %.400s", test.body, body)
		}
	}
	if status, _, body := post(t, base+"/geocode?within=Kaluga&q=x", "application/json", `["x"]`); status != 400 || !strings.Contains(body, "within") && !strings.Contains(body, `"q"`) {
		t.Errorf("wrong parameters: %d %s", status, body)
	}
}
