package record

import "strconv"

// Pointer is a place in a record; String writes it out as a JSON pointer (RFC 6901).
type Pointer = spot

// References calls yield with each reference of a record to another record: where it stands, the id, and the kind that it
// has to be of. It allocates nothing.
func References(r Record, yield func(at Pointer, id string, kind Kind)) {
	one := func(pointer string, id *string, kind Kind) {
		if id != nil {
			yield(at(pointer), *id, kind)
		}
	}
	list := func(pointer string, ids []string, kind Kind) {
		for i, id := range ids {
			yield(in(pointer, i, ""), id, kind)
		}
	}
	switch r := r.(type) {
	case *Document:
		list("/derived_from", r.DerivedFrom, KindDocument)
	case *Statement:
		yield(at("/document"), r.Document, KindDocument)
		one("/supersedes", r.Supersedes, KindStatement)
	case *Incident:
		list("/statements", r.Statements, KindStatement)
		for i := range r.Effects {
			if s := r.Effects[i].Statement; s != nil {
				yield(in("/effects", i, "/statement"), *s, KindStatement)
			}
		}
		if r.Attribution != nil {
			one("/attribution/statement", r.Attribution.Statement, KindStatement)
		}
	case *Tally:
		list("/statements", r.Statements, KindStatement)
	case *Restriction:
		list("/statements", r.Statements, KindStatement)
	case *Alias:
		one("/scope_source", r.ScopeSource, KindDocument)
	}
}

// Regions calls yield with each region id that a record is about: its JSON pointer and the id. Answers and rejections of
// a resolution are history, and left out.
func Regions(r Record, yield func(pointer, id string)) {
	list := func(pointer string, ids []string) {
		for i, id := range ids {
			yield(pointer+"/"+strconv.Itoa(i), id)
		}
	}
	switch r := r.(type) {
	case *Incident:
		list("/place/region_ids", r.Place.RegionIDs)
	case *Tally:
		list("/scope", r.Scope)
		for i := range r.Items {
			yield("/items/"+strconv.Itoa(i)+"/region_id", r.Items[i].RegionID)
		}
	case *Restriction:
		yield("/region_id", r.RegionID)
	case *Alias:
		if r.ScopeParent != nil {
			yield("/scope_parent", *r.ScopeParent)
		}
		yield("/region_id", r.RegionID)
	}
}
