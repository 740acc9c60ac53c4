package exchange

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"oblast/geo/fault"
)

// How the columns of a table are guessed from its header: by the names of our fields, by headers that are known whole, and
// at last by single words that begin as known ones do ("Кол-во сбитых БПЛА", "Number of people injured").

func byName(header string) []field {
	means := folded(header)
	for f := range fieldNames {
		if means == folded(fieldNames[f].name) {
			return []field{field(f)}
		}
	}
	return nil
}

func byHeader(header string) (fields []field) {
	means := folded(header)
	for f := range fieldNames {
		if means != "" && slices.Contains(strings.Fields(fieldNames[f].headers), means) {
			fields = append(fields, field(f))
		}
	}
	return fields
}

// beginnings are how words of headers begin, those first that say more: what was counted stands before that something was,
// and a publication before its date.
var beginnings = []struct {
	field field
	words string
}{
	{fieldPublishedAt, "publish publicat публик опубл публік"},
	{fieldURL, "url link ссылк посилан"},
	{fieldKilled, "kill dead death fatal погиб загин загиб"},
	{fieldInjured, "injur wound ранен пострад поранен постражд травм"},
	{fieldVehicles, "vehicle car автомоб машин"},
	{fieldDwellings, "dwell home house жилых жилы жиль дом дома домов будинк"},
	{fieldInfrastructure, "infrastr инфрастр інфрастр"},
	{fieldBuildings, "build здани строени будів"},
	{fieldLon, "lon lng долгот довгот"},
	{fieldLat, "lat широт"},
	{fieldTimeEnd, "until конец кінец"},
	{fieldPlace, "place town city village settlem locality насел город місто место село"},
	{fieldDistrict, "distr raion rayon район"},
	{fieldRegion, "region oblast област регион регіон"},
	{fieldCountry, "country стран краін країн"},
	{fieldSpeaker, "speaker кто хто"},
	{fieldPublisher, "source источ джерел"},
	{fieldQuote, "quote цитат"},
	{fieldTitle, "title headline загол"},
	{fieldSummary, "note remark comment descr примеч коммент описан приміт комент опис"},
	{fieldCount, "drone uav бпла дрон беспилот безпілот сбит збит intercept down shot"},
	{fieldNightOf, "night ночь ніч"},
	{fieldDate, "date дата"},
	{fieldTimeStart, "time время час"},
	{fieldCount, "count number quantity total колич кол число кільк"},
}

// wholeWord is how long a beginning has to be, in letters, to stand for longer words: "lat" is no beginning of "latest".
const wholeWord = 4

func begins(word, begin string) bool {
	if utf8.RuneCountInString(begin) < wholeWord {
		return strings.TrimSuffix(word, "s") == begin
	}
	return strings.HasPrefix(word, begin)
}

// byWords returns the first that a header may be; what it may be besides is left to the person who reads what was guessed.
func byWords(header string) []field {
	words := strings.FieldsFunc(strings.ToLower(header), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, b := range beginnings {
		for _, begin := range strings.Fields(b.words) {
			if slices.ContainsFunc(words, func(w string) bool { return begins(folded(w), begin) }) {
				return []field{b.field}
			}
		}
	}
	return nil
}

// NamesPlaces reports whether a header reads as that of a column with places.
func NamesPlaces(header string) bool {
	return slices.Contains(slices.Concat(byName(header), byHeader(header), byWords(header)), fieldPlace)
}

// happened are the fields of which a row needs one: without any nothing is told.
var happened = []field{fieldKind, fieldCount, fieldInjured, fieldKilled, fieldDwellings, fieldBuildings, fieldVehicles, fieldInfrastructure}

// tellsNothing is what is wrong with a mapping under which no row says what happened.
func (m *Mapping) tellsNothing() error {
	for _, f := range happened {
		name := fieldNames[f].name
		if m.Columns[name] != "" || m.Values[name] != "" {
			return nil
		}
	}
	names := make([]string, len(happened))
	for i, f := range happened {
		names[i] = fieldNames[f].name
	}
	unused := "all columns are taken as something else"
	if len(m.Unused) > 0 {
		unused = "not used are " + strings.Join(m.Unused, ", ")
	}
	return &fault.FieldError{Field: "mapping", Allowed: names, Problem: fmt.Sprintf(`has no column that says what happened; %s. Name it in a mapping file: {"columns": {"count": "its header"}}, or for all rows {"values": {"kind": "interception"}}`, unused)}
}

// defaultZone is the zone of times where nothing tells another.
const defaultZone = "Europe/Moscow"

// zoneOf is the zone of times under a header: another where it has letters or words that only Ukrainian has.
func zoneOf(header []string) string {
	text := strings.ToLower(strings.Join(header, " "))
	ukrainian := func(word string) bool { return strings.Contains(text, word) }
	if strings.ContainsAny(text, "іїєґ") || slices.ContainsFunc([]string{"збит", "поранен", "загин", "джерел", "довгот", "посилан"}, ukrainian) {
		return "Europe/Kyiv"
	}
	return defaultZone
}
