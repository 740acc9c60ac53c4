package exchange_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"oblast/data/exchange"
	"oblast/data/record"
)

// Tables as people keep them: their headers are guessed, dates and times of two columns are put together, numbers are read
// as they are written there.
func TestTablesAsPeopleKeepThem(t *testing.T) {
	russian, err := charmap.Windows1251.NewEncoder().String("N п/п;Дата события;Время;Населенный пункт;Район;Регион;Кол-во БПЛА;Число погибших;Источник;Ссылка;Примечание\r\n" +
		"1;27.08.2025;03:40;г. Козельск;;Калужская обл.;1;нет;\"Шапша В. \"\"официально\"\"\";https://t.me/x/1;\"Сбит один.\nПострадавших нет\"\r\n" +
		"2;28.08.2025;;;Дзержинский район;Калужская область;более 10;2 человека;;;\r\n" +
		"3;29.08.25;ночью;Погар;;Брянская область;три;;;;\r\n" +
		"4;30.08.2025;14.30;;;Брянская область;1 234;;;;\r\n" +
		"5;31 августа 2025 г.;;;;Калужская область;5,0;;;;\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, text, columns, zone, want string }{
		{"Russian", russian, "count=Кол-во БПЛА date=Дата события district=Район killed=Число погибших place=Населенный пункт publisher=Источник region=Регион summary=Примечание time_start=Время url=Ссылка", "Europe/Moscow",
			`district [RU-KLU.563697] interception more than 10 damage killed:reported:2 approximate 2025-08-27T21:00Z weak
region [RU-BRY] interception 1234 exact 2025-08-30T11:30Z weak
region [RU-KLU] interception 5 approximate 2025-08-30T21:00Z weak
settlement [RU-BRY.507867] interception 3 night 2025-08-29 weak
settlement [RU-KLU.543347] interception 1 killed:none_reported exact 2025-08-27 weak`},
		{"Ukrainian", "\ufeffДата;Час;Область;Населений пункт;Збито;Поранено;Загинуло;Джерело;Широта;Довгота\n27.08.2025;03:40;Харківська область;Куп'янськ;1;0;0;ОВА;49,7106;37,6156\n28 серпня 2025;;Сумська область;;декілька;1;;ОВА;;\n",
			"count=Збито date=Дата injured=Поранено killed=Загинуло lat=Широта lon=Довгота place=Населений пункт publisher=Джерело region=Область time_start=Час", "Europe/Kyiv",
			`region [UA-59] interception a number not given damage injured:reported:1 approximate 2025-08-27T21:00Z weak
settlement [UA-63.6308] interception 1 injured:none_reported:0 killed:none_reported:0 exact 2025-08-27 weak`},
		{"English", "Date,Region,Location,UAVs downed,Injured,Killed,Source URL,Remarks\n08/27/2025,Kaluga Oblast,Kozelsk,1,0,0,https://x.example/1,fine\n\"Aug 29, 2025\",Kursk region,,\"1,234\",,,,\n27 Aug 2025 03:40,Kaluga Oblast,,~5,,,,\n",
			"count=UAVs downed date=Date injured=Injured killed=Killed place=Location region=Region summary=Remarks url=Source URL", "Europe/Moscow",
			`region [RU-KLU] interception about 5 exact 2025-08-27 weak
region [RU-KRS] interception 1234 approximate 2025-08-28T21:00Z weak
settlement [RU-KLU.543347] interception 1 injured:none_reported:0 killed:none_reported:0 approximate 2025-08-26T21:00Z weak`},
		{"words that only begin alike", "Date of publication,Event date,Latest update,Casualties,Career,Number of houses,Long story,Killed (civilians),region_ids\n2025-08-28,2025-08-27,x,3,y,2,z,1,RU-KLU\n",
			"date=Event date dwellings=Number of houses killed=Killed (civilians) published_at=Date of publication region_ids=region_ids", "Europe/Moscow",
			"region [RU-KLU] damage killed:reported:1 dwelling:reported:2 approximate 2025-08-26T21:00Z weak"},
		{"a night with its hours", "Night,Time,End,region_ids,count\n2025-08-27,23:30,01:15,RU-KLU,2\n2025-08-28,02:00,,RU-KLU,3\n",
			"count=count night_of=Night region_ids=region_ids time_end=End time_start=Time", "Europe/Moscow",
			`region [RU-KLU] interception 2 window 2025-08-27 weak
region [RU-KLU] interception 3 exact 2025-08-28 weak`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var used exchange.Mapping
			recs, _ := made(t, tc.text, exchange.Options{Format: exchange.CSV, Name: "t.csv", Mapped: func(m exchange.Mapping) { used = m }})
			var columns []string
			for _, name := range slices.Sorted(maps.Keys(used.Columns)) {
				columns = append(columns, name+"="+used.Columns[name])
			}
			if got := strings.Join(columns, " "); got != tc.columns || used.Zone != tc.zone {
				t.Errorf("columns %s in %s, want %s in %s", got, used.Zone, tc.columns, tc.zone)
			}
			if got := incidents(recs); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

// What stands around a table in a sheet is no row of it: a title, cells that were merged over the header, a row of totals.
// It is told as what it is, once, and what to do.
func TestWhatStandsAroundATable(t *testing.T) {
	const table = "Дата;Область;Место;Сбито\n27.08.2025;Калужская область;Козельск;1\n"
	const below = "line 1: is no header, line %s seems to be: leave out what stands above it"
	for _, tc := range []struct{ name, text, want string }{
		{"a title", "Сводка по сбитым БПЛА за август 2025;;;\n" + table, strings.Replace(below, "%s", "2", 1)},
		{"a title without columns", "Сводка по сбитым БПЛА, август\n\n" + table, strings.Replace(below, "%s", "3", 1)},
		{"merged cells", "Сводка;;;\n;;Где;Итого\n" + table, strings.Replace(below, "%s", "3", 1)},
		{"a title in UTF-8 with a mark", "\ufeffСводка;;;\r\n" + strings.ReplaceAll(table, "\n", "\r\n"), strings.Replace(below, "%s", "2", 1)},
		{"a total", table + "Итого;;;1\n", `line 3, row 2: is a row of totals ("Итого"): leave it out`},
		{"a total in the second column", table + ";ВСЕГО:;;1\n", `line 3, row 2: is a row of totals ("ВСЕГО:"): leave it out`},
		{"a total in English", "date,region,count\n2025-08-27,Kaluga Oblast,1\nGrand total,,1\n", `line 3, row 2: is a row of totals ("Grand total"): leave it out`},
		{"a total in Ukrainian", "Дата,Область,Збито\n27.08.2025,Сумська область,1\nУсього,,1\n", `line 3, row 2: is a row of totals ("Усього"): leave it out`},
		{"a header of few columns that are known", "region_ids,count,foo,bar\nRU-KLU,1,Region,Place\nRU-KLU,2,District,Town\n", ""},
		{"no total", "date,region,count,summary\n2025-08-27,Kaluga Oblast,1,total\n", ""},
	} {
		_, report, err := attempt(t, tc.text, exchange.Options{Format: exchange.CSV, Places: places(t)})
		got := ""
		if len(report.Faults) > 0 {
			got = report.Faults[0].Error()
		}
		if len(report.Faults) > 1 || tc.want == "" && err != nil || !strings.HasPrefix(got, tc.want) {
			t.Errorf("%s: got %v, %v, want %q", tc.name, report.Faults, err, tc.want)
		}
	}
}

// nightOf imports one row of an incident with columns for its date, and tells the night that it is of, or the fault.
func nightOf(t *testing.T, columns, row string) (got string) {
	t.Helper()
	recs, report, _ := attempt(t, "count;region_ids;"+columns+"\n1;RU-KLU;"+row+"\n", exchange.Options{Format: exchange.CSV})
	for _, rec := range recs {
		if inc, ok := rec.(*record.Incident); ok && inc.When.NightOf != nil {
			got = inc.When.NightOf.String()
		}
	}
	for _, f := range report.Faults {
		got = f.Error()
	}
	return got
}

// Dates as spreadsheets of several countries write them.
func TestDatesOfSpreadsheets(t *testing.T) {
	for text, want := range map[string]string{
		"26-Aug-25": "2025-08-26", "6-Aug-2025": "2025-08-06", "Aug 26 2025": "2025-08-26", "August 6 2025": "2025-08-06", "27-08-2025": "2025-08-27", "8-27-2025": "2025-08-27", "27.8.25": "2025-08-27",
		"26-27.08.2025": "2025-08-27", "26-27 August 2025": "2025-08-27", "26/27 августа 2025": "2025-08-27", "с 26 на 27 августа 2025 г.": "2025-08-27", "ночь на 27.08.2025": "2025-08-27", "в ночь на 27 августа 2025 года": "2025-08-27",
		"08-07-2025": "may have the day or the month first", "26-28.08.2025": "is not a date", "26-Foo-25": "is not a date",
	} {
		if got := nightOf(t, "night_of", text); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	// In a column of dates two of them are a night only where the part of the day says so.
	for part, want := range map[string]string{"night": "2025-08-27", "": "is two dates", "day": "is two dates"} {
		if got := nightOf(t, "date;part", "26-27.08.2025;"+part); !strings.Contains(got, want) {
			t.Errorf("part %q: got %q, want %q", part, got, want)
		}
	}
}
