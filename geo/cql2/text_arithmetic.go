package cql2

func (p *parser) sum() (*Expr, error) { return p.chain(additive, p.product) }

func (p *parser) product() (*Expr, error) { return p.chain(multiplicative, p.power) }

func additive(t *token) Op {
	switch {
	case t.is("+"):
		return Add
	case t.is("-"):
		return Subtract
	}
	return Literal
}

func multiplicative(t *token) Op {
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
func (p *parser) chain(operator func(*token) Op, operand func() (*Expr, error)) (*Expr, error) {
	left, err := operand()
	for err == nil {
		op := operator(&p.now)
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
