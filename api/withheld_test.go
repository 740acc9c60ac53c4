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
	"time"

	"oblast/api/media"
)

// leaks returns what an answer tells that it must not. Where the district would be told, the number is a secret too.
func (x *secrets) leaks(t *testing.T, a answer, at string) (found []string) {
	t.Helper()
	forbidden := x.forbidden()
	if strings.Contains(at, "level=district") || strings.Contains(at, "totals-2") {
		forbidden = append(forbidden, fmt.Sprint(coarseNumber))
	}
	text := a.anywhere(t)                                  // a port and the fraction of a second may hold any five digits
	if slices.Contains(ofTheProcess, a.Request.URL.Path) { // bytes and seconds of a process, whatever digits they begin or end with
		text = partOfNumber.ReplaceAllString(text, "")
	}
	for _, asked := range append(secretIDs, x.word+"burgh") { // the question itself says no secret
		if strings.Contains(at, asked) {
			text = strings.ReplaceAll(text, asked, "")
		}
	}
	for _, word := range forbidden {
		if strings.Contains(text, word) {
			found = append(found, word)
		}
	}
	return found
}

// What differs from request to request, or with the moment at which a server judged its delays.
var passing = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`urn:request:[0-9a-z-]+`), "REQUEST"},
	{regexp.MustCompile(`20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d+(Z| \+0000 UTC)`), "NOW"},
	{stamp, `"timeStamp":"NOW"`},
	{regexp.MustCompile(`"(\d+)\.[0-9a-z]+-`), `"$1-`},
	{regexp.MustCompile(`(?m)^(Date|X-Request-Id|Content-Length|Last-Modified): .*\n`), ""}, // the last is left out in a server's first second
}

// anywhere is what an answer tells, whatever the server's own address and the moment.
func (a answer) anywhere(t *testing.T) string {
	t.Helper()
	return ofAnyMoment(strings.ReplaceAll(a.told(t), a.Request.URL.Host, "HOST"))
}

// seen is an answer as somebody sees it who compares answers.
func (a answer) seen(t *testing.T) string {
	t.Helper()
	return a.Status + "\n" + a.anywhere(t)
}

// ofAnyMoment leaves out of an answer what is passing.
func ofAnyMoment(text string) string {
	for _, p := range passing {
		text = p.pattern.ReplaceAllString(text, p.instead)
	}
	return text
}

// ofTheProcess are what tells of the process, and not of the records.
var ofTheProcess = []string{"/metrics"}

// partOfNumber is a number with a fraction or an exponent, or one longer than any secret.
var partOfNumber = regexp.MustCompile(`\d+\.\d+(e[+-]\d+)?|\d+e[+-]\d+|\d{7,}`)

