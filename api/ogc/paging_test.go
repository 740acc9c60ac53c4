package ogc_test

import (
	"context"
	"fmt"
	"testing"

	"oblast/data/record"
)

// TestPagesWhileRecordsAreAppended walks all pages in several orders, there and back, while others append and retract
// records: each feature that was there all the time comes exactly once.
func TestPagesWhileRecordsAreAppended(t *testing.T) {
	s := start(t, said()...)
	stay := map[string]bool{}
	for _, id := range s.items(t, "/collections/incidents/items?limit=1000").ids() {
		stay[id] = true
	}
	ctx, stop := context.WithCancel(t.Context())
	changed, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for n := 0; ctx.Err() == nil; n++ {
			id := fmt.Sprintf("inc-%d-new", n*7919%1000) // before, among and behind those that stay
			var point *record.Point
			if n%3 > 0 {
				point = &record.Point{30 + float64(n%20), 50}
			}
			s.log.add(t, id, spot(id, point))
			if n%2 == 1 {
				s.log.add(t, id, nil)
			}
			if err := s.live.Refresh(ctx); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
			select {
			case changed <- struct{}{}:
			case <-ctx.Done():
			}
		}
	}()
	defer func() { stop(); <-done }()
	for _, order := range []string{"", "sortby=-count_max", "sortby=night_of", "sortby=-district_name,count_min", "sortby=grade,-title", "sortby=time_start&filter=grade%20IS%20NOT%20NULL"} {
		next, times, last := "/collections/incidents/items?f=json&limit=7&"+order, map[string]int{}, ""
		for next != "" {
			<-changed // since the page before; the next change goes on beside this page
			page := s.items(t, next)
			for _, id := range page.ids() {
				times[id]++
			}
			if page.link("next") == "" {
				last = page.link("prev")
			}
			next = page.link("next")
		}
		for id := range stay {
			if times[id] != 1 {
				t.Errorf("by %q: %s came %d times", order, id, times[id])
			}
		}
		clear(times)
		for prev := last; prev != ""; {
			<-changed
			page := s.items(t, prev)
			for _, id := range page.ids() {
				times[id]++
			}
			prev = page.link("prev")
		}
		for id := range stay {
			if times[id] > 1 {
				t.Errorf("by %q, backwards: %s came %d times", order, id, times[id])
			}
		}
		if len(times) < len(stay)-14 {
			t.Errorf("by %q, backwards: %d features of %d", order, len(times), len(stay))
		}
	}
}
