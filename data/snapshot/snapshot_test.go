package snapshot_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// row returns the values of a layer's row by column; null is "null".
func row(t *testing.T, s *snapshot.Snapshot, name, id string) map[string]string {
	t.Helper()
	l, ok := s.Layer(name)
	if !ok {
		t.Fatalf("no layer %s", name)
	}
	at, ok := l.Row(id)
	if !ok {
		t.Fatalf("%s has no %s", name, id)
	}
	table := l.Table
	if l.Totals != nil {
		f, err := l.Totals.Features(l.Totals.Default())
		if err != nil {
			t.Fatal(err)
		}
		table = f.Table()
	}
	out := map[string]string{}
	for i, c := range table.Schema().Columns {
		text, known := table.Column(i).At(at)
		if !known {
			text = "null"
		}
		out[c.Name] = text
	}
	return out
}

func columns(t *testing.T, s *snapshot.Snapshot, name string) string {
	t.Helper()
	l, _ := s.Layer(name)
	var names []string
	for _, c := range l.Schema().Columns {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ")
}

// The columns are a promise to clients: their names and order.
func TestColumns(t *testing.T) {
	s := build(t, first(t))
	incident := "id, title, is_interception, is_damage, night_of, time_start, time_end, time_precision, time_zone, place_level, country, region_id, region_name, district_id, district_name, place_verbatim, place_method, uncertainty_m, generalised, weapon_class, " +
		"count_min, count_best, count_max, count_qualifier, injured_state, injured_min, injured_max, killed_state, killed_min, killed_max, infrastructure_state, dwellings_min, dwellings_max, vehicles_min, vehicles_max, damaged_objects_min, damaged_objects_max, damage_cause, preliminary, grade, attributed_to, attributed_by, other_side_stance, response, speaker, speaker_role, quote, quote_lang, source_url, n_statements, " +
		"n_sources, n_independent, tally_relation, revision, revised_at"
	totals := "region_id, name, level, parent_id, status, min, best, max, claimed_min, claimed_best, claimed_max, incidents_min, incidents_best, incidents_max, residual_min, residual_max, unsplit_max, conflict, n_incidents, n_tallies, area_km2, rate, class, period_from, period_to"
	for name, want := range map[string]string{"incidents": incident, "interceptions": incident, "damage": incident, "totals-1": totals, "totals-2": totals} {
		if got := columns(t, s, name); got != want {
			t.Errorf("%s has\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestIncidentRows(t *testing.T) {
	s := build(t, first(t))
	cases := []struct {
		id   string
		want map[string]string
	}{
		{"inc-2025-08-27-kaluga-dzerzhinsky", map[string]string{"title": "One UAV shot down, Dzerzhinsky District, Kaluga Oblast",
			"place_level": "district", "district_id": "RU-KLU.563697", "region_id": "RU-KLU", "country": "RU", "uncertainty_m": "null", "night_of": "2025-08-27",
			"time_start": "2025-08-26T17:00:00Z", "count_min": "1", "count_max": "1", "injured_state": "none_reported", "injured_min": "null", "killed_state": "not_mentioned",
			"damaged_objects_min": "null", "damage_cause": "null", "tally_relation": "outside", "n_independent": "1", "preliminary": "true", "quote": "null", "revision": "1",
			"place_verbatim": "Dzhezkazgan district within Russia's Kaluga region"}},
		{"inc-2025-08-26-leningrad-kingiseppsky-luzhsky", map[string]string{"title": "More than 10 UAVs shot down, Kingiseppsky and Luzhsky districts, Leningrad Oblast",
			"count_min": "11", "count_best": "null", "count_max": "null", "count_qualifier": "more_than", "district_id": "null", "region_id": "RU-LEN", "tally_relation": "conflicts"}},
		{"inc-2025-08-26-leningrad-zagorye", map[string]string{"is_damage": "true", "is_interception": "false", "dwellings_min": "3", "dwellings_max": "3", "vehicles_min": "1",
			"damaged_objects_min": "4", "damaged_objects_max": "4", "damage_cause": "debris", "count_min": "null", "tally_relation": "null"}},
		{"inc-2025-10-27-bryansk-pogar", map[string]string{"title": "One killed, five injured, Pogar, Pogarsky District, Bryansk Oblast", "killed_min": "1", "killed_max": "1", "injured_min": "5", "injured_state": "reported"}},
		{"inc-2025-10-27-kaluga", map[string]string{"title": "41 UAVs shot down, 11 places in Kaluga Oblast", "tally_relation": "contained", "district_id": "null"}},
		{"inc-2025-10-29-kaluga", map[string]string{"tally_relation": "undetermined"}},
		{"inc-2025-11-01-kaluga-moscow-border", map[string]string{"place_level": "border_between", "region_id": "null", "country": "RU"}},
	}
	for _, c := range cases {
		got := row(t, s, "incidents", c.id)
		for name, want := range c.want {
			if got[name] != want {
				t.Errorf("%s: %s is %q, want %q", c.id, name, got[name], want)
			}
		}
	}
}

// A point claims nothing finer than the place is known: the label of the unit, of what holds all units, or the border.
func TestRepresentativePoints(t *testing.T) {
	s := build(t, append(first(t), revise(t, 211, incident("nowhere", ""))...))
	l, _ := s.Layer("incidents")
	tree := s.Tree()
	label := func(id string) [2]float64 {
		u, ok := tree.Unit(id)
		if !ok {
			t.Fatalf("no unit %s", id)
		}
		return u.Label
	}
	for id, want := range map[string][2]float64{"inc-2025-08-27-kaluga-dzerzhinsky": label("RU-KLU.563697"), "inc-2025-10-27-kaluga": label("RU-KLU"), "inc-2025-10-29-bryansk": label("RU-BRY")} {
		at, _ := l.Row(id)
		if lon, lat, ok := l.Table.Point(at); !ok || [2]float64{lon, lat} != want {
			t.Errorf("%s is at %v, %v; want %v", id, lon, lat, want)
		}
	}
	at, _ := l.Row("inc-2025-11-01-kaluga-moscow-border")
	if lon, lat, ok := l.Table.Point(at); !ok || lon < 34.5 || lon > 38 || lat < 54 || lat > 56 {
		t.Errorf("the border of Kaluga and Moscow regions is at %v, %v", lon, lat)
	}
	if at, _ = l.Row("nowhere"); l.Table.HasPlace(at) || len(l.Table.Areas(at)) != 0 {
		t.Error("an unknown place has a point or an area")
	}
}

func TestSeveralRegionsOverTheAntimeridian(t *testing.T) {
	inc := incident("far", "RU-CHU")
	inc.Place.Level, inc.Place.RegionIDs = "multi_region", []string{"RU-CHU", "RU-KAM", "RU-MAG"}
	s := build(t, revise(t, 0, append(said(), inc)...))
	l, _ := s.Layer("incidents")
	at, _ := l.Row("far")
	if lon, lat, ok := l.Table.Point(at); !ok || lat < 50 || (lon < 140 && lon > -165) {
		t.Errorf("the middle of the far east is at %v, %v", lon, lat)
	}
}

// Neighbouring districts become one polygon: a border inside a MultiPolygon is not valid.
func TestFootprintsOfNeighboursAreMerged(t *testing.T) {
	s := build(t, first(t))
	tree := s.Tree()
	var refs []int32
	whole := 0.0
	for _, id := range []string{"RU-BRY", "RU-KLU", "RU-TUL", "RU-ROS"} {
		i, ok := tree.Find(id)
		if !ok {
			t.Fatalf("no %s", id)
		}
		refs = append(refs, i)
		whole += region.AreaKM2(tree.Shape(i, snapshot.DefaultDetail))
	}
	var g struct{ Coordinates orb.MultiPolygon }
	if err := json.Unmarshal(s.Boundaries().Areas(snapshot.DefaultDetail).Append(nil, refs), &g); err != nil {
		t.Fatal(err)
	}
	joined := 0
	for _, p := range g.Coordinates {
		if region.AreaKM2(orb.MultiPolygon{p}) > 20_000 {
			joined++
		}
	}
	if got := region.AreaKM2(g.Coordinates); math.Abs(got-whole) > whole*1e-9 || joined != 2 {
		t.Errorf("%d large polygons of %.3f km2, want 2 (three neighbours, one apart) of %.3f km2", joined, got, whole)
	}
}

func TestTallyRows(t *testing.T) {
	got := row(t, build(t, first(t)), "tallies", "tal-2025-08-27-ru")
	for name, want := range map[string]string{"title": "Russia: 26 UAVs intercepted, night to 2025-08-27", "count_best": "26", "window_start": "null", "window_basis": "phrase_only",
		"scope": "RU", "split": "complete", "n_items": "5", "status": "ok"} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
}

func TestRetractionLeavesATombstone(t *testing.T) {
	revs := revise(t, 0, append(said(), incident("inc-a", "RU-KLU"), incident("inc-b", "RU-KLU"))...)
	revs = append(revs, record.Revision{Seq: 5, RecordID: "inc-a", Rev: 2, Change: "retraction", Author: "test", Reason: "a mistake", RecordedAt: recorded})
	s := build(t, revs)
	l, _ := s.Layer("incidents")
	if _, ok := l.Row("inc-a"); ok || l.Table.Len() != 1 || len(s.Incidents()) != 1 {
		t.Error("a retracted incident is still in the layer")
	}
	e, ok := s.Record("inc-a")
	if !ok || !e.Retracted() || e.Kind != record.KindIncident || len(e.Revisions) != 2 || e.Last().Reason != "a mistake" {
		t.Errorf("tombstone %+v", e)
	}
	if s.Head() != 5 || s.Version() != "5" || s.Len() != 3 {
		t.Errorf("head %d, version %s, %d records", s.Head(), s.Version(), s.Len())
	}
}

func TestEmptyLog(t *testing.T) {
	s := build(t, nil)
	if s.Head() != 0 || !s.RecordedAt().IsZero() || len(s.Layers()) != 10 {
		t.Errorf("head %d, recorded at %v, %d layers", s.Head(), s.RecordedAt(), len(s.Layers()))
	}
	for _, name := range []string{"incidents", "tallies"} {
		if l, _ := s.Layer(name); l.Find(layer.Query{Limit: 10}, nil).Matched != 0 {
			t.Errorf("%s is not empty", name)
		}
	}
	l, _ := s.Layer("totals-1")
	if page := l.Find(layer.Query{Limit: 1}, nil); page.Matched < 3000 {
		t.Errorf("%d regions with totals", page.Matched)
	}
}

func TestBuildRefusesAGap(t *testing.T) {
	revs := revise(t, 1, said()...)
	if _, err := snapshot.Build(t.Context(), areas(t), recorded, revs); err == nil || !strings.Contains(err.Error(), "gap") {
		t.Errorf("got %v", err)
	}
}

// Relays collapse: independent voices are speakers that do not repeat each other.
func TestIndependentVoices(t *testing.T) {
	name := func(s string) *string { return &s }
	document := func(id string, from ...string) *record.Document {
		return &record.Document{Kind: record.KindDocument, ID: id, PublisherRole: "other", DerivedFrom: append([]string{}, from...)}
	}
	statement := func(id, document string, speaker *string) *record.Statement {
		return &record.Statement{Kind: record.KindStatement, ID: id, Document: document, Speaker: speaker, SpeakerRole: "governor", Checks: []record.Check{}}
	}
	records := []record.Record{document("channel"), document("relay", "channel"), document("relay-of-relay", "relay"), document("other"),
		statement("own", "channel", name("Governor")), statement("relayed", "relay", name("Governor")), statement("anonymous", "relay-of-relay", nil),
		statement("second", "other", name("Ministry")), statement("witness", "other", nil)}
	cases := []struct {
		statements []string
		want       string // statements, sources, independent
	}{
		{[]string{"own"}, "1 1 1"},
		{[]string{"own", "relayed"}, "2 2 1"},
		{[]string{"own", "anonymous"}, "2 2 1"},
		{[]string{"anonymous", "own", "relayed"}, "3 3 1"},
		{[]string{"own", "second"}, "2 2 2"},
		{[]string{"second", "witness"}, "2 1 1"},
		{[]string{"own", "relayed", "anonymous", "second", "witness"}, "5 4 2"},
	}
	for _, c := range cases {
		inc := incident("inc", "RU-KLU")
		inc.Statements = c.statements
		got := row(t, build(t, revise(t, 0, append(slices.Clone(records), inc)...)), "incidents", "inc")
		if text := got["n_statements"] + " " + got["n_sources"] + " " + got["n_independent"]; text != c.want {
			t.Errorf("%v: %s, want %s", c.statements, text, c.want)
		}
	}
}

func TestLiveFollowsTheLog(t *testing.T) {
	log := newLog(revise(t, 0, said()...))
	live, err := snapshot.Open(t.Context(), log, areas(t), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	before := live.Current()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { live.Run(ctx); close(done) }()
	head := log.append(revise(t, 2, incident("inc-new", "RU-KLU"))...)
	wait, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := live.Wait(wait, head); err != nil {
		t.Fatal(err)
	}
	l, _ := live.Current().Layer("incidents")
	old, _ := before.Layer("incidents")
	if l.Table.Len() != 1 || old.Table.Len() != 0 || before.Head() != 2 {
		t.Errorf("new snapshot has %d incidents, the old one %d", l.Table.Len(), old.Table.Len())
	}
	regions, _ := live.Current().Layer("regions-1")
	if same, _ := before.Layer("regions-1"); regions != same {
		t.Error("layers that cannot change were built anew")
	}
	// A revision that cannot be read leaves the snapshot standing.
	log.append(record.Revision{Seq: head + 1, RecordID: "bad", Rev: 1, Change: "create", Body: []byte(`{"kind":"comet"}`)})
	if err := live.Refresh(t.Context()); err == nil || live.Current().Head() != head {
		t.Errorf("a broken revision: %v, head %d", err, live.Current().Head())
	}
	if err := live.Wait(cancelled(), head+9); err == nil {
		t.Error("waiting for what never comes ends without an error")
	}
	stop()
	<-done
}

func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// A revision whose bytes were changed on the disk is the log's fault, never that of a request.
func TestUnreadableRevision(t *testing.T) {
	for _, body := range []string{`{"kind":"document",,}`, `{"kind":"document"}`, `{"kind":"plan","id":"x"}`, "\x00"} {
		revs := first(t)[:3]
		revs[1].Body = []byte(body)
		_, err := snapshot.Build(t.Context(), areas(t), recorded, revs)
		if !errors.Is(err, snapshot.ErrUnreadable) || errors.Is(err, fault.ErrInvalid) {
			t.Errorf("%q: %v", body, err)
		}
		if err != nil && !strings.Contains(err.Error(), "revision 2 of "+revs[1].RecordID+" cannot be read") {
			t.Errorf("%q: %v", body, err)
		}
	}
}

// A column holds names of its own language or nothing: a name in another would be taken for one.
func TestNamesAreOfTheirLanguage(t *testing.T) {
	s := build(t, nil)
	for _, level := range []region.Level{region.Country, region.Region, region.District} {
		unknown := 0
		for _, i := range s.Tree().OfLevel(level) {
			u := s.Tree().At(i)
			got := row(t, s, map[region.Level]string{region.Country: "regions-0", region.Region: "regions-1", region.District: "regions-2"}[level], u.ID)
			for column, want := range map[string]string{"name": u.Names.In("en"), "name_ru": u.Names.RU, "name_uk": u.Names.UK} {
				if want == "" {
					want, unknown = "null", unknown+1
				}
				if got[column] != want {
					t.Fatalf("%s: %s is %q, want %q", u.ID, column, got[column], want)
				}
			}
		}
		t.Logf("%s: %d names not known", level, unknown)
	}
}
