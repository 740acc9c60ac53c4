// Package respond writes every successful answer: one place for ETag, Last-Modified and 304, ranges, Cache-Control, HEAD, Link,
// compression and the cache of what was sent.
//
// In comes a Reply that knows its media type, its version and how to build its body; out go headers and bytes. A body is
// built whole before the status is written, so that an error while building is still an honest error answer; only a
// Stream is sent as it is made, and cut off visibly when it fails. Safe for concurrent use.
package respond

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
)

// Cache-Control of the three kinds of answers.
const (
	Live      = "public, max-age=0, must-revalidate"  // follows the log: ask again, mostly 304
	Immutable = "public, max-age=31536000, immutable" // its address names its version
	NoStore   = "no-store"
)

// Reply is an answer about to be written. Body or Stream must be set.
type Reply struct {
	MediaType    string
	ETag         string    // the version of the content, without quotes; "": no validation
	Weak         bool      // answers of one version differ in bytes, not in what they say (RFC 9110, 8.8.1); without Popular Key is not used
	Modified     time.Time // when the content came to be what it is; zero: not known
	CacheControl string    // Live, Immutable or NoStore; "": Live with an ETag, else NoStore
	Links        []string  // values of Link header fields (RFC 8288)
	Language     string    // Content-Language; "": none
	// Negotiated says that Accept-Language chose the language, so that a cache tells requests apart by it.
	Negotiated bool
	// Attachment is the file name that a browser should save the answer under; "": shown in place.
	Attachment string
	// Key names the content within its ETag, usually the path and query; compressed bytes are kept under both.
	// "": compressed anew each time.
	Key string
	// KeepPlain keeps the uncompressed bytes too: for answers that cost more to build than to store.
	KeepPlain bool
	// Popular is for content of which most is asked for once and some by everybody, as pages of items are: it is kept, in
	// whatever coding, from the second time on that it is asked for within a while; then its first bytes stand for it, though
	// Weak says that others would say the same.
	Popular bool
	// Told are the fields of the header, in canonical form, that a Popular Body sets: they are kept with it.
	Told []string
	// Body appends the content to dst and returns it; dst is reused afterwards.
	Body func(dst []byte) ([]byte, error)
	// Stream writes the content piece by piece: for answers above 2 MB.
	Stream func(w io.Writer) error
	// Same says that a Stream under one ETag and Key is the same bytes each time, so that parts of it can be asked for: it is
	// then made as a file that is kept for the next part. A Stream that is read in parts by nature is always made so.
	Same, Parts bool
	// Before runs before a Stream begins and may still set headers or fail: not where the client holds the content.
	Before func() error

	kind *Fields
}

// Responder writes replies and keeps what is worth it.
type Responder struct {
	cache    *cache
	encoders *encoders
	buffers  sync.Pool // *[]byte, for bodies
	slots    slots     // one an encoder at work
	files    files     // of what is read in parts
	kinds    map[kind]*Fields
	door     *door
	of       string                   // part of every entity tag
	started  time.Time                // nothing is answered as it was by a program before this one
	modified atomic.Pointer[modified] // of the last answer: most tell of the same state
}

// New returns a responder that keeps at most cacheBytes of answers and compresses at most atOnce side by side: more than
// there are cores only makes everybody wait longer. of names all that decides answers beside their version, such as files
// and settings of the operator, in letters, digits, "-" and "."; "" where nothing does. It is a part of every entity tag: a
// client must not take what an earlier server sent for what this one would.
func New(cacheBytes int64, atOnce int, of string) *Responder {
	if of != "" {
		of = "-" + of
	}
	return &Responder{
		of:       of,
		cache:    newCache(cacheBytes),
		encoders: newEncoders(),
		buffers:  sync.Pool{New: func() any { return new([]byte) }},
		slots:    make(slots, max(atOnce, 1)),
		kinds:    kinds(),
		door:     newDoor(),
		started:  time.Now(),
	}
}

// largestKept bounds the buffers that go back to the pool.
const largestKept = 8 << 20

