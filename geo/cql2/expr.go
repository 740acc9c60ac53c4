package cql2

import "slices"

// Expr is a node of an expression. Read ones have a type and have been checked.
type Expr struct {
	Op    Op
	Type  Type
	paren bool  // stood in parentheses: an array of one element, where an array is wanted
	depth uint8 // at most MaxDepth, and one more while that is found out

	Args  []*Expr
	Value Value // of a Literal
	Index int   // of a PropertyRef: its number in the schema

	at   int    // byte of the source, for faults
	name string // of a PropertyRef or Call, as written
}

// Properties appends the numbers of the properties that the expression looks at, each once.
func (e *Expr) Properties(dst []int) []int {
	if e.Op == PropertyRef {
		if slices.Contains(dst, e.Index) {
			return dst
		}
		return append(dst, e.Index)
	}
	for _, a := range e.Args {
		dst = a.Properties(dst)
	}
	return dst
}

// constant reports whether the expression looks at no property.
func (e *Expr) constant() bool {
	if e.Op == PropertyRef {
		return false
	}
	for _, a := range e.Args {
		if !a.constant() {
			return false
		}
	}
	return true
}

// node joins expressions under an operator.
func node(op Op, at int, args ...*Expr) (*Expr, error) {
	e := &Expr{Op: op, Args: args, at: at, depth: 1}
	for _, a := range args {
		e.depth = max(e.depth, a.depth+1)
	}
	if e.depth > MaxDepth {
		return nil, failf(at, "the filter is nested more than %d deep", MaxDepth)
	}
	return e, nil
}

// literal is a constant.
func literal(v Value, at int) *Expr {
	return &Expr{Op: Literal, Type: v.Type, Value: v, at: at, depth: 1}
}

// The functions below build expressions that were not read from a filter; a Function expands to them.

// Const returns a literal.
func Const(v Value) *Expr { return literal(v, 0) }

// Prop returns a reference to property i of the schema.
func (s *Schema) Prop(i int) *Expr {
	return &Expr{Op: PropertyRef, Type: s.Properties[i].Type, Index: i, name: s.Properties[i].Name, depth: 1}
}

// Make returns a true-or-false node; the arguments must have the types that the operator takes.
func Make(op Op, args ...*Expr) *Expr { return &Expr{Op: op, Type: Boolean, Args: args, depth: 1} }
