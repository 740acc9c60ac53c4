package respond

import (
	"bytes"
	"context"
	"net"
	"sync"
)

// largestJoined is the largest body that leaves in one write with its header: beyond it a system call more is not felt.
const largestJoined = 32 << 10

// Join returns a listener whose connections send a small answer, its header and its body, in one system call and so
// mostly in one segment. net/http alone writes every 4 kB that its buffer of a connection holds: twice for an answer of
// 5 kB, which a client is woken for twice as well. A server with such a listener needs InConnection as its ConnContext.
func Join(l net.Listener) net.Listener { return joining{l} }

type joining struct{ net.Listener }

func (l joining) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &joined{Conn: c}, nil
}

// inConnection is the key of a request's connection in its context.
type inConnection struct{}

// InConnection returns a context that knows the connection of its requests.
func InConnection(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, inConnection{}, c)
}

// joined is a connection that can wait for the rest of an answer before it sends the beginning.
type joined struct {
	net.Conn
	mu   sync.Mutex
	said [][]byte // fields of the next header that stand in no map
	body int      // bytes of the body that was announced; 0: nothing waits
	want int      // bytes to be sent at once, once the header has passed; 0: it has not
	held *[]byte  // what waits, from joinedPool; nil: nothing
}

var joinedPool = sync.Pool{New: func() any { return new([]byte) }}

// endOfHeader ends the header of an answer (RFC 9112, section 2.1).
var endOfHeader = []byte("\r\n\r\n")

// announce says that an answer with a body of so many bytes is about to be written, if the requests of ctx can wait.
func announce(ctx context.Context, body int) {
	if c := connectionOf(ctx); c != nil && body <= largestJoined {
		c.mu.Lock()
		c.body = body
		c.mu.Unlock()
	}
}

// say puts fields, as text, into the header of the answer that is about to begin.
func (c *joined) say(fields []byte) {
	c.mu.Lock()
	c.said = append(c.said, fields)
	c.mu.Unlock()
}

// endOfLine ends each line of a header.
var endOfLine = []byte("\r\n")

// hold keeps b, and behind its first line the fields that were said: where there are any, an answer begins.
func (c *joined) hold(b []byte) {
	if c.held == nil {
		c.held, _ = joinedPool.Get().(*[]byte)
	}
	if end := bytes.Index(b, endOfLine); len(c.said) > 0 && end >= 0 {
		status := b[:end+len(endOfLine)]
		*c.held, b = append(*c.held, status...), b[len(status):]
		for _, fields := range c.said {
			*c.held = append(*c.held, fields...)
		}
		c.said = c.said[:0]
	}
	*c.held = append(*c.held, b...)
}

// Write sends b, or keeps it until the answer that was announced is whole. An error then comes with the last piece.
func (c *joined) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.body == 0 && len(c.said) == 0 {
		return c.Conn.Write(b)
	}
	c.hold(b)
	if c.want == 0 && c.body > 0 {
		if end := bytes.Index(*c.held, endOfHeader); end >= 0 {
			c.want = end + len(endOfHeader) + c.body
		}
	}
	if c.want > 0 && len(*c.held) < c.want {
		return len(b), nil
	}
	if err := c.send(); err != nil {
		return 0, err
	}
	return len(b), nil
}

// send sends what waits.
func (c *joined) send() error {
	if c.held == nil {
		return nil
	}
	_, err := c.Conn.Write(*c.held)
	*c.held = (*c.held)[:0]
	joinedPool.Put(c.held)
	c.body, c.want, c.held = 0, 0, nil
	return err
}

// Close sends what waits, if nothing is being sent, and closes the connection.
func (c *joined) Close() error {
	if c.mu.TryLock() {
		_ = c.send() // the client may be gone
		c.mu.Unlock()
	}
	return c.Conn.Close()
}

// CloseWrite sends what waits and tells the client that nothing follows, as net/http does before it closes a connection
// that the client is still sending to.
func (c *joined) CloseWrite() error {
	c.mu.Lock()
	err := c.send()
	c.mu.Unlock()
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok && err == nil {
		err = half.CloseWrite()
	}
	return err
}
