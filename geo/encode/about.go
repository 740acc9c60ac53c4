package encode

import (
	"context"
	"strings"
	"time"
)

// About is what a file says of itself besides its features, as far as its format can.
type About struct {
	Name        string // short, a letter first: letters, digits, - and _
	Title       string
	Description string
	URL         string // where the same can be asked for again
	Attribution string // whom to name
	Licences    []Licence
	AsOf        time.Time // of the state that is written; zero: not known
	System      string    // reference system of the coordinates, its URI
	Notes       []string  // what is coarser than it is known, what was left out
}

// Licence is the terms of a part of the data.
type Licence struct{ Name, URL string }

// Told returns what a file says of itself as names and texts, for formats that have room for such.
func (a *About) Told() map[string]string {
	told := map[string]string{"title": a.Title, "description": a.Description, "attribution": a.Attribution, "source": a.URL, "crs": a.System, "notes": strings.Join(a.Notes, " ")}
	var licences []string
	for _, l := range a.Licences {
		licences = append(licences, strings.TrimSpace(l.Name+" "+l.URL))
	}
	told["licence"] = strings.Join(licences, "; ")
	if !a.AsOf.IsZero() {
		told["as_of"] = a.AsOf.UTC().Format(time.RFC3339)
	}
	for name, text := range told {
		if text == "" {
			delete(told, name)
		}
	}
	return told
}

// Layer is rows of a table with the form that they are written in: what a file holds, or one of its layers.
type Layer struct {
	About
	*Features
	Rows []int32
	Form
}

// each calls yield for every row and stops at the first error, or when ctx ends.
func (l *Layer) each(ctx context.Context, yield func(row int32) error) error {
	for i, row := range l.Rows {
		if i&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}
