package checks_test

import (
	"testing"

	"oblast/data/checks"
)

// Which numbers of a list are parts of the total before it, and whether the list is whole.
func TestPartsOfATotal(t *testing.T) {
	for _, tc := range []struct{ name, quote, want string }{
		{"a total in words", "Twenty-six drones were shot down: 20 over Kaluga, 10 over Tula.", "parts_above_total [26 30]: the parts add up to 30, the total is 26"},
		{"one in figures is a number too", "Near 1 plant 9 drones were shot down: 6 over Bryansk, 4 over Tula.", ""},
		{"a word for a place, not for a bound", "Over the region 9 drones were shot down: 6 over Bryansk, 4 over Tula.", "parts_above_total [9 10]: the parts add up to 10, the total is 9"},
		{"a bound two words before", "More than some 9 drones were shot down: 6 over Bryansk, 4 over Tula.", ""},
		{"the last part without a number", "26 drones were shot down: 10 over Rostov, 4 over Tula, others over Oryol.", ""},
		{"a part without a number", "26 drones were shot down: 10 over Rostov, others over Oryol, 4 over Tula.", ""},
		{"some of a part", "9 drones were shot down: 6 over Bryansk, of them two over the city, 2 over Tula.", "parts_below_total [9 8]: the parts add up to 8, the total is 9"},
		{"some of a part, in one word", "9 drones were shot down: 6 over Bryansk, including 5 at night, 2 over Tula.", "parts_below_total [9 8]: the parts add up to 8, the total is 9"},
		{"some of a part at the end", "9 drones were shot down: 2 over Tula, 6 over Bryansk, including 5 at night.", "parts_below_total [9 8]: the parts add up to 8, the total is 9"},
		{"no full stop", "67 drones were intercepted: 40 over Bryansk, 20 over Kaluga, 14 over Tula", "parts_above_total [67 74]: the parts add up to 74, the total is 67"},
		{"brackets of a list", "9 drones were shot down: a) 6 over Bryansk (5 at night), b) 2 over Tula.", "parts_below_total [9 8]: the parts add up to 8, the total is 9"},
		{"brackets in brackets", "9 drones were shot down: 6 over Bryansk (of 5 (or 4) seen 3), 2 over Tula.", "parts_below_total [9 8]: the parts add up to 8, the total is 9"},
		{"two numbers of one part", "15 drones were shot down: 6 over Bryansk 2 times, 4 over Tula.", ""},
		{"two parts with and", "15 drones were shot down: 6 over Bryansk and 2 over Kursk, 4 over Tula.", "parts_below_total [15 12]: the parts add up to 12, the total is 15"},
		{"two parts with another", "9 drones were shot down: 3 over Bryansk, 2 and another 3 over Tula.", "parts_below_total [9 8]: the parts add up to 8, the total is 9"},
		// The unit of a total stands within five words of it.
		{"a unit in the fifth word", "9 of those small grey fast drones were shot down: 6 over Bryansk, 4 over Tula.", ""},
		{"a unit in the fourth word", "9 of those small grey drones were shot down: 6 over Bryansk, 4 over Tula.", "parts_above_total [9 10]: the parts add up to 10, the total is 9"},
		{"a unit after a sign", "It was 9, drones were shot down: 6 over Bryansk, 4 over Tula.", ""},
	} {
		if got := told(checks.Of(said(tc.quote), nil, nil)); got != tc.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tc.name, tc.quote, got, tc.want)
		}
	}
}

func TestNumerals(t *testing.T) {
	for word, want := range map[string]int{
		"thirty": 30, "сорока": 40, "пятьдесят": 50, "шістдесят": 60, "семидесяти": 70, "восемьдесят": 80, "дев'яносто": 90, "девятеро": 9, "десятеро": 10, "двоє": 2,
		"twenty-one": 21, "twenty-nine": 29, "двадцать-шесть": 26, "ninety-nine": 99,
		"twenty-ten": 0, "thirty-eleven": 0, "ten-one": 0, "nineteen-two": 0, "one-two": 0, "twenty-drones": 0, "twenty-": 0, "-one": 0, "drones": 0, "": 0,
	} {
		if got, ok := checks.Numeral(word); got != want || ok != (want > 0) {
			t.Errorf("%q: got %d, %v, want %d", word, got, ok, want)
		}
	}
}
