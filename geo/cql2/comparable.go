package cql2

// comparable asks that the operands of a comparison, of BETWEEN or of IN can be compared with each other, makes texts the
// times that they are compared with, and lets a property say what it can be equal to.
func (c checker) comparable(e *Expr) error {
	lead := leading(e.Args)
	if lead.Type.temporal() {
		for i, a := range e.Args {
			e.Args[i] = moment(a)
		}
	}
	for _, a := range e.Args {
		switch a.Type {
		case Interval:
			return failf(a.at, "intervals are compared with T_EQUALS, T_BEFORE and their like")
		case Geometry:
			return failf(a.at, "geometries are compared with S_EQUALS, S_INTERSECTS and their like")
		case Array:
			return failf(a.at, "arrays are compared with A_EQUALS, A_CONTAINS and their like")
		}
		if !alike(lead.Type, a.Type) {
			return c.mismatch(lead, a)
		}
	}
	if e.Op == Equal || e.Op == NotEqual || e.Op == In {
		return c.known(e.Args)
	}
	return nil
}

// leading is the operand whose type the others are to have: the first that is no literal, or else the first.
func leading(operands []*Expr) *Expr {
	for _, o := range operands {
		if o.Op != Literal && o.Type != Unknown {
			return o
		}
	}
	return operands[0]
}

func alike(a, b Type) bool {
	return a == b || a == Unknown || b == Unknown || a.temporal() && b.temporal()
}

func (c checker) mismatch(lead, a *Expr) error {
	hint := c.hint(lead.Type, a)
	switch lead.Type {
	case Date:
		hint = "; write DATE('2025-08-27')"
	case Instant:
		hint = "; write TIMESTAMP('2025-08-27T03:00:00Z')"
	case Boolean:
		hint = "; write true or false"
	}
	return failf(a.at, "%s and cannot be compared with what %s%s", c.described(a), c.is(lead), hint)
}

func (c checker) is(e *Expr) string {
	if e.Type == Boolean || e.Type == Text {
		return "is " + e.Type.String()
	}
	return "is a " + e.Type.String()
}

// known lets a property say which texts it can be equal to.
func (c checker) known(operands []*Expr) error {
	for _, p := range operands {
		if p.Op != PropertyRef || p.Type != Text || c.Properties[p.Index].Check == nil {
			continue
		}
		for _, o := range operands {
			if o.Op != Literal || o.Type != Text {
				continue
			}
			if problem, allowed := c.Properties[p.Index].Check(o.Value.Text); problem != "" {
				f := failf(o.at, "`%s` %s", shortened(o.Value.Text), problem)
				f.allowed = allowed
				return f
			}
		}
	}
	return nil
}
