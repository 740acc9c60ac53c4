package respond

import (
	"bufio"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"
)

// streamBuffer is how much of a stream is collected before it is sent, in bytes: larger pieces cost fewer system calls.
const streamBuffer = 256 << 10

// stream sends content as it is made. A failure in the middle closes the connection before the last chunk, so that the
// client sees a truncated answer as one.
func (r *Responder) stream(c echo.Context, reply *Reply, coding coding) error {
	res := c.Response()
	writeHeader(res.Header(), reply, coding)
	res.Header().Set("Content-Type", reply.MediaType)
	res.WriteHeader(http.StatusOK)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	err := r.copyStream(res, reply, coding)
	if err == nil || c.Request().Context().Err() != nil {
		return nil
	}
	if conn, _, hijackErr := res.Hijack(); hijackErr == nil {
		_ = conn.Close()
	}
	return err
}

func (r *Responder) copyStream(w io.Writer, reply *Reply, coding coding) error {
	if coding != identity {
		r.slots <- struct{}{}
		defer func() { <-r.slots }()
		pool := r.encoders.pool(coding, false)
		enc, _ := pool.Get().(encoder)
		defer pool.Put(enc)
		enc.Reset(w)
		if err := writeBuffered(enc, reply); err != nil {
			return err
		}
		return enc.Close()
	}
	return writeBuffered(w, reply)
}

func writeBuffered(w io.Writer, reply *Reply) error {
	buffered := bufio.NewWriterSize(w, streamBuffer)
	if err := reply.Stream(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}
