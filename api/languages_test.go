package api_test

import (
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
)

// TestTheLedgerPageSpeaksThreeLanguages, by lang or by Accept-Language, down to titles, plural forms and reasons.
func TestTheLedgerPageSpeaksThreeLanguages(t *testing.T) {
	s := live(t, starterLog(t))
	const at = "/ledger?f=html&night=2025-08-27"
	for lang, want := range map[string][]string{
		"en": {"<h1>Night of 27 August 2025</h1>", "It would be wrong to take 1 from 26 and call 25 unlocated.", "Kaluga Oblast is not there", "5 statements, 5 documents, 3 independent voices", "26 is fewer than 43", "Outside the total"},
		"ru": {"<h1>Ночь на 27 августа 2025 года</h1>", "Неверно вычесть 1 из 26", "Сбито: 1 БПЛА, Дзержинский район, Калужская область", "5 высказываний, 5 документов, 3 независимых источника", "теперь 26, до того 43: не больше", "Вне сводки", "губернатор", "Перехвачено"},
		"uk": {"<h1>Ніч на 27 серпня 2025 року</h1>", "Неправильно відняти 1 від 26", "Збито: 1 БпЛА", "5 висловлювань, 5 документів, 3 незалежні джерела", "тепер 26, до того 43: не більше", "Поза зведенням", "губернатор"},
	} {
		asked, chosen := s.ask(t, "GET", at+"&lang="+lang, ""), s.ask(t, "GET", at, "", "Accept-Language", lang+", en;q=0.5")
		for _, a := range []answer{asked, chosen} {
			if a.StatusCode != 200 || a.Header.Get("Content-Language") != lang || !strings.Contains(a.body, `<html lang="`+lang+`">`) {
				t.Fatalf("%s: %d, %s", lang, a.StatusCode, a.Header.Get("Content-Language"))
			}
			for _, words := range want {
				if !strings.Contains(strings.ToLower(a.body), strings.ToLower(words)) {
					t.Errorf("%s: the page lacks %q", lang, words)
				}
			}
		}
		if !strings.Contains(chosen.Header.Get("Vary"), "Accept-Language") || asked.Header.Get("ETag") != chosen.Header.Get("ETag") {
			t.Errorf("%s: Vary %q, ETags %s and %s", lang, chosen.Header.Get("Vary"), asked.Header.Get("ETag"), chosen.Header.Get("ETag"))
		}
		// What is left in another language says so; no key stands there for want of a message.
		own := regexp.MustCompile(`(?s)<(p|a|li|span)[^>]* lang="[a-z]+".*?</(p|a|li|span)>|<[^>]*>`).ReplaceAllString(asked.body, " ")
		if key := regexp.MustCompile(`\b(ledger|page|range|rule|reach|title|missing)\.[a-z]`).FindString(own); key != "" {
			t.Errorf("%s: %q stands on the page", lang, key)
		}
		if lang != "en" && regexp.MustCompile(`\b(the|report|total|region)\b`).MatchString(strings.ReplaceAll(own, "the governor is Vladislav Shapsha", "")) {
			t.Errorf("%s: English words on the page", lang)
		}
	}
	if a := s.ask(t, "GET", at+"&lang=de", ""); a.StatusCode != 400 {
		t.Errorf("a language that there is not: %d", a.StatusCode)
	}
	for lang, want := range map[string]string{"ru": "Счёт: официальные сводки и сообщения", "uk": "Рахунок: офіційні зведення і повідомлення"} {
		if a := s.ask(t, "GET", "/ledger?f=html&lang="+lang, ""); !strings.Contains(a.body, want) || !strings.Contains(a.body, "lang="+lang+"&amp;part=night") {
			t.Errorf("the list in %s", lang)
		}
	}
}

// TestTheFeedsSpeakThreeLanguages: titles, reasons and differences.
func TestTheFeedsSpeakThreeLanguages(t *testing.T) {
	s := live(t, starterLog(t))
	for lang, want := range map[string][]string{
		"en": {"Changed: More than 10 UAVs shot down", "count was 10 and is more than 10"},
		"ru": {"Изменено: Сбито: более 10 БПЛА, 2 места, Ленинградская область", "число: было 10, стало более 10", "последствие 1: добавлено"},
		"uk": {"Змінено: Збито: понад 10 БпЛА, 2 місця, Ленінградська область", "число: було 10, стало понад 10"},
	} {
		a := s.ask(t, "GET", "/feed.atom?limit=1", "", "Accept-Language", lang)
		var feed struct {
			Lang    string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
			Entries []struct {
				Title   string `xml:"title"`
				Content string `xml:"content"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal([]byte(a.body), &feed); err != nil || feed.Lang != lang || len(feed.Entries) != 1 {
			t.Fatalf("%s: %v, %+v", lang, err, feed)
		}
		json := fetch[struct {
			Language string
			Items    []struct {
				Title string
				Text  string `json:"content_text"`
			}
		}](t, s, "/feed.json?limit=1&lang="+lang)
		if json.Language != lang || json.Items[0].Title != feed.Entries[0].Title || json.Items[0].Text != feed.Entries[0].Content {
			t.Errorf("%s: the two forms differ: %+v, %+v", lang, json, feed)
		}
		for _, words := range want {
			if !strings.Contains(json.Items[0].Title+"\n"+json.Items[0].Text, words) {
				t.Errorf("%s lacks %q: %+v", lang, words, json.Items[0])
			}
		}
	}
}
