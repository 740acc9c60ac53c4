package maps

import (
	"fmt"
	"strconv"
	"strings"

	"oblast/data/record"
	"oblast/geo/region"
)

// words are the sentences that go with numbers, in one language.
type words struct {
	measures map[string]string
	bases    map[string]string // empty: nothing is said
	levels   map[region.Level]string
	months   [12]string // as they stand in a date
	date     string     // day, month, year
	night    string
	day      string
	both     string // one date, its night and its day
	nights   string // from, to
	days     string
	span     string
	unsplit  string
	missing  map[string]string
	units    map[string]string
	per      map[string]string // by measure's unit
}

// wordsOf returns the words of a language; English for one that is not held.
func wordsOf(lang string) *words {
	switch lang {
	case "ru":
		return &russian
	case "uk":
		return &ukrainian
	}
	return &english
}

// title is a sentence that says what the map shows: what, by which unit, when, and what it cannot place.
func (w *words) title(v *view) string {
	parts := []string{w.measures[v.query.Measure]}
	if basis := w.bases[v.query.Basis]; basis != "" {
		parts[0] += " " + basis
	}
	parts = append(parts, w.levels[v.query.Level])
	if !v.period.undated {
		parts = append(parts, w.period(v.period))
	}
	title := strings.Join(parts, ", ")
	if unsplit := unsplit(v); unsplit != "" {
		title += fmt.Sprintf(w.unsplit, unsplit)
	}
	return title
}

// unsplit says how much more the totals of each country may hold without saying where: "249 (Russia), 66 (Ukraine)".
// Countries are not added up: one ministry's total is no part of another's.
func unsplit(v *view) string {
	tree := v.snap.Tree()
	most := map[int32]int64{}
	var countries []int32
	for i := range v.rows {
		n := v.rows[i].UnsplitMax
		if !n.Known || n.N <= 0 {
			continue
		}
		country := tree.Ancestor(v.rows[i].Unit, region.Country)
		if most[country] == 0 {
			countries = append(countries, country)
		}
		most[country] = max(most[country], n.N)
	}
	parts := make([]string, len(countries))
	for i, country := range countries {
		parts[i] = strconv.FormatInt(most[country], 10)
		if country != region.None {
			parts[i] += " (" + tree.At(country).Names.In(v.lang) + ")"
		}
	}
	return strings.Join(parts, ", ")
}

func (w *words) period(p period) string {
	from, to := w.dateOf(p.From), w.dateOf(p.To)
	switch {
	case p.From == p.To && p.Part == "night":
		return fmt.Sprintf(w.night, from)
	case p.From == p.To && p.Part == "day":
		return fmt.Sprintf(w.day, from)
	case p.From == p.To:
		return fmt.Sprintf(w.both, from)
	case p.Part == "night":
		return fmt.Sprintf(w.nights, from, to)
	case p.Part == "day":
		return fmt.Sprintf(w.days, from, to)
	}
	return fmt.Sprintf(w.span, from, to)
}

func (w *words) dateOf(d record.Date) string {
	t := d.Time()
	return fmt.Sprintf(w.date, t.Day(), w.months[t.Month()-1], t.Year())
}

// unit names what one of a measure is, and what a rate divides by.
func (w *words) unit(measure, per string) string { return w.units[measure] + w.per[per] }

var english = words{
	measures: map[string]string{"interceptions": "Drones reported intercepted", "reports": "Reports", "damage_reports": "Reports of damage",
		"damaged_objects": "Objects reported damaged", "injured": "People reported injured", "killed": "People reported killed",
		"nights": "Nights with interceptions reported"},
	bases:  map[string]string{"claimed": "in official totals", "incidents": "in single reports"},
	levels: map[region.Level]string{region.Country: "by country", region.Region: "by region", region.District: "by district"},
	months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	date:   "%d %s %d", night: "night of %s", day: "day of %s", both: "night and day of %s", nights: "nights of %s to %s", days: "days of %s to %s", span: "%s to %s",
	unsplit: "; up to %s more that the totals do not split",
	missing: map[string]string{"zero": "Zero, as stated", "none_reported": "None reported", "no_data": "No data", "not_covered": "Not covered", "withheld": "Withheld", "residual": "Place within not known"},
	units: map[string]string{"interceptions": "drones", "reports": "reports", "damage_reports": "reports", "damaged_objects": "objects",
		"injured": "people", "killed": "people", "nights": "nights"},
	per: map[string]string{"area": " per 1,000 km²", "night": " per night", "population": " per 100,000 people"},
}

var russian = words{
	measures: map[string]string{"interceptions": "Перехваченные беспилотники по сообщениям", "reports": "Сообщения", "damage_reports": "Сообщения о повреждениях",
		"damaged_objects": "Повреждённые объекты по сообщениям", "injured": "Пострадавшие по сообщениям", "killed": "Погибшие по сообщениям",
		"nights": "Ночи с сообщениями о перехватах"},
	bases:  map[string]string{"claimed": "(только официальные сводки)", "incidents": "(только отдельные сообщения)"},
	levels: map[region.Level]string{region.Country: "по странам", region.Region: "по регионам", region.District: "по районам"},
	months: [12]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
	date:   "%d %s %d года", night: "ночь на %s", day: "день %s", both: "ночь на %[1]s и день", nights: "ночи с %s по %s", days: "дни с %s по %s", span: "с %s по %s",
	unsplit: "; ещё до %s не распределены в сводках по регионам",
	missing: map[string]string{"zero": "Ноль, как заявлено", "none_reported": "Не сообщалось", "no_data": "Нет данных", "not_covered": "Не охвачено", "withheld": "Скрыто", "residual": "Место внутри не известно"},
	units: map[string]string{"interceptions": "беспилотники", "reports": "сообщения", "damage_reports": "сообщения", "damaged_objects": "объекты",
		"injured": "человек", "killed": "человек", "nights": "ночи"},
	per: map[string]string{"area": " на 1000 км²", "night": " за ночь", "population": " на 100 000 человек"},
}

var ukrainian = words{
	measures: map[string]string{"interceptions": "Перехоплені безпілотники за повідомленнями", "reports": "Повідомлення", "damage_reports": "Повідомлення про пошкодження",
		"damaged_objects": "Пошкоджені об’єкти за повідомленнями", "injured": "Постраждалі за повідомленнями", "killed": "Загиблі за повідомленнями",
		"nights": "Ночі з повідомленнями про перехоплення"},
	bases:  map[string]string{"claimed": "(лише офіційні зведення)", "incidents": "(лише окремі повідомлення)"},
	levels: map[region.Level]string{region.Country: "за країнами", region.Region: "за областями", region.District: "за районами"},
	months: [12]string{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"},
	date:   "%d %s %d року", night: "ніч на %s", day: "день %s", both: "ніч на %[1]s і день", nights: "ночі з %s до %s", days: "дні з %s до %s", span: "з %s до %s",
	unsplit: "; ще до %s не розподілено у зведеннях за областями",
	missing: map[string]string{"zero": "Нуль, як заявлено", "none_reported": "Не повідомлялося", "no_data": "Немає даних", "not_covered": "Не охоплено", "withheld": "Приховано", "residual": "Місце всередині невідоме"},
	units: map[string]string{"interceptions": "безпілотники", "reports": "повідомлення", "damage_reports": "повідомлення", "damaged_objects": "об’єкти",
		"injured": "осіб", "killed": "осіб", "nights": "ночі"},
	per: map[string]string{"area": " на 1000 км²", "night": " за ніч", "population": " на 100 000 осіб"},
}
