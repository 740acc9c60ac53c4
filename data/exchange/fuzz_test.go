package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
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

func fuzz(f *testing.F, format exchange.Format, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	finder := places(f)
	// The geocoder and the point lookup are built here, not while the first input is timed.
	if _, _, err := exchange.Bodies(strings.NewReader(testdata(f, "acled.csv")), exchange.Options{Format: exchange.ACLED, Places: finder}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		o := exchange.Options{Format: format, Places: finder, Name: "x", KeepGoing: true, Author: "a test"}
		bodies, faults, err := exchange.Bodies(bytes.NewReader(text), o)
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
		o.KeepGoing = false
		log := &plainLog{}
		report, err := exchange.Import(context.Background(), appender(t, log), bytes.NewReader(text), o)
		at := int64(len(log.revs))
		switch {
		case err == nil && (at != report.Created || report.NFaults != 0):
			t.Fatalf("%+v at head %d", report, at)
		case err != nil && (!errors.Is(err, exchange.ErrFaults) || at != 0 || len(report.Faults) == 0):
			t.Fatalf("%v: %+v at head %d", err, report, at)
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
