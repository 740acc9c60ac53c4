package respond_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"oblast/api/respond"

	"github.com/labstack/echo/v4"
)

// blocked is a client that has stopped reading: every write waits until the test ends.
type blocked struct {
	http.ResponseWriter
	reached chan struct{}
	release chan struct{}
}

func (b *blocked) Write(p []byte) (int, error) {
	select {
	case b.reached <- struct{}{}:
	default:
	}
	<-b.release
	return len(p), nil
}

// noise does not shrink, so that compressed bytes come out at once.
func noise(n int) []byte {
	r, b := rand.NewChaCha8([32]byte{1}), make([]byte, n)
	_, _ = r.Read(b)
	return b
}

func request(ctx context.Context, accept string) *http.Request {
	req := httptest.NewRequestWithContext(ctx, "GET", "/", nil)
	req.Header.Set("Accept-Encoding", accept)
	return req
}

func streaming(content []byte) respond.Reply {
	return respond.Reply{MediaType: "application/json", Stream: func(w io.Writer) error { _, err := w.Write(content); return err }}
}

func TestAClientThatDoesNotReadHoldsNoEncoder(t *testing.T) {
	r, e, content := respond.New(1<<20, 1, ""), echo.New(), noise(2<<20)
	for _, test := range []struct {
		name  string
		reply respond.Reply
	}{
		{"stream", streaming(content)},
		{"body", respond.Reply{MediaType: "application/json", Body: func(dst []byte) ([]byte, error) { return append(dst, content...), nil }}},
	} {
		t.Run(test.name, func(t *testing.T) {
			client := &blocked{httptest.NewRecorder(), make(chan struct{}, 1), make(chan struct{})}
			done := make(chan error, 1)
			go func() { done <- r.Send(e.NewContext(request(t.Context(), "gzip"), client), test.reply) }()
			<-client.reached
			ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
			defer stop()
			rec := httptest.NewRecorder()
			if err := r.Send(e.NewContext(request(ctx, "gzip"), rec), test.reply); err != nil {
				t.Errorf("beside a client that does not read: %v", err)
			}
			if got := decode(t, "gzip", rec.Body.Bytes()); got != string(content) {
				t.Error("the content differs")
			}
			close(client.release)
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWaitingForAnEncoderEndsWithTheRequest(t *testing.T) {
	r, e := respond.New(1<<20, 1, ""), echo.New()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	busy, release := make(chan struct{}), make(chan struct{})
	occupied := make(chan error, 1)
	go func() {
		occupied <- r.Occupy(func() { close(busy); <-release })
	}()
	<-busy
	body := respond.Reply{MediaType: "application/json", Body: func(dst []byte) ([]byte, error) { return append(dst, long...), nil }}
	if err := r.Send(e.NewContext(request(gone, "br"), httptest.NewRecorder()), body); !errors.Is(err, context.Canceled) {
		t.Errorf("body: got %v, want %v", err, context.Canceled)
	}
	if err := r.Send(e.NewContext(request(gone, "br"), httptest.NewRecorder()), streaming([]byte(long))); err != nil {
		t.Errorf("stream: got %v; a client that went away is no fault", err)
	}
	close(release)
	if err := <-occupied; err != nil {
		t.Error(err)
	}
}

func TestManyPiecesArriveInOrder(t *testing.T) {
	content := noise(3<<20 + 17)
	s := server(t, func() respond.Reply {
		return respond.Reply{MediaType: "application/octet-stream", Body: func(dst []byte) ([]byte, error) { return append(dst, content...), nil }}
	})
	if _, got := get(t, "GET", s.URL, nil); !bytes.Equal(got, content) {
		t.Errorf("%d bytes, want the %d sent", len(got), len(content))
	}
}