// Send writes the reply. On an error nothing has been written yet, except by a Stream.
func (r *Responder) Send(c echo.Context, reply Reply) error {
	coding := identity
	if accept := c.Request().Header["Accept-Encoding"]; len(accept) > 0 && compressible(reply.MediaType) {
		coding = negotiate(strings.Join(accept, ","))
	}
	if reply.Stream != nil && reply.Parts || reply.ranged(c.Request()) {
		coding = identity // ranges are those of the content itself
	}
	reply.kind = r.kindOf(&reply)
	tag, modified := r.entityTag(c, &reply, coding), r.lastModified(reply.Modified)
	writeHeader(c.Response().Header(), &reply, tag, modified)
	if notModified(c.Request(), tag, modified) {
		reply.kind.begin(c, http.StatusNotModified)
		return nil
	}
	if reply.Stream != nil {
		if reply.Before != nil {
			if err := reply.Before(); err != nil {
				return err
			}
		}
		if reply.Parts || reply.ranged(c.Request()) {
			return r.sendFile(c, &reply)
		}
		return r.stream(c, &reply, coding)
	}
	key := reply.contentKey(coding)
	if kept := r.cache.get(key); kept != nil {
		for name, values := range kept.told {
			c.Response().Header()[name] = values
		}
		return write(c, &reply, coding, kept.bytes)
	}
	if plain := r.cache.get(reply.contentKey(identity)); plain != nil && !reply.Popular {
		return r.send(c, &reply, coding, key, plain.bytes)
	}
	if reply.Popular && !r.door.again(key) {
		key = contentKey{}
	}
	buf, _ := r.buffers.Get().(*[]byte)
	defer r.buffers.Put(buf)
	body, err := reply.Body((*buf)[:0])
	if cap(body) <= largestKept {
		*buf = body[:0]
	}
	if err != nil {
		return err
	}
	switch {
	case reply.KeepPlain:
		r.cache.put(reply.contentKey(identity), body, nil)
	case coding == identity && key.name != "":
		r.cache.put(key, body, reply.told(c))
	}
	return r.send(c, &reply, coding, key, body)
}

// told returns the fields that the content has set; nil where there are none to keep.
func (reply *Reply) told(c echo.Context) http.Header {
	if !reply.Popular {
		return nil
	}
	all, told := c.Response().Header(), http.Header{}
	for _, name := range reply.Told {
		if values := all[name]; values != nil {
			told[name] = slices.Clip(values) // others share them now: adding to one copies it
		}
	}
	return told
}

// send compresses a body where asked for, keeps the result where it may be kept, and writes it. A small body is sent as
// it is: the tag names what the client asked for, so it stands for the same bytes all the same.
func (r *Responder) send(c echo.Context, reply *Reply, coding coding, key contentKey, body []byte) error {
	if len(body) < smallest {
		coding = identity
	}
	if coding == identity {
		return write(c, reply, identity, body)
	}
	packed, err := r.pack(c, reply, coding, key, body)
	if err != nil {
		return err
	}
	defer packed.release()
	return write(c, reply, coding, packed.bytes)
}

// contentKey names the bytes of a reply in a coding, without a name where they are not kept.
func (reply *Reply) contentKey(coding coding) contentKey {
	if reply.ETag == "" || !reply.Popular && (reply.Weak || coding == identity && !reply.KeepPlain) {
		return contentKey{}
	}
	return contentKey{coding, reply.ETag, reply.MediaType, reply.Language, reply.Key}
}

func write(c echo.Context, reply *Reply, coding coding, body []byte) error {
	if reply.ranged(c.Request()) {
		return serveRange(c, reply, bytes.NewReader(body))
	}
	res := c.Response()
	h := res.Header()
	if coding != identity {
		h.Set("Content-Encoding", string(coding))
	}
	fields := [...]string{reply.MediaType, strconv.Itoa(len(body))} // one allocation for both
	h["Content-Type"], h["Content-Length"] = fields[0:1:1], fields[1:2:2]
	reply.kind.begin(c, http.StatusOK)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	var w io.Writer = res
	if len(body) > piece {
		w = newPaced(res)
	}
	announce(c.Request().Context(), len(body))
	// A client that closes early is not an error of ours.
	_, _ = w.Write(body)
	return nil
}

// writeHeader sets the fields of the content that a 200 and a 304 have in common (RFC 9110, 15.4.5); begin has the rest.
func writeHeader(h http.Header, reply *Reply, tag, modified string) {
	if tag != "" {
		h["Etag"] = []string{tag}
	}
	if modified != "" {
		h["Last-Modified"] = []string{modified}
	}
	for _, link := range reply.Links {
		h.Add("Link", link)
	}
	if reply.Language != "" {
		h.Set("Content-Language", reply.Language)
	}
	if reply.Attachment != "" {
		h.Set("Content-Disposition", `attachment; filename="`+strings.Map(fileNameRune, reply.Attachment)+`"`)
	}
}

// fileNameRune keeps a file name to letters, digits and a few marks, so that it needs no quoting.
func fileNameRune(r rune) rune {
	if r < 128 && (r == '-' || r == '_' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
		return r
	}
	return '-'
}
