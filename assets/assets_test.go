package assets_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"oblast/assets"
)

func open(t *testing.T) *assets.Bundle {
	t.Helper()
	b, err := assets.Open()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryLogicalNameHasItsFile(t *testing.T) {
	b := open(t)
	for _, name := range []string{"map.js", "embed.js", "collection.js", "map.css", "page.css", "icon.svg", "messages/en.json", "messages/ru.json", "messages/uk.json"} {
		url := b.URL(name)
		file, ok := strings.CutPrefix(url, assets.Prefix)
		if !ok {
			t.Errorf("URL(%q) = %q, want it under %s", name, url, assets.Prefix)
			continue
		}
		if _, err := fs.Stat(b.FS(), file); err != nil {
			t.Error(err)
		}
	}
	if got := b.URL("nothing.js"); got != "" {
		t.Errorf("URL of nothing = %q, want none", got)
	}
}

func TestPageEscapesWhatItIsGiven(t *testing.T) {
	hostile := `</script><script>alert(1)</script>"><img src=x>`
	for _, name := range []string{"index", "embed"} {
		var w bytes.Buffer
		err := open(t).Page(&w, name, assets.Page{
			Lang: "ru", Theme: "dark", Title: hostile, Description: hostile, Canonical: "https://example.org/", Preload: []string{"/choropleth?level=region&geometry=none"},
			Bootstrap: map[string]string{"words": hostile}, Fallback: []assets.Link{{URL: "javascript:alert(1)", Text: hostile}},
		})
		if err != nil {
			t.Fatal(err)
		}
		page := w.String()
		for _, bad := range []string{"<script>alert", "<img", `href="javascript:`, "style="} {
			if strings.Contains(page, bad) {
				t.Errorf("page %s holds %q", name, bad)
			}
		}
		for _, want := range []string{`lang="ru"`, `data-theme="dark"`, open(t).URL("messages/ru.json"), `href="/choropleth?level=region&amp;geometry=none"`} {
			if !strings.Contains(page, want) {
				t.Errorf("page %s lacks %q", name, want)
			}
		}
		raw := regexp.MustCompile(`(?s)id="bootstrap">(.*?)</script>`).FindStringSubmatch(page)
		var boot map[string]string
		if raw == nil || json.Unmarshal([]byte(raw[1]), &boot) != nil || boot["words"] != hostile {
			t.Errorf("page %s: the bootstrap does not come out as it went in: %v", name, raw)
		}
	}
	if err := open(t).Page(&bytes.Buffer{}, "other", assets.Page{}); err == nil {
		t.Error("a page that there is not was written")
	}
}

// sources calls yield with every module of src.
func sources(t *testing.T, yield func(name, text string)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir("src", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".ts" {
			return err
		}
		n++
		text, err := os.ReadFile(name)
		yield(filepath.ToSlash(name), string(text))
		return err
	})
	if err != nil || n < 20 {
		t.Fatalf("%d modules read: %v", n, err)
	}
}

