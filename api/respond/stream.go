package respond

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"
)

// streamBuffer is how much of a stream is collected before it is compressed and sent, in bytes: larger pieces cost fewer
// system calls.
const streamBuffer = 256 << 10

// stream sends content as it is made. A failure in the middle closes the connection before the last chunk, so that the
// client sees a truncated answer as one.
func (r *Responder) stream(c echo.Context, reply *Reply, coding coding) error {
	res := c.Response()
	if coding != identity {
		res.Header().Set("Content-Encoding", string(coding))
	}
	res.Header().Set("Content-Type", reply.MediaType)
	reply.kind.begin(c, http.StatusOK)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	err := r.copyStream(c.Request().Context(), newPaced(res), reply, coding)
	if err == nil {
		return nil
	}
	Abort(c)
	if c.Request().Context().Err() != nil {
		return nil
	}
	return err
}

// Abort closes the connection of an answer that has begun and cannot be finished.
func Abort(c echo.Context) {
	if conn, _, err := http.NewResponseController(c.Response()).Hijack(); err == nil {
		_ = conn.Close()
	}
}

func (r *Responder) copyStream(ctx context.Context, w io.Writer, reply *Reply, coding coding) error {
	if coding == identity {
		return writeBuffered(w, reply)
	}
	pool := r.encoders.pool(coding, false)
	enc, _ := pool.Get().(encoder)
	out := r.encoders.output()
	defer func() {
		enc.Reset(nil)
		pool.Put(enc)
		r.encoders.release(out)
	}()
	enc.Reset(out)
	p := &packer{ctx: ctx, slots: r.slots, encoder: enc, out: out, to: w}
	if err := writeBuffered(p, reply); err != nil {
		return err
	}
	return p.finish()
}

// packer compresses what is written to it, piece by piece in a slot, and sends the result outside of it.
type packer struct {
	ctx     context.Context
	slots   slots
	encoder encoder
	out     *bytes.Buffer // what the encoder has given and was not yet sent
	to      io.Writer
}

// Write compresses b and sends what has come out.
func (p *packer) Write(b []byte) (int, error) {
	err := p.slots.with(p.ctx, func() error {
		_, err := p.encoder.Write(b)
		return err
	})
	if err != nil {
		return 0, err
	}
	return len(b), p.flush()
}

func (p *packer) finish() error {
	if err := p.slots.with(p.ctx, p.encoder.Close); err != nil {
		return err
	}
	return p.flush()
}

func (p *packer) flush() error {
	if p.out.Len() == 0 {
		return nil
	}
	_, err := p.to.Write(p.out.Bytes())
	p.out.Reset()
	return err
}

func writeBuffered(w io.Writer, reply *Reply) error {
	buffered := bufio.NewWriterSize(w, streamBuffer)
	if err := reply.Stream(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}
