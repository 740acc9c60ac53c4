package exchange_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
)

// A table says the same in any encoding, with any line ends, whatever stands between its columns.
func TestATableInAnyWriting(t *testing.T) {
	text := "Дата;Часть суток;Место;Область;Сбито;Цитата\n27.08.2025;ночь;Козельск;Калужская область;более десяти;\"Сбит один.\nПострадавших нет; \"\"всё\"\" спокойно\"\n"
	encoded := map[string]string{"plain": text, "mark": "\ufeff" + text, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"), "tabs": strings.ReplaceAll(strings.ReplaceAll(text, "нет;", "нет,"), ";", "\t")}
	var err error
	if encoded["Windows-1251"], err = charmap.Windows1251.NewEncoder().String(text); err != nil {
		t.Fatal(err)
	}
	for name, order := range map[string]unicode.Endianness{"UTF-16LE": unicode.LittleEndian, "UTF-16BE": unicode.BigEndian} {
		if encoded[name], err = unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(text); err != nil {
			t.Fatal(err)
		}
	}
	for name, file := range encoded {
		recs, _ := made(t, file, exchange.Options{Format: exchange.CSV, Places: places(t)})
		if got := incidents(recs); got != "settlement [RU-KLU.543347] interception more than 10 night 2025-08-27 weak" {
			t.Errorf("%s: got %s", name, got)
		}
		for _, rec := range recs {
			if st, ok := rec.(*record.Statement); ok && !strings.HasPrefix(st.Quote, "Сбит один.\nПострадавших нет") {
				t.Errorf("%s: quote %q", name, st.Quote)
			}
		}
	}
}

// Other formats are read where a program wrote them as UTF-16 or with a byte order mark.
func TestMarkedFilesOfEveryFormat(t *testing.T) {
	for _, tc := range brokenFiles(t) {
		whole := strings.Replace(tc.text, tc.wrong, tc.right, 1)
		wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(whole)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"a mark": "\ufeff" + whole, "UTF-16": wide} {
			if tc.format == exchange.Feed && name == "UTF-16" {
				continue // says itself how it is written, and this one says otherwise
			}
			log := memory(t)
			if report, err := load(t, log, text, exchange.Options{Format: tc.format, Places: places(t), Author: "a test", Name: "t"}); err != nil || head(t, log) != tc.all {
				t.Errorf("%s with %s: %+v, %v", tc.format, name, report, err)
			}
		}
	}
}

