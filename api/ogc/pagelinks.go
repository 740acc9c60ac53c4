package ogc

import (
	"oblast/api/media"
	"oblast/geo/encode"
)

// next returns the address of the page behind, and prev that of the page before; nothing where there is none.
func (p *page) next(dst []byte) []byte {
	if !p.Next || len(p.Rows) == 0 {
		return dst
	}
	return p.at.with(dst, "after", p.features.Table().Cursor(p.Rows[len(p.Rows)-1], p.query.Sort), "before")
}

func (p *page) prev(dst []byte) []byte {
	if !p.Prev || len(p.Rows) == 0 {
		return dst
	}
	return p.at.with(dst, "before", p.features.Table().Cursor(p.Rows[0], p.query.Sort), "after")
}

// turns calls visit for the next page and for the one before; href appends nothing where there is none.
func (p *page) turns(visit func(rel, title string, href func([]byte) []byte)) {
	visit("next", "Next page", p.next)
	visit("prev", "Page before", p.prev)
}

// linkHeaders returns next and prev as values of the Link header.
func (p *page) linkHeaders() []string {
	var out []string
	buf := make([]byte, 0, 512)
	p.turns(func(rel, _ string, href func([]byte) []byte) {
		buf = append(buf[:0], '<')
		if buf = href(buf); len(buf) > 1 {
			buf = append(append(append(buf, `>; rel="`...), rel...), `"; type="`...)
			out = append(out, string(append(append(buf, p.offer.LinkType()...), '"')))
		}
	})
	return out
}

// links returns self, alternates, collection, next and prev.
func (p *page) links() []Link {
	links := append(p.at.alternates(p.offer, p.offers), Link{string(p.appendCollection(nil)), "collection", media.JSON.Type, p.layer.Title})
	p.turns(func(rel, title string, href func([]byte) []byte) {
		if at := href(nil); len(at) > 0 {
			links = append(links, Link{string(at), rel, p.offer.LinkType(), title})
		}
	})
	return links
}

// appendLinks appends the same as JSON; an address needs no escapes.
func (p *page) appendLinks(dst []byte) []byte {
	link := func(rel, mediaType, title string, href func([]byte) []byte) {
		before := len(dst)
		dst = append(dst, `{"href":"`...)
		from := len(dst)
		if dst = href(dst); len(dst) == from {
			dst = dst[:before]
			return
		}
		dst = append(append(dst, `","rel":"`...), rel...)
		dst = append(append(dst, `","type":"`...), mediaType...)
		dst = append(append(dst, `","title":"`...), title...)
		dst = append(dst, `"},`...)
	}
	dst = append(dst, '[')
	link("self", p.offer.LinkType(), "This document", func(b []byte) []byte { return p.at.with(b, "f", p.offer.Name) })
	dst = p.appendAlternates(dst)
	link("collection", media.JSON.Type, "The collection", p.appendCollection)
	p.turns(func(rel, title string, href func([]byte) []byte) { link(rel, p.offer.LinkType(), title, href) })
	dst[len(dst)-1] = ']'
	return dst
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
