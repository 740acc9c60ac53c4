package encode

import (
	"context"
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
	Notes       []string  // what is coarser than it is known, what was left out
}

// Licence is the terms of a part of the data.
type Licence struct{ Name, URL string }

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