func TestNumbersInWords(t *testing.T) {
	for text, want := range map[string]string{
		"10": "10", "10+": "at least 10", "more than ten": "more than 10", "более десяти": "more than 10", "не менее двадцати шести БПЛА": "at least 26", "около двадцати": "about 20",
		"до 15 беспилотников": "up to 15", "понад двадцять": "more than 20", "не менше п’яти": "at least 5", "twenty-six drones": "26", "двадцать шесть": "26", "сто двадцать один": "121",
		"a dozen": "", "dozen": "12", "пятеро": "5", "двое человек": "2", "несколько десятков": "at least 20", "dozens": "at least 24", "several": "a number not given",
		"кілька": "a number not given", "почти тридцать": "about 30", "трёх": "3", "two three": "", "двадцать тридцать": "", "шесть двадцать": "", "many": "", "ten ten": "", "сто": "100", "-3": "", "1e3": "",
	} {
		recs, report, err := attempt(t, "count;region_ids\n\""+text+"\";RU-KLU\n", exchange.Options{Format: exchange.CSV})
		got := ""
		for _, rec := range recs {
			if inc, ok := rec.(*record.Incident); ok && inc.Count != nil {
				got = inc.Count.Words()
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q (%v, %v)", text, got, want, report.Faults, err)
		}
	}
}

func TestDatesWithSlashes(t *testing.T) {
	for text, want := range map[string]string{"27/08/2025": "2025-08-27", "8/27/2025": "2025-08-27", "5/5/2025": "2025-05-05", "8/7/2025": "may have the day or the month first", "31/02/2025": "is not a date", "13/13/2025": "is not a date"} {
		if got := nightOf(t, "night_of", text); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// Faults that only the whole record shows are named by the column too.
func TestFaultsOfRecordsNameTheColumn(t *testing.T) {
	for _, tc := range []struct{ header, value, want string }{
		{"Ссылка", "example.org/9", `Ссылка: "example.org/9" is not a web address`},
		{"Язык", "русский", `Язык: "русский" is not a language tag`},
		{"Region ID", "RU KLU/1", `Region ID: "RU KLU/1"`},
	} {
		_, report, _ := attempt(t, "count;"+tc.header+"\n1;"+tc.value+"\n", exchange.Options{Format: exchange.CSV, Places: places(t)})
		if len(report.Faults) == 0 || !strings.Contains(report.Faults[0].Error(), tc.want) {
			t.Errorf("%s: got %v, want %s", tc.header, report.Faults, tc.want)
		}
	}
}

// attempt imports a text that may have faults, and returns the records that came of it.
func attempt(t *testing.T, text string, o exchange.Options) (map[string]record.Record, exchange.Report, error) {
	t.Helper()
	log := memory(t)
	o.Author, o.Name = "a test", "t"
	report, err := load(t, log, text, o)
	return byID(t, log), report, err
}

// byID returns the records of a log.
func byID(t *testing.T, log store.Log) map[string]record.Record {
	t.Helper()
	out := map[string]record.Record{}
	record.DecodeLines(strings.NewReader(export(t, log, exchange.JSONLines)), func(_ int, rec record.Record, err error) bool {
		if err != nil {
			t.Fatal(err)
		}
		out[rec.RecordID()] = rec
		return true
	})
	return out
}

// What somebody is likely to bring by mistake is refused in words that say what to do.
func TestLikelyMistakesAreNamed(t *testing.T) {
	for _, tc := range []struct {
		name   string
		format exchange.Format
		text   string
		want   string // the first fault
		faults int64
	}{
		{"a row twice", exchange.CSV, "date,region_ids,count\n2025-08-27,RU-KLU,1\n2025-08-27,RU-KLU,1\n", "line 3, row 2: says the same as line 2", 1},
		{"an id twice", exchange.CSV, "id,date,region_ids,count\na,2025-08-27,RU-KLU,1\na,2025-08-28,RU-KLU,2\n", "line 3, row 2: says the same as line 2, or has its id", 1},
		{"a private chat", exchange.Telegram, `{"name":"A","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date_unixtime":"1756270800","text":"x"}]}`, "line 1: is no export of a Telegram channel (result.json): it is a personal chat", 1},
		{"all chats", exchange.Telegram, `{"about":"x","chats":{"list":[]}}`, "line 1: is no export of a Telegram channel (result.json): it has no messages; export the channel by itself", 1},
		{"a time", exchange.Telegram, `{"name":"A","type":"public_channel","id":1,"messages":[{"id":1,"type":"message","date_unixtime":"soon","text":"x"}]}`, `line 1, post 1: /date_unixtime: "soon" is no time`, 1},
		{"points of something", exchange.GeoJSON, `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"name":"x"}}]}`, "line 1, feature 1: /properties/kind: is missing: a feature has to hold a whole record", 1},
		{"a web page", exchange.JSONLines, "<html></html>", "line 1: is not JSON at byte 0", 1},
		{"nothing as a feed", exchange.Feed, "\n", "line 1: is no feed (Atom or RSS): the file is empty", 1},
		{"a web page as a feed", exchange.Feed, "<html></html>", "line 1: is no feed (Atom or RSS)", 1},
	} {
		_, report, err := attempt(t, tc.text, exchange.Options{Format: tc.format})
		if err == nil || report.NFaults != tc.faults || !strings.HasPrefix(report.Faults[0].Error(), tc.want) {
			t.Errorf("%s: got %v, %v, want %s", tc.name, report.Faults, err, tc.want)
		}
	}
}
