package cql2

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// ParseText reads a filter in CQL2 text.
func ParseText(source string, s *Schema, plane Plane) (*Expr, error) {
	return read(source, s, func() (*Expr, error) {
		p := &parser{lexer: lexer{source: source}, plane: plane}
		if err := p.advance(); err != nil {
			return nil, err
		}
		e, err := p.or()
		if err != nil {
			return nil, err
		}
		if p.now.kind != endToken {
			return nil, p.unexpected("AND, OR or the end")
		}
		return e, nil
	})
}

// read parses and checks a filter, and makes a fault one that a client can mend.
func read(source string, s *Schema, parse func() (*Expr, error)) (*Expr, error) {
	switch {
	case len(source) > MaxBytes:
		return nil, report(source, failf(0, "the filter is longer than %d bytes", MaxBytes))
	case !utf8.ValidString(source):
		return nil, report(strings.ToValidUTF8(source, "\uFFFD"), failf(0, "the filter is not UTF-8"))
	}
	e, err := parse()
	if err == nil {
		e, err = check(e, s)
	}
	var f *fail
	if errors.As(err, &f) {
		return nil, report(source, f)
	}
	return e, err
}

// parser reads by recursive descent, a method a precedence; types are looked at afterwards.
type parser struct {
	lexer
	plane Plane
	now   token
	deep  int
}

func (p *parser) advance() error {
	var err error
	p.now, err = p.next()
	return err
}

// take goes on if the token is that sign or keyword.
func (p *parser) take(text string) (bool, error) {
	if !p.now.is(text) {
		return false, nil
	}
	return true, p.advance()
}

func (p *parser) need(text string) error {
	if ok, err := p.take(text); ok || err != nil {
		return err
	}
	return p.unexpected("`" + text + "`")
}

func (p *parser) unexpected(wanted string) error {
	return failf(p.now.at, "%s stands where %s should", p.now.shown(), wanted)
}

// deeper bounds the recursion.
func (p *parser) deeper() error {
	if p.deep++; p.deep > MaxDepth {
		return failf(p.now.at, "the filter is nested more than %d deep", MaxDepth)
	}
	return nil
}

func (p *parser) or() (*Expr, error)  { return p.joined(Or, "or", p.and) }
func (p *parser) and() (*Expr, error) { return p.joined(And, "and", p.not) }

// joined reads one or more operands with a keyword between them.
func (p *parser) joined(op Op, word string, operand func() (*Expr, error)) (*Expr, error) {
	at := p.now.at
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.deep-- }()
	first, err := operand()
	if err != nil || !p.now.is(word) {
		return first, err
	}
	all := []*Expr{first}
	for p.now.is(word) {
		if err := p.advance(); err != nil {
			return nil, err
		}
		next, err := operand()
		if err != nil {
			return nil, err
		}
		all = append(all, next)
	}
	return node(op, at, all...)
}

func (p *parser) not() (*Expr, error) {
	at := p.now.at
	if ok, err := p.take("not"); err != nil {
		return nil, err
	} else if !ok {
		return p.predicate()
	}
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.deep-- }()
	e, err := p.not()
	if err != nil {
		return nil, err
	}
	return node(Not, at, e)
}

// comparison returns the operator of a sign; Literal where it is none.
func comparison(t token) Op {
	if t.kind == signToken {
		switch t.text {
		case "=":
			return Equal
		case "<>":
			return NotEqual
		case "<":
			return Less
		case "<=":
			return LessEqual
		case ">":
			return Greater
		case ">=":
			return GreaterEqual
		}
	}
	return Literal
}

// predicate reads an operand and what is said of it.
func (p *parser) predicate() (*Expr, error) {
	left, err := p.sum()
	if err != nil {
		return nil, err
	}
	at := p.now.at
	if op := comparison(p.now); op != Literal {
		if err := p.advance(); err != nil {
			return nil, err
		}
		right, err := p.sum()
		if err != nil {
			return nil, err
		}
		return node(op, at, left, right)
	}
	if ok, err := p.take("is"); ok || err != nil {
		return p.isNull(left, at, err)
	}
	negated, err := p.take("not")
	if err != nil {
		return nil, err
	}
	var e *Expr
	switch {
	case p.now.is("like"):
		e, err = p.like(left)
	case p.now.is("between"):
		e, err = p.between(left)
	case p.now.is("in"):
		e, err = p.in(left)
	case negated:
		return nil, p.unexpected("LIKE, BETWEEN or IN")
	default:
		return left, nil
	}
	if err == nil && negated {
		return node(Not, at, e)
	}
	return e, err
}

