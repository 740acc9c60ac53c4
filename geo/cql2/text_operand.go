package cql2

import (
	"slices"
	"strings"
)

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
	case lower == "null":
		return nil, failf(t.at, "nothing is equal to NULL; write IS NULL or IS NOT NULL (a property of that name is written \"%s\")", t.text)
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
	sides, err := p.list(nil, p.or)
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
