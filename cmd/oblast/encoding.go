package main

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"oblast/data/exchange"
	"oblast/geo/fault"
)

// decodeText returns a file's text, and the encoding that it was read by, as exchange.Text tells it.
func decodeText(b []byte) (text, name string, err error) {
	in, name, err := exchange.Text(bytes.NewReader(b))
	if err != nil {
		return "", "", err
	}
	out, err := io.ReadAll(in)
	if err != nil {
		return "", "", err
	}
	if at := invalidAt(out); at >= 0 {
		return "", "", fmt.Errorf("is neither UTF-8 (line %d is not), nor UTF-16 with a byte order mark, nor Windows-1251; save it as UTF-8: %w", 1+bytes.Count(out[:at], []byte{'\n'}), fault.ErrInvalid)
	}
	return string(out), name, nil
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
