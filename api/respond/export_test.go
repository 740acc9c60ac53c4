package respond

import "context"

// Occupy runs work in an encoder's slot.
func (r *Responder) Occupy(work func()) error {
	return r.slots.with(context.Background(), func() error { work(); return nil })
}

// Announce says that an answer of known length follows.
var Announce = announce
