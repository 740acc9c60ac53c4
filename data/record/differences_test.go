package record_test

import (
	"strings"
	"testing"

	"oblast/data/record"
)

// changed decodes a full record twice, the second time with some of its text replaced.
func changed(t *testing.T, kind string, pairs ...string) (before, after record.Record) {
	t.Helper()
	text := strings.NewReplacer(pairs...).Replace(fullRecords[kind])
	before, err := record.Decode([]byte(fullRecords[kind]))
	if err != nil {
		t.Fatal(err)
	}
	if after, err = record.Decode([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return before, after
}

func TestDifferencesInWords(t *testing.T) {
	one := `{"min":1,"best":1,"max":1,"qualifier":"exact"}`
	for _, tc := range []struct {
		name, kind string
		pairs      []string
		want       []string // field: words
	}{
		{"nothing", "incident", nil, nil},
		{"a number and its qualifier", "incident", []string{`"weapon_class":"uav","count":` + one, `"weapon_class":"uav","count":{"min":11,"best":null,"max":null,"qualifier":"more_than"}`},
			[]string{"/count: count was 1 and is more than 10"}},
		{"a word", "incident", []string{`"grade":"fair"`, `"grade":"confirmed"`}, []string{"/grade: grade was fair and is confirmed"}},
		{"known, then not", "incident", []string{`"uncertainty_m":100`, `"uncertainty_m":null`}, []string{"/place/uncertainty_m: place uncertainty m was 100 and is not known"}},
		{"not known, then known", "alias", []string{`"scope_source":"d"`, `"scope_source":null`}, []string{"/scope_source: scope source was d and is not known"}},
		{"a region more", "incident", []string{`"region_ids":["RU-KLU"]`, `"region_ids":["RU-KLU","RU-BRY"]`}, []string{"/place/region_ids: place region ids has RU-BRY too"}},
		{"another region", "incident", []string{`"region_ids":["RU-KLU"]`, `"region_ids":["RU-BRY"]`}, []string{"/place/region_ids: place region ids has RU-BRY too, lost RU-KLU"}},
		{"inside a list", "incident", []string{`"state":"reported","count":` + one, `"state":"denied","count":null`},
			[]string{"/effects/0/state: effect 1 state was reported and is denied", "/effects/0/count: effect 1 count was 1 and is not known"}},
		{"out of a list", "tally", []string{`"checks":[{"check":"sum","result":"ok","says":null,"numbers":[3],"note":null}]`, `"checks":[]`},
			[]string{"/checks/0: check 1 was taken out: sum, ok"}},
		{"an effect less", "incident", []string{`"effects":[{"subject":"dwelling","part":"roof","state":"reported","count":` + one + `,"cause":"debris","statement":"s","preliminary":true}]`, `"effects":[]`},
			[]string{"/effects/0: effect 1 was taken out: dwelling, roof, reported, 1, debris, by s"}},
		{"an effect for another that is not known so well", "incident", []string{`},"response"`, `},{"subject":"injured","part":null,"state":"none_reported","count":null,"cause":"unknown","statement":"s","preliminary":true}],"response"`, `"preliminary":true}],`, `"preliminary":true},{"subject":"injured","part":null,"state":"none_reported","count":null,"cause":"unknown","statement":"s","preliminary":true}],`},
			[]string{"/effects/1: effect 2 was added: injured, none reported, by s"}},
		{"a part as a whole", "incident", []string{`"attribution":{"attributed_to":"a","attributed_by":"b","other_side_stance":"denied","statement":"s"}`, `"attribution":null`},
			[]string{`/attribution: attribution was {"attributed_to":"a","attributed_by":"b","other_side_stance":"denied","statement":"s"} and is not known`}},
		{"times and dates", "tally", []string{`"start":"2025-08-26T20:00:00Z"`, `"start":"2025-08-26T21:00:00Z"`}, []string{"/window/start: window start was 2025-08-26T20:00:00Z and is 2025-08-26T21:00:00Z"}},
		{"words in quotes, empty ones too", "statement", []string{`"quote":"q"`, `"quote":""`, `"summary":"x"`, `"summary":"one two"`},
			[]string{"/quote: quote was q and is empty", "/summary: summary was x and is «one two»"}},
		{"truth", "statement", []string{`"preliminary":true`, `"preliminary":false`}, []string{"/preliminary: preliminary was true and is false"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before, after := changed(t, tc.kind, tc.pairs...)
			var got []string
			for _, d := range record.Differences(before, after) {
				got = append(got, d.Field+": "+d.Words)
			}
			if strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
			}
		})
	}
	if before, _ := changed(t, "alias"); record.Differences(before, nil) != nil || record.Differences(nil, before) != nil {
		t.Error("a difference to nothing")
	}
}
