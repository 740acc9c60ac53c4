package api_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// journal is a log that a test reads while the server writes it.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *journal) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *journal) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// TestAClientThatLeavesABatchLeavesNothingBehind: whoever goes in the middle of a batch, politely or not, with the body
// sent or half of it, leaves no goroutine and no fault in the log.
func TestAClientThatLeavesABatchLeavesNothingBehind(t *testing.T) {
	c, _ := config(t)
	log := &journal{}
	c.Log = slog.New(slog.NewTextHandler(log, nil))
	s := start(t, c)
	if a := s.ask(t, "POST", "/geocode", `["Kaluga region"]`, "Content-Type", "application/json"); a.StatusCode != 200 {
		t.Fatal(a.StatusCode, a.body)
	}
	body := strings.Repeat(`"Dzerzhinsky district, Kaluga region"`+"\n", 20_000)
	for _, kind := range []string{"application/x-ndjson", "application/json"} {
		if kind == "application/json" {
			body = "[" + strings.ReplaceAll(strings.TrimSpace(body), "\n", ",") + "]"
		}
		for _, coding := range []string{"identity", "gzip"} {
			for _, leave := range []struct {
				name   string
				sent   int // bytes of the body
				reset  bool
				answer bool // the client goes after the first bytes of the answer
			}{{"closes", len(body), false, true}, {"resets", len(body), true, true}, {"half a body", len(body) / 2, false, false}} {
				t.Run(kind+" "+coding+" "+leave.name, func(t *testing.T) {
					before := runtime.NumGoroutine()
					conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", s.addr)
					if err != nil {
						t.Fatal(err)
					}
					fmt.Fprintf(conn, "POST /geocode HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nAccept-Encoding: %s\r\nContent-Length: %d\r\n\r\n", kind, coding, len(body))
					if _, err := io.WriteString(conn, body[:leave.sent]); err != nil {
						t.Fatal(err)
					}
					if leave.answer {
						if _, err := io.ReadFull(conn, make([]byte, 2000)); err != nil {
							t.Fatal(err)
						}
					}
					if tcp, ok := conn.(*net.TCPConn); ok && leave.reset {
						_ = tcp.SetLinger(0)
					}
					conn.Close()
					settled(t, before)
				})
			}
		}
	}
	if said := log.String(); said != "" {
		t.Errorf("the log says: %.2000s", said)
	}
	if a := s.ask(t, "GET", "/metrics", ""); strings.Contains(a.body, `route="/geocode",status="5xx"} 1`) || strings.Contains(a.body, `route="/geocode",status="500"`) {
		t.Error("counted as a fault of the server")
	}
}
