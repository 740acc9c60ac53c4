package exchange_test

import (
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
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
	if want := "https://t.me/shapsha/1 -; - ТАСС"; strings.Join(got, "; ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
