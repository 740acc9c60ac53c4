package checks_test

import (
	"testing"

	"oblast/data/checks"
	"oblast/data/record"
)

// Which words and figures are one number, and which numbers count nothing.
func TestNumbersOfAText(t *testing.T) {
	const rise = "not_more [43 26]: 26 is fewer than 43"
	for _, tc := range []struct{ quote, want string }{
		{"Twenty six drones were shot down: 20 over Kaluga, 10 over Tula.", "parts_above_total [26 30]: the parts add up to 30, the total is 26"},
		{"Двадцать шесть беспилотников сбиты: 20 над Калугой, 10 над Тулой.", "parts_above_total [26 30]: the parts add up to 30, the total is 26"},
		{"20 six drones were shot down: 20 over Kaluga, 10 over Tula.", ""},
		{"Ten six drones were shot down: 10 over Kaluga, 9 over Tula.", ""},
		{"Twenty ten drones were shot down: 20 over Kaluga, 20 over Tula.", ""},
		{"Twenty-one five drones were shot down: 20 over Kaluga, 10 over Tula.", ""},
		{"Twenty, six drones were shot down: 20 over Kaluga, 10 over Tula.", ""},
		// A line is a sentence.
		{"26 drones, an increase over the 43 the night before", rise},
		{"26 drones\nAn increase over the 43 the night before", ""},
		{"\n26 drones, an increase over the 43 the night before", rise},
		// Two days of a month are no numbers of drones.
		{"Between 25 and 26 August an increase: 26 drones against 43.", rise},
		{"From 25 to 26 August an increase: 26 drones against 43.", rise},
		{"On 25-26 August an increase: 26 drones against 43.", rise},
		{"On 25–26 August an increase: 26 drones against 43.", rise},
		{"On 24-26 August an increase: 26 drones against 43.", rise},
		{"В ночь с 25 на 26 августа рост: 26 дронов против 43.", rise},
		{"С 25 по 26 августа рост: 26 дронов против 43.", rise},
		{"С 25 до 26 августа рост: 26 дронов против 43.", rise},
		{"Between 31 and 1 September an increase: 26 drones against 43.", rise},
		{"Between 25 or 26 August an increase: 26 drones against 43.", ""},
		{"An increase: 26 drones against 43 and 5 August was quiet.", rise},
		{"An increase: 26 drones against 32 and 5 August was quiet.", "not_more [32 26]: 26 is fewer than 32"},
		{"An increase: two drones against three and 26 August was quiet.", "not_more [3 2]: 2 is fewer than 3"},
		// Nor are hours, storeys, decimals and years.
		{"At 06:10 of 2025 a 4-storey house, 1.5 km: an increase, 26 drones against 43.", rise},
		{"In 1899 an increase: 26 drones against 43.", ""},
	} {
		if got := told(checks.Of(said(tc.quote), nil, nil)); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.quote, got, tc.want)
		}
	}
	beside := []record.Record{night(wednesday, 26)}
	for quote, want := range map[string]string{"26 per cent of missiles fell.": "", "26 percent of missiles fell.": "", "26 % of missiles fell.": "",
		"26 per wave, missiles.": "", "26 per wave missiles fell.": "other_unit [26]: the words count missiles, the record drones"} {
		if got := told(checks.Of(said(quote), nil, beside)); got != want {
			t.Errorf("%s: got %s, want %s", quote, got, want)
		}
	}
}
