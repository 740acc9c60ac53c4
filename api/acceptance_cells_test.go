package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestEverySplitOfTheFacts: each region that the ministry's split of a night or day names has that number on basis claimed.
func TestEverySplitOfTheFacts(t *testing.T) {
	s := live(t, starterLog(t))
	for when, split := range map[string]string{
		"2025-08-25":            "RU-SMO 7, RU-BRY 6, RU-ORL 3, RU-KLU 1, RU-TVE 1",
		"2025-08-26":            "RU-BRY 13, RU-ROS 9, RU-BEL 8, RU-TUL 8, RU-KRS 6, RU-ORL 6, RU-LEN 6, RU-KLU 2, RU-RYA 6, RU-VGG 5, RU-PSK 3, RU-VOR 1, RU-LIP 1, RU-NIZ 1, RU-NGR 1",
		"2025-08-27":            "RU-ROS 15, RU-ORL 4, RU-BEL 3, RU-BRY 2, RU-KRS 2",
		"2025-09-27":            "RU-ROS 27, RU-BRY 8, RU-AST 6, RU-VOR 6, RU-VGG 5, RU-KRS 2, RU-BEL 1",
		"2025-10-06":            "RU-KLU 2",
		"2025-10-27":            "RU-BRY 47, RU-KLU 42, RU-TUL 32, RU-KRS 10, RU-ORL 7, RU-ROS 4, RU-VOR 4, RU-ORE 2, RU-TAM 2, RU-BEL 1, RU-LIP 1, RU-SAM 1",
		"2025-10-28&part=night": "RU-KLU 13, RU-BRY 3",
		"2025-10-28&part=day":   "RU-BRY 7, RU-ORL 3, RU-KRS 2, RU-TUL 2, RU-KLU 1",
		"2025-10-29":            "RU-BRY 46, RU-KLU 12, RU-BEL 8, RU-KDA 7, RU-ORL 6, RU-ULY 4, UA-43 3, RU-ME 3, RU-STA 2, RU-KRS 1, RU-SMO 1, RU-TUL 1",
		"2025-10-30":            "",
	} {
		date, _, _ := strings.Cut(when, "&")
		var got []string
		for id, row := range rowsAt(t, s, "basis=claimed&to="+date+"&from="+when) {
			if row.Min != nil {
				got = append(got, fmt.Sprintf("%s %d", id, *row.Min))
			}
			if row.Min != nil && (row.Max == nil || *row.Max != *row.Min) {
				t.Errorf("%s: %s is %s", when, id, row)
			}
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != sorted(split) {
			t.Errorf("%s:\n got %s\nwant %s", when, strings.Join(got, ", "), sorted(split))
		}
	}
}

// TestStatusesOfTheFacts: which kind of missing it is, on every basis.
func TestStatusesOfTheFacts(t *testing.T) {
	s := live(t, starterLog(t))
	bases := []string{"claimed", "incidents", "reconciled"}
	for _, test := range []struct {
		dates, query, ids string
		want              [3]string // a basis each
	}{
		{"2025-08-26 2025-08-27", "", "RU-TA RU-MOW", [3]string{"none_reported", "no_data", "none_reported"}},
		{"2025-08-26", "", "UA-53 UA-63 UA-59", [3]string{"no_data unsplit 47", "no_data", "no_data unsplit 47"}},
		{"2025-08-27", "", "UA-53 UA-63 UA-59", [3]string{"no_data unsplit 74", "no_data", "no_data unsplit 74"}},
		{"2025-08-25", "", "RU-MOW RU-MOS", [3]string{"no_data unsplit 3", "no_data", "no_data unsplit 3"}},
		{"2025-10-06", "", "RU-BRY RU-MOW RU-TA", [3]string{"no_data unsplit 249", "no_data", "no_data unsplit 249"}},
		{"2025-10-29", "", "RU-MOW RU-MOS", [3]string{"no_data unsplit 6", "no_data", "no_data unsplit 6"}},
		{"2025-10-29", "&level=country", "UA", [3]string{"no_data", "no_data", "no_data"}},
		{"2025-10-30", "", "RU-ROS RU-ORL", [3]string{"not_covered", "not_covered", "not_covered"}},
		{"2025-08-09 2025-08-25 2025-08-26 2025-08-27 2025-09-10 2025-09-27 2025-09-29 2025-10-06 2025-10-24 2025-10-27 2025-10-28 2025-10-29 2025-10-30 2025-11-01", "&level=country",
			"KZ", [3]string{"not_covered", "not_covered", "not_covered"}},
	} {
		for _, date := range strings.Fields(test.dates) {
			for i, basis := range bases {
				rows := rowsAt(t, s, "from="+date+"&to="+date+test.query+"&basis="+basis)
				for _, id := range strings.Fields(test.ids) {
					if got := rows[id].String(); got != test.want[i] {
						t.Errorf("%s, %s: %s is %q, want %q", date, basis, id, got, test.want[i])
					}
				}
			}
		}
	}
}

// TestDamageOfTheFacts: objects by district, where a number is not given with an open end; people by region.
func TestDamageOfTheFacts(t *testing.T) {
	s := live(t, starterLog(t))
	for _, test := range []struct{ query, rows string }{
		{"from=2025-08-26&to=2025-08-26&measure=damaged_objects&level=district&within=RU-LEN", "RU-LEN.492167 {4, 4}"},
		{"from=2025-08-27&to=2025-08-27&measure=damaged_objects&level=district&within=RU-ROS", "RU-ROS.12625583 {3, null}; RU-ROS.522883 {2, null}; RU-ROS.12625586 {1, 1}"},
		{"from=2025-10-27&to=2025-10-27&measure=damaged_objects&level=district&within=RU-KLU", "RU-KLU.563697 {5, 5}"},
		{"from=2025-08-27&to=2025-08-27&measure=damaged_objects&within=RU-ROS", "RU-ROS {6, null}"},
		{"from=2025-10-29&to=2025-10-29&measure=damaged_objects&within=RU-BRY", "RU-BRY {10, 10}"},
		{"from=2025-10-27&to=2025-10-27&measure=killed&within=RU", "RU-BRY {1, 1}"},
		{"from=2025-10-27&to=2025-10-27&measure=injured&within=RU", "RU-BRY {5, 5}"},
		{"from=2025-08-27&to=2025-08-27&measure=injured&within=RU", ""},
	} {
		var got []string
		for id, row := range rowsAt(t, s, test.query+"&basis=incidents") {
			if row.Min != nil {
				got = append(got, id+" "+row.interval.String())
			}
		}
		slices.Sort(got)
		want := strings.Split(test.rows, "; ")
		slices.Sort(want)
		if strings.Join(got, "; ") != strings.Join(want, "; ") {
			t.Errorf("%s:\n got %q\nwant %q", test.query, got, want)
		}
	}
}
