package checks_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oblast/data/checks"
	"oblast/data/record"
)

// said is a statement with a quote.
func said(quote string, list ...record.Check) *record.Statement {
	return &record.Statement{Kind: record.KindStatement, ID: "st", Document: "doc", SpeakerRole: "media", Quote: quote, Checks: list}
}

// night is an incident of a night: n drones, and nothing else.
func night(date record.Date, n int) *record.Incident {
	count := record.Exact(n)
	inc := &record.Incident{Kind: record.KindIncident, ID: "inc", IsInterception: true, WeaponClass: "uav", Count: &count, When: record.When{Zone: "Europe/Moscow"}}
	record.SetNight(&inc.When, date)
	return inc
}

// told writes findings: rule, numbers and note of each.
func told(found []checks.Finding) string {
	var out []string
	for _, f := range found {
		note := ""
		if f.Note != nil {
			note = *f.Note
		}
		by := f.Rule
		if !f.Computed {
			by = "recorded " + f.Check.Check
		}
		out = append(out, fmt.Sprintf("%s %v: %s", by, f.Numbers, note))
	}
	return strings.Join(out, "; ")
}

var wednesday = record.NewDate(2025, time.August, 27)

func TestComparisons(t *testing.T) {
	for _, tc := range []struct{ quote, want string }{
		{"26 drones were shot down, a significant increase over the 43 the night before.", "not_more [43 26]: 26 is fewer than 43"},
		{"The number of drones rose from 43 to 26.", "not_more [43 26]: 26 is fewer than 43"},
		{"The ministry counted 26 UAVs, more than the 43 of the night before.", "not_more [43 26]: 26 is fewer than 43"},
		{"It is an increase, from 43 to 43.", "not_more [43 43]: 43 is as many as 43"},
		{"Сбито 26 беспилотников — значительный рост по сравнению с 43 накануне.", "not_more [43 26]: 26 is fewer than 43"},
		{"Число увеличилось с 43 до 26.", "not_more [43 26]: 26 is fewer than 43"},
		{"Число беспилотников снизилось с 26 до 43.", "not_fewer [26 43]: 43 is more than 26"},
		{"Збито 26 безпілотників, це збільшення порівняно з 43 напередодні.", "not_more [43 26]: 26 is fewer than 43"},
		{"Кількість зменшилася з 26 до 43.", "not_fewer [26 43]: 43 is more than 26"},
		// What fits, and what can be read in two ways, is left alone.
		{"The number of drones rose from 26 to 43.", ""},
		{"26 drones, not an increase over the 43 the night before.", ""},
		{"Сбито 26 беспилотников, роста по сравнению с 43 накануне нет.", ""},
		{"Over the Rostov region 15 drones were shot down, 43 the night before.", ""},
		{"Сбиты 26 беспилотников над Ростовской областью, накануне 43.", ""},
		{"A significant increase: 26.", ""},
		{"A significant increase over the night before.", ""},
		{"More than 10 UAVs were shot down, 43 the night before.", ""},
		{"Drones were shot down from 20:00 to 23:00, an increase.", ""},
		{"An increase of 20 percent, from 43 to 26 percent.", ""},
		{"The number rose. From 43 to 26 houses are without power.", ""},
		{"The number rose from 26 to 43, then it declined from 43 to 26.", ""},
		{"The wind increased. 26 drones were shot down; 43 the night before.", ""},
		{"An increase over 43 the night before: 26 in Rostov, 15 in Oryol.", ""},
	} {
		if got := told(checks.Of(said(tc.quote), nil, nil)); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.quote, got, tc.want)
		}
	}
}

