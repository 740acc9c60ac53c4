// Package grading says how far a report may be believed, from what is known of it.
//
// In: an incident, the statements that describe it, and what the ledger found. Out: a grade of record.Grades and the
// reason in words. The rules, first that holds: discounted (no statement stands any more), contested (an official figure
// conflicts), confirmed (somebody responsible for the place says so), fair (two independent voices), weak (one). A
// reviewer's grade with a reason of its own stands above the rules. Functions change nothing.
package grading

import (
	"fmt"
	"slices"

	"oblast/data/record"
)

// Evidence is what the rules look at.
type Evidence struct {
	Statements  []*record.Statement // those of the incident that are held; retracted ones left out
	Independent int                 // voices that do not repeat each other
	Conflicts   bool                // an official figure for the same place and night is lower
}

// Reasons that the rules give. A grade that carries one of them, a role of a speaker, or none, is no reviewer's.
const (
	NothingStands = "no statement stands"
	Conflict      = "an official figure conflicts"
	OneSource     = "one source"
	manySources   = "%d independent sources"
)

// Grade returns the grade that the rules give, and why.
func Grade(e Evidence) (grade, reason string) {
	standing := Standing(e.Statements)
	if len(standing) == 0 {
		return "discounted", NothingStands
	}
	if e.Conflicts {
		return "contested", Conflict
	}
	for _, role := range record.ResponsibleRoles {
		if slices.ContainsFunc(standing, func(s *record.Statement) bool { return s.SpeakerRole == role }) {
			return "confirmed", role
		}
	}
	if e.Independent >= 2 {
		return "fair", fmt.Sprintf(manySources, e.Independent)
	}
	return "weak", OneSource
}

// Alone returns the grade of an incident that one statement describes, as the rules give it.
func Alone(s *record.Statement) (grade, reason string) {
	return Grade(Evidence{Statements: []*record.Statement{s}, Independent: 1})
}

// Standing returns the statements that no other of them replaces.
func Standing(statements []*record.Statement) []*record.Statement {
	var out []*record.Statement
	for _, s := range statements {
		if !slices.ContainsFunc(statements, func(other *record.Statement) bool { return other.Supersedes != nil && *other.Supersedes == s.ID }) {
			out = append(out, s)
		}
	}
	return out
}

// Result is the grade that an incident is shown with.
type Result struct {
	Grade      string `json:"grade"`
	Reason     string `json:"reason"`
	Rule       string `json:"rule"` // what the rules give
	RuleReason string `json:"rule_reason"`
	Overridden bool   `json:"overridden"` // a reviewer decided otherwise, for the reason given
}

// Of returns the grade of an incident: a reviewer's where there is one with a reason, else that of the rules. A reviewer
// who comes to what the rules give overrides nothing, and the reason stays the reviewer's.
func Of(inc *record.Incident, e Evidence) Result {
	grade, reason := Grade(e)
	if inc.GradeReason != nil && !ruled(*inc.GradeReason) {
		return Result{inc.Grade, *inc.GradeReason, grade, reason, inc.Grade != grade}
	}
	return Result{grade, reason, grade, reason, false}
}

// ruled reports whether a reason is one that the rules give.
func ruled(reason string) bool {
	var n int
	if _, err := fmt.Sscanf(reason, manySources, &n); err == nil && reason == fmt.Sprintf(manySources, n) {
		return true
	}
	return reason == NothingStands || reason == Conflict || reason == OneSource || slices.Contains(record.SpeakerRoles, reason)
}
