package ogc

import (
	"encoding/json"
	"strings"

	"oblast/api/problem"
)

// shared are the parts of the API description that several operations have: each stands once under components, and is
// referred to. What one operation alone has stands in its place.
type shared struct {
	parameters, successes *pool
}

func newShared() *shared {
	return &shared{newPool("parameters"), newPool("responses")}
}

// count takes note of an operation's parts. All operations are counted before the first is described.
func (s *shared) count(o *Operation) {
	for _, p := range parameters(o) {
		s.parameters.count(p)
	}
	s.successes.count(part{"OK", short(o.ID), success(o)})
}

// components is the member of that name.
func (s *shared) components() any {
	answers := s.successes.parts
	answers.add("Held", map[string]any{"description": "The client holds this version (If-None-Match)"})
	for _, a := range []struct{ name, words string }{
		{"Invalid", "Parameters are wrong; each fault is listed with what is allowed"},
		{"NotFound", "There is no such thing, or no such state of the log yet"},
		{"NotAcceptable", "The content cannot be had in that format"},
		{"TooLarge", "The body is larger than is read"},
		{"TooLong", "The address is longer than is read"},
		{"NotJSON", "The body is sent in another form than those that are read"},
		{"Fault", "The fault is the server's"}} {
		answers.add(a.name, map[string]any{"description": a.words,
			"content": map[string]any{problem.MediaType: map[string]any{"schema": map[string]any{"$ref": "#/components/schemas/Problem"}}}})
	}
	answers.add("Overlong", map[string]any{"description": "The address and the fields of the request are longer than is read"})
	all := orderedMap{}
	all.add("parameters", s.parameters.parts)
	all.add("responses", answers)
	all.add("schemas", answerSchemas())
	return all
}

// part is a piece of the description, what it is called and where it was met.
type part struct {
	name, where string
	body        orderedMap
}

// parameters are those of an operation, each described.
func parameters(o *Operation) []part {
	var all []part
	where := short(o.ID)
	for _, p := range o.PathParams {
		all = append(all, part{p.Name, where, parameter(p, "path")})
	}
	for _, p := range o.Params {
		all = append(all, part{p.Name, where, parameter(p, "query")})
	}
	return all
}

// short is what tells parts apart that are named for the operation of that id: they are referred to often.
func short(id string) string {
	id = strings.TrimSuffix(id, ".collection.vector.getTile")
	return strings.TrimPrefix(id, "collection.vector.")
}

// pool holds the parts of one kind that are used more than once. That which most operations use of a name has it plain
// (QGIS takes the size of its pages from components/parameters/limit); another of the same name is named for the operation
// where it was met first as well.
type pool struct {
	kind  string
	uses  map[string]int    // by content
	plain map[string]string // content by name
	names map[string]string // by content
	parts orderedMap
}

func newPool(kind string) *pool {
	return &pool{kind: kind, uses: map[string]int{}, plain: map[string]string{}, names: map[string]string{}}
}

func (p *pool) count(n part) {
	key := content(n.body)
	p.uses[key]++
	if most, ok := p.plain[n.name]; !ok || p.uses[key] > p.uses[most] {
		p.plain[n.name] = key
	}
}

// use returns the part, or a reference to it.
func (p *pool) use(n part) any {
	key := content(n.body)
	if p.uses[key] < 2 {
		return n.body
	}
	name, ok := p.names[key]
	if !ok {
		if name = n.name; p.plain[name] != key {
			name += "-" + n.where
		}
		p.names[key] = name
		p.parts.add(name, n.body)
	}
	return map[string]any{"$ref": "#/components/" + p.kind + "/" + name}
}

// content tells parts apart.
func content(body orderedMap) string {
	b, err := json.Marshal(body)
	if err != nil {
		return "" // texts, numbers and lists of such can always be written
	}
	return string(b)
}