func TestDates(t *testing.T) {
	published := time.Date(2025, 8, 27, 6, 0, 0, 0, time.UTC)
	for _, tc := range []struct{ quote, want string }{
		{"В ночь на среду, 28 августа 2025 года, сбит беспилотник.", "weekday_of_date [3 4]: 28 August 2025 is a Thursday, not a Wednesday"},
		{"Late on Tuesday, 27 August, a drone was shot down.", "weekday_of_date [2 3]: 27 August 2025 is a Wednesday, not a Tuesday"},
		{"У ніч на четвер, 27 серпня, збито дрон.", "weekday_of_date [4 3]: 27 August 2025 is a Wednesday, not a Thursday"},
		{"В ночь на 29 августа сбит беспилотник.", "night_elsewhere []: the words say 29 August 2025, the record is of 27 August 2025"},
		{"В ночь с 28 на 29 августа сбит беспилотник.", "night_elsewhere []: the words say 29 August 2025, the record is of 27 August 2025"},
		{"У ніч на 25 серпня збито безпілотник.", "night_elsewhere []: the words say 25 August 2025, the record is of 27 August 2025"},
		{"On the night of 29 August a drone was shot down.", "night_elsewhere []: the words say 29 August 2025, the record is of 27 August 2025"},
		{"A drone was shot down on August 12, 2025.", "date_elsewhere []: the words say 12 August 2025, the record is of 27 August 2025"},
		{"В воскресенье сбит беспилотник.", "date_elsewhere [0]: the words say a Sunday, the record is of 27 August 2025, a Wednesday"},
		// What may be.
		{"В ночь на 27 августа сбит беспилотник.", ""},
		{"В ночь с 26 на 27 августа сбит беспилотник.", ""},
		{"On the night of 26 August a drone was shot down.", ""},
		{"On the night of 27 August a drone was shot down.", ""},
		{"Ночью 26 августа сбит беспилотник.", ""},
		{"Поздно вечером 26 августа сбит беспилотник.", ""},
		{"On Thursday, 28 August, the governor said so.", ""},
		{"В четверг губернатор сообщил об этом.", ""},
		{"As of 12 August 40 drones had been shot down.", ""},
		{"В августе сбит беспилотник.", ""},
		{"Up to 5 may have been shot down on Wednesday.", ""},
		{"Among 2 of 31 drones one fell.", ""},
		{"A law of 19 September 2024 forbids it.", ""},
		{"Wednesday: 26. Then 28 August 2025: 40.", ""},
	} {
		if got := told(checks.Of(said(tc.quote), &published, []record.Record{night(wednesday, 1)})); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.quote, got, tc.want)
		}
	}
	// A date beside two records is wrong when it is neither's.
	both := []record.Record{night(wednesday, 1), night(wednesday+2, 1)}
	if got := told(checks.Of(said("В ночь на 29 августа сбит беспилотник."), nil, both)); got != "" {
		t.Errorf("of two records: %s", got)
	}
	if got := told(checks.Of(said("В ночь на 29 августа сбит беспилотник."), nil, nil)); got != "" {
		t.Errorf("of none: %s", got)
	}
}

func TestSums(t *testing.T) {
	for _, tc := range []struct{ quote, want string }{
		{"67 drones were intercepted: 40 over Bryansk, 20 over Kaluga, 14 over Tula.", "parts_above_total [67 74]: the parts add up to 74, the total is 67"},
		{"Уничтожены 121 украинский беспилотник: 60 – над Брянской областью, 30 – над Калужской, 22 – над Тульской.", "parts_below_total [121 112]: the parts add up to 112, the total is 121"},
		{"Уничтожены 10 беспилотников: девять – над Брянской областью, два – над Тульской.", "parts_above_total [10 11]: the parts add up to 11, the total is 10"},
		{"Збито 12 безпілотників, з них 9 над Сумщиною, 5 над Полтавщиною.", "parts_above_total [12 14]: the parts add up to 14, the total is 12"},
		{"26 drones were shot down, including 15 over Rostov and 14 over Oryol.", "parts_above_total [26 29]: the parts add up to 29, the total is 26"},
		// What adds up, and what may.
		{"26 drones were shot down: 15 over Rostov, 4 over Oryol, 3 over Belgorod, and 2 each over Bryansk and Kursk.", ""},
		{"Уничтожены 26 беспилотников: 15 – над Ростовской областью, четыре – над Орловской, три – над Белгородской, по два – над Брянской и Курской.", ""},
		{"Уничтожен 21 беспилотник: семь – над Смоленской областью, шесть – над Брянской, три – над Орловской, три – над Московским регионом, в том числе два летевших на Москву, и по одному – над Калужской и Тверской.", ""},
		{"Уничтожены 9 беспилотников: 6 – над Брянской областью, по два – над Курской и Тульской.", ""},
		{"26 drones were shot down, including 15 over Rostov and 4 over Oryol.", ""},
		{"26 drones were shot down: 15 over Rostov, others over Oryol.", ""},
		{"Над областью сбито 5 беспилотников: в Кировском, Боровском и Дзержинском районах.", ""},
		{"More than 20 drones were shot down: 15 over Rostov, 14 over Oryol.", ""},
		{"Debris fell in 3 places: 2 houses, 4 cars.", ""},
		{"41 UAVs at 06:10: 20 over Kaluga (12 by crews), 21 over Tula.", ""},
	} {
		if got := told(checks.Of(said(tc.quote), nil, nil)); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.quote, got, tc.want)
		}
	}
}

