package respond

import (
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"
)

// Fields are header fields that many answers have alike, written out once. Through a connection of Join they go beside the
// map of an answer's header, which net/http makes, grows, copies and sorts anew for each answer. Immutable.
type Fields struct {
	values http.Header
	text   []byte // as they stand in a header
}

// NewFields returns fields from names and values in turn: constants of the program, without line ends.
func NewFields(pairs ...string) *Fields {
	f := &Fields{values: http.Header{}}
	for pair := range slices.Chunk(pairs, 2) {
		f.values[http.CanonicalHeaderKey(pair[0])] = pair[1:2:2]
		f.text = append(f.text, pair[0]+": "+pair[1]+"\r\n"...)
	}
	return f
}

// Put gives them to the answer that is about to begin: call it where nothing but its status is still to come. An answer
// with a status from 400 on keeps fields of the same names that it has already; others must have none.
func (f *Fields) Put(c echo.Context) {
	res := c.Response()
	if conn := connectionOf(c.Request().Context()); conn != nil && res.Status < http.StatusBadRequest {
		conn.say(f.text)
		return
	}
	h := res.Header()
	for name, values := range f.values {
		if h[name] == nil {
			h[name] = values
		}
	}
}

// connectionOf returns the connection of a request; nil where it is not one of Join.
func connectionOf(ctx context.Context) *joined {
	c, _ := ctx.Value(inConnection{}).(*joined)
	return c
}

// kind is how a reply may be kept and asked for again.
type kind struct {
	control    string // Cache-Control
	negotiated bool   // the client chose its language
	parts      bool   // parts of it can be asked for
}

// fields tell caches what to do with an answer.
func (k kind) fields() *Fields {
	pairs := []string{"Cache-Control", k.control, "Vary", "Accept, Accept-Encoding"}
	if k.negotiated {
		pairs[3] += ", Accept-Language"
	}
	if k.parts {
		pairs = append(pairs, "Accept-Ranges", "bytes")
	}
	return NewFields(pairs...)
}

// kinds returns the fields of every kind with one of the named controls.
func kinds() map[kind]*Fields {
	all := map[kind]*Fields{}
	for _, control := range []string{Live, Immutable, NoStore} {
		for _, negotiated := range []bool{false, true} {
			for _, parts := range []bool{false, true} {
				k := kind{control, negotiated, parts}
				all[k] = k.fields()
			}
		}
	}
	return all
}

// kindOf returns the fields of a reply's kind.
func (r *Responder) kindOf(reply *Reply) *Fields {
	k := kind{reply.CacheControl, reply.Negotiated, reply.strong()}
	if k.control == "" {
		k.control = NoStore
		if reply.ETag != "" {
			k.control = Live
		}
	}
	if f, ok := r.kinds[k]; ok {
		return f
	}
	return k.fields()
}

// begin sends the status of an answer of the kind.
func (f *Fields) begin(c echo.Context, status int) {
	c.Response().Status = status
	f.Put(c)
	c.Response().WriteHeader(status)
}
