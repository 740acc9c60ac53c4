package respond

import (
	"bytes"
	"io"
	"strings"
	"sync"

	"oblast/api/media"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/labstack/echo/v4"
)

// coding is a content coding as it stands in headers (RFC 9110, 8.4.1).
type coding string

const (
	identity coding = ""
	gzipped  coding = "gzip"
	zstded   coding = "zstd"
	brotlied coding = "br"
)

// smallest is the size below which compression costs more than it saves, in bytes.
const smallest = 1024

// preference breaks ties among codings that a client likes equally: the smallest result first.
var preference = []coding{brotlied, zstded, gzipped}

// negotiate picks the coding with the highest weight (RFC 9110, 12.5.3). Identity wins only where the client likes it
// better than every coding of ours, or accepts none of them.
func negotiate(accept string) coding {
	if accept == "" {
		return identity
	}
	best, weight := identity, 0.0
	for _, c := range preference {
		if q, _ := weightOf(accept, string(c)); q > weight {
			best, weight = c, q
		}
	}
	if q, named := weightOf(accept, "identity"); named && q > weight {
		return identity
	}
	return best
}

// weightOf returns the weight that an Accept-Encoding header gives a coding, and whether by its own name rather than by
// "*"; 0 when it is not accepted.
func weightOf(accept, name string) (q float64, named bool) {
	for part := range strings.SplitSeq(accept, ",") {
		token, parameters, _ := strings.Cut(part, ";")
		token = strings.TrimSpace(token)
		switch {
		case strings.EqualFold(token, name):
			return media.Quality(parameters), true
		case token == "*":
			q = media.Quality(parameters)
		}
	}
	return q, false
}

// compressible reports whether bytes of a media type shrink.
func compressible(mediaType string) bool {
	if strings.HasPrefix(mediaType, "text/") || strings.Contains(mediaType, "json") || strings.Contains(mediaType, "xml") {
		return true
	}
	return strings.HasPrefix(mediaType, "application/javascript") || strings.HasPrefix(mediaType, "application/vnd.mapbox-vector-tile")
}

// encoder is what the three libraries have in common.
type encoder interface {
	io.WriteCloser
	Reset(io.Writer)
}

// encoders are pooled: each holds tables of hundreds of kilobytes. The fast ones serve what is sent once, the others
// what is kept.
type encoders struct {
	outputs sync.Pool // *bytes.Buffer
	pools   map[coding]*[2]sync.Pool
}

func newEncoders() *encoders {
	pools := func(fast, thorough func() any) *[2]sync.Pool { return &[2]sync.Pool{{New: fast}, {New: thorough}} }
	gzipAt := func(level int) func() any {
		return func() any { w, _ := gzip.NewWriterLevel(nil, level); return w }
	}
	zstdAt := func(level zstd.EncoderLevel) func() any { return func() any { return newZstd(level) } }
	brotliAt := func(level int) func() any { return func() any { return brotli.NewWriterLevel(nil, level) } }
	return &encoders{
		outputs: sync.Pool{New: func() any { return new(bytes.Buffer) }},
		pools: map[coding]*[2]sync.Pool{
			gzipped:  pools(gzipAt(gzip.BestSpeed), gzipAt(5)),
			zstded:   pools(zstdAt(zstd.SpeedFastest), zstdAt(zstd.SpeedDefault)),
			brotlied: pools(brotliAt(1), brotliAt(5)),
		},
	}
}

func newZstd(level zstd.EncoderLevel) encoder {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil // only wrong options give an error, and these are constant
	}
	return w
}

// pool returns the encoders for content that is kept, or for content that is sent once.
func (e *encoders) pool(c coding, kept bool) *sync.Pool {
	if kept {
		return &e.pools[c][1]
	}
	return &e.pools[c][0]
}

// pack compresses body into a pooled buffer; thoroughly when the result is to be kept, else fast. Release it after use.
func (e *encoders) pack(c coding, body []byte, kept bool) (*bytes.Buffer, error) {
	out, pool := e.output(), e.pool(c, kept)
	enc, _ := pool.Get().(encoder)
	defer func() {
		enc.Reset(nil) // an idle encoder holds no buffer
		pool.Put(enc)
	}()
	enc.Reset(out)
	_, err := enc.Write(body)
	if err == nil {
		err = enc.Close()
	}
	if err != nil {
		e.release(out)
		return nil, err
	}
	return out, nil
}

func (e *encoders) output() *bytes.Buffer {
	out, _ := e.outputs.Get().(*bytes.Buffer)
	return out
}

func (e *encoders) release(out *bytes.Buffer) {
	if out.Cap() <= largestKept {
		out.Reset()
		e.outputs.Put(out)
	}
}

// packed are compressed bytes, kept or borrowed.
type packed struct {
	bytes   []byte
	release func()
}

// pack compresses the body of a reply in a slot. Under a key the result is kept, and whoever waited for the slot meanwhile
// takes it from there. Errors are the context's or the encoder's.
func (r *Responder) pack(c echo.Context, reply *Reply, coding coding, key contentKey, body []byte) (p packed, err error) {
	p.release = func() {}
	err = r.slots.with(c.Request().Context(), func() error {
		if kept := r.cache.get(key); kept != nil {
			p.bytes = kept.bytes
			return nil
		}
		out, err := r.encoders.pack(coding, body, key.name != "")
		if err != nil {
			return err
		}
		p.bytes, p.release = out.Bytes(), func() { r.encoders.release(out) }
		if key.name != "" {
			r.cache.put(key, p.bytes, reply.told(c))
		}
		return nil
	})
	return p, err
}