func TestModulesKeepToTheRulesOfTheHouse(t *testing.T) {
	markup := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\('style'|DOMParser|createContextualFragment`)
	request := regexp.MustCompile(`\bfetch\(|XMLHttpRequest|sendBeacon|EventSource`)
	colour := regexp.MustCompile(`#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b[^0-9a-zA-Z]`)
	sources(t, func(name, text string) {
		if n := strings.Count(text, "\n"); n > 250 {
			t.Errorf("%s has %d lines; a module has at most 250", name, n)
		}
		if found := markup.FindString(text); found != "" {
			t.Errorf("%s: %s could turn words into markup or code", name, found)
		}
		if found := request.FindString(text); found != "" && name != "src/fetch.ts" {
			t.Errorf("%s: %s; requests are made in src/fetch.ts alone", name, found)
		}
		if found := colour.FindString(text); found != "" {
			t.Errorf("%s names the colour %s; colours stand in styles/tokens.css alone", name, found)
		}
		if !strings.HasPrefix(text, "//") {
			t.Errorf("%s does not say what it is for", name)
		}
	})
}

// TestModulesImportNoCircles: what a module needs, types too, stands before it, so that each can be read and taken out alone.
func TestModulesImportNoCircles(t *testing.T) {
	from := regexp.MustCompile(`(?:from|import)\s*\(?\s*'(\.[^']+)'`)
	imports := map[string][]string{}
	sources(t, func(name, text string) {
		for _, m := range from.FindAllStringSubmatch(text, -1) {
			imports[name] = append(imports[name], path.Join(path.Dir(name), m[1])+".ts")
		}
	})
	read := map[string]bool{}
	var follow func(name string, way []string)
	follow = func(name string, way []string) {
		if i := slices.Index(way, name); i >= 0 {
			t.Errorf("imports go in a circle: %s", strings.Join(append(way[i:], name), " > "))
			return
		}
		if read[name] {
			return
		}
		for _, next := range imports[name] {
			follow(next, append(slices.Clone(way), name))
		}
		read[name] = true
	}
	for name := range imports {
		follow(name, nil)
	}
}

// messages reads the message file of a language.
func messages(t *testing.T, lang string) map[string]any {
	t.Helper()
	raw, err := os.ReadFile("src/messages/" + lang + ".messages.json")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// forms lists the texts of a message by plural form; a plain text is its own only form.
func forms(message any) map[string]string {
	all := map[string]string{}
	switch m := message.(type) {
	case string:
		all["other"] = m
	case map[string]any:
		for form, text := range m {
			all[form], _ = text.(string)
		}
	}
	return all
}

func TestEveryLanguageSaysTheSame(t *testing.T) {
	holes := regexp.MustCompile(`\{\w+\}`)
	english := messages(t, "en")
	allowed := map[string][]string{"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}, "uk": {"one", "few", "many", "other"}}
	for _, lang := range []string{"en", "ru", "uk"} {
		m := messages(t, lang)
		for key := range m {
			if _, ok := english[key]; !ok {
				t.Errorf("%s: %q is not in English", lang, key)
			}
		}
		for key, message := range english {
			all := forms(m[key])
			if all["other"] == "" {
				t.Errorf("%s: %q has no words, or no form `other`", lang, key)
			}
			want := holes.FindAllString(forms(message)["other"], -1)
			slices.Sort(want)
			for form, text := range all {
				if !slices.Contains(allowed[lang], form) {
					t.Errorf("%s: %q has the form %q", lang, key, form)
				}
				got := holes.FindAllString(text, -1)
				slices.Sort(got)
				inWords := form == "one" && !slices.Contains(got, "{n}") && slices.Equal(slices.Insert(slices.Clone(got), 0, "{n}"), want)
				if !slices.Equal(got, want) && !inWords {
					t.Errorf("%s: %q (%s) stands for %v, in English %v", lang, key, form, got, want)
				}
			}
		}
	}
}

func TestEveryMessageIsUsed(t *testing.T) {
	var all strings.Builder
	sources(t, func(_, text string) { all.WriteString(text) })
	text := all.String()
	for key := range messages(t, "en") {
		prefix := key[:strings.LastIndex(key, ".")+1]
		if strings.Contains(text, "'"+key+"'") || prefix != "" && (strings.Contains(text, "'"+strings.TrimSuffix(prefix, ".")+"'") || strings.Contains(text, "`"+prefix) || strings.Contains(text, "."+lastPart(prefix)+"`")) {
			continue
		}
		t.Errorf("nobody says %q", key)
	}
}

// lastPart of `basis.title.` is `title`: messages of a name that is made up stand under it.
func lastPart(prefix string) string {
	parts := strings.Split(strings.TrimSuffix(prefix, "."), ".")
	return parts[len(parts)-1]
}

func TestNothingIsSaidOutsideTheMessageFiles(t *testing.T) {
	words := regexp.MustCompile(`(?:'|")[A-Z][a-z]+ [a-z]+ [^'"]*(?:'|")|\p{Cyrillic}{3,}`)
	sources(t, func(name, text string) {
		if name == "src/ground/names.ts" {
			return // patterns of type words in region names, never shown
		}
		for line := range strings.Lines(text) {
			if code, _, _ := strings.Cut(line, "//"); words.MatchString(code) && !strings.Contains(code, " * ") && !strings.Contains(code, "/**") {
				t.Errorf("%s says %s", name, strings.TrimSpace(line))
			}
		}
	})
}
