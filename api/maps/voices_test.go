package maps_test

import "testing"

// A record tells how widely it is reported, which statements repeat each other, and what its grade rests on.
func TestARecordTellsItsSourcesAndItsGrade(t *testing.T) {
	base := server(t)
	var full struct {
		Sources struct {
			Statements     int `json:"n_statements"`
			Documents      int `json:"n_sources"`
			Independent    int `json:"n_independent"`
			Voices         []struct{ Primary string }
			Contradictions []any
		}
		Grading struct {
			Grade, Reason, Rule string
			Overridden          bool
		}
	}
	for _, tc := range []struct {
		id, grade, rule string
		overridden      bool
	}{
		{"inc-2025-08-27-kaluga-dzerzhinsky", "confirmed", "confirmed", false},
		{"inc-2025-08-26-leningrad-kingiseppsky-luzhsky", "contested", "contested", false},
	} {
		decode(t, base+"/records/"+tc.id, &full)
		if g := full.Grading; g.Grade != tc.grade || g.Rule != tc.rule || g.Overridden != tc.overridden || g.Reason == "" {
			t.Errorf("%s: graded %+v", tc.id, g)
		}
		if s := full.Sources; s.Statements < 1 || s.Independent != len(s.Voices) || s.Independent > s.Statements || s.Documents < 1 || s.Contradictions == nil {
			t.Errorf("%s: sources %+v", tc.id, s)
		}
	}
}
