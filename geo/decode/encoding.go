package decode

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
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
	return read(in, func(first []byte) verdict {
		return verdict{utf8: startsUTF8(first), cyrillic: looksCyrillic(first), zero: bytes.IndexByte(first, 0) >= 0}
	})
}

// Whole is Text for a file that can be read twice: all of it is looked at before any of it is returned, and what is not UTF-8
// in the end is a fault.ErrInvalid that names the line.
func Whole(in io.ReadSeeker) (text *bufio.Reader, name string, err error) {
	var j judge
	if _, err := io.Copy(&j, in); err != nil {
		return nil, "", err
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, "", err
	}
	if text, name, err = read(in, func([]byte) verdict { return j.verdict() }); err != nil {
		return nil, "", err
	}
	if strings.HasPrefix(name, "UTF-8") && !j.verdict().utf8 {
		return nil, "", fmt.Errorf("is neither UTF-8 (line %d is not), nor UTF-16 with a byte order mark, nor Windows-1251; save it as UTF-8: %w", j.line(), fault.ErrInvalid)
	}
	return text, name, nil
}

// Unicode returns a whole file's text, and the encoding that it was read by; see Whole.
func Unicode(b []byte) (text, name string, err error) {
	in, name, err := Whole(bytes.NewReader(b))
	if err != nil {
		return "", "", err
	}
	out, err := io.ReadAll(in)
	return string(out), name, err
}

// verdict is what the bytes of a text tell of its encoding.
type verdict struct{ utf8, cyrillic, zero bool }

// judge looks at a whole text that is written to it.
type judge struct {
	cut             []byte // the beginning of a letter whose end was not written yet
	bad             bool   // some of it is no UTF-8
	lines           int    // that ended before what is bad
	letters, others int    // bytes above ASCII that are letters in Windows-1251, and others
	zero            bool
}

// Write implements io.Writer.
func (j *judge) Write(b []byte) (int, error) {
	letters, others := countCyrillic(b)
	j.letters, j.others, j.zero = j.letters+letters, j.others+others, j.zero || bytes.IndexByte(b, 0) >= 0
	if j.bad {
		return len(b), nil
	}
	text := b
	if len(j.cut) > 0 {
		text = append(j.cut, b...)
	}
	whole := len(text)
	for cut := 1; cut < utf8.UTFMax && cut <= len(text); cut++ {
		if utf8.RuneStart(text[len(text)-cut]) {
			if !utf8.FullRune(text[len(text)-cut:]) {
				whole = len(text) - cut
			}
			break
		}
	}
	good := text[:whole]
	if at := invalidAt(good); at >= 0 {
		j.bad, good = true, good[:at]
	}
	j.lines += bytes.Count(good, []byte{'\n'})
	j.cut = append([]byte(nil), text[whole:]...)
	return len(b), nil
}

func (j *judge) verdict() verdict {
	return verdict{utf8: !j.bad && len(j.cut) == 0, cyrillic: mostLetters(j.letters, j.others), zero: j.zero}
}

// line is the first that is no UTF-8.
func (j *judge) line() int { return 1 + j.lines }

// read tells the encoding by marks at the beginning, and by what is judged of the text from its first bytes on.
func read(in io.Reader, of func(first []byte) verdict) (text *bufio.Reader, name string, err error) {
	raw := bufio.NewReaderSize(in, sniffed)
	first, err := raw.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, "", err
	}
	from := func(e encoding.Encoding, name string) (*bufio.Reader, string, error) {
		return bufio.NewReaderSize(e.NewDecoder().Reader(raw), sniffed), name, nil
	}
	if isUTF16(first) {
		return from(utf16, "UTF-16")
	}
	switch v := of(first); {
	case v.zero:
		return nil, "", &fault.FieldError{Problem: "has bytes of 0: it is no text, or UTF-16 without a byte order mark; save it as UTF-8"}
	case bytes.HasPrefix(first, []byte(mark)):
		_, err := raw.Discard(len(mark))
		return raw, MarkedUTF8, err
	case !v.utf8 && v.cyrillic:
		return from(charmap.Windows1251, "Windows-1251")
	}
	return raw, "UTF-8", nil
}

// MarkedUTF8 is the name of UTF-8 that begins with a byte order mark.
const MarkedUTF8 = "UTF-8 with a mark"

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

// looksCyrillic reports whether most bytes above ASCII are letters in Windows-1251.
func looksCyrillic(b []byte) bool { return mostLetters(countCyrillic(b)) }

func mostLetters(letters, others int) bool { return letters > 9*others }

// countCyrillic counts bytes above ASCII that are letters in Windows-1251, А to я, Ё, and the Ukrainian ones, and the others.
func countCyrillic(b []byte) (letters, others int) {
	for _, c := range b {
		switch {
		case c < utf8.RuneSelf:
		case c >= 0xC0, strings.IndexByte("\xA8\xB8\xAF\xBF\xB2\xB3\xAA\xBA\xA5\xB4", c) >= 0:
			letters++
		default:
			others++
		}
	}
	return letters, others
}
