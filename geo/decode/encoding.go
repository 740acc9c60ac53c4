package decode

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"oblast/geo/fault"
)

// sniffed is how much of a text is looked at to tell its encoding.
const sniffed = 64 << 10

// mark is the byte order mark of UTF-8.
const mark = "\xef\xbb\xbf"

var utf16 = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)

func isUTF16(first []byte) bool {
	return bytes.HasPrefix(first, []byte{0xFF, 0xFE}) || bytes.HasPrefix(first, []byte{0xFE, 0xFF})
}

// Text returns a reader of a file's text as UTF-8 without a byte order mark, and the encoding that it is read by: UTF-8,
// UTF-16 with a byte order mark, or Windows-1251 where the first bytes are no UTF-8 and most of those above ASCII are
// Russian or Ukrainian letters in it. What follows may still not be UTF-8. Bytes that are no text are a fault.ErrInvalid.
func Text(in io.Reader) (text *bufio.Reader, name string, err error) {
	return read(in, sniffed, startsUTF8)
}

// Unicode returns a whole file's text, and the encoding that it was read by; see Text. Here all of it is looked at, and what
// is not UTF-8 in the end is a fault.ErrInvalid that names the line.
func Unicode(b []byte) (text, name string, err error) {
	in, name, err := read(bytes.NewReader(b), max(len(b), sniffed), utf8.Valid)
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

// read tells the encoding by the first bytes, as many as size; isUTF8 judges them.
func read(in io.Reader, size int, isUTF8 func(b []byte) bool) (text *bufio.Reader, name string, err error) {
	raw := bufio.NewReaderSize(in, size)
	first, err := raw.Peek(size)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, "", err
	}
	from := func(e encoding.Encoding, name string) (*bufio.Reader, string, error) {
		return bufio.NewReaderSize(e.NewDecoder().Reader(raw), sniffed), name, nil
	}
	switch {
	case bytes.HasPrefix(first, []byte(mark)):
		_, err := raw.Discard(len(mark))
		return raw, "UTF-8 with a mark", err
	case isUTF16(first):
		return from(utf16, "UTF-16")
	case bytes.IndexByte(first, 0) >= 0:
		return nil, "", &fault.FieldError{Problem: "has bytes of 0: it is no text, or UTF-16 without a byte order mark; save it as UTF-8"}
	case !isUTF8(first) && looksCyrillic(first):
		return from(charmap.Windows1251, "Windows-1251")
	}
	return raw, "UTF-8", nil
}

// Unmarked returns a reader of JSON as UTF-8: some programs write UTF-16, or a byte order mark before it. It does not wait
// for more than the mark.
func Unmarked(in io.Reader) (io.Reader, error) {
	raw := bufio.NewReaderSize(in, sniffed)
	first, err := raw.Peek(2)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, fmt.Errorf("read line 1: %w", err)
	case isUTF16(first):
		return utf16.NewDecoder().Reader(raw), nil
	case bytes.HasPrefix(first, []byte(mark[:2])):
		if first, _ := raw.Peek(len(mark)); string(first) == mark {
			_, err = raw.Discard(len(mark))
			return raw, err
		}
	}
	return raw, nil
}

// startsUTF8 reports whether a text that may be cut off inside a letter is UTF-8.
func startsUTF8(b []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut < len(b); cut++ {
		if utf8.Valid(b[:len(b)-cut]) {
			return cut == 0 || !utf8.FullRune(b[len(b)-cut:])
		}
	}
	return len(b) == 0
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
