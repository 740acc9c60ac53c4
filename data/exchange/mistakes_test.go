package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/geo/fault"
)

// A fault names the column of whoever made it, and says what would be right.
func TestMistakesAreNamedByTheirColumn(t *testing.T) {
	for _, tc := range []struct{ name, text, says string }{
		{"a latitude that is none", "date,lat,lon,count\n2025-08-27,954,36,1\n", `lat: "954" is not a latitude`},
		{"a longitude that is none", "date,lat,lon,count\n2025-08-27,54,936,1\n", `lon: "936" is not a longitude`},
		{"degrees and minutes", "date,lat,lon,count\n2025-08-27,54°30′N,36.1,1\n", `lat: "54°30′N" is not a number; write degrees as 54.5194`},
		{"half a coordinate", "date,region,lat,lon,count\n2025-08-27,Kaluga Oblast,54.5,,1\n", `lat: "54.5" is given without a longitude`},
		{"the other half", "Дата;Область;Широта;Долгота;Сбито\n27.08.2025;Калужская область;;36,2;1\n", `Долгота: "36,2" is given without a latitude`},
		{"the number of a spreadsheet", "Дата;Область;Сбито\n45897;Калужская область;1\n", "Дата: \"45897\" is not a date, but the number that a spreadsheet keeps of one"},
		{"a day that no month has", "Дата;Область;Сбито\n31.02.2025;Калужская область;1\n", `Дата: "31.02.2025" is not a date`},
		{"a day or a month", "date,region,count\n08/09/2025,Kaluga Oblast,1\n", `may have the day or the month first`},
		{"a number between two", "date,region,count\n2025-08-27,Kaluga Oblast,10-12\n", `count: "10-12" lies between two numbers, and a count keeps one bound: write at least 10, up to 12, or about`},
		{"the same in words", "Дата;Область;Сбито\n27.08.2025;Калужская область;от 10 до 12 БПЛА\n", `Сбито: "от 10 до 12 БПЛА" lies between two numbers`},
		{"hurt between two", "date,region,count,injured\n2025-08-27,Kaluga Oblast,1,3 – 5\n", `injured: "3 – 5" lies between two numbers, and a count keeps one bound: write at least 3, up to 5`},
		{"no number", "date,region,count\n2025-08-27,Kaluga Oblast,many\n", `count: "many" is not a number; write 10, 10+`},
		{"hurt in no number", "date,region,count,injured\n2025-08-27,Kaluga Oblast,1,many\n", `injured: "many" is neither a number nor none`},
		{"a column twice", "date,region,region,count\n2025-08-27,a,b,1\n", "region: is the name of two columns"},
		{"a cell too many", "date,region,count\n2025-08-27,Kaluga Oblast,1,x\n", "has 4 columns, and the header has 3"},
	} {
		log := memory(t)
		report, err := load(t, log, tc.text, exchange.Options{Format: exchange.CSV, Places: places(t), Author: "a test", Name: "t"})
		if err == nil || len(report.Faults) != 1 || !strings.Contains(report.Faults[0].Error(), tc.says) || head(t, log) != 0 {
			t.Errorf("%s: %v, faults %v, want one that says %q", tc.name, err, report.Faults, tc.says)
		}
	}
}

// A column of sources that holds addresses gives the document its address.
func TestASourceThatIsAnAddress(t *testing.T) {
	recs, _ := made(t, "Дата;Область;Сбито;Источник\n27.08.2025;Калужская область;1;https://t.me/shapsha/1\n28.08.2025;Калужская область;1;ТАСС\n", exchange.Options{Format: exchange.CSV, Places: places(t)})
	var got []string
	for _, rec := range recs {
		if d, ok := rec.(*record.Document); ok {
			url, publisher := "-", "-"
			if d.URL != nil {
				url = *d.URL
			}
			if d.Publisher != nil {
				publisher = *d.Publisher
			}
			got = append(got, url+" "+publisher)
		}
	}
	slices.Sort(got) // documents have no order
	if want := "- ТАСС; https://t.me/shapsha/1 -"; strings.Join(got, "; ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The faults of a mapping stand in the order of its fields' names, whatever the order in which they were written or kept.
func TestFaultsOfAMappingStandInOrder(t *testing.T) {
	names := []string{"alpha", "beta", "delta", "epsilon", "gamma", "zeta"}
	columns := map[string]string{}
	for _, name := range names {
		columns[name] = "x"
	}
	text, err := json.Marshal(map[string]any{"columns": columns})
	if err != nil {
		t.Fatal(err)
	}
	_, err = exchange.ReadMapping(bytes.NewReader(text))
	var said []string
	for _, f := range fault.Fields(err) {
		said = append(said, fmt.Sprint(f.Value))
	}
	if !slices.Equal(said, names) {
		t.Errorf("got %q, want %q", said, names)
	}
	absent := map[string]string{"count": "a", "date": "b", "injured": "c", "lat": "d", "lon": "e", "region": "f"}
	report, err := load(t, memory(t), "number\n1\n", exchange.Options{Format: exchange.CSV, Places: places(t), Author: "a test", Name: "t", Mapping: &exchange.Mapping{Columns: absent}})
	said = nil
	for _, f := range report.Faults {
		said = append(said, f.Error())
	}
	if err == nil || len(said) != len(absent) || !slices.IsSorted(said) {
		t.Errorf("got %v, %q, want a fault a column, in order", err, said)
	}
}

// A file without a record is no success that says 0: it may be a download that broke off.
func TestAFileWithoutARecordIsCalledSo(t *testing.T) {
	for _, tc := range []struct {
		format exchange.Format
		text   string
		says   string
	}{
		{exchange.JSONLines, "", "the file is empty; nothing was imported"},
		{exchange.CSV, "", "the file is empty"},
		{exchange.JSONLines, " \n\n", "the file has no records"},
		{exchange.GeoJSON, `{"type":"FeatureCollection","features":[]}`, "the collection has no features"},
		{exchange.CSV, "date,region,count\n", "the table has no rows under a header"},
		{exchange.CSV, "\n\n", "the table has no rows under a header"},
		{exchange.Telegram, `{"name":"A","type":"public_channel","id":1,"messages":[{"id":1,"type":"service","date_unixtime":"1756270800","text":""}]}`, "the export has no posts"},
		{exchange.Feed, `<rss version="2.0"><channel><title>N</title></channel></rss>`, "the feed has no articles"},
	} {
		for _, keep := range []bool{false, true} {
			log := memory(t)
			report, err := load(t, log, tc.text, exchange.Options{Format: tc.format, Places: places(t), Author: "a test", Name: "t", KeepGoing: keep})
			if err != nil || !strings.HasPrefix(report.Summary(), tc.says) || head(t, log) != 0 {
				t.Errorf("%s %q: %v, %q, want %q", tc.format, tc.text, err, report.Summary(), tc.says)
			}
		}
	}
}
