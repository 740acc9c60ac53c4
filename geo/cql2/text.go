package cql2

import (
	"errors"
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
			return nil, p.unexpected("AND, OR or the end", p.behind())
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
	if err == nil {
		return e, nil
	}
	var f *fail
	if errors.As(err, &f) {
		return nil, report(source, f)
	}
	return nil, err
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

// unexpected is the fault of a token that cannot stand where it does; a hint says what to write.
func (p *parser) unexpected(wanted string, hint ...string) error {
	return failf(p.now.at, "%s stands where %s should%s", p.now.shown(), wanted, strings.Join(hint, ""))
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
	all := append(make([]*Expr, 0, 4), first)
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
	if p.now.kind == textToken || p.now.kind == numberToken {
		return nil, p.unexpected("`null`", "; what is equal is written with `=`")
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
	all, err := p.list(append(make([]*Expr, 0, 4), left), p.or)
	if err != nil {
		return nil, err
	}
	return node(In, at, all...)
}

// list reads what stands in parentheses with commas, one at least, behind what is there already.
func (p *parser) list(all []*Expr, operand func() (*Expr, error)) ([]*Expr, error) {
	if err := p.need("("); err != nil {
		return nil, err
	}
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