func TestUnits(t *testing.T) {
	three := record.Exact(3)
	vehicles := &record.Incident{Kind: record.KindIncident, IsDamage: true, Effects: []record.Effect{{Subject: "vehicle", State: "reported", Count: &three}}}
	missiles := night(wednesday, 26)
	missiles.WeaponClass = "missile"
	for _, tc := range []struct {
		quote  string
		beside record.Record
		want   string
	}{
		{"3 drones were damaged.", vehicles, "other_unit [3]: the words count drones, the record things damaged"},
		{"Повреждены три беспилотника.", vehicles, "other_unit [3]: the words count drones, the record things damaged"},
		{"26 missiles were intercepted.", night(wednesday, 26), "other_unit [26]: the words count missiles, the record drones"},
		{"Сбиты 26 крылатых ракет и 3 беспилотника.", night(wednesday, 26), "other_unit [26]: the words count missiles, the record drones"},
		{"Збито 26 безпілотників.", missiles, "other_unit [26]: the words count drones, the record missiles"},
		// What fits, and what may.
		{"3 vehicles were damaged by debris of drones.", vehicles, ""},
		{"Debris of a drone damaged 3 cars.", vehicles, ""},
		{"3 drones fell; vehicles were damaged.", vehicles, ""},
		{"26 drones and missiles were intercepted.", night(wednesday, 26), ""},
		{"26 ракет и беспилотников сбито.", night(wednesday, 26), ""},
		{"26 беспилотных летательных аппаратов сбиты, 26 ракет.", night(wednesday, 26), ""},
		{"Сбит беспилотник. Одна машина повреждена.", night(wednesday, 1), ""},
		{"26 were intercepted.", night(wednesday, 26), ""},
		{"Five people were hurt, 26 houses damaged; all drones were shot down.", night(wednesday, 26), ""},
	} {
		if got := told(checks.Of(said(tc.quote), nil, []record.Record{tc.beside})); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.quote, got, tc.want)
		}
	}
}

// TestARecordedRemarkAndAComputedOneDoNotDouble; one that was left open, or got wrong, is computed; a reviewer's decision
// with a note stands.
func TestARecordedRemarkAndAComputedOneDoNotDouble(t *testing.T) {
	says, note := "a significant increase", "26 is fewer than 43"
	check := func(result string, note *string, numbers ...int) record.Check {
		return record.Check{Check: "comparison", Result: result, Says: &says, Numbers: numbers, Note: note}
	}
	const quote = "26 drones, a significant increase over the 43 the night before."
	for _, tc := range []struct {
		name, quote string
		check       record.Check
		want        string
	}{
		{"recorded", "", check("contradicted", &note, 43, 26), "recorded comparison [43 26]: 26 is fewer than 43"},
		{"recorded, and in the quote", quote, check("contradicted", &note, 26, 43), "recorded comparison [26 43]: 26 is fewer than 43"},
		{"recorded by its words", quote, check("contradicted", &note), "recorded comparison []: 26 is fewer than 43"},
		{"left open", "", check("unknown", nil, 43, 26), "not_more [43 26]: 26 is fewer than 43"},
		{"left open, and in the quote", quote, check("unknown", nil, 43, 26), "not_more [43 26]: 26 is fewer than 43"},
		{"got wrong", "", check("ok", nil, 43, 26), "not_more [43 26]: 26 is fewer than 43"},
		{"decided", quote, check("ok", &note, 43, 26), ""},
		{"right", "", check("unknown", nil, 26, 43), ""},
	} {
		st := said(tc.quote, tc.check)
		if got := told(checks.Of(st, nil, nil)); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
		if st.Checks[0].Result != tc.check.Result || len(st.Checks) != 1 {
			t.Errorf("%s: the statement itself was changed", tc.name)
		}
	}
}

