package ledger

import (
	"slices"

	"oblast/data/record"
	"oblast/geo/region"
)

// PageQuery chooses nights and days, some at a time. From and To are inclusive; Part is all, night or day.
type PageQuery struct {
	From, To record.Date
	Part     string
	Undated  bool  // what is of no date too, last
	Within   int32 // only those with an account whose scope is, contains or lies in this unit; region.None for all
	After    *Slot // only those behind this one; nil: from the first
	Limit    int   // at most so many
}

// Page is a part of the nights and days that a query matches, in order.
type Page struct {
	Books   []*Book
	Matched int // of the query, on whatever page
	More    bool
}

// Page returns the nights and days of a query that have an account. It looks at each night's accounts, and at no incident.
func (l *Ledger) Page(q PageQuery) (p Page) {
	books := l.Between(q.From, q.To)
	if q.Undated && q.Part == "all" {
		if b, ok := l.Book(Slot{Part: PartUndated}); ok {
			books = append(slices.Clip(books), b)
		}
	}
	for _, b := range books {
		if q.Part != "all" && b.Slot.Part.String() != q.Part || !b.within(q.Within) {
			continue
		}
		p.Matched++
		switch {
		case q.After != nil && b.Slot.Compare(*q.After) <= 0:
		case len(p.Books) < q.Limit:
			p.Books = append(p.Books, b)
		default:
			p.More = true
		}
	}
	return p
}

// within reports whether the book has an account in a unit.
func (b *Book) within(unit int32) bool {
	return slices.ContainsFunc(b.Accounts, func(a Account) bool { return unit == region.None || Scoped(b.tree, a.scope(b.tree), unit) })
}

// scope returns the ids of the units that the account speaks of; empty where they are not known.
func (a *Account) scope(tree *region.Tree) []string {
	switch {
	case a.Entry != nil:
		return a.Entry.ScopeIDs
	case a.Country != region.None:
		return []string{tree.At(a.Country).ID}
	}
	return []string{}
}

// Scoped reports whether a scope is, contains or lies in a unit.
func Scoped(tree *region.Tree, scope []string, unit int32) bool {
	for _, id := range scope {
		if i, ok := tree.Find(id); ok && (tree.Within(i, unit) || tree.Within(unit, i)) {
			return true
		}
	}
	return false
}
