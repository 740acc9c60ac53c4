package encode

import (
	"time"
	"unicode/utf8"
)

// AppendXML appends s as XML character data, for content and quoted attributes. What XML 1.0 cannot hold becomes U+FFFD.
func AppendXML(dst []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		escape := ""
		switch {
		case r == '&':
			escape = "&amp;"
		case r == '<':
			escape = "&lt;"
		case r == '>':
			escape = "&gt;"
		case r == '"':
			escape = "&quot;"
		case r == '\r':
			escape = "&#13;"
		case r == utf8.RuneError && size == 1, r < ' ' && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
			escape = "\uFFFD"
		}
		if escape != "" {
			dst = append(append(dst, s[from:i]...), escape...)
			from = i + size
		}
		i += size
	}
	return append(dst, s[from:]...)
}

// element appends <name>text</name>; nothing for an empty text.
func element(dst []byte, name, text string) []byte {
	if text == "" {
		return dst
	}
	dst = append(append(append(dst, '<'), name...), '>')
	dst = AppendXML(dst, text)
	return append(append(append(dst, "</"...), name...), '>')
}

// xmlTime writes a time as XML Schema has it.
func xmlTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// first returns the text of the first of several columns that a row has.
func (l *Layer) first(row int32, names ...string) string {
	for _, name := range names {
		if c := l.table.Schema().Index(name); c >= 0 {
			if text, ok := l.table.Column(c).At(row); ok && text != "" {
				return text
			}
		}
	}
	return ""
}
