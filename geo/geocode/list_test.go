package geocode_test

import (
	"slices"
	"strings"
	"testing"

	"oblast/geo/geocode"
)

func TestLists(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string]string{
		"Белгородской, Брянской и Тверской областей":                        "RU-BEL RU-BRY RU-TVE",
		"in the Kursk, Bryansk and Oryol regions":                           "RU-KRS RU-BRY RU-ORL",
		"Kursk, Bryansk, and Oryol regions":                                 "RU-KRS RU-BRY RU-ORL",
		"у Харківській, Донецькій та Луганській областях":                   "UA-63 UA-14 UA-09",
		"Калужской области и Брянской области":                              "RU-KLU RU-BRY",
		"Kursk Oblast and Bryansk Oblast":                                   "RU-KRS RU-BRY",
		"в Брянской области, Калужской области, Курской области":            "RU-BRY RU-KLU RU-KRS",
		"Брянская, Калужская, Тульская области и Москва":                    "RU-BRY RU-KLU RU-TUL RU-MOW",
		"в Москве, Брянской и Курской областях":                             "RU-MOW RU-BRY RU-KRS",
		"Москва и Брянская область":                                         "RU-MOW RU-BRY",
		"Moscow and the Moscow region":                                      "RU-MOW RU-MOS",
		"over Crimea and the Black Sea":                                     "UA-43 water.black-sea",
		"Рыльский и Суджанский районы Курской области":                      "RU-KRS.499888 RU-KRS.486813",
		"Рыльский и Суджанский районы, Курская область":                     "RU-KRS.499888 RU-KRS.486813",
		"Rylsky and Sudzhansky districts of Kursk region":                   "RU-KRS.499888 RU-KRS.486813",
		"Bosnia and Herzegovina and Serbia":                                 "BA RS",
		"Рыльский район Курской области и Погарский район Брянской области": "RU-KRS.499888 RU-BRY.507867",
	} {
		var got []string
		for _, m := range c.Geocode(geocode.Query{Text: text, Limit: 1}).Matches {
			got = append(got, m.RegionID)
		}
		if !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%q: got %v, want %s", text, got, want)
		}
	}
}

// TestWrongParentIsNoList holds two names with a comma between, which do not belong together, for a place with a wrong
// parent.
func TestWrongParentIsNoList(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, parent := range map[string]string{"Kiev, Missouri": "US-MO", "Киев, Миссури": "US-MO", "Брянская область, Москва": "RU-BRY"} {
		a := c.Geocode(geocode.Query{Text: text})
		if len(a.Matches) != 1 || a.Matches[0].RegionID != parent || a.Matches[0].MatchType != geocode.ParentFallback || len(a.Rejected) == 0 {
			t.Errorf("%q: got %s, rejected %v", text, show(a), a.Rejected)
		}
	}
}

func TestBorders(t *testing.T) {
	c, g := embeddedGeocoder(t), embedded(t)
	for text, want := range map[string]string{
		"on the border of Kursk and Belgorod regions":        "RU-KRS RU-BEL",
		"on the border between Kursk and Belgorod regions":   "RU-KRS RU-BEL",
		"on the Kursk-Belgorod border":                       "RU-KRS RU-BEL",
		"Kaluga and Moscow regions border":                   "RU-KLU RU-MOS",
		"на границе Курской и Белгородской областей":         "RU-KRS RU-BEL",
		"на границе Калужской области с Московской областью": "RU-KLU RU-MOS",
		"на границе России и Украины":                        "RU UA",
		"на кордоні Харківської та Донецької областей":       "UA-63 UA-14",
	} {
		a := c.Geocode(geocode.Query{Text: text})
		if len(a.Matches) != 1 || a.Matches[0].Level != geocode.BorderBetween {
			t.Errorf("%q: got %s", text, show(a))
			continue
		}
		m := a.Matches[0]
		var got []string
		for _, u := range m.Members {
			got = append(got, g.Tree.At(u).ID)
		}
		if strings.Join(got, " ") != want || m.RegionID != "" || m.Confidence < .8 || m.Label == "" || len(m.Explain) < 3 || m.To <= m.From {
			t.Errorf("%q: got %v, want %s: %+v", text, got, want, m)
		}
	}
	for text, want := range map[string]string{
		"в Курской области на границе с Украиной": "RU-KRS", "the Belgorod border region": "RU-BEL", "on the border with Kursk region": "RU-KRS",
	} {
		if a := c.Geocode(geocode.Query{Text: text}); len(a.Matches) == 0 || a.Matches[0].RegionID != want {
			t.Errorf("%q: got %s, want %s", text, show(a), want)
		}
	}
}

