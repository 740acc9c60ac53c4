package cql2

import (
	"errors"
	"slices"
	"strings"

	"oblast/geo/fault"
)

// check gives every node its type, finds properties and functions, and computes what is constant. The expression must be
// one that yields true or false.
func check(e *Expr, s *Schema) (*Expr, error) {
	c := checker{s}
	e, err := c.expr(e)
	if err != nil {
		return nil, err
	}
	return e, c.want(Boolean, e)
}

type checker struct{ *Schema }

// expr checks the operands first, then the node by what its operator takes.
func (c checker) expr(e *Expr) (*Expr, error) {
	if e.Op == PropertyRef {
		return e, c.property(e)
	}
	if e.Op == Call && !c.knows(e.name) { // said before what is wrong with its arguments
		return nil, c.unknownFunction(e)
	}
	for i, a := range e.Args {
		var err error
		if e.Args[i], err = c.expr(a); err != nil {
			return nil, err
		}
	}
	if err := c.arity(e); err != nil {
		return nil, err
	}
	var err error
	e.Type = Boolean
	switch {
	case e.Op == Literal:
		e.Type = e.Value.Type
		return e, nil
	case e.Op == Call:
		return c.call(e)
	case e.Op == And || e.Op == Or || e.Op == Not:
		err = c.want(Boolean, e.Args...)
	case e.Op.comparison() || e.Op == Between || e.Op == In:
		err = c.comparable(e)
	case e.Op == Like:
		err = c.like(e)
	case e.Op == Casei || e.Op == Accenti:
		e.Type, err = Text, c.want(Text, e.Args...)
	case e.Op.spatial():
		err = c.spatial(e)
	case e.Op.temporal():
		err = c.temporal(e)
	case e.Op.array():
		err = c.arrays(e)
	case e.Op.arithmetic():
		e.Type, err = Number, c.want(Number, e.Args...)
	case e.Op == IntervalOf:
		err = c.interval(e)
	case e.Op == ArrayOf:
		e.Type = Array
	}
	if err != nil {
		return nil, err
	}
	return e.folded(), nil
}

// folded is the literal that a constant node yields.
func (e *Expr) folded() *Expr {
	if !e.constant() {
		return e
	}
	for _, a := range e.Args {
		if a.Op != Literal {
			return e
		}
	}
	v := e.Eval(nil)
	return &Expr{Op: Literal, Type: e.Type, Value: v, at: e.at, depth: 1, paren: e.paren}
}

func (c checker) property(e *Expr) error {
	i, ok := c.index[e.name]
	if !ok {
		return c.unknownProperty(e)
	}
	e.Index, e.Type = i, c.Properties[i].Type
	return nil
}

// arities are how many operands the operators take that take a certain number.
func (c checker) arity(e *Expr) error {
	least, most := 2, 2
	switch {
	case e.Op == Literal || e.Op == Call || e.Op == ArrayOf:
		return nil
	case e.Op == And || e.Op == Or:
		most = len(e.Args) + 2
	case e.Op == In:
		most = len(e.Args) + 2
	case e.Op == Not || e.Op == IsNull || e.Op == Casei || e.Op == Accenti || e.Op == Negate:
		least, most = 1, 1
	case e.Op == Between:
		least, most = 3, 3
	}
	if n := len(e.Args); n < least || n > most {
		return failf(e.at, "%s takes %d operands, not %d", e.Op.text(), least, n)
	}
	return nil
}

// want asks that operands have a type.
func (c checker) want(t Type, operands ...*Expr) error {
	for _, o := range operands {
		if o.Type != t && o.Type != Unknown {
			return failf(o.at, "%s, where %s should stand%s", c.described(o), thing(t), c.hint(t, o))
		}
	}
	return nil
}

func thing(t Type) string {
	switch t {
	case Boolean:
		return "a predicate, which is true or false,"
	case Array, Interval:
		return "an " + t.String()
	case Text:
		return "a text"
	}
	return "a " + t.String()
}

// described says what an operand is.
func (c checker) described(o *Expr) string {
	kind := o.Type.String()
	switch o.Op {
	case PropertyRef:
		return "`" + o.name + "` is " + map[bool]string{true: "", false: "a "}[o.Type == Boolean || o.Type == Text] + kind
	case Literal:
		if o.Type == Text {
			return "'" + shortened(o.Value.Text) + "' is a text"
		}
	}
	if o.Type == Boolean {
		return "this is " + kind
	}
	return "this is a " + kind
}

// hint says how a literal of another type would be written.
func (c checker) hint(t Type, o *Expr) string {
	if o.Op != Literal {
		return ""
	}
	switch {
	case t == Text && (o.Type == Number || o.Type == Boolean):
		return "; a text is written in single quotes"
	case t == Number && o.Type == Text:
		return "; a number is written without quotes"
	case t == Geometry:
		return "; write POINT(36 55), BBOX(30,50,40,60) or another geometry"
	}
	return ""
}

