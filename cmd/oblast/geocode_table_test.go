package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// geocodedRaw runs a table through the program and returns the file that comes out as it is.
func geocodedRaw(t *testing.T, table string, more ...string) (out, said string) {
	t.Helper()
	dir := t.TempDir()
	in, to := filepath.Join(dir, "places.csv"), filepath.Join(dir, "out.csv")
	if err := os.WriteFile(in, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := runProgram(t, "", append([]string{"geocode", "--data", filepath.Join(dir, "none.db"), "--in", in, "--out", to}, more...)...)
	if code != 0 {
		t.Fatal(code, stderr)
	}
	b, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), stdout + stderr
}

const added = "region_id,district_id,level,confidence,match_type,needs_review,lon,lat"

func TestATableIsWrittenAsItWasRead(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("a;place\r\n1;x\r\n")
	if err != nil {
		t.Fatal(err)
	}
	late, err := charmap.Windows1251.NewEncoder().String("note,place\n" + strings.Repeat("plain,\n", 20_000) + "x,Калужская область\n")
	if err != nil {
		t.Fatal(err)
	}
	semicolons := strings.ReplaceAll(added, ",", ";")
	for name, c := range map[string]struct{ table, begins, has, says string }{
		"line breaks in fields":  {"place,note\nKaluga region,\"one\ntwo \"\"three\"\"\"\n", "place,note," + added + "\nKaluga region,\"one\ntwo \"\"three\"\"\",RU-KLU,", "\n", "1 places: 1 answered"},
		"a mark":                 {"\ufeffplace\nKaluga region\n", "\ufeffplace," + added + "\nKaluga region,RU-KLU,", "\n", "UTF-8 with a mark, fields"},
		"carriage returns":       {"a;place\r\n1;x\r\n", "a;place;" + semicolons + "\r\n1;x;", "\r\n", "semicolons"},
		"UTF-16":                 {utf16, "\ufeffa;place;" + semicolons + "\r\n1;x;", "\r\n", "read as UTF-16, written as UTF-8"},
		"tabs":                   {"a\tplace\n1\tx\n", "a\tplace\tregion_id", "\n", "tabs"},
		"bars":                   {"a|place\n1|Kaluga, Russia\n", "a|place|region_id", "\n", "bars"},
		"a quoted semicolon":     {"\"a;b;c\",place\n1,x\n", "a;b;c,place,region_id", "\n", "commas"},
		"rows without words":     {"a,place\n1,\n,\n2\n", "a,place," + added + "\n1,,,,,,,,,\n,,,,,,,,,\n2,,,,,,,,,\n", "\n2,,,,,,,,,\n", "3 places: 0 answered (0 of them need review), 0 abstained, 3 empty"},
		"blank lines":            {"\nplace,a\n\n\"Tver\n\nregion\",1\n\n\nx,2\n\n", "place,a," + added + "\n,,,,,,,,,\n\"Tver\n\nregion\",1,RU-TVE,", "\n,,,,,,,,,\n,,,,,,,,,\nx,2,,,,,,,,\n", "5 places: 1 answered (0 of them need review), 1 abstained, 3 empty"},
		"names that are there":   {"place,Level,geocode_LON\nx,1,2\n", "place,Level,geocode_LON,geocode_2_region_id,geocode_2_district_id,", "\nx,1,2,,,,,,,,\n", "1 places"},
		"letters after 100 kB":   {late, "note,place," + added + "\nplain,,", "\nx,Калужская область,RU-KLU,,region,", "read as Windows-1251, written as UTF-8"},
		"no line end at the end": {"place\nx", "place," + added + "\nx,,", "\n", "1 places"},
		"a header alone":         {"place\n", "place," + added + "\n", "\n", "0 places"},
	} {
		t.Run(name, func(t *testing.T) {
			out, said := geocodedRaw(t, c.table, "--column", "place")
			if !strings.HasPrefix(out, c.begins) || !strings.Contains(out, c.has) || !strings.Contains(said, c.says) {
				t.Errorf("got %.300q … %q, said %s; want %q … %q, said %q", out, out[max(0, len(out)-80):], said, c.begins, c.has, c.says)
			}
		})
	}
}

func TestWhichColumnIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		table, column, says string
	}{
		"misspelt":          {"id,place,note\n1,x,y\n", "plase", `not among the columns of `},
		"did you mean":      {"id,place,note\n1,x,y\n", "plase", `id, place, note; did you mean --column "place"?`},
		"did you mean, ru":  {"id,Населённый пункт\n1,x\n", "населеный пункт", `did you mean --column "Населённый пункт"?`},
		"none that is like": {"id,note\n1,x\n", "place", "id, note\n"},
		"not said":          {"id,Населений пункт\n1,x\n", "", `did you mean --column "Населений пункт"?`},
		"two of one name":   {"place,Place \n1,x\n", "place", "is the name of two columns"},
	} {
		t.Run(name, func(t *testing.T) {
			var more []string
			if c.column != "" {
				more = []string{"--column", c.column}
			}
			if _, said, code := geocoded(t, []byte(c.table), more...); code != 2 || !strings.Contains(said, c.says) {
				t.Errorf("%d %s; want 2 that says %q", code, said, c.says)
			}
		})
	}
}

func TestATableThatIsLong(t *testing.T) {
	data := filepath.Join(t.TempDir(), "none.db")
	long := "place,note\n" + strings.Repeat(","+strings.Repeat("n", 1000)+"\n", 6000) + "Kaluga region,x\n"
	out, said, code := runProgram(t, long, "geocode", "--in", "-", "--column", "place", "--data", data)
	if code != 0 || !strings.Contains(out, "\nKaluga region,x,RU-KLU,,region,") || !strings.Contains(said, "6001 places: 1 answered") {
		t.Errorf("from standard input: %d %s …%.100q", code, said, out[max(0, len(out)-100):])
	}
	_, said, code = runProgram(t, "place,note\n\"Kaluga,x\n"+long, "geocode", "--in", "-", "--column", "place", "--data", data)
	if code != 4 || !strings.Contains(said, "line 2: a row is longer than 2 MB: is a quotation mark not closed?") {
		t.Errorf("a quotation mark that is not closed: %d %s", code, said)
	}
}
