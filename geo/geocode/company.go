package geocode

// The members of a list mostly lie in one region: «Тарасовском и Каменском районах» are two of Rostov's, of which the first
// has no namesake. A member that may mean several places is rather the one whose region another member may lie in, too.

// company is a region that some members of a list may lie in.
type company struct {
	region  int32
	members int
	words   mask // of the member that was seen last
}

// togetherness is how much another member in its region counts for a place.
const togetherness = 5

// Bounds of the time that company takes: regions that are noted of a list, members of the longest list that is looked at.
const (
	maxCompany = 64
	maxMembers = 12
)

// findCompany notes the regions that the members of a list under one type word may lie in.
func (w *writer) findCompany(list, shared, alone mask) {
	if len(w.r.members) > maxMembers {
		return
	}
	for _, s := range w.r.segments {
		if s.words&alone != 0 {
			w.meet(s.words, s.words)
			continue
		}
		for rest := s.words & list; rest != 0; {
			own := w.r.memberOf(rest & -rest)
			rest &^= own
			w.meet(shared|own, own)
		}
	}
}

// meet notes the regions of the places that a member may mean.
func (w *writer) meet(words, own mask) {
	f := w.f
	f.words, f.only = words, own
	w.r.resolve(f)
	for i := range w.r.targets {
		f.note(f.x.regionOf(w.r.targets[i].place), own)
	}
}

// note notes a region of a member, and tells whether another member may lie in it, too.
func (f *frame) note(region int32, own mask) (together bool) {
	for i := range f.company {
		if c := &f.company[i]; c.region == region {
			if c.words != own {
				c.members, c.words = c.members+1, own
			}
			return c.members > 1
		}
	}
	if len(f.company) < maxCompany {
		f.company = append(f.company, company{region, 1, own})
	}
	return false
}

// inCompany weighs a candidate by the members of the list that may lie in its region besides it.
func (f *frame) inCompany(c *candidate) float64 {
	if len(f.company) == 0 {
		return 1
	}
	own := f.x.regionOf(c.place)
	for i := range f.company {
		if f.company[i].region == own {
			return 1 + togetherness*float64(f.company[i].members-1)
		}
	}
	return 1
}
