package maps

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"oblast/api/problem"
	"oblast/geo/decode"
	"oblast/geo/fault"

	"github.com/labstack/echo/v4"
)

// lineTypes are the media types under which JSON lines are sent; none is registered.
var lineTypes = map[string]bool{"application/x-ndjson": true, "application/ndjson": true, "application/jsonl": true, "application/x-jsonlines": true, "application/jsonlines": true}

// contentType is the media type of a request's body, without its parameters; empty where it has none.
func contentType(c echo.Context) string {
	kind, _, err := mime.ParseMediaType(c.Request().Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

func isJSON(kind string) bool { return kind == "application/json" || strings.HasSuffix(kind, "+json") }

// EncodingHeader says how a body was read that was not plain UTF-8.
const EncodingHeader = "Oblast-Encoding"

// readBody returns a request's body, of at most so many bytes, in UTF-8: UTF-16 with a byte order mark and Windows-1251 are
// known by their bytes, and the answer says so. What is none of these is returned as it is. A body that breaks off is a
// fault of who sent it.
func readBody(c echo.Context, most int64) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, most))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large), errors.Is(err, problem.ErrBusy):
		return nil, err
	case err != nil && c.Request().Context().Err() != nil:
		return nil, c.Request().Context().Err() // nobody is there to be told
	case err != nil:
		return nil, &fault.FieldError{Field: "body", Problem: "breaks off before its end", Allowed: []string{"as many bytes as Content-Length says, or whole chunks with the last one"}}
	case utf8.Valid(body) && !bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		return body, nil
	}
	text, encoding, err := decode.Unicode(body)
	if err != nil || encoding == "Windows-1251" && !mostlyCyrillic(body) {
		return body, nil // what is wrong with it is told where it stands
	}
	c.Response().Header().Set(EncodingHeader, encoding)
	return []byte(text), nil
}

// mostlyCyrillic reports whether at least one byte in eight is above ASCII: in western encodings few letters are (café).
func mostlyCyrillic(body []byte) bool {
	above := 0
	for _, b := range body {
		if b >= utf8.RuneSelf {
			above++
		}
	}
	return above*8 >= len(body)
}

// read takes the members of a body apart.
func (b *batch) read(c echo.Context) error {
	kind := contentType(c)
	ofLines := lineTypes[kind]
	if !ofLines && !isJSON(kind) {
		return fmt.Errorf("%w: send a JSON array as application/json, or JSON lines as application/x-ndjson", problem.ErrUnsupportedMediaType)
	}
	body, err := readBody(c, mostBatchBody)
	if err != nil {
		return err
	}
	if ofLines {
		if b.lines = linesOf(body); len(b.lines.starts) == 0 {
			return &fault.FieldError{Field: "body", Problem: "is empty", Allowed: []string{`lines such as "Kaluga region" or {"q":"Kirov","within":"RU-KLU"}`}}
		}
		return nil
	}
	if err := b.readJSON(body); err != nil {
		return &fault.FieldError{Field: "body", Problem: unreadable(err), Allowed: []string{`["Kaluga region", {"q":"Kirov","within":"RU-KLU"}]`, `{"queries":[{"q":"Kaluga region"}],"geometry":"none"}`}}
	}
	return nil
}

// lines are those of a body that are not blank. They take four bytes each beside it, however short they are.
type lines struct {
	body   []byte
	starts []uint32
}

func linesOf(body []byte) *lines {
	n := 0
	for line := range bytes.Lines(body) {
		if len(bytes.TrimSpace(line)) > 0 {
			n++
		}
	}
	l, at := &lines{body, make([]uint32, 0, n)}, 0
	for line := range bytes.Lines(body) {
		if len(bytes.TrimSpace(line)) > 0 {
			l.starts = append(l.starts, uint32(at))
		}
		at += len(line)
	}
	return l
}

// at returns line i without the space around it.
func (l *lines) at(i int) []byte {
	line, _, _ := bytes.Cut(l.body[l.starts[i]:], []byte{'\n'})
	return bytes.TrimSpace(line)
}
