package cql2

import (
	"strings"

	"oblast/geo/relate"
)

// Op is what a node of an expression does.
type Op uint8

// The operators, in the order of the standard's clauses.
const (
	Literal Op = iota
	PropertyRef
	And
	Or
	Not
	Equal
	NotEqual
	Less
	LessEqual
	Greater
	GreaterEqual
	IsNull
	Like
	Between
	In
	Casei
	Accenti
	SIntersects // spatial: in the order of relate.Predicate
	SEquals
	SDisjoint
	STouches
	SWithin
	SOverlaps
	SCrosses
	SContains
	TAfter
	TBefore
	TDisjoint
	TEquals
	TIntersects
	TContains // from here on of intervals only
	TDuring
	TFinishedBy
	TFinishes
	TMeets
	TMetBy
	TOverlappedBy
	TOverlaps
	TStartedBy
	TStarts
	AContainedBy
	AContains
	AEquals
	AOverlaps
	Add
	Subtract
	Multiply
	Divide
	IntegerDivide
	Remainder
	Power
	Negate
	IntervalOf // of two instants
	ArrayOf
	Near // geometry, point, metres: no standard's
	Call // of a function, until it is expanded
)

// opNames are the names in JSON, where there is one.
var opNames = map[Op]string{
	And: "and", Or: "or", Not: "not", Equal: "=", NotEqual: "<>", Less: "<", LessEqual: "<=", Greater: ">", GreaterEqual: ">=",
	IsNull: "isNull", Like: "like", Between: "between", In: "in", Casei: "casei", Accenti: "accenti",
	SIntersects: "s_intersects", SEquals: "s_equals", SDisjoint: "s_disjoint", STouches: "s_touches", SWithin: "s_within",
	SOverlaps: "s_overlaps", SCrosses: "s_crosses", SContains: "s_contains",
	TAfter: "t_after", TBefore: "t_before", TDisjoint: "t_disjoint", TEquals: "t_equals", TIntersects: "t_intersects",
	TContains: "t_contains", TDuring: "t_during", TFinishedBy: "t_finishedBy", TFinishes: "t_finishes", TMeets: "t_meets", TMetBy: "t_metBy",
	TOverlappedBy: "t_overlappedBy", TOverlaps: "t_overlaps", TStartedBy: "t_startedBy", TStarts: "t_starts",
	AContainedBy: "a_containedBy", AContains: "a_contains", AEquals: "a_equals", AOverlaps: "a_overlaps",
	Add: "+", Subtract: "-", Multiply: "*", Divide: "/", IntegerDivide: "div", Remainder: "%", Power: "^",
}

// opsByName finds an operator by its name in lower case; calls are those that text writes like functions.
var opsByName, calls = byName()

func byName() (all, calls map[string]Op) {
	all, calls = map[string]Op{}, map[string]Op{}
	for op, name := range opNames {
		name = strings.ToLower(name)
		all[name] = op
		if op >= Casei && op <= AOverlaps {
			calls[name] = op
		}
	}
	return all, calls
}

// String returns the operator's name, as JSON writes it.
func (o Op) String() string {
	if name, ok := opNames[o]; ok {
		return name
	}
	return [...]string{"literal", "property", "interval", "array", "near", "function"}[map[Op]int{Literal: 0, PropertyRef: 1, IntervalOf: 2, ArrayOf: 3, Near: 4, Call: 5}[o]]
}

// text is the operator's name as text writes it.
func (o Op) text() string { return strings.ToUpper(o.String()) }

// IsSpatial reports whether the operator relates two geometries, IsTemporal whether two times, IsComparison whether two values.
func (o Op) IsSpatial() bool    { return o.spatial() }
func (o Op) IsTemporal() bool   { return o.temporal() }
func (o Op) IsComparison() bool { return o.comparison() }

// IsArithmetic reports whether the operator reckons with numbers.
func (o Op) IsArithmetic() bool { return o.arithmetic() }

func (o Op) comparison() bool { return o >= Equal && o <= GreaterEqual }
func (o Op) spatial() bool    { return o >= SIntersects && o <= SContains }
func (o Op) temporal() bool   { return o >= TAfter && o <= TStarts }
func (o Op) array() bool      { return o >= AContainedBy && o <= AOverlaps }
func (o Op) arithmetic() bool { return o >= Add && o <= Negate }

// Predicate returns the relation that a spatial operator asks for.
func (o Op) Predicate() relate.Predicate { return relate.Predicate(o - SIntersects) }

// Flipped is the operator that holds of b and a where o holds of a and b: of comparisons, spatial and temporal ones.
func (o Op) Flipped() Op {
	switch o {
	case Less:
		return Greater
	case LessEqual:
		return GreaterEqual
	case Greater:
		return Less
	case GreaterEqual:
		return LessEqual
	case SWithin:
		return SContains
	case SContains:
		return SWithin
	}
	if inverse, ok := inverses[o]; ok {
		return inverse
	}
	return o
}

// inverses are the temporal operators that change with the order of their operands.
var inverses = map[Op]Op{
	TAfter: TBefore, TBefore: TAfter, TContains: TDuring, TDuring: TContains, TFinishedBy: TFinishes, TFinishes: TFinishedBy,
	TMeets: TMetBy, TMetBy: TMeets, TOverlappedBy: TOverlaps, TOverlaps: TOverlappedBy, TStartedBy: TStarts, TStarts: TStartedBy,
}