// TestRule14WhatIsWithheldIsNowhere asks every public address in every form, with parameters that look for it, now and as
// of earlier, and finds no name, coordinate, quote, count or id of what is withheld or told more coarsely. And another log,
// that differs in nothing but its secrets, gives the same answers to the byte: errors, header fields, counts, orders and
// extents included.
func TestRule14WhatIsWithheldIsNowhere(t *testing.T) {
	l := secret.log(t, true)
	s, other := live(t, l), live(t, twin.log(t, true))
	starter, unruled := before(t, l)
	asked := everyQuestion(t, s, &secret, fmt.Sprint(unruled), fmt.Sprint(starter+1), (*l)[starter+2].RecordedAt.Format(time.RFC3339))
	for _, q := range asked {
		a := s.ask(t, http.MethodGet, q.at, "")
		if a.StatusCode >= 500 {
			t.Errorf("%s: %d %.200s", q.at, a.StatusCode, a.body)
		}
		if found := secret.leaks(t, a, q.at); len(found) > 0 {
			t.Errorf("%s (%d) tells %q", q.at, a.StatusCode, found)
		}
		if slices.Contains(ofTheProcess, q.path) {
			continue
		}
		if b := other.ask(t, http.MethodGet, q.at, ""); !strings.Contains(q.at, secret.word) && a.seen(t) != b.seen(t) {
			t.Errorf("%s tells one secret from another: %s", q.at, firstDifference(a.seen(t), b.seen(t)))
		}
	}
	if len(asked) < 500 {
		t.Errorf("only %d addresses were asked", len(asked))
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("at byte %d %q and %q", i, a[from:min(len(a), i+80)], b[from:min(len(b), i+80)])
}

// TestRule14TheSearchFindsWhatIsTold switches the rules off: then the search of the test above finds the secrets in every
// form of everything that tells of records, and the two logs do not look the same there. So it can fail.
func TestRule14TheSearchFindsWhatIsTold(t *testing.T) {
	s, other := live(t, secret.log(t, false)), live(t, twin.log(t, false))
	found, differs, all := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, q := range everyQuestion(t, s, &secret) {
		if !recordsOf(q.path) && !slices.Contains([]string{"/choropleth", "/ledger", "/coverage", "/feed.atom", "/feed.json", "/geocode", "/restrictions", "/records/{id}"}, q.path) &&
			!strings.HasPrefix(q.path, "/tiles/") || strings.Contains(q.path, "regions-") || strings.Contains(q.path, "/ground") || strings.Contains(q.path, "{id}/") {
			continue
		}
		a := s.ask(t, http.MethodGet, q.at, "")
		all[q.String()] = true
		found[q.String()] = found[q.String()] || len(secret.leaks(t, a, q.at)) > 0
		differs[q.String()] = differs[q.String()] || a.seen(t) != other.ask(t, http.MethodGet, q.at, "").seen(t)
	}
	for q := range all {
		if quiet.MatchString(q) {
			continue
		}
		if !found[q] {
			t.Errorf("%s: nothing is found though nothing is withheld", q)
		}
		if !differs[q] {
			t.Errorf("%s: the logs look the same though nothing is withheld", q)
		}
	}
	for _, form := range []media.Offer{media.GeoJSON, media.HTML, media.CSV, media.WKT, media.Sequence, media.JSONFG, media.KML, media.Atom, media.GeoPackage, media.FlatGeobuf, media.GeoParquet, media.XLSX} {
		q := "/collections/incidents/items " + form.Name
		if form == media.GeoJSON {
			q = "/collections/incidents/items "
		}
		if !found[q] {
			t.Errorf("%s was not searched", form.Name)
		}
	}
}

// quiet are questions whose answers hold no secret in any case: totals by region, tallies in tiles (they have no place),
// what collections are. Coverage says how many sources there are, and not which.
var quiet = regexp.MustCompile(`^/(tiles/totals|tiles/tallies|tiles/[a-z-]+\.json|collections/totals|collections/tallies/tiles|collections/{id}|collections/[a-z]+/items/{fid})|:|^/coverage`)

// TestRule14NobodyLearnsByAsking: who names a secret learns no more than who names nothing.
func TestRule14NobodyLearnsByAsking(t *testing.T) {
	l := secret.log(t, true)
	s := live(t, l)
	starter, unruled := before(t, l)
	places := []string{"/records/ID", "/records/ID/revisions", "/collections/incidents/items/ID", "/collections/incidents/items/ID?f=html", "/collections/damage/items/ID?f=jsonfg",
		"/collections/tallies/items/ID", "/collections/incidents/items?id=ID&f=json", "/?sel=ID", "/embed?sel=ID", "/geocode?q=Kaluga&source=ID", "/feed.json?kind=ID", "/collections/ID", "/tiles/ID.json"}
	for _, at := range places {
		for _, version := range []string{"", fmt.Sprint(starter + 1), fmt.Sprint(unruled)} {
			if version != "" && (strings.HasPrefix(at, "/tiles") || strings.HasPrefix(at, "/geocode")) {
				continue
			}
			path := at
			if version != "" {
				path = with(at, "as_of="+version)
			}
			never := s.named(t, path, "inc-neverwasthere")
			for _, id := range secretIDs {
				if got := s.named(t, path, id); got != never {
					t.Errorf("%s tells %s from an id that was never used: %s", path, id, firstDifference(got, never))
				}
			}
		}
	}
}

// named is what is seen of an answer about an id, with that id taken out.
func (r *running) named(t *testing.T, at, id string) string {
	t.Helper()
	a := r.ask(t, http.MethodGet, strings.ReplaceAll(at, "ID", id), "")
	return strings.ReplaceAll(a.seen(t), id, "NAME")
}

// TestRule14NoConditionIsAnOracle: conditions, orders and groups on every column give the same answers whatever the secrets.
func TestRule14NoConditionIsAnOracle(t *testing.T) {
	s, other := live(t, secret.log(t, true)), live(t, twin.log(t, true))
	s0, other0 := live(t, secret.log(t, false)), live(t, twin.log(t, false))
	told := 0
	for _, collection := range []string{"incidents", "tallies"} {
		var schema struct {
			Properties map[string]struct {
				Type string `json:"type"`
			} `json:"properties"`
		}
		if err := json.Unmarshal([]byte(s.ask(t, http.MethodGet, "/collections/"+collection+"/schema?f=json", "").body), &schema); err != nil || len(schema.Properties) < 20 {
			t.Fatalf("%d columns, %v", len(schema.Properties), err)
		}
		items := "/collections/" + collection + "/items?f=json&limit=1000&properties=id&geometry=none&"
		var asked []string
		for name, p := range schema.Properties {
			asked = append(asked, items+"sortby="+name, "/collections/"+collection+"/aggregate?f=json&limit=1000&by="+name)
			filters := []string{name + " IS NULL"}
			switch p.Type {
			case "string":
				filters = append(filters, name+" LIKE '%"+secret.word+"%'", name+" LIKE '%"+secret.district+"%'", name+" > 'qo'")
			case "integer", "number":
				filters = append(filters, fmt.Sprintf("%s = %d", name, secret.late), fmt.Sprintf("%s > %d", name, secret.item), fmt.Sprintf("%s > 800000", name))
			}
			for _, f := range filters {
				asked = append(asked, items+"filter="+url.QueryEscape(f))
			}
		}
		for _, f := range []string{fmt.Sprintf("S_INTERSECTS(geometry,POINT(%v %v))", secret.point[0], secret.point[1]), fmt.Sprintf("near(%v,%v,100)", secret.lateAt[0], secret.lateAt[1]),
			"within_region('" + secret.district + "')", "within_region('RU-ORL.524639')"} {
			asked = append(asked, items+"filter="+url.QueryEscape(f))
		}
		asked = append(asked, items+fmt.Sprintf("bbox=%v,%v,%v,%v", secret.point[0]-.01, secret.point[1]-.01, secret.point[0]+.01, secret.point[1]+.01), items+"datetime="+today.AddDate(0, 0, -1).Format("2006-01-02T10:00:00Z"))
		for _, at := range asked {
			a, b := s.ask(t, http.MethodGet, at, ""), other.ask(t, http.MethodGet, at, "")
			if a.seen(t) != b.seen(t) {
				t.Errorf("%s tells one secret from another: %s", at, firstDifference(a.seen(t), b.seen(t)))
			}
			if s0.ask(t, http.MethodGet, at, "").seen(t) != other0.ask(t, http.MethodGet, at, "").seen(t) {
				told++
			}
		}
	}
	if told < 50 {
		t.Errorf("without rules only %d questions tell the logs apart: nothing was put to the test", told)
	}
}

// TestRule14WhatWasSeenBeforeIsNotSeenAgain: once a rule is in force it holds for older states that were asked for before,
// and no entity tag of an earlier answer is confirmed.
func TestRule14WhatWasSeenBeforeIsNotSeenAgain(t *testing.T) {
	l := secret.log(t, true)
	_, unruled := before(t, l)
	rules := slices.Clone((*l)[unruled:])
	*l = (*l)[:unruled]
	s, follow := following(t, l)
	paths := []string{"/collections/incidents/items?limit=1000&f=json", "/collections/incidents/items?limit=1000&f=csv", "/collections/incidents/items/inc-qidden?f=json", "/records/inc-qidden", "/records/inc-qidden/revisions",
		"/records/doc-qidden", "/choropleth?level=district&within=RU-KLU&geometry=none", "/ledger?f=json", "/feed.json?limit=200&kind=incident,statement,document", "/tiles/incidents/0/0/0.mvt", "/geocode?q=Kaluga"}
	var asked []string
	for _, p := range paths {
		asked = append(asked, p)
		for _, v := range []int{unruled, unruled - 1} {
			if !strings.HasPrefix(p, "/geocode") {
				asked = append(asked, with(p, fmt.Sprintf("as_of=%d", v)))
			}
		}
	}
	tags := map[string]string{}
	for _, at := range asked {
		for range 2 { // the second time from what the server keeps
			a := s.ask(t, http.MethodGet, at, "", "Accept-Encoding", "gzip")
			tags[at] = a.Header.Get("ETag")
			if !strings.HasPrefix(at, "/geocode") && len(secret.leaks(t, a, at)) == 0 {
				t.Errorf("%s tells nothing though no rule is in force", at)
			}
		}
	}
	*l = append(*l, rules...)
	if err := follow.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, at := range asked {
		for _, header := range [][]string{{"Accept-Encoding", "gzip"}, {"Accept-Encoding", "gzip", "If-None-Match", tags[at]}, {"If-None-Match", "W/" + tags[at]}} {
			a := s.ask(t, http.MethodGet, at, "", header...)
			if found := secret.leaks(t, a, at); len(found) > 0 {
				t.Errorf("%s %v tells %q", at, header, found)
			}
			if a.StatusCode == http.StatusNotModified && !strings.HasPrefix(at, "/geocode") {
				t.Errorf("%s: what was told before the rule is confirmed", at)
			}
		}
	}
}

// TestRule14EachCodingAndHeadTellTheSame: what is compressed holds what is not, and HEAD has the header fields of GET.
func TestRule14EachCodingAndHeadTellTheSame(t *testing.T) {
	s := live(t, secret.log(t, true))
	seen := map[string]bool{}
	for _, q := range everyQuestion(t, s, &secret) {
		if seen[q.String()] || strings.Contains(q.path, "regions-") || strings.Contains(q.path, "/ground") || slices.Contains(ofTheProcess, q.path) {
			continue
		}
		seen[q.String()] = true
		plain := s.ask(t, http.MethodGet, q.at, "")
		for _, coding := range []string{"gzip", "br", "zstd"} {
			a := s.ask(t, http.MethodGet, q.at, "", "Accept-Encoding", coding)
			if got, want := withoutHeader(a.seen(t)), withoutHeader(plain.seen(t)); got != want {
				t.Errorf("%s in %s is another text: %s", q.at, coding, firstDifference(got, want))
			}
		}
		head := s.ask(t, http.MethodHead, q.at, "")
		if head.body != "" || head.Status != plain.Status || head.Header.Get("ETag") != plain.Header.Get("ETag") || len(secret.leaks(t, head, q.at)) > 0 {
			t.Errorf("HEAD %s: %s, %v, %.100q", q.at, head.Status, head.Header, head.body)
		}
	}
}

// withoutHeader leaves the body of what is seen.
func withoutHeader(seen string) string {
	_, body, _ := strings.Cut(seen, "\r\n\r\n")
	return body
}

// TestRule14BatchesTellNothing: places that are asked for in bodies are told by the same rules.
func TestRule14BatchesTellNothing(t *testing.T) {
	for _, kept := range []bool{true, false} {
		s := live(t, secret.log(t, kept))
		words := secret.word + "burgh"
		for at, body := range map[string]string{"/geocode?within=RU-KLU": `{"q":"` + words + `"}`, "/geocode/text?within=RU-KLU": "A drone fell in " + strings.ToUpper(words[:1]) + words[1:] + ", Kaluga region, in the night."} {
			kind := "application/x-ndjson"
			if strings.Contains(at, "text") {
				kind = "text/plain"
			}
			a := s.ask(t, http.MethodPost, at, body, "Content-Type", kind)
			if a.StatusCode != http.StatusOK {
				t.Fatalf("%s: %d %.200s", at, a.StatusCode, a.body)
			}
			if tells := strings.Contains(a.body, secret.district); tells == kept {
				t.Errorf("%s, rules %v: tells the district: %v: %.300s", at, kept, tells, a.body)
			}
		}
	}
}

// TestRule14ARestrictionLeavesTheRegion: what is told more coarsely counts in its region, says so and why; its districts have
// no number on any day.
func TestRule14ARestrictionLeavesTheRegion(t *testing.T) {
	s := live(t, secret.log(t, true))
	var items struct {
		Features []struct {
			ID         string         `json:"id"`
			Properties map[string]any `json:"properties"`
		} `json:"features"`
	}
	if err := json.Unmarshal([]byte(s.ask(t, "GET", "/collections/incidents/items?limit=1000&f=json&region_id=RU-KLU", "").body), &items); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, f := range items.Features {
		if f.Properties["count_min"] == 791937.0 {
			found++
			if !strings.HasPrefix(f.ID, "withheld-") || f.Properties["place_level"] != "region" || !strings.Contains(f.Properties["generalised"].(string), "res-coarse") {
				t.Errorf("told as %v", f)
			}
			if a := s.ask(t, "GET", "/records/"+f.ID, ""); a.StatusCode != 200 || !strings.Contains(a.body, `"generalised":"Told no finer than region in RU-KLU`) {
				t.Errorf("its record: %d %.300s", a.StatusCode, a.body)
			}
		}
		if f.Properties["district_id"] != nil {
			t.Errorf("%s is told in a district", f.ID)
		}
	}
	if found != 1 {
		t.Fatalf("told %d times", found)
	}
	for level, want := range map[string]string{"region": "RU-KLU,Kaluga Oblast,region,RU,value,792017,792017,792017", "district": "RU-KLU.563697,Dzerzhinsky District,district,RU-KLU,withheld,,,"} {
		csv := s.ask(t, "GET", "/choropleth?f=csv&from=2025-08-25&to=2025-08-25&part=day&within=RU-KLU&level="+level, "").body
		if !strings.Contains(csv, want) {
			t.Errorf("%s: no %q in %.600s", level, want, csv)
		}
	}
}
