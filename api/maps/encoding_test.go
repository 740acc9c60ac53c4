package maps_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"oblast/api/maps"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Texts and batches are read in the encodings that files come in, and the answer says in which.
func TestBodiesInOtherEncodings(t *testing.T) {
	base := server(t)
	const line, array, text = `"у Харківській області"` + "\n" + `{"q":"Дзержинский район","within":"RU-KLU"}` + "\n", `["Калужская область","Брянская область"]`, "Вибухи в Харківській області, повідомляють у Сумській області."
	for _, c := range []struct {
		name  string
		coder encoding.Encoding
		says  string
	}{
		{"UTF-8", encoding.Nop, ""},
		{"UTF-8 with a mark", unicode.UTF8BOM, "UTF-8 with a mark"},
		{"UTF-16, little end first", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16"},
		{"UTF-16, big end first", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "UTF-16"},
		{"Windows-1251", charmap.Windows1251, "Windows-1251"},
	} {
		for _, k := range []struct{ path, kind, body string }{
			{"/geocode", "application/x-ndjson", line}, {"/geocode", "application/json", array}, {"/geocode/text", "text/plain", text}, {"/geocode/text", "application/json", `{"text":"` + text + `"}`},
		} {
			coded, err := c.coder.NewEncoder().String(k.body)
			if err != nil {
				t.Fatal(err)
			}
			res, err := http.Post(base+k.path, k.kind, strings.NewReader(coded))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(res.Body)
			res.Body.Close()
			if _, _, want := post(t, base+k.path, k.kind, k.body); err != nil || res.StatusCode != 200 || string(got) != want || !strings.Contains(want, `"region_id"`) {
				t.Errorf("%s %s, %s: %d %v %.300s", k.path, k.kind, c.name, res.StatusCode, err, got)
			}
			if says := res.Header.Get(maps.EncodingHeader); says != c.says {
				t.Errorf("%s %s, %s: says %q", k.path, k.kind, c.name, says)
			}
		}
	}
}

// One faulty line is told in its place, whatever the others are.
func TestALineThatIsNoTextIsToldInItsPlace(t *testing.T) {
	status, _, body := post(t, server(t)+"/geocode", "application/x-ndjson", "\"Калужская область\"\n\"caf\xe9\"\n\"Брянская область\"\n")
	lines := strings.Split(strings.TrimSpace(body), "\n")
	if status != 200 || len(lines) != 3 || !strings.Contains(lines[0], "RU-KLU") || !strings.Contains(lines[1], "is not UTF-8") || !strings.Contains(lines[1], `"line":2`) || !strings.Contains(lines[2], "RU-BRY") {
		t.Errorf("%d %.600s", status, body)
	}
}
