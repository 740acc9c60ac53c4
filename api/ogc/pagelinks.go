package ogc

import (
	"strings"

	"oblast/api/media"
	"oblast/geo/encode"
)

// turn leads to the page behind, or to the one before.
type turn struct {
	rel, title string
	field      string // the value of a Link header field (RFC 8288), which begins with <the address>
}

// href is the address that a turn leads to.
func (t *turn) href() string { return t.field[1:strings.IndexByte(t.field, '>')] }

// turns returns next and prev, as far as there are such pages; made once they are found.
func (p *page) turns() []turn { return p.turned[:p.turnings] }

// turn makes them.
func (p *page) turn() {
	if p.turnings = 0; len(p.Rows) == 0 {
		return
	}
	t := p.features.Table()
	if p.Next {
		p.turnTo("next", "Next page", "after", t.Cursor(p.Rows[len(p.Rows)-1], p.query.Sort), "before")
	}
	if p.Prev {
		p.turnTo("prev", "Page before", "before", t.Cursor(p.Rows[0], p.query.Sort), "after")
	}
}

// turnTo adds the page on one side of a cursor; other is the parameter of the other side.
func (p *page) turnTo(rel, title, side, cursor, other string) {
	var room [512]byte
	field := p.at.with(append(room[:0], '<'), side, cursor, other)
	field = append(append(append(field, `>; rel="`...), rel...), `"; type="`...)
	field = append(append(field, p.offer.LinkType()...), '"')
	p.turned[p.turnings] = turn{rel, title, string(field)}
	p.turnings++
}

// ogcRel begins the link relations that the OGC has registered.
const ogcRel = "http://www.opengis.net/def/rel/ogc/1.0/"

// choosing appends the links to what items may be filtered and ordered by (OGC 19-079r2, requirement class Queryables; Part 8,
// Sortables): both stand in one piece of memory, for every page has them.
func (p *page) choosing(links []string) []string {
	var room [512]byte
	one := func(dst []byte, name string) []byte {
		dst = append(append(p.appendCollection(append(dst, '<')), '/'), name...)
		return append(append(append(append(append(dst, `>; rel="`+ogcRel...), name...), `"; type="`...), schemaOffer.Type...), '"')
	}
	both := one(room[:0], "queryables")
	end := len(both)
	text := string(one(both, "sortables"))
	return append(links, text[:end], text[end:])
}

// links returns self, alternates, collection, next and prev.
func (p *page) links() []Link {
	links := append(p.at.alternates(p.offer, p.offers), Link{string(p.appendCollection(nil)), "collection", media.JSON.Type, p.layer.Title})
	for _, t := range p.turns() {
		links = append(links, Link{t.href(), t.rel, p.offer.LinkType(), t.title})
	}
	return links
}

// appendLinks appends the same as JSON; an address needs no escapes.
func (p *page) appendLinks(dst []byte) []byte {
	dst = p.at.with(append(dst, `[{"href":"`...), "f", p.offer.Name)
	dst = append(appendLink(dst, "self", p.offer.LinkType(), "This document"), ',')
	dst = p.appendAlternates(dst)
	dst = p.appendCollection(append(dst, `{"href":"`...))
	dst = appendLink(dst, "collection", media.JSON.Type, "The collection")
	for _, t := range p.turns() {
		dst = append(append(dst, `,{"href":"`...), t.href()...)
		dst = appendLink(dst, t.rel, p.offer.LinkType(), t.title)
	}
	return append(dst, ']')
}

// appendLink appends what follows the address of a link.
func appendLink(dst []byte, rel, mediaType, title string) []byte {
	dst = append(append(dst, `","rel":"`...), rel...)
	dst = append(append(dst, `","type":"`...), mediaType...)
	dst = append(append(dst, `","title":"`...), title...)
	return append(dst, `"}`...)
}

func (p *page) appendCollection(dst []byte) []byte {
	return append(append(append(dst, p.at.base...), "/collections/"...), p.layer.Name...)
}

// appendAlternates appends the links to the other formats (requirement 28 B): there are many, so the address is written
// once and copied.
func (p *page) appendAlternates(dst []byte) []byte {
	from := len(dst)
	dst = p.at.with(append(dst, `{"href":"`...), "f", "")
	to := len(dst)
	for i := range p.offers {
		o := &p.offers[i]
		if o.Name == p.offer.Name {
			continue
		}
		if i > 0 && len(dst) > to {
			dst = append(dst, dst[from:to]...)
		}
		dst = append(append(dst, o.Name...), `","rel":"alternate","type":"`...)
		dst = append(append(dst, o.LinkType()...), `"},`...)
	}
	if len(dst) == to {
		return dst[:from]
	}
	return dst
}

// appendLinks appends links as JSON.
func appendLinks(dst []byte, links []Link) []byte {
	dst = append(dst, '[')
	for i, l := range links {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = encode.AppendString(append(dst, `{"href":`...), l.Href)
		dst = encode.AppendString(append(dst, `,"rel":`...), l.Rel)
		dst = encode.AppendString(append(dst, `,"type":`...), l.Type)
		dst = append(encode.AppendString(append(dst, `,"title":`...), l.Title), '}')
	}
	return append(dst, ']')
}
