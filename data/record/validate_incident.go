package record

import "strconv"

// Validate reports every fault of the incident.
func (i *Incident) Validate() error { return faultsOf(i) }

func (i *Incident) validate(c *checker) {
	c.head(i.Kind, KindIncident, i.ID)
	if !i.IsInterception && !i.IsDamage {
		c.fault(at("/is_interception"), "is false and is_damage too; an incident is an interception, a damage report, or both", "", nil)
	}
	c.word(at("/weapon_class"), i.WeaponClass, WeaponClasses)
	if i.Count != nil {
		c.count(at("/count"), i.Count)
	} else if i.IsInterception {
		c.fault(at("/count"), "is null; an interception without a number is not_given: {\"min\":1,\"best\":null,\"max\":null,\"qualifier\":\"not_given\"}", "", nil)
	}
	c.when(&i.When)
	c.place(&i.Place)
	if i.Effects == nil {
		c.fault(at("/effects"), "is missing; write [] for an empty list", "", nil)
	}
	for e := range i.Effects {
		c.effect(e, &i.Effects[e])
	}
	c.wordOrNull(at("/response"), i.Response, Responses)
	if a := i.Attribution; a != nil {
		c.textOrNull(at("/attribution/attributed_to"), a.AttributedTo)
		c.textOrNull(at("/attribution/attributed_by"), a.AttributedBy)
		c.word(at("/attribution/other_side_stance"), a.OtherSideStance, Stances)
		c.idOrNull(at("/attribution/statement"), a.Statement)
	}
	c.ids("/statements", i.Statements, 1, "is empty; name the statement that describes the incident")
	c.word(at("/grade"), i.Grade, Grades)
	c.textOrNull(at("/grade_reason"), i.GradeReason)
	if i.Tags == nil {
		c.fault(at("/tags"), "is missing; write [] for an empty list", "", nil)
	}
	for t, tag := range i.Tags {
		c.text(in("/tags", t, ""), tag)
		if contains(i.Tags[:t], tag) {
			c.fault(in("/tags", t, ""), "stands in the list before", tag, nil)
		}
	}
}

// shapes says which numbers a qualifier leaves known.
var shapes = map[string]string{
	"exact":     "exact n is {n, n, n}",
	"at_least":  "at_least n is {n, null, null}",
	"more_than": "more_than n is {n+1, null, null}",
	"about":     "about n is {null, n, null}",
	"up_to":     "up_to n is {null, null, n}",
	"not_given": "not_given is {1, null, null}",
}

// count checks a count against the shape of its qualifier.
func (c *checker) count(s spot, n *Count) {
	c.word(s.with("/qualifier"), n.Qualifier, Qualifiers)
	if !contains(Qualifiers, n.Qualifier) {
		return
	}
	for _, v := range [...]struct {
		key string
		n   *int
	}{{"/min", n.Min}, {"/best", n.Best}, {"/max", n.Max}} {
		if v.n != nil && (*v.n < 0 || *v.n > maxInteger) {
			c.fault(s.with(v.key), "is not a number of events", strconv.Itoa(*v.n), nil)
		}
	}
	only := func(known *int, other ...*int) bool {
		for _, o := range other {
			if o != nil {
				return false
			}
		}
		return known != nil
	}
	fits := false
	switch n.Qualifier {
	case "exact":
		fits = n.Min != nil && n.Best != nil && n.Max != nil && *n.Min == *n.Best && *n.Best == *n.Max
	case "at_least":
		fits = only(n.Min, n.Best, n.Max)
	case "more_than":
		fits = only(n.Min, n.Best, n.Max) && *n.Min >= 1
	case "about":
		fits = only(n.Best, n.Min, n.Max)
	case "up_to":
		fits = only(n.Max, n.Min, n.Best)
	case "not_given":
		fits = only(n.Min, n.Best, n.Max) && *n.Min == 1
	}
	if !fits {
		c.fault(s, "does not fit its qualifier, by min, best, max: "+shapes[n.Qualifier], "", nil)
	}
}

// effect checks what happened to a subject. Only what is reported has a number; "none" may be given as the number 0.
func (c *checker) effect(i int, e *Effect) {
	c.word(in("/effects", i, "/subject"), e.Subject, Subjects)
	c.textOrNull(in("/effects", i, "/part"), e.Part)
	c.word(in("/effects", i, "/state"), e.State, EffectStates)
	c.word(in("/effects", i, "/cause"), e.Cause, Causes)
	c.idOrNull(in("/effects", i, "/statement"), e.Statement)
	if e.Count == nil {
		return
	}
	c.count(in("/effects", i, "/count"), e.Count)
	switch {
	case e.State == "reported", !contains(EffectStates, e.State):
	case e.State == "none_reported" && e.Count.Qualifier == "exact" && e.Count.Max != nil && *e.Count.Max == 0:
	case e.State == "none_reported":
		c.fault(in("/effects", i, "/count"), "is given, but none is reported; write null, or exact 0 where the number 0 was stated", "", nil)
	default:
		c.fault(in("/effects", i, "/count"), "is given, but the state is "+e.State+"; write null", "", nil)
	}
}