func TestReasonsOfNothing(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string]string{
		"": geocode.NoWords, "!": geocode.NoWords, "the region": geocode.NoName, "над территорией области": geocode.NoName,
		"over several regions": geocode.SeveralMeant, "над территориями ряда регионов России": geocode.SeveralMeant,
		"Russian drone": geocode.OnlyAdjective, "украинский БПЛА": geocode.OnlyAdjective, "курский губернатор": geocode.OnlyAdjective,
		"qwrtpsdf": geocode.NotFound, strings.Repeat("Kaluga ", 100): geocode.TooLong,
	} {
		if a := c.Geocode(geocode.Query{Text: text}); len(a.Matches) > 0 || a.Reason != want {
			t.Errorf("%.30q: got %s, reason %q, want %q", text, show(a), a.Reason, want)
		}
	}
	if a := c.Geocode(geocode.Query{Text: "Kaluga", Within: "XX-1"}); a.Reason != geocode.UnknownWithin {
		t.Errorf("within an unknown unit: %q", a.Reason)
	}
	if a := c.Geocode(geocode.Query{Text: "Kaluga"}); a.Reason != "" {
		t.Errorf("with a match: %q", a.Reason)
	}
}

func TestMembersOfAListKeepCompany(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string][]string{
		"в Тарасовском и Каменском районах":              {"RU-ROS.12625601", "RU-ROS.553409"},
		"у Полтавському та Лубенському районах":          {"UA-53.5308", "UA-53.5304"},
		"in the Tula and Ryazan regions south of Moscow": {"RU-TUL", "RU-RYA"},
	} {
		a := c.Geocode(geocode.Query{Text: text})
		var got []string
		for i := range a.Matches {
			if i == 0 || a.Matches[i].From != a.Matches[i-1].From {
				got = append(got, a.Matches[i].RegionID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %s, want %v", text, show(a), want)
		}
	}
}

// A list with one unknown member is answered without it, and says which it is.
func TestUnknownMembersAreRejectedByName(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string]struct{ found, unknown string }{
		"Суджа, Рыльск и Ололоево":                {"RU-KRS.486813 RU-KRS.499888", "Ололоево"},
		"в Рыльске, Ололоеве и Судже":             {"RU-KRS.499888 RU-KRS.486813", "Ололоеве"},
		"Курская, Брянская и Ыввская области":     {"RU-KRS RU-BRY", "Ыввская"},
		"Kursk, Bryansk and Xyzzyburg regions":    {"RU-KRS RU-BRY", "Xyzzyburg"},
		"Sudzha, Rylsk and Lower Ololoyevo":       {"RU-KRS.486813 RU-KRS.499888", "Lower Ololoyevo"},
		"Рыльск и Судж\u200bа":                    {"RU-KRS.499888 RU-KRS.486813", ""},
		"Суджа, Рыльск и ещё что-то":              {"", ""},
		"Ололоево, Тыдымск и Рыльск":              {"", ""},
		"местами, Суджа, Рыльск и какой-то город": {"", ""},
	} {
		a := c.Geocode(geocode.Query{Text: text})
		var found []string
		for i := range a.Matches {
			found = append(found, a.Matches[i].RegionID)
		}
		unknown := ""
		for _, r := range a.Rejected {
			if r.RegionID == "" && r.Reason == geocode.NotFound {
				unknown += r.Name
			}
		}
		if got := strings.Join(found, " "); got != want.found && want.found != "" || unknown != want.unknown {
			t.Errorf("%s: got %q without %q, want %q without %q", text, got, unknown, want.found, want.unknown)
		}
	}
}
