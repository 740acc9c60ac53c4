package exchange_test

import (
	"bytes"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
)

// Every importer takes any bytes: it makes valid records or names faults, and what it makes is read back as it is.
func FuzzFormats(f *testing.F) {
	for i, name := range exchange.Formats {
		for _, file := range []string{"acled.csv", "ucdp.csv", "result.json", "feed.atom", "feed.rss"} {
			if text := testdata(f, file); string(exchange.FormatOf(file, []byte(text))) == name {
				f.Add(uint8(i), []byte(text))
			}
		}
	}
	f.Add(uint8(2), []byte("Дата;Часть;Место;Область;Количество\n27.08.2025;ночь;Погар;Брянская область;более 10\n"))
	f.Add(uint8(2), []byte("count,start,end,lat,lon,published,injured\n10+,2025-08-27 01:30,2025-08-27 03:00,54.8,36,2025-08-27T06:00:00Z,none\n"))
	finder := places(f)
	// The geocoder and the point lookup are built here, not while the first input is timed.
	warm := exchange.Options{Format: exchange.ACLED, Places: finder}
	if _, _, err := exchange.Bodies(strings.NewReader(testdata(f, "acled.csv")), warm); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, format uint8, text []byte) {
		o := exchange.Options{Format: exchange.Format(exchange.Formats[int(format)%len(exchange.Formats)]), Places: finder, Name: "x", KeepGoing: true}
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
	})
}
