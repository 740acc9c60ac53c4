// Package fault holds the errors that every layer of oblast shares, so that one place can map them to an answer.
//
// Wrap them with %w; test with errors.Is and errors.As. A caller's mistake is a *FieldError (several: errors.Join),
// which says what is allowed.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Sentinels. ErrInvalid is the caller's mistake, ErrUnavailable ours and passing.
var (
	ErrNotFound    = errors.New("not found")
	ErrInvalid     = errors.New("invalid")
	ErrAmbiguous   = errors.New("ambiguous")
	ErrUnavailable = errors.New("unavailable")
	ErrConflict    = errors.New("conflict")
)

// FieldError is one fault of one field of a request, record or setting. It is an ErrInvalid, or an ErrNotFound where it is
// Missing.
type FieldError struct {
	Field   string   // parameter name, or JSON pointer (RFC 6901) into a body
	Value   string   // what was given, shortened; may be empty
	Problem string   // what is wrong, a clause without a full stop
	Allowed []string // the values that are allowed, where they can be listed
	Missing bool     // the value is well formed, and names nothing that there is
}

// Error returns one line: field, problem, and what is allowed.
func (e *FieldError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Field, e.Problem)
	if len(e.Allowed) > 0 {
		fmt.Fprintf(&b, "; allowed: %s", strings.Join(e.Allowed, ", "))
	}
	return b.String()
}

// Is reports that a FieldError is an ErrInvalid, or an ErrNotFound.
func (e *FieldError) Is(target error) bool {
	if e.Missing {
		return target == ErrNotFound
	}
	return target == ErrInvalid
}

// AmbiguousError says that a name fits several candidates. It is an ErrAmbiguous.
type AmbiguousError struct {
	Query      string
	Candidates []string // ids, best first
}

// Error returns the query and its candidates.
func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q fits several: %s", e.Query, strings.Join(e.Candidates, ", "))
}

// Is reports that an AmbiguousError is an ErrAmbiguous.
func (e *AmbiguousError) Is(target error) bool { return target == ErrAmbiguous }

// Fields returns every FieldError in err, in order, through Join and %w.
func Fields(err error) []*FieldError {
	if err == nil {
		return nil
	}
	if f, ok := err.(*FieldError); ok {
		return []*FieldError{f}
	}
	switch u := err.(type) {
	case interface{ Unwrap() []error }:
		var all []*FieldError
		for _, e := range u.Unwrap() {
			all = append(all, Fields(e)...)
		}
		return all
	case interface{ Unwrap() error }:
		return Fields(u.Unwrap())
	}
	return nil
}
