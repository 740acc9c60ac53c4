package maps_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"oblast/api/maps"
	"oblast/api/respond"
)

// roomy is the service with another bound on all bodies.
func roomy(t *testing.T, bodies int64) string {
	t.Helper()
	c := service(t).Config
	c.Bodies, c.Responder = bodies, respond.New(1<<20, 2, "")
	return listen(t, maps.New(c))
}

// half sends the beginning of a request for places of a text and keeps its connection open.
func half(t *testing.T, base string, stated, sent int) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := fmt.Fprintf(conn, "POST /geocode/text HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s", stated, strings.Repeat("x", sent)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// statusOf reads the status of an answer and the end of its body.
func statusOf(t *testing.T, conn net.Conn) (int, string) {
	t.Helper()
	if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	status, body := received(t, res)
	return status, string(body)
}

// TestBodiesTogetherAreBounded fills the room with bodies that do not end: whoever comes then is told to come again, and
// finds room once they are gone.
func TestBodiesTogetherAreBounded(t *testing.T) {
	base := roomy(t, 64<<10)
	text := func() (int, string) {
		status, _, body := post(t, base+"/geocode/text", "text/plain", "Drones over the Kaluga region")
		return status, body
	}
	if status, body := text(); status != http.StatusOK || !strings.Contains(body, "RU-KLU") {
		t.Fatalf("with room: %d %.300s", status, body)
	}
	// probe asks for what needs 8 kB of room.
	probe := func() (int, string) { return statusOf(t, half(t, base, 8<<10, 8<<10)) }
	// The server reads and lets go when it comes to it: of two that meet, the one that fills the room may be refused, too.
	var slow net.Conn
	var status int
	var body string
	for range 500 {
		slow = half(t, base, 64<<10, 60<<10)
		time.Sleep(10 * time.Millisecond)
		if status, body = probe(); status == http.StatusServiceUnavailable {
			break
		}
		slow.Close()
	}
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "few seconds") {
		t.Errorf("without room: %d %.300s", status, body)
	}
	slow.Close()
	for range 500 {
		if status, body = probe(); status == http.StatusOK {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if status != http.StatusOK {
		t.Errorf("what a client that went away had sent is still counted: %d %.300s", status, body)
	}
}

// TestShortLinesTakeLittleMemory sends bodies that are nothing but lines, and members, of one byte.
func TestShortLinesTakeLittleMemory(t *testing.T) {
	base := server(t)
	for _, c := range []struct {
		name, kind, body string
		status           int
		says             string
	}{
		{"blank lines", "application/x-ndjson", strings.Repeat("\n", 8<<20), 400, "is empty"},
		{"an array", "application/json", "[" + strings.Repeat("1,", 4<<20) + "1]", 400, "has more than 100000 queries"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		status, _, body := post(t, base+"/geocode", c.kind, c.body)
		runtime.ReadMemStats(&after)
		if status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d %.300s", c.name, status, body)
		}
		if made := int(after.TotalAlloc-before.TotalAlloc) / len(c.body); made > 16 {
			t.Errorf("%s: %d bytes are made for each that is sent", c.name, made)
		}
	}
	var lines []string
	status, _, body := post(t, base+"/geocode", "application/x-ndjson", "\n  \n \"Kaluga region\" \r\n\n\"Russian drone\"")
	for line := range strings.Lines(body) {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %.100s", line)
		}
		lines = append(lines, line)
	}
	if status != 200 || len(lines) != 2 || !strings.Contains(lines[0], "RU-KLU") || strings.Contains(lines[1], `"Feature"`) {
		t.Errorf("lines with blank ones between: %d %.600s", status, body)
	}
}
