package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/gazetteer/gazetteertest"
	"oblast/geo/geocode"
)

// Every importer takes any bytes: it makes valid records or names faults, what it makes is read back as it is, and a log
// holds all of it or nothing.

func FuzzJSONLines(f *testing.F) {
	fuzz(f, exchange.JSONLines, "{}\n[]", strings.Split(starterText(f), "\n")[0], string(many(2)))
}

func FuzzGeoJSON(f *testing.F) {
	fuzz(f, exchange.GeoJSON, oneFeature, `{"features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{}}],"type":"FeatureCollection"}`)
}

func FuzzCSV(f *testing.F) {
	fuzz(f, exchange.CSV, "Дата;Часть;Место;Область;Количество\n27.08.2025;ночь;Погар;Брянская область;более десяти\n",
		"count,start,end,lat,lon,published,injured\n10+,2025-08-27 01:30,2025-08-27 03:00,54.8,36,2025-08-27T06:00:00Z,none\n", "\xff\xfec\x00o\x00u\x00n\x00t\x00\n\x001\x00",
		"\xcf\xee\xe3\xe0\xf0;count\n\xcf\xee\xe3\xe0\xf0;1\n", "count,region_ids,night_of\n\"a\ndozen\",RU-KLU,27/08/2025\n")
}

func FuzzACLED(f *testing.F)    { fuzz(f, exchange.ACLED, testdata(f, "acled.csv")) }
func FuzzUCDP(f *testing.F)     { fuzz(f, exchange.UCDP, testdata(f, "ucdp.csv")) }
func FuzzTelegram(f *testing.F) { fuzz(f, exchange.Telegram, testdata(f, "result.json")) }
func FuzzFeed(f *testing.F) {
	fuzz(f, exchange.Feed, testdata(f, "feed.atom"), testdata(f, "feed.rss"), "<rss><channel><item/><item></item></channel></rss>")
}

// smallWorld finds places among few, so that an input takes microseconds and a worker starts at once.
func smallWorld(f *testing.F) *exchange.Places {
	g := gazetteertest.Load(f)
	c, err := geocode.New(g)
	if err != nil {
		f.Fatal(err)
	}
	return exchange.NewPlaces(g, func() (exchange.Coder, error) { return exchange.Coder{Geocoder: c}, nil })
}

func fuzz(f *testing.F, format exchange.Format, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	finder := smallWorld(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		bodies, faults, err := exchange.Bodies(bytes.NewReader(text), exchange.Options{Format: format, Places: finder, Name: "x", KeepGoing: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults {
			if strings.TrimSpace(fault.Error()) == "" {
				t.Error("a fault that says nothing")
			}
		}
		for _, body := range bodies {
			rec, err := record.Decode(body)
			if err != nil {
				t.Fatalf("what was made is not valid: %v\n%s", err, body)
			}
			if again, err := record.Encode(rec); err != nil || !bytes.Equal(again, body) {
				t.Fatalf("read back it is %s, was %s", again, body)
			}
		}
	})
}

// FuzzImport goes the whole way into a log, of all formats: as it stands a file is imported whole or not at all, the second
// time it adds nothing, and one that keeps going leaves out what is at fault and gives it back as a file that has no fewer
// faults; what it took is there when the whole file comes again.
func FuzzImport(f *testing.F) {
	for i, seed := range []string{string(many(2)), oneFeature, "count;region_ids\n1;RU-KLU\nmany;RU-KLU\n", testdata(f, "acled.csv"), testdata(f, "ucdp.csv"), testdata(f, "result.json"), testdata(f, "feed.atom"), testdata(f, "feed.rss")} {
		f.Add(uint8(min(i, len(exchange.Formats)-1)), []byte(seed))
	}
	finder := smallWorld(f)
	f.Fuzz(func(t *testing.T, format uint8, text []byte) {
		o := exchange.Options{Format: exchange.Format(exchange.Formats[int(format)%len(exchange.Formats)]), Places: finder, Name: "x", Author: "a test"}
		whole := &plainLog{}
		bring := func(log *plainLog, text []byte) (exchange.Report, error) {
			return exchange.Import(context.Background(), appender(t, log), bytes.NewReader(text), o)
		}
		report, err := bring(whole, text)
		switch at := int64(len(whole.revs)); {
		case err == nil && (at != report.Created || report.NFaults != 0):
			t.Fatalf("%+v at head %d", report, at)
		case err != nil && (!errors.Is(err, exchange.ErrFaults) || at != 0 || len(report.Faults) == 0):
			t.Fatalf("%v: %+v at head %d", err, report, at)
		case err == nil:
			if again, err := bring(whole, text); err != nil || again.Created != 0 || int64(len(whole.revs)) != at {
				t.Fatalf("a second time: %+v, %v", again, err)
			}
			return
		}
		var rejects bytes.Buffer
		o.KeepGoing, o.Rejects = true, &rejects
		some := &plainLog{}
		first, err := bring(some, text)
		if !errors.Is(err, exchange.ErrRejects) || first.Rejected == 0 || int64(len(some.revs)) != first.Created {
			t.Fatalf("keeping going: %+v, %v at head %d", first, err, len(some.revs))
		}
		o.Rejects = nil
		if second, err := bring(some, text); !errors.Is(err, exchange.ErrRejects) || second.Created != 0 {
			t.Fatalf("keeping going a second time: %+v, %v", second, err)
		}
	})
}

// FuzzMapping takes any file for a mapping, and the mapping that it is for a table: what is guessed beside it is written, and
// read back is the same.
func FuzzMapping(f *testing.F) {
	f.Add([]byte(`{"columns":{"place":"Town"},"values":{"kind":"damage"},"zone":"Europe/Kyiv"}`), "Town,n\nKozelsk,1\n")
	f.Add([]byte(`{"separator":";"}`), "count;region_ids\n1;RU-KLU\n")
	finder := smallWorld(f)
	f.Fuzz(func(t *testing.T, file []byte, table string) {
		m, err := exchange.ReadMapping(bytes.NewReader(file))
		if err != nil {
			return
		}
		o := exchange.Options{Format: exchange.CSV, Places: finder, Name: "x", Mapping: m}
		o.Mapped = func(used exchange.Mapping) {
			_ = used.String()
			var b bytes.Buffer
			if err := used.Write(&b); err != nil {
				t.Fatal(err)
			}
			if again, err := exchange.ReadMapping(&b); err != nil && utf8.Valid(file) && utf8.ValidString(table) {
				t.Fatalf("a mapping that was used cannot be read: %v: %+v, %+v", err, used, again)
			}
		}
		if _, _, err := exchange.Bodies(strings.NewReader(table), o); err != nil {
			t.Fatal(err)
		}
	})
}

// plainLog is a log in a slice: the database would take all of the time.
type plainLog struct {
	store.Log
	revs []record.Revision
}

func (l *plainLog) AppendAll(_ context.Context, rows iter.Seq2[record.Revision, error]) (int64, error) {
	next := slices.Clone(l.revs)
	for r, err := range rows {
		if err != nil {
			return 0, err
		}
		r.Seq, r.Body = int64(len(next)+1), bytes.Clone(r.Body)
		next = append(next, r)
	}
	l.revs = next
	return int64(len(next)), nil
}

func (l *plainLog) Since(_ context.Context, seq int64, yield func(record.Revision) error) error {
	for _, r := range l.revs[seq:] {
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}
