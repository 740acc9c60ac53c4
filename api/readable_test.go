package api_test

import (
	"strings"
	"testing"

	"oblast/api/problem"
)

// A person who follows a wrong link reads what is wrong with it; a program gets problem+json, whatever it asks for.
func TestProblemsCanBeRead(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, test := range []struct {
		path, accept, languages string
		status                  int
		page                    bool
		says                    []string
	}{
		{"/?level=galaxy&classes=99&lang=en", browser, "", 400, true, []string{"<code>level=galaxy</code>", "<code>district</code>", "classes=99", `href="/?lang=en"`, `href="/"`}},
		{"/?level=galaxy", browser, "ru", 400, true, []string{`<html lang="ru">`, "Вся карта", "<code>level=galaxy</code>"}},
		{"/?level=galaxy", browser, "uk;q=0.9,fr", 400, true, []string{`<html lang="uk">`, "Уся мапа"}},
		{"/embed?measure=%3Cscript%3E", browser, "", 400, true, []string{"measure=&lt;script&gt;"}},
		{"/choropleth?f=html&level=region", browser, "", 400, true, []string{"f=html", `href="/choropleth?level=region"`}},
		{"/nowhere", browser, "", 404, true, []string{"There is nothing at this address"}},
		{"/records/none", browser, "", 404, true, []string{"no record has the id"}},
		{"/?level=galaxy", "*/*", "", 400, false, nil},
		{"/?level=galaxy", "", "", 400, false, nil},
		{"/?level=galaxy", "application/json", "", 400, false, nil},
		{"/?level=galaxy", "application/problem+json, text/html;q=0.5", "", 400, false, nil},
		{"/?level=galaxy&f=json", browser, "", 400, false, nil},
		{"/collections/none/items?f=json", browser, "", 404, false, nil},
	} {
		a := s.ask(t, "GET", test.path, "", "Accept", test.accept, "Accept-Language", test.languages)
		kind := a.Header.Get("Content-Type")
		if want := map[bool]string{true: "text/html; charset=utf-8", false: problem.MediaType}[test.page]; kind != want || a.StatusCode != test.status {
			t.Errorf("%s for %q: %d %s, want %d %s", test.path, test.accept, a.StatusCode, kind, test.status, want)
		}
		for _, says := range test.says {
			if !strings.Contains(a.body, says) {
				t.Errorf("%s does not say %q: %s", test.path, says, a.body)
			}
		}
		if test.page && (strings.Contains(a.body, "<script") || !strings.Contains(a.Header.Get("Vary"), "Accept") || a.Header.Get("Cache-Control") != "no-store") {
			t.Errorf("%s: %v %s", test.path, a.Header, a.body)
		}
		if policy := a.Header.Get("Content-Security-Policy"); test.page && !strings.Contains(policy, "style-src 'self'") {
			t.Errorf("%s: policy %q lets no style in", test.path, policy)
		}
	}
}
