package maps_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"oblast/api/maps"
	"oblast/data/record"
	"oblast/data/snapshot"
)

// deciding is a server over a log of these aliases alone.
func deciding(t *testing.T, aliases ...string) string {
	t.Helper()
	s := service(t)
	var revs []record.Revision
	for i, body := range aliases {
		var head struct{ ID string }
		if err := json.Unmarshal([]byte(body), &head); err != nil {
			t.Fatal(err)
		}
		revs = append(revs, record.Revision{Seq: int64(i + 1), RecordID: head.ID, Rev: 1, Change: "create", Author: "desk", RecordedAt: time.Now(), Body: []byte(body)})
	}
	snap, err := snapshot.Build(context.Background(), snapshot.NewBoundaries(s.Gazetteer.Tree), time.Now(), revs)
	if err != nil {
		t.Fatal(err)
	}
	c := s.Config
	c.Snapshots = fixed{snap}
	return listen(t, maps.New(c))
}

func alias(id, words, parent, source, unit string) string {
	quoted := func(s string) string {
		if s == "" {
			return "null"
		}
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprintf(`{"kind":"alias","id":%q,"words":%q,"scope_parent":%s,"scope_source":%s,"region_id":%q,"author":"A. Reviewer","reason":"Russian reports name it"}`, id, words, quoted(parent), quoted(source), unit)
}

func TestADecisionOfTheLogAnswersAndSaysSo(t *testing.T) {
	base := deciding(t, alias("al-1", "Dzhezkazgan district", "RU-KLU", "", "RU-KLU.563697"), alias("al-2", "the flower town", "", "doc-seed", "RU-KLU.548363"), alias("al-3", "gone", "", "", "RU-ZZZ"))
	ask := func(q, more string) (a answered) {
		decode(t, base+"/geocode?geometry=none&q="+url.QueryEscape(q)+more, &a)
		return a
	}
	a := ask("Dzhezkazgan district, Kaluga region", "")
	if a.ids() != "RU-KLU.563697" {
		t.Fatalf("got %s", a.ids())
	}
	g := a.Features[0].Properties.Geocoding
	if g.MatchType != "alias" || g.DecidedBy == nil || g.DecidedBy.Record != "al-1" || g.DecidedBy.Author != "A. Reviewer" || g.DecidedBy.Reason == "" || !strings.Contains(strings.Join(g.Explain, " "), "a reviewer decided") {
		t.Errorf("does not say who decided: %+v", g)
	}
	if a := ask("Dzhezkazgan district, Tula region", ""); strings.Contains(a.ids(), "563697") {
		t.Errorf("outside its parent: %s", a.ids())
	}
	if a := ask("the flower town", "&source=doc-seed"); a.ids() != "RU-KLU.548363" {
		t.Errorf("of its source: %q", a.ids())
	}
	if a := ask("the flower town", ""); strings.Contains(a.ids(), "548363") {
		t.Errorf("of no source: %q", a.ids())
	}
}

func TestDecisionsChangeTheEntityTag(t *testing.T) {
	tag := func(base string) string {
		res, err := http.Get(base + "/geocode?q=Kaluga&geometry=none")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.Header.Get("ETag")
	}
	first, second := alias("al-1", "Dzhezkazgan district", "RU-KLU", "", "RU-KLU.563697"), alias("al-2", "the flower town", "", "", "RU-KLU.548363")
	none, one, again, two := tag(deciding(t)), tag(deciding(t, first)), tag(deciding(t, first)), tag(deciding(t, first, second))
	if none == "" || none == one || one != again || one == two {
		t.Errorf("without decisions %s, with one %s, with the same %s, with two %s", none, one, again, two)
	}
}

func TestPrefix(t *testing.T) {
	base := server(t)
	for _, c := range []struct{ q, more, want string }{
		{"Kalu", "", "RU-KLU"}, {"калу", "&lang=ru", "RU-KLU"}, {"Харк", "&lang=uk", "UA-63"}, {"dzerzh", "&within=RU-KLU", "RU-KLU.563697"},
	} {
		var a answered
		decode(t, base+"/geocode?prefix=true&q="+url.QueryEscape(c.q)+c.more, &a)
		if !strings.Contains(a.ids(), c.want) {
			t.Errorf("%s: got %s, want %s", c.q, a.ids(), c.want)
		}
		if len(a.Features) > 5 || a.Features[0].Geometry == nil || a.Features[0].Geometry.Type != "Point" || a.Features[0].Properties.Geocoding.Label == "" {
			t.Errorf("%s: %+v", c.q, a.Features)
		}
	}
	var none answered
	decode(t, base+"/geocode?prefix=true&q=%D1%8A%D1%8A9x", &none)
	if len(none.Features) != 0 {
		t.Errorf("nothing begins so: %+v", none)
	}
	if status, _ := fetch(t, base+"/geocode?prefix=maybe&q=x"); status != 400 {
		t.Errorf("prefix=maybe: %d", status)
	}
}
