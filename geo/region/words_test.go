package region_test

import (
	"errors"
	"strings"
	"testing"

	"oblast/geo/fault"
	"oblast/geo/region"
)

func TestLevelsAndDetailsReadWhatTheyWrite(t *testing.T) {
	for l := region.Country; l <= region.Composite; l++ {
		if got, err := region.ParseLevel(l.String()); err != nil || got != l {
			t.Errorf("level %v reads as %v, %v", l, got, err)
		}
	}
	for _, d := range region.Details {
		if got, err := region.ParseDetail(d.String()); err != nil || got != d {
			t.Errorf("detail %v reads as %v, %v", d, got, err)
		}
	}
	for _, wrong := range []string{"", "Country", "level(7)"} {
		_, err := region.ParseLevel(wrong)
		var field *fault.FieldError
		if !errors.As(err, &field) || field.Field != "level" || len(field.Allowed) != 5 {
			t.Errorf("level %q: %v", wrong, err)
		}
		if _, err := region.ParseDetail(wrong); !errors.Is(err, fault.ErrInvalid) || !strings.Contains(err.Error(), "500m") {
			t.Errorf("detail %q: %v", wrong, err)
		}
	}
	if got := region.Level(200).String() + region.Detail(200).String(); got != "level(200)detail(200)" {
		t.Errorf("unknown words are %q", got)
	}
}

func TestForZoomNeverGetsCoarser(t *testing.T) {
	cases := map[float64]region.Detail{-1: region.Overview, 3.9: region.Overview, 4: region.TwoKm, 6: region.HalfKm, 7: region.HundredM, 20: region.HundredM}
	for zoom, want := range cases {
		if got := region.ForZoom(zoom); got != want {
			t.Errorf("zoom %v: %v, want %v", zoom, got, want)
		}
	}
}

func TestNamesFallBackFromLanguageToLanguage(t *testing.T) {
	all := region.Names{EN: "Kharkiv", RU: "Харьков", UK: "Харків"}
	cases := []struct {
		names      region.Names
		lang, want string
	}{
		{all, "en", "Kharkiv"},
		{all, "ru", "Харьков"},
		{all, "uk", "Харків"},
		{all, "de", "Kharkiv"},
		{region.Names{RU: "Харьков", UK: "Харків"}, "en", "Харьков"},
		{region.Names{EN: "Kharkiv", UK: "Харків"}, "ru", "Kharkiv"},
		{region.Names{UK: "Харків"}, "ru", "Харків"},
		{region.Names{}, "en", ""},
	}
	for _, c := range cases {
		if got := c.names.In(c.lang); got != c.want {
			t.Errorf("%+v in %q is %q, want %q", c.names, c.lang, got, c.want)
		}
	}
}
