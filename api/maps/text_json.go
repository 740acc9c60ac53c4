package maps

import (
	"strconv"

	"oblast/geo/geocode/mention"
)

// AppendText appends the mentions of a text as a GeocodeJSON FeatureCollection: a feature a mention, in the order of the
// text, and beside the features the names that were passed over.
func (s *Service) AppendText(dst []byte, text string, found *mention.Result, f Form, decided []Decision) []byte {
	dst = append(dst, s.opening[:len(s.opening)-len(queryMember)]...)
	dst = append(dst, `},"features":[`...)
	for i := range found.Mentions {
		m := &found.Mentions[i]
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"type":"Feature","properties":{"geocoding":{`...)
		dst = s.appendMatch(dst, &m.Match, f, decided)
		dst = appendMentioned(append(dst, `,"mention":`...), text, m.From, m.To, m.FromRune, m.ToRune)
		dst = append(dst, `,"sentence":`...)
		dst = strconv.AppendInt(dst, int64(m.Sentence), 10)
		dst = append(dst, `},"context":`...)
		dst = s.appendContext(dst, text, m, f.Lang)
		dst = append(dst, `,"suggestions":`...)
		dst = appendSuggestions(dst, m.Suggestions)
		dst = append(dst, `,"rejected":`...)
		dst = appendRejected(dst, m.Rejected)
		dst = append(dst, `}},"geometry":`...)
		dst = append(s.appendPlaceGeometry(dst, &m.Place, f), '}')
	}
	dst = append(dst, `],"passed_over":[`...)
	for i := range found.Passed {
		p := &found.Passed[i]
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendMentioned(dst, text, p.From, p.To, p.FromRune, p.ToRune)
		dst = append(appendMember(dst, `,"reason":`, p.Reason), '}')
	}
	return append(dst, "]}\n"...)
}

// appendMentioned opens an object with words of the text and where they stand: byte and rune offsets, the end excluded.
func appendMentioned(dst []byte, text string, from, to, fromRune, toRune int) []byte {
	dst = appendMember(dst, `{"text":`, text[from:to])
	for _, member := range [...]struct {
		name  string
		value int
	}{{`,"start":`, from}, {`,"end":`, to}, {`,"start_rune":`, fromRune}, {`,"end_rune":`, toRune}} {
		dst = strconv.AppendInt(append(dst, member.name...), int64(member.value), 10)
	}
	return dst
}

// appendContext appends the weak parent that decided what a mention means; null where none did.
func (s *Service) appendContext(dst []byte, text string, m *mention.Mention, lang string) []byte {
	if m.Context == nil {
		return append(dst, "null"...)
	}
	dst = append(dst, `{"parent":`...)
	dst = s.appendIDName(dst, m.Context.Unit, lang)
	dst = appendMember(dst, `,"where":`, m.Context.Where)
	dst = append(appendMember(dst, `,"text":`, text[m.Context.From:m.Context.To]), `,"start":`...)
	dst = strconv.AppendInt(dst, int64(m.Context.From), 10)
	dst = append(dst, `,"end":`...)
	return append(strconv.AppendInt(dst, int64(m.Context.To), 10), '}')
}

// queryMember ends the head of answers about one query.
const queryMember = `,"query":`