func TestTallies(t *testing.T) {
	tally := func(total int, split, status string, items ...int) *record.Tally {
		x := &record.Tally{Kind: record.KindTally, ID: "tal", Count: record.Exact(total), Split: split, Status: status}
		for _, n := range items {
			x.Items = append(x.Items, record.TallyItem{RegionID: "RU-BRY", Count: n})
		}
		return x
	}
	for _, tc := range []struct {
		tally *record.Tally
		want  string
	}{
		{tally(67, "complete", "ok", 40, 34), "parts_above_total [67 74]: the parts add up to 74, the total is 67"},
		{tally(121, "complete", "ok", 60, 52), "parts_below_total [121 112]: the parts add up to 112, the total is 121"},
		{tally(121, "partial", "flagged", 60, 52), "parts_below_total [121 112]: the parts add up to 112, the total is 121"},
		{tally(251, "partial", "ok", 2), ""},
		{tally(26, "complete", "ok", 15, 11), ""},
		{tally(26, "none", "ok"), ""},
	} {
		if got := told(checks.OfTally(tc.tally)); got != tc.want {
			t.Errorf("%d: got %s, want %s", *tc.tally.Count.Best, got, tc.want)
		}
	}
	sum := tally(67, "complete", "refused", 74)
	sum.Checks = []record.Check{{Check: "sum", Result: "contradicted", Numbers: []int{67, 74}}}
	if got := told(checks.OfTally(sum)); got != "recorded sum [67 74]: " {
		t.Errorf("recorded: %s", got)
	}
}

// BenchmarkOf is a post of the usual length, and the longest that is read.
func BenchmarkOf(b *testing.B) {
	post := "В ночь на 27 августа дежурными средствами ПВО уничтожены 26 беспилотников: 15 – над Ростовской областью, четыре – над Орловской, три – над Белгородской, по два – над Брянской и Курской."
	for name, quote := range map[string]string{"post": post, "nothing to be found": strings.Repeat("Пострадавших нет, на месте работает оперативная группа. ", 4), "longest": strings.Repeat("more than 1 : ", 3000)} {
		b.Run(name, func(b *testing.B) {
			st, beside := said(quote), []record.Record{night(wednesday, 26)}
			b.ReportAllocs()
			for b.Loop() {
				checks.Of(st, nil, beside)
			}
		})
	}
}

// Digits of other scripts count nothing, and words with them are read to their end.
func TestDigitsOfOtherScripts(t *testing.T) {
	for _, words := range []string{"دمرت ١٢ طائرة", "１２ drones", "߇", "15 – над Ростовской областью, ٣ – над Орловской", "1٣"} {
		if found := checks.Of(said(words), nil, []record.Record{night(wednesday, 26)}); len(found) > 0 {
			t.Errorf("%s: %+v", words, found)
		}
	}
}

// Whatever the words are, they are read without fault.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "26 drones, an increase over the 43 the night before", "В ночь на среду, 28 августа 2025 года: 3, 4.", "по", "1-", "26-го", "«»", "\xff\xfe", "twenty six", "2025-08-27", "99999999999999999999 drones", "١٢ 12 １２"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		for _, finding := range checks.Of(said(words), nil, []record.Record{night(wednesday, 1)}) {
			if finding.Of != "st" || finding.Note == nil || finding.Result != "contradicted" || finding.Says != nil && !strings.Contains(words, *finding.Says) {
				t.Errorf("%+v", finding)
			}
		}
	})
}
