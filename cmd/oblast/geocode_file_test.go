package main_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const places = "id;place\n1;\"Калужская область\"\n2;Дзержинский район Калужской области\n3;российский беспилотник\n4;Брянской и Курской областей\n5;Джезказганский район, Калужская область\n6\n7;на границе Калужской и Тульской областей\n"

// geocoded runs a table through the program and returns the rows that come out.
func geocoded(t *testing.T, table []byte, more ...string) (rows [][]string, said string, code int) {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "places.csv"), filepath.Join(dir, "out.csv")
	if err := os.WriteFile(in, table, 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := runProgram(t, "", append([]string{"geocode", "--data", filepath.Join(dir, "none.db"), "--in", in, "--out", out}, more...)...)
	if code != 0 {
		if _, err := os.Stat(out); err == nil {
			t.Error("a file was left behind")
		}
		return nil, stderr, code
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	b = []byte(strings.TrimPrefix(string(b), "\ufeff"))
	r := csv.NewReader(strings.NewReader(string(b)))
	if strings.Contains(string(b[:20]), ";") {
		r.Comma = ';'
	}
	if rows, err = r.ReadAll(); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	return rows, stdout + stderr, code
}

func TestATableOfPlacesInAnyEncoding(t *testing.T) {
	coded := func(e encoding.Encoding) []byte {
		b, err := e.NewEncoder().Bytes([]byte(places))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for name, c := range map[string]struct {
		table []byte
		said  string
	}{
		"utf-8":          {[]byte(places), "read as UTF-8,"},
		"utf-8 marked":   {[]byte("\xEF\xBB\xBF" + places), "UTF-8 with a mark"},
		"utf-16 little":  {coded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), "UTF-16"},
		"utf-16 big":     {coded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM)), "UTF-16"},
		"windows-1251":   {coded(charmap.Windows1251), "Windows-1251"},
		"line ends crlf": {[]byte(strings.ReplaceAll(places, "\n", "\r\n")), "semicolons"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, said, code := geocoded(t, c.table, "--column", "Place", "--within", "RU")
			if code != 0 || !strings.Contains(said, c.said) || !strings.Contains(said, "7 places: 5 answered (2 of them need review), 1 abstained, 1 empty") {
				t.Fatalf("%d %s", code, said)
			}
			want := [][]string{
				{"id", "place", "region_id", "district_id", "level", "confidence", "match_type", "needs_review", "lon", "lat"},
				{"1", "Калужская область", "RU-KLU", "", "region", "exact", "false"},
				{"2", "Дзержинский район Калужской области", "RU-KLU", "RU-KLU.563697", "district", "exact", "false"},
				{"3", "российский беспилотник", "", "", "", "", ""},
				{"4", "Брянской и Курской областей", "RU-BRY|RU-KRS", "", "multi_region", "inflected", "true"},
				{"5", "Джезказганский район, Калужская область", "RU-KLU", "", "region", "parent_fallback", "true"},
				{"6", "", "", "", "", "", ""},
				{"7", "на границе Калужской и Тульской областей", "RU-KLU|RU-TUL", "", "border_between", "inflected", "false"},
			}
			if len(rows) != len(want) || strings.Join(rows[0], " ") != strings.Join(want[0], " ") {
				t.Fatalf("%q", rows)
			}
			for i := 1; i < len(rows); i++ {
				got := append(append([]string{}, rows[i][:5]...), rows[i][6], rows[i][7])
				if strings.Join(got, "·") != strings.Join(want[i], "·") {
					t.Errorf("row %d: got %q, want %q", i, got, want[i])
				}
				if pointed := rows[i][8] != ""; pointed != (i == 1 || i == 2) {
					t.Errorf("row %d has the point %q", i, rows[i][8:])
				}
			}
		})
	}
}

func TestATableThatWasFoundBeforeKeepsItsColumns(t *testing.T) {
	rows, _, code := geocoded(t, []byte("place,level\nKaluga region,x\n"), "--column", "place")
	if code != 0 || strings.Join(rows[0], " ") != "place level geocode_region_id geocode_district_id geocode_level geocode_confidence geocode_match_type geocode_needs_review geocode_lon geocode_lat" ||
		rows[1][1] != "x" || rows[1][2] != "RU-KLU" {
		t.Errorf("%d %q", code, rows)
	}
}

func TestTablesThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		table string
		args  []string
		code  int
		says  string
	}{
		"no such column":    {"a,b\n1,2\n", []string{"--column", "place"}, 2, "a, b"},
		"column not named":  {"a,b\n1,2\n", nil, 2, "--column"},
		"empty":             {"", []string{"--column", "place"}, 4, "is empty"},
		"unbalanced quotes": {"place\n\"Kaluga\nTula\n", nil, 4, "quotation mark"},
		"too many fields":   {"a,place\n1,Kaluga, Russia\n", []string{"--column", "place"}, 4, "line 2 has 3 fields"},
		"no text at all":    {"a\x00b", nil, 4, "bytes of 0"},
		"latin-1":           {"place\nSt\x94\x81\x82\x83\x84rke\n", nil, 4, "line 2"},
		"unknown within":    {"place\nKaluga\n", []string{"--within", "Kaluga"}, 2, "--within"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, said, code := geocoded(t, []byte(c.table), c.args...); code != c.code || !strings.Contains(said, c.says) {
				t.Errorf("%d %s; want %d that says %q", code, said, c.code, c.says)
			}
		})
	}
	if _, said, code := runProgram(t, "", "geocode", "--in", "nothing.csv", "--column", "place"); code != 6 || !strings.Contains(said, "nothing.csv") {
		t.Errorf("no such file: %d %s", code, said)
	}
}

func TestATableFromStandardInput(t *testing.T) {
	out, said, code := runProgram(t, "Kirov\nKaluga region\nOrsk\n", "geocode", "--in", "-", "--data", filepath.Join(t.TempDir(), "none.db"))
	if code != 0 || !strings.HasPrefix(out, "Kirov,region_id,") || !strings.Contains(out, "\nKaluga region,RU-KLU,,region,") || !strings.Contains(said, "2 places") {
		t.Errorf("%d %s %s", code, out, said)
	}
}

func TestDecisionsOfTheLogCountOnTheCommandLine(t *testing.T) {
	data := filepath.Join(t.TempDir(), "oblast.db")
	document := `{"kind":"document","id":"doc-x","title":null,"url":null,"publisher":null,"publisher_role":"other","language":null,"published_at":null,"captured_at":null,"sha256":null,"archive_url":null,"derived_from":[]}` + "\n"
	if _, said, code := runProgram(t, document, "import", "--data", data, "-"); code != 0 {
		t.Fatal(code, said)
	}
	if _, said, code := runProgram(t, "", "alias", "add", "Dzhezkazgan district", "RU-KLU.563697", "--within", "RU-KLU", "--author", "ann", "--reason", "Russian reports", "--data", data); code != 0 {
		t.Fatal(code, said)
	}
	out, said, code := runProgram(t, "", "geocode", "--geometry", "none", "--data", data, "Dzhezkazgan district, Kaluga region")
	if code != 0 || !strings.Contains(out, "RU-KLU.563697") || !strings.Contains(out, "decided by  ann: Russian reports") {
		t.Errorf("%d %s %s", code, out, said)
	}
}
