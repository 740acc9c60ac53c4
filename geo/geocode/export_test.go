package geocode

import "sync"

// Work tells how many candidates and children are looked at to answer a query.
func (c *Geocoder) Work(q Query) int {
	own, r := *c, &reading{}
	own.pool = &sync.Pool{New: func() any { return r }}
	own.Geocode(q)
	return r.work
}

// Unused returns the same geocoder with nothing remembered.
func (c *Geocoder) Unused() *Geocoder {
	own := *c
	own.pool = &sync.Pool{New: func() any { return &reading{} }}
	return &own
}
