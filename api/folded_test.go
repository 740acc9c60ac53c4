package api_test

import (
	"net/http"
	"strings"
	"testing"

	"oblast/data/record"
)

// TestWhatDoesNotCountIsFoldedOnThePage: relays and what was replaced stand under the statement that counts, with why; a
// report that was withdrawn or disproved is in no number, and listed with its reason.
func TestWhatDoesNotCountIsFoldedOnThePage(t *testing.T) {
	l := starterLog(t)
	gone := *incidentOf(t, l, "inc-2025-08-26-kaluga-kozelsky")
	reason := "the governor withdrew it the next day"
	gone.ID, gone.Grade, gone.GradeReason = "inc-withdrawn", "discounted", &reason
	l.put(t, "create", &gone)
	s := live(t, l)
	for lang, want := range map[string][]string{
		"en": {"1 statement more that does not count", "Repeats kp40.ru: one voice with it.", "Said earlier; what stands above replaced it.", "1 report that does not count", "Discounted: " + reason},
		"ru": {"Ещё 1 высказывание, которое не считается", "Повторяет kp40.ru", "Сказано раньше", "1 сообщение, которое не учитывается"},
		"uk": {"Ще 1 висловлювання, яке не враховується", "Повторює kp40.ru", "Сказано раніше", "1 повідомлення, яке не враховується"},
	} {
		page := s.ask(t, http.MethodGet, "/ledger?night=2025-08-26&f=html&lang="+lang, "").body
		for _, words := range want {
			if !strings.Contains(page, words) {
				t.Errorf("%s: the page does not say %q", lang, words)
			}
		}
		_, folded, _ := strings.Cut(page, "<details>")
		if !strings.Contains(folded, "gazeta.ru/army/news/2025/08/26/26576642.shtml") {
			t.Errorf("%s: the words of the relay are gone", lang)
		}
		if n := strings.Count(page, "/records/inc-withdrawn"); n != 1 {
			t.Errorf("%s: the withdrawn report is listed %d times", lang, n)
		}
	}
	if page := s.ask(t, http.MethodGet, "/ledger?night=2025-08-27&f=html", "").body; strings.Contains(page, "inc-withdrawn") || strings.Contains(page, "reports that do not count") {
		t.Error("the withdrawn report is on the page of another night")
	}
	for _, at := range []string{"/ledger?night=2025-08-26&f=html&within=RU-BRY", "/ledger?f=json&night=2025-08-26"} {
		if strings.Contains(s.ask(t, http.MethodGet, at, "").body, "inc-withdrawn") {
			t.Errorf("%s tells of it", at)
		}
	}
}

// incidentOf returns an incident of a log.
func incidentOf(t *testing.T, l *log, id string) *record.Incident {
	t.Helper()
	for _, r := range *l {
		if r.RecordID == id {
			rec, err := record.Decode(r.Body)
			inc, ok := rec.(*record.Incident)
			if err != nil || !ok {
				t.Fatalf("%s is no incident: %v", id, err)
			}
			return inc
		}
	}
	t.Fatalf("no %s", id)
	return nil
}
