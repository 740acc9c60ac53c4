package region

import "slices"

// Parent returns the unit that contains i, None for countries and waters.
func (t *Tree) Parent(i int32) int32 {
	if i == None {
		return None
	}
	return t.parent[i]
}

// Children returns the units directly below i that tile it, sorted by id: no historical units, no composites. The slice
// is shared: do not change it.
func (t *Tree) Children(i int32) []int32 {
	if i == None {
		return nil
	}
	return t.children[i]
}

// Members returns the regions that a composite adds up, sorted by id; nil for any other unit. The slice is shared: do
// not change it.
func (t *Tree) Members(i int32) []int32 { return t.members[i] }

// Ancestor returns the unit of a level that i is or lies in; None when there is none.
func (t *Tree) Ancestor(i int32, l Level) int32 {
	for ; i != None; i = t.parent[i] {
		if t.units[i].Level == l {
			return i
		}
	}
	return None
}

// Within reports whether i is ancestor or lies in it. A composite contains itself, its members and all below these. None
// is within nothing and contains nothing.
func (t *Tree) Within(i, ancestor int32) bool {
	if i == None || ancestor == None {
		return false
	}
	if t.covers(ancestor, i) {
		return true
	}
	if t.units[ancestor].Level != Composite {
		return false
	}
	return slices.ContainsFunc(t.members[ancestor], func(m int32) bool { return t.covers(m, i) })
}

func (t *Tree) covers(ancestor, i int32) bool {
	return t.enter[ancestor] <= t.enter[i] && t.enter[i] <= t.leave[ancestor]
}

// CommonAncestor returns the finest unit that contains all of ids, which may be one of them. A composite is answered
// only where it is itself among them and contains the others. None for no ids, for an id of None, or where nothing
// contains them all.
func (t *Tree) CommonAncestor(ids ...int32) int32 {
	if len(ids) == 0 {
		return None
	}
	for _, candidate := range ids {
		if candidate != None && t.units[candidate].Level == Composite && t.allWithin(ids, candidate) {
			return candidate
		}
	}
	for a := ids[0]; a != None; a = t.parent[a] {
		if t.allWithin(ids, a) {
			return a
		}
	}
	return None
}

func (t *Tree) allWithin(ids []int32, ancestor int32) bool {
	return !slices.ContainsFunc(ids, func(i int32) bool { return !t.Within(i, ancestor) })
}
