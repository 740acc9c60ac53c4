package decode

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"oblast/geo/fault"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Unicode returns a file's text, and the encoding that it was read by: UTF-8, UTF-16 with a byte order mark, or
// Windows-1251 where the bytes are no UTF-8 and most of those above ASCII are Russian or Ukrainian letters in it.
func Unicode(b []byte) (text, name string, err error) {
	with := func(e encoding.Encoding, name string) (string, string, error) {
		out, err := e.NewDecoder().Bytes(b)
		return string(out), name, err
	}
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		b, name = b[3:], "UTF-8 with a mark"
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return with(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "UTF-16")
	default:
		name = "UTF-8"
	}
	switch at := invalidAt(b); {
	case bytes.IndexByte(b, 0) >= 0:
		return "", "", fmt.Errorf("has bytes of 0: it is no text, or UTF-16 without a byte order mark; save it as UTF-8: %w", fault.ErrInvalid)
	case at < 0:
		return string(b), name, nil
	case looksCyrillic(b):
		return with(charmap.Windows1251, "Windows-1251")
	default:
		return "", "", fmt.Errorf("is neither UTF-8 (line %d is not), nor UTF-16 with a byte order mark, nor Windows-1251; save it as UTF-8: %w", 1+bytes.Count(b[:at], []byte{'\n'}), fault.ErrInvalid)
	}
}

// invalidAt returns where a text stops being UTF-8; -1 for nowhere.
func invalidAt(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// looksCyrillic reports whether most bytes above ASCII are letters in Windows-1251: А to я, Ё, and the Ukrainian ones.
func looksCyrillic(b []byte) bool {
	letters, others := 0, 0
	for _, c := range b {
		switch {
		case c < utf8.RuneSelf:
		case c >= 0xC0, bytes.IndexByte([]byte{0xA8, 0xB8, 0xAF, 0xBF, 0xB2, 0xB3, 0xAA, 0xBA, 0xA5, 0xB4}, c) >= 0:
			letters++
		default:
			others++
		}
	}
	return letters > 9*others
}
