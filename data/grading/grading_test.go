package grading_test

import (
	"testing"

	"oblast/data/grading"
	"oblast/data/record"
)

func said(id, role string, supersedes ...string) *record.Statement {
	s := &record.Statement{Kind: record.KindStatement, ID: id, Document: "d", SpeakerRole: role, Checks: []record.Check{}}
	if len(supersedes) > 0 {
		s.Supersedes = &supersedes[0]
	}
	return s
}

// The rules in their order of precedence, and a reviewer above them.
func TestGrades(t *testing.T) {
	statements := func(s ...*record.Statement) []*record.Statement { return s }
	reason := func(s string) *string { return &s }
	for _, tc := range []struct {
		name     string
		stored   string
		reason   *string
		evidence grading.Evidence
		want     grading.Result
	}{
		{"nothing stands", "weak", nil, grading.Evidence{Conflicts: true, Independent: 3}, grading.Result{Grade: "discounted", Reason: "no statement stands"}},
		{"a conflict, though a governor says so", "weak", nil, grading.Evidence{Statements: statements(said("a", "governor")), Independent: 1, Conflicts: true}, grading.Result{Grade: "contested", Reason: "an official figure conflicts"}},
		{"the nearest who is responsible", "weak", nil, grading.Evidence{Statements: statements(said("a", "media"), said("b", "defence_ministry"), said("c", "mayor")), Independent: 3}, grading.Result{Grade: "confirmed", Reason: "mayor"}},
		{"the other side is not responsible", "confirmed", nil, grading.Evidence{Statements: statements(said("a", "other_side")), Independent: 1}, grading.Result{Grade: "weak", Reason: "one source"}},
		{"two independent sources", "weak", nil, grading.Evidence{Statements: statements(said("a", "media"), said("b", "witness")), Independent: 2}, grading.Result{Grade: "fair", Reason: "2 independent sources"}},
		{"two statements of one voice", "weak", nil, grading.Evidence{Statements: statements(said("a", "media"), said("b", "media")), Independent: 1}, grading.Result{Grade: "weak", Reason: "one source"}},
		{"what a governor took back", "confirmed", reason("governor"), grading.Evidence{Statements: statements(said("a", "governor"), said("b", "media", "a")), Independent: 1}, grading.Result{Grade: "weak", Reason: "one source"}},
		{"a rule's reason is no decision", "confirmed", reason("2 independent sources"), grading.Evidence{Statements: statements(said("a", "media")), Independent: 1}, grading.Result{Grade: "weak", Reason: "one source"}},
		{"nor that of a conflict that is no more", "contested", reason("an official figure conflicts"), grading.Evidence{Statements: statements(said("a", "media")), Independent: 1}, grading.Result{Grade: "weak", Reason: "one source"}},
		{"nor that of one source", "weak", reason("one source"), grading.Evidence{Statements: statements(said("a", "media"), said("b", "witness")), Independent: 2}, grading.Result{Grade: "fair", Reason: "2 independent sources"}},
		{"nor that nothing stands", "discounted", reason("no statement stands"), grading.Evidence{Statements: statements(said("a", "media")), Independent: 1}, grading.Result{Grade: "weak", Reason: "one source"}},
		{"a decision that begins as a rule's reason", "confirmed", reason("2 independent sources, one of them a film"), grading.Evidence{Statements: statements(said("a", "media")), Independent: 1},
			grading.Result{Grade: "confirmed", Reason: "2 independent sources, one of them a film", Rule: "weak", RuleReason: "one source", Overridden: true}},
		{"a reviewer decides", "discounted", reason("a film of another year"), grading.Evidence{Statements: statements(said("a", "governor")), Independent: 1},
			grading.Result{Grade: "discounted", Reason: "a film of another year", Rule: "confirmed", RuleReason: "governor", Overridden: true}},
		{"a decision that the rules agree with", "confirmed", reason("acting governor"), grading.Evidence{Statements: statements(said("a", "governor")), Independent: 1},
			grading.Result{Grade: "confirmed", Reason: "acting governor", Rule: "confirmed", RuleReason: "governor"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.want.Rule == "" {
				tc.want.Rule, tc.want.RuleReason = tc.want.Grade, tc.want.Reason
			}
			if got := grading.Of(&record.Incident{Grade: tc.stored, GradeReason: tc.reason}, tc.evidence); got != tc.want {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
	if grade, why := grading.Alone(said("a", "governor")); grade != "confirmed" || why != "governor" {
		t.Errorf("alone: %s, %s", grade, why)
	}
}

// One statement alone is one voice: no official's makes it fair.
func TestOneStatementAlone(t *testing.T) {
	for role, want := range map[string]string{"governor": "confirmed governor", "media": "weak one source", "witness": "weak one source", "other_side": "weak one source"} {
		grade, reason := grading.Alone(&record.Statement{ID: "st", SpeakerRole: role})
		if got := grade + " " + reason; got != want {
			t.Errorf("%s: got %q, want %q", role, got, want)
		}
	}
}
