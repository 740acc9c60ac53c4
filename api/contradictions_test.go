package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"oblast/data/record"
)

// finding is a contradiction as answers give it.
type finding struct {
	Of, Rule, Check, Result, Says, Note string
	Computed                            bool
	Numbers                             []int
}

func (f finding) String() string {
	return fmt.Sprintf("%s %s %v computed %t: %q: %s", f.Of, f.Check, f.Numbers, f.Computed, f.Says, f.Note)
}

func lines(found []finding) string {
	var out []string
	for _, f := range found {
		out = append(out, f.String())
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// revised puts another version of a record into a log.
func (l *log) revised(t testing.TB, r record.Record) {
	t.Helper()
	l.put(t, "correction", r)
	(*l)[len(*l)-1].Rev = 2
}

// statementOf finds a statement of the starter log.
func statementOf(t testing.TB, l *log, id string) record.Statement {
	t.Helper()
	at := slices.IndexFunc(*l, func(r record.Revision) bool { return r.RecordID == id })
	r, err := record.Decode((*l)[at].Body)
	if err != nil {
		t.Fatal(err)
	}
	st, ok := r.(*record.Statement)
	if !ok {
		t.Fatalf("%T", r)
	}
	return *st
}

// TestTheIncreaseThatWasNoneIsComputed: the same finding, shown beside the words, whether somebody remarked on it or not;
// in the record, in the ledger as JSON, CSV and page; once.
func TestTheIncreaseThatWasNoneIsComputed(t *testing.T) {
	const recorded = `st-seed-comparison comparison [43 26] computed false: "a significant increase": 26 is fewer than 43`
	const said = "26 drones in the night, a significant increase over the 43 of the night before."
	for _, tc := range []struct {
		name string
		make func(st *record.Statement)
		want string
	}{
		{"recorded", func(*record.Statement) {}, recorded},
		{"recorded, with the quote", func(st *record.Statement) { st.Quote = said }, recorded},
		{"in the quote alone", func(st *record.Statement) { st.Quote, st.Checks = said, []record.Check{} },
			`st-seed-comparison comparison [43 26] computed true: "26 drones in the night, a significant increase over the 43": 26 is fewer than 43`},
		{"left open", func(st *record.Statement) { st.Checks[0].Result, st.Checks[0].Note = "unknown", nil },
			`st-seed-comparison comparison [43 26] computed true: "a significant increase": 26 is fewer than 43`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			l := starterLog(t)
			st := statementOf(t, l, "st-seed-comparison")
			st.Checks = slices.Clone(st.Checks)
			tc.make(&st)
			l.revised(t, &st)
			s := live(t, l)
			full := fetch[struct {
				Checks  []finding
				Remarks []struct{ ID, Quote string }
			}](t, s, "/records/inc-2025-08-27-kaluga-dzerzhinsky")
			name := `st-2025-08-27-shapsha name [] computed false: "Vyacheslav": the governor is Vladislav Shapsha`
			if got := lines(full.Checks); got != name+"\n"+tc.want {
				t.Errorf("the record: %s", got)
			}
			night := fetch[struct{ Nights []struct{ Checks []finding } }](t, s, "/ledger?f=json&night=2025-08-27&within=RU").Nights[0]
			if got := lines(night.Checks); got != name+"\n"+tc.want {
				t.Errorf("the ledger: %s", got)
			}
			csv := s.ask(t, "GET", "/ledger?f=csv&night=2025-08-27&within=RU", "").body
			if n := strings.Count(csv, ",43 26,"); n != 1 || !strings.Contains(csv, "check,st-seed-comparison,contradicted") {
				t.Errorf("%d rows of it in the table", n)
			}
			page := s.ask(t, "GET", "/ledger?f=html&night=2025-08-27&within=RU", "").body
			if n := strings.Count(page, "a significant increase"); n != 1 {
				t.Errorf("%d times on the page", n)
			}
		})
	}
}

// TestStarterNightsHaveTheFlagsThatAreTheirs and no other, through HTTP.
func TestStarterNightsHaveTheFlagsThatAreTheirs(t *testing.T) {
	s := live(t, starterLog(t))
	var got []string
	for _, n := range fetch[struct {
		Nights []struct {
			Date   string
			Checks []finding
		}
	}](t, s, "/ledger?f=json").Nights {
		for _, f := range n.Checks {
			got = append(got, n.Date+" "+f.Of+" "+f.Check)
		}
	}
	want := []string{"2025-08-27 st-2025-08-27-shapsha name", "2025-08-27 st-seed-comparison comparison"}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestAWrongNightASumAndAUnitAreFlagged beside the words, and the record stays as it is.
func TestAWrongNightASumAndAUnitAreFlagged(t *testing.T) {
	const id = "inc-2025-08-27-kaluga-dzerzhinsky"
	for _, tc := range []struct{ statement, quote, at, want string }{
		{"st-2025-08-27-shapsha", "В ночь на 29 августа в Дзержинском районе сбит беспилотник.", "/records/" + id,
			`st-2025-08-27-shapsha date [] computed true: "В ночь на 29 августа": the words say 29 August 2025, the record is of 27 August 2025`},
		{"st-2025-08-27-mod", "Уничтожены 26 беспилотников: 15 – над Ростовской областью, 14 – над Орловской.", "/records/tal-2025-08-27-ru",
			`st-2025-08-27-mod sum [26 29] computed true: "26 беспилотников: 15 – над Ростовской областью, 14": the parts add up to 29, the total is 26`},
		{"st-2025-08-27-mod", "Збито 26 ракет.", "/records/tal-2025-08-27-ru", `st-2025-08-27-mod unit [26] computed true: "26 ракет": the words count missiles, the record drones`},
	} {
		l := starterLog(t)
		st := statementOf(t, l, tc.statement)
		st.Quote = tc.quote
		l.revised(t, &st)
		s := live(t, l)
		full := fetch[struct {
			Checks     []finding
			Statements []struct {
				Quote  string
				Checks []struct{ Check string }
			}
			Record struct {
				Count interval
				When  struct {
					NightOf string `json:"night_of"`
				}
			}
		}](t, s, tc.at)
		if got := lines(full.Checks); !strings.Contains(got, tc.want) || full.Statements[0].Quote != tc.quote {
			t.Errorf("got %s\nwant %s", got, tc.want)
		}
		for _, c := range full.Statements[0].Checks {
			if c.Check != "name" {
				t.Errorf("%s was written into the statement: %+v", tc.statement, c)
			}
		}
		if page := s.ask(t, "GET", "/ledger?f=html&night=2025-08-27", "").body; !strings.Contains(page, "Contradicted") {
			t.Error("not on the page of the night")
		}
	}
}

// TestReachIsToldEverywhere: statements, documents and independent voices of the record, of the tallies, and of the
// ledger's nights and regions, as JSON and CSV.
func TestReachIsToldEverywhere(t *testing.T) {
	s := live(t, starterLog(t))
	type reach struct {
		Statements  int `json:"n_statements"`
		Sources     int `json:"n_sources"`
		Independent int `json:"n_independent"`
	}
	l := fetch[struct {
		Nights []struct {
			reach
			Regions []struct {
				RegionID string `json:"region_id"`
				reach
			}
		}
		Tallies []struct {
			ID string
			reach
		}
	}](t, s, "/ledger?f=json&night=2025-08-26&within=RU")
	got := map[string]reach{"night": l.Nights[0].reach}
	for _, r := range l.Nights[0].Regions {
		got[r.RegionID] = r.reach
	}
	for _, r := range l.Tallies {
		got[r.ID] = r.reach
	}
	for what, want := range map[string]reach{
		"tal-2025-08-26-ru-a": {1, 1, 1}, "tal-2025-08-26-ru-b": {2, 2, 1}, // the second is a relay
		"RU-KLU": {5, 4, 2},                                    // the ministry in two documents, three statements; the governor in two
		"RU-TA":  {}, "RU-TUL": {3, 2, 1}, "RU-LEN": {4, 4, 2}, // the governor's second figure takes the place of the first
	} {
		if got[what] != want {
			t.Errorf("%s: %+v, want %+v", what, got[what], want)
		}
	}
	if n := got["night"]; n.Independent != 3 || n.Statements < n.Sources {
		t.Errorf("the night: %+v", n)
	}
	full := fetch[struct {
		Sources reach
		Tallies []reach
	}](t, s, "/records/inc-2025-08-26-kaluga-kozelsky")
	if full.Sources != (reach{2, 2, 1}) || len(full.Tallies) != 2 || full.Tallies[1] != (reach{2, 2, 1}) {
		t.Errorf("the record: %+v", full)
	}
	csv := s.ask(t, "GET", "/ledger?f=csv&night=2025-08-26&within=RU", "").body
	for _, want := range []string{"region,RU-KLU,value,false,2,2,2,1,1,1,2,2,2,,,,,,,,5,4,2,", "tally,tal-2025-08-26-ru-b,ok,,,,,,,,,,,,,,,,,,2,2,1,"} {
		if !strings.Contains(csv, want) {
			t.Errorf("the table lacks %q", want)
		}
	}
}

// TestWhatIsWithheldContradictsNothing: where the words may not be told, neither is what is wrong with them.
func TestWhatIsWithheldContradictsNothing(t *testing.T) {
	l := starterLog(t)
	st := statementOf(t, l, "st-2025-08-27-shapsha")
	st.Quote = "В ночь на 29 августа сбит беспилотник."
	l.revised(t, &st)
	level := "region"
	l.put(t, "create", &record.Restriction{Kind: record.KindRestriction, ID: "res-test", RegionID: "RU-KLU", Status: "in_force", CoarsestPublicLevel: &level, Statements: []string{}})
	s := live(t, l)
	for _, at := range []string{"/ledger?f=json&night=2025-08-27", "/ledger?f=csv&night=2025-08-27", "/ledger?f=html&night=2025-08-27"} {
		if body := s.ask(t, "GET", at, "").body; strings.Contains(body, "29 августа") || strings.Contains(body, "29 August") || strings.Contains(body, "night_elsewhere") {
			t.Errorf("%s tells what is withheld", at)
		}
	}
}
