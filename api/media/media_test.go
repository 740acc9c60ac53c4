package media_test

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"oblast/api/media"
	"oblast/api/problem"
)

var offers = []media.Offer{media.GeoJSON, media.HTML, media.CSV}

func TestChoose(t *testing.T) {
	for _, test := range []struct{ f, accept, want string }{
		{"", "", "json"},
		{"html", "application/json", "html"},
		{"csv", "", "csv"},
		{"", "*/*", "json"},
		{"", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"},
		{"", "application/json", "json"},
		{"", "application/geo+json", "json"},
		{"", "text/*", "html"},
		{"", "text/csv;q=0.9, text/html;q=0.1", "csv"},
		{"", "application/geo+json;q=0, */*", "html"},
		{"", "TEXT/CSV", "csv"},
		{"xml", "", ""},
		{"", "image/png", ""},
		{"", "application/json;q=x", ""},
		{"", ",;,", ""},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		if test.accept != "" {
			r.Header.Set("Accept", test.accept)
		}
		got, err := media.Choose(r, test.f, offers)
		if got.Name != test.want {
			t.Errorf("f=%q Accept %q: got %q, want %q (%v)", test.f, test.accept, got.Name, test.want, err)
		}
		if test.want == "" && (!errors.Is(err, problem.ErrNotAcceptable) || !strings.Contains(err.Error(), "f=csv")) {
			t.Errorf("f=%q Accept %q: the error %v does not say what is offered", test.f, test.accept, err)
		}
	}
}

// TestApplicationJSONIsTheFirstOffer: a client that asks for JSON of any kind is not given a form it never heard of.
func TestApplicationJSONIsTheFirstOffer(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept", "application/json, application/geo+json;q=0.9")
	two := []media.Offer{media.GeoJSON, {Name: "topojson", Type: "application/topo+json"}}
	if got, err := media.Choose(r, "", two); err != nil || got.Name != "json" {
		t.Errorf("got %q, %v; want GeoJSON", got.Name, err)
	}
}

func FuzzChoose(f *testing.F) {
	f.Add("text/html;q=0.5, */*")
	f.Fuzz(func(t *testing.T, accept string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept", accept)
		if got, err := media.Choose(r, "", offers); err == nil && got.Name == "" {
			t.Fatal("neither an offer nor an error")
		}
	})
}