func (p *parser) isNull(left *Expr, at int, err error) (*Expr, error) {
	if err != nil {
		return nil, err
	}
	negated, err := p.take("not")
	if err != nil {
		return nil, err
	}
	if err := p.need("null"); err != nil {
		return nil, err
	}
	e, err := node(IsNull, at, left)
	if err == nil && negated {
		return node(Not, at, e)
	}
	return e, err
}

func (p *parser) like(left *Expr) (*Expr, error) {
	at := p.now.at
	if err := p.advance(); err != nil {
		return nil, err
	}
	pattern, err := p.sum()
	if err != nil {
		return nil, err
	}
	return node(Like, at, left, pattern)
}

func (p *parser) between(left *Expr) (*Expr, error) {
	at := p.now.at
	if err := p.advance(); err != nil {
		return nil, err
	}
	low, err := p.sum()
	if err != nil {
		return nil, err
	}
	if err := p.need("and"); err != nil {
		return nil, err
	}
	high, err := p.sum()
	if err != nil {
		return nil, err
	}
	return node(Between, at, left, low, high)
}

func (p *parser) in(left *Expr) (*Expr, error) {
	at := p.now.at
	if err := p.advance(); err != nil {
		return nil, err
	}
	list, err := p.list(p.or)
	if err != nil {
		return nil, err
	}
	return node(In, at, append([]*Expr{left}, list...)...)
}

// list reads what stands in parentheses with commas, one at least.
func (p *parser) list(operand func() (*Expr, error)) ([]*Expr, error) {
	if err := p.need("("); err != nil {
		return nil, err
	}
	var all []*Expr
	for {
		e, err := operand()
		if err != nil {
			return nil, err
		}
		all = append(all, e)
		if ok, err := p.take(","); err != nil {
			return nil, err
		} else if !ok {
			return all, p.need(")")
		}
	}
}

func (p *parser) sum() (*Expr, error) { return p.chain(additive, p.product) }

func (p *parser) product() (*Expr, error) { return p.chain(multiplicative, p.power) }

func additive(t token) Op {
	switch {
	case t.is("+"):
		return Add
	case t.is("-"):
		return Subtract
	}
	return Literal
}

func multiplicative(t token) Op {
	switch {
	case t.is("*"):
		return Multiply
	case t.is("/"):
		return Divide
	case t.is("%"):
		return Remainder
	case t.is("div"):
		return IntegerDivide
	}
	return Literal
}

// chain reads operands joined from the left.
func (p *parser) chain(operator func(token) Op, operand func() (*Expr, error)) (*Expr, error) {
	left, err := operand()
	for err == nil {
		op := operator(p.now)
		if op == Literal {
			return left, nil
		}
		at := p.now.at
		if err = p.advance(); err != nil {
			break
		}
		var right *Expr
		if right, err = operand(); err == nil {
			left, err = node(op, at, left, right)
		}
	}
	return nil, err
}

// power binds tighter than the sign in front of it, and from the right.
func (p *parser) power() (*Expr, error) {
	at := p.now.at
	if ok, err := p.take("-"); ok || err != nil {
		if err == nil {
			err = p.deeper()
		}
		if err != nil {
			return nil, err
		}
		defer func() { p.deep-- }()
		e, err := p.power()
		if err != nil {
			return nil, err
		}
		return node(Negate, at, e)
	}
	if ok, err := p.take("+"); ok || err != nil {
		if err != nil {
			return nil, err
		}
	}
	base, err := p.operand()
	if err != nil || !p.now.is("^") {
		return base, err
	}
	at = p.now.at
	if err := p.advance(); err != nil {
		return nil, err
	}
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.deep-- }()
	exponent, err := p.power()
	if err != nil {
		return nil, err
	}
	return node(Power, at, base, exponent)
}

// operand reads a literal, a name, a call, or what stands in parentheses.
func (p *parser) operand() (*Expr, error) {
	t := p.now
	switch t.kind {
	case textToken:
		return literal(TextValue(t.text), t.at), p.advance()
	case numberToken:
		return literal(NumberValue(t.number), t.at), p.advance()
	case nameToken:
		return p.property(t)
	case wordToken:
		return p.word(t)
	}
	if t.is("(") {
		return p.parenthesised()
	}
	return nil, p.unexpected("a property, a value or a predicate")
}

func (p *parser) property(t token) (*Expr, error) {
	return &Expr{Op: PropertyRef, at: t.at, name: t.text, depth: 1}, p.advance()
}

