package maps_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// Bad input is answered by a problem that names the parameter and says what is allowed, or by a plain answer; never by
// a fault of ours.
func TestHostileQueries(t *testing.T) {
	base := server(t)
	for _, c := range []struct {
		name, query string
		status      int
		field       string // of the problem, or part of the reason why there is no place
	}{
		{"nothing", "", 400, "q"},
		{"empty", "q=", 400, "q"},
		{"blank", "q=%20%20", 200, "no words"},
		{"emoji alone", "q=" + url.QueryEscape("😀🔥"), 200, "no words"},
		{"emoji beside a name", "q=" + url.QueryEscape("🔥 Kaluga region 🔥"), 200, ""},
		{"control characters", "q=Kaluga%00%1b", 400, "q"},
		{"line ends", "q=Kaluga%0Aregion", 200, ""},
		{"not UTF-8", "q=Kal%FFuga", 400, "q"},
		{"unbalanced quotes", "q=" + url.QueryEscape(`"«Kaluga region`), 200, ""},
		{"quotes alone", "q=" + url.QueryEscape(`"`), 200, "no words"},
		{"500 words", "q=" + url.QueryEscape(strings.Repeat("Kaluga ", 500)), 400, "q"},
		{"50 words that fit", "q=" + url.QueryEscape(strings.TrimSpace(strings.Repeat("Kaluga ", 50))), 200, ""},
		{"10,000 letters", "q=" + strings.Repeat("a", 10_000), 400, "q"},
		{"500 letters", "q=" + strings.Repeat("a", 500), 200, ""},
		{"marks without end", "q=a" + strings.Repeat("%CC%81", 200), 200, ""},
		{"unknown within", "q=x&within=Kaluga", 404, "within"},
		{"within is a name of code", "q=x&within=" + url.QueryEscape("RU-KLU'; --"), 404, "within"},
		{"limit below 0", "q=x&limit=-1", 400, "limit"},
		{"limit no number", "q=x&limit=many", 400, "limit"},
		{"limit without end", "q=x&limit=" + strings.Repeat("9", 400), 400, "limit"},
		{"at no date", "q=x&at=2025-02-30", 400, "at"},
		{"level unknown", "q=x&level=town", 400, "level"},
		{"twice", "q=x&q=y", 400, "q"},
		{"unknown parameter", "q=x&whithin=RU", 400, "whithin"},
		{"a broken escape", "q=%zz", 400, "query"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, body := fetch(t, base+"/geocode?"+c.query)
			var a struct {
				Errors []struct {
					Field, Detail string
					Allowed       []string
				}
				Features []any
				Reason   string
			}
			if err := json.Unmarshal(body, &a); err != nil || status != c.status {
				t.Fatalf("%d %v %.300s", status, err, body)
			}
			if c.status == 200 {
				if c.field != "" && (len(a.Features) > 0 || !strings.Contains(a.Reason, c.field)) {
					t.Errorf("got reason %q with %d places, want none: %s", a.Reason, len(a.Features), c.field)
				}
				return
			}
			if len(a.Errors) != 1 || a.Errors[0].Field != c.field || a.Errors[0].Detail == "" || len(a.Errors[0].Allowed) == 0 || len(body) > 2000 {
				t.Errorf("%.600s", body)
			}
		})
	}
}

// FuzzBatch sends any body as a batch in both forms: it is answered or refused.
func FuzzBatch(f *testing.F) {
	base := server(f)
	for _, body := range []string{`["Kaluga region",{"q":"Kirov","within":"RU-KLU"}]`, `{"queries":["x"],"geometry":"none"}`, "\"Kaluga\"\n{\"q\":1}\n\xff", `[[]]`, `{"queries":{}}`, `["\ud800"]`, "[", `{"q":"x"}{"q":"y"}`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, kind := range []string{"application/json", "application/x-ndjson"} {
			status, _, answer := post(t, base+"/geocode", kind, body)
			unknown := status == 404 && strings.Contains(answer, `/within"`) // a unit that is not there
			if status != 200 && status != 400 && status != 413 && !unknown {
				t.Fatalf("%s %q: %d %s", kind, body, status, answer)
			}
			for line := range strings.Lines(answer) {
				if kind != "application/json" && status == 200 && !json.Valid([]byte(line)) {
					t.Fatalf("%q answers %q", body, line)
				}
			}
			if kind == "application/json" && !json.Valid([]byte(answer)) {
				t.Fatalf("%q answers %q", body, answer)
			}
		}
	})
}
