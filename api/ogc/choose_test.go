package ogc_test

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	facetLink = regexp.MustCompile(`<li><a href="([^"]*)" rel="nofollow">([^<]*)</a> \((\d+)\)</li>`)
	chipLink  = regexp.MustCompile(`<a href="([^"]*)" aria-label="Without ([^"]*)">`)
	headLink  = regexp.MustCompile(`aria-sort="([a-z]*)" title="night_of[^"]*"><a href="([^"]*)"`)
)

// TestPagesChooseByClick: on the page of items, without a script, a value leads to the features that have it, as many as it
// says; a condition that holds leads to the same without it; the head of a column orders by it, and the next click the other
// way round.
func TestPagesChooseByClick(t *testing.T) {
	s := start(t)
	page := func(path string) string { return string(s.get(t, path, "Accept", "text/html").body) }
	for _, at := range []string{"/collections/incidents/items?limit=5", "/collections/damage/items?filter=count_max%20IS%20NULL&limit=5", "/collections/regions-1/items?limit=5&f=html"} {
		facets := facetLink.FindAllStringSubmatch(page(at), -1)
		if len(facets) < 4 {
			t.Errorf("%s: %d values to choose", at, len(facets))
		}
		for _, f := range facets {
			href := html.UnescapeString(f[1])
			if !strings.Contains(href, "f=html") || !strings.Contains(href, "limit=5") {
				t.Errorf("%s: %s loses what was asked", at, href)
			}
			got := s.items(t, strings.Replace(href, "f=html", "f=json", 1))
			if want, _ := strconv.Atoi(f[3]); got.NumberMatched != want || want == 0 {
				t.Errorf("%s: %s says %s, there are %d", at, href, f[3], got.NumberMatched)
			}
		}
	}
	const two = "/collections/incidents/items?grade=weak&bbox=30,50,40,60&limit=5"
	chips := chipLink.FindAllStringSubmatch(page(two), -1)
	if len(chips) != 2 {
		t.Fatalf("%d conditions can be taken away, want 2: %v", len(chips), chips)
	}
	for _, c := range chips {
		href := html.UnescapeString(c[1])
		name, _, _ := strings.Cut(c[2], ":")
		if strings.Contains(href, name+"=") || strings.Contains(href, "grade=") == strings.Contains(href, "bbox=") {
			t.Errorf("%s leads to %s", c[2], href)
		}
	}
	first := headLink.FindStringSubmatch(page("/collections/incidents/items"))
	if len(first) != 3 || first[1] != "none" {
		t.Fatalf("the head of night_of: %v", first)
	}
	second := headLink.FindStringSubmatch(page(html.UnescapeString(first[2])))
	if len(second) != 3 || second[1] != "ascending" || !strings.Contains(second[2], "sortby=-night_of") {
		t.Fatalf("the head of night_of after one click: %v", second)
	}
	if third := headLink.FindStringSubmatch(page(html.UnescapeString(second[2]))); len(third) != 3 || third[1] != "descending" {
		t.Errorf("the head of night_of after two: %v", third)
	}
	if body := page("/collections/incidents/items"); !strings.Contains(body, `title="Only these">`) {
		t.Error("no value of the table can be chosen")
	}
}