// parenthesised reads an expression in parentheses, or an array.
func (p *parser) parenthesised() (*Expr, error) {
	at := p.now.at
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.deep-- }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	if ok, err := p.take(")"); ok || err != nil {
		return &Expr{Op: ArrayOf, at: at, depth: 1}, err
	}
	first, err := p.or()
	if err != nil {
		return nil, err
	}
	all := []*Expr{first}
	for p.now.is(",") {
		if err := p.advance(); err != nil {
			return nil, err
		}
		next, err := p.or()
		if err != nil {
			return nil, err
		}
		all = append(all, next)
	}
	if err := p.need(")"); err != nil {
		return nil, err
	}
	if len(all) > 1 {
		return node(ArrayOf, at, all...)
	}
	first.paren = true
	return first, nil
}

// keywords may not stand as names unless in double quotes.
var keywords = []string{"and", "or", "not", "like", "between", "in", "is", "null", "div"}

// word reads what begins with a word: a boolean, a literal of time or space, a call, or a property.
func (p *parser) word(t token) (*Expr, error) {
	lower := strings.ToLower(t.text)
	switch {
	case lower == "true" || lower == "false":
		return literal(truth(lower == "true"), t.at), p.advance()
	case slices.Contains(keywords, lower):
		return nil, failf(t.at, "the keyword %s stands where a property or a value should; a property of that name is written \"%s\"", strings.ToUpper(t.text), t.text)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if !p.now.is("(") {
		if geometryWord(lower) && p.now.is("z") {
			return p.geometry(lower, t.at)
		}
		return &Expr{Op: PropertyRef, at: t.at, name: t.text, depth: 1}, nil
	}
	switch lower {
	case "date", "timestamp":
		return p.instant(lower == "date", t.at)
	case "interval":
		return p.interval(t.at)
	}
	if geometryWord(lower) {
		return p.geometry(lower, t.at)
	}
	return p.call(t)
}

func (p *parser) call(t token) (*Expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.deep-- }()
	var args []*Expr
	if err := p.need("("); err != nil {
		return nil, err
	}
	if ok, err := p.take(")"); err != nil {
		return nil, err
	} else if !ok {
		for {
			e, err := p.or()
			if err != nil {
				return nil, err
			}
			args = append(args, e)
			if ok, err := p.take(","); err != nil {
				return nil, err
			} else if !ok {
				break
			}
		}
		if err := p.need(")"); err != nil {
			return nil, err
		}
	}
	op, ok := calls[strings.ToLower(t.text)]
	if !ok {
		op = Call
	}
	e, err := node(op, t.at, args...)
	if err == nil {
		e.name = t.text
	}
	return e, err
}

func (p *parser) instant(day bool, at int) (*Expr, error) {
	if err := p.need("("); err != nil {
		return nil, err
	}
	t := p.now
	if t.kind != textToken {
		return nil, p.unexpected("a time in single quotes")
	}
	v, ok := parseMoment(t.text, day)
	if !ok {
		return nil, notAMoment(t.at, t.text, day)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	return literal(v, at), p.need(")")
}

func notAMoment(at int, text string, day bool) error {
	if day {
		return failf(at, "`%s` is not a date; write DATE('2025-08-27')", shortened(text))
	}
	return failf(at, "`%s` is not a timestamp; write TIMESTAMP('2025-08-27T03:00:00Z')", shortened(text))
}

// interval reads INTERVAL(start, end): times, dates, properties, calls, or '..' for an open side.
func (p *parser) interval(at int) (*Expr, error) {
	sides, err := p.list(p.or)
	if err != nil {
		return nil, err
	}
	if len(sides) != 2 {
		return nil, failf(at, "INTERVAL has a start and an end; `'..'` leaves one open")
	}
	for i, s := range sides {
		if sides[i], err = intervalSide(s, i == 0); err != nil {
			return nil, err
		}
	}
	return node(IntervalOf, at, sides...)
}

// intervalSide makes a text what it means as a side of an interval.
func intervalSide(e *Expr, start bool) (*Expr, error) {
	if e.Op != Literal || e.Type != Text {
		return e, nil
	}
	if e.Value.Text == ".." {
		open := Never
		if start {
			open = Always
		}
		return literal(Value{Type: Instant, From: open, To: open}, e.at), nil
	}
	v, ok := parseEither(e.Value.Text)
	if !ok {
		return nil, failf(e.at, "`%s` is neither a date nor a timestamp, nor `..` for an open side", shortened(e.Value.Text))
	}
	return literal(v, e.at), nil
}