func (c checker) like(e *Expr) error {
	if err := c.want(Text, e.Args...); err != nil {
		return err
	}
	if e.Args[1].Op != Literal {
		return failf(e.Args[1].at, "the pattern of LIKE is a text, perhaps in CASEI or ACCENTI, and no property")
	}
	return nil
}

func (c checker) spatial(e *Expr) error {
	if err := c.want(Geometry, e.Args...); err != nil {
		return err
	}
	if e.Op == SIntersects || e.Op == SDisjoint {
		return nil
	}
	for _, a := range e.Args {
		if a.Op == Literal && a.Value.Geometry != nil {
			if err := a.Value.Geometry.Valid(); err != nil {
				return failf(a.at, "the geometry is not valid: %v; only S_INTERSECTS and S_DISJOINT take it", err)
			}
		}
	}
	return nil
}

func (c checker) temporal(e *Expr) error {
	for i, a := range e.Args {
		e.Args[i] = moment(a)
		if a = e.Args[i]; !a.Type.temporal() && a.Type != Unknown {
			return failf(a.at, "%s, where a date, a timestamp or an interval should stand", c.described(a))
		}
		if e.Op >= TContains && a.Type != Interval && a.Type != Unknown {
			return failf(a.at, "%s takes intervals, and %s; write INTERVAL(start,end), or T_INTERSECTS, T_BEFORE, T_AFTER, T_EQUALS or T_DISJOINT", e.Op.text(), c.described(a))
		}
	}
	return nil
}

// moment makes a text literal the time that it says.
func moment(e *Expr) *Expr {
	if e.Op == Literal && e.Type == Text {
		if v, ok := parseEither(e.Value.Text); ok {
			return literal(v, e.at)
		}
	}
	return e
}

func (c checker) interval(e *Expr) error {
	e.Type = Interval
	for _, a := range e.Args {
		if a.Type != Date && a.Type != Instant && a.Type != Unknown {
			return failf(a.at, "%s; a side of an interval is a date, a timestamp, a property of these, or '..'", c.described(a))
		}
	}
	if from, to := e.Args[0], e.Args[1]; from.Op == Literal && to.Op == Literal && from.Value.From.first() > to.Value.To.last() {
		return failf(e.at, "the interval ends before it starts")
	}
	return nil
}

// arrays lets a value in parentheses be an array of one.
func (c checker) arrays(e *Expr) error {
	for i, a := range e.Args {
		if a.Type == Array {
			continue
		}
		if !a.paren {
			hint := ""
			if a.Op == Literal {
				hint = "; an array is written ('a','b')"
			}
			return failf(a.at, "%s, where an array should stand%s", c.described(a), hint)
		}
		e.Args[i] = (&Expr{Op: ArrayOf, Type: Array, Args: []*Expr{a}, at: a.at, depth: a.depth + 1}).folded()
	}
	return nil
}

func (c checker) knows(function string) bool {
	return slices.ContainsFunc(c.Functions, func(f *Function) bool { return strings.EqualFold(f.Name, function) })
}

// call finds a function and puts in its place what it stands for.
func (c checker) call(e *Expr) (*Expr, error) {
	for _, f := range c.Functions {
		if strings.EqualFold(f.Name, e.name) {
			return c.expand(f, e)
		}
	}
	return nil, c.unknownFunction(e)
}

func (c checker) expand(f *Function, e *Expr) (*Expr, error) {
	if len(e.Args) != len(f.Args) {
		return nil, failf(e.at, "%s takes %d arguments, not %d: %s", f.Name, len(f.Args), len(e.Args), f.usage())
	}
	values := make([]Value, len(e.Args))
	for i, a := range e.Args {
		if t := f.Args[i].Type; t == Date || t == Instant {
			a = moment(a)
		}
		if a.Op != Literal || a.Type != f.Args[i].Type {
			return nil, failf(a.at, "the argument %s of %s is a literal %s: %s", f.Args[i].Name, f.Name, f.Args[i].Type, f.usage())
		}
		values[i] = a.Value
	}
	made, err := f.Expand(values)
	if err != nil {
		var field *fault.FieldError
		problem := failf(e.at, "%s: %v", f.Name, err)
		if errors.As(err, &field) {
			problem.problem, problem.allowed = f.Name+": "+field.Problem, field.Allowed
		}
		return nil, problem
	}
	made.at, made.paren = e.at, e.paren
	return made, nil
}

// usage is the function with the names of its arguments.
func (f *Function) usage() string {
	var names []string
	for _, a := range f.Args {
		names = append(names, a.Name)
	}
	return f.Name + "(" + strings.Join(names, ", ") + ")"
}
