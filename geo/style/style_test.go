package style_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image/png"
	"os"
	"regexp"
	"strings"
	"testing"

	"oblast/geo/choropleth"
	"oblast/geo/encode"
	"oblast/geo/style"
)

// The colours are those of the map's style sheet, which alone names them for pages.
func TestColoursAreThoseOfTheStyleSheet(t *testing.T) {
	raw, err := os.ReadFile("../../assets/src/styles/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	dark := bytes.Index(raw, []byte(":root[data-theme=dark]"))
	token := regexp.MustCompile(`--([a-z-]+):(#[0-9a-f]{6})`)
	for _, theme := range []struct {
		css []byte
		p   style.Palette
	}{{raw[:dark], style.Light}, {raw[dark:], style.Dark}} {
		of := map[string]string{}
		for _, found := range token.FindAllSubmatch(theme.css, -1) {
			of[string(found[1])] = string(found[2])
		}
		p := theme.p
		for name, got := range map[string]string{"water": p.Water, "land": p.Land, "none": p.None, "zero": p.Zero, "coast": p.Coast, "border-country": p.BorderCountry,
			"border-region": p.BorderRegion, "border-uncovered": p.BorderUncovered, "border-zero": p.BorderZero, "border-district": p.BorderInner, "hatch": p.Hatch, "hatch-ground": p.HatchGround,
			"cross": p.Cross, "interception": p.Interception, "damage": p.Damage, "halo": p.Halo, "badge": p.Badge, "label": p.Label, "label-strong": p.LabelStrong,
			"label-quiet": p.LabelQuiet, "label-halo": p.LabelHalo, "label-halo-land": p.LabelHaloLand, "on-dark": p.OnDark} {
			if got != of[name] {
				t.Errorf("dark %v: --%s is %s, the palette has %s", p.Dark, name, of[name], got)
			}
		}
	}
}

// filled is a style of totals over values that make three classes and some below the first.
func filled(t *testing.T) *style.Style {
	t.Helper()
	classes, err := choropleth.Classify(nil, choropleth.Options{Breaks: []float64{2, 5, 20}})
	if err != nil {
		t.Fatal(err)
	}
	return &style.Style{ID: "totals-1", Title: `"Totals" & more`, Layer: "totals-1", Areas: true, Level: "region", Name: "name",
		Fill: &style.Fill{Classes: classes.Legend([]float64{1, 2, 4, 5, 30}, "mulberry"), Missing: choropleth.Missing(map[string]int{"zero": 1}), Names: map[string]string{"RU-KLU": "Калуга <1>"}}}
}

// Both forms have the breaks and colours of the legend, and every kind of missing.
func TestFormsHaveTheLegend(t *testing.T) {
	s := filled(t)
	at := style.Addresses{Layer: "http://x/a.json", Labels: "http://x/b.json", Countries: "http://x/c.json", Sprite: "http://x/s"}
	for _, p := range []*style.Palette{&style.Light, &style.Dark} {
		first, err := json.Marshal(s.MapLibre(at, p))
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(s.MapLibre(at, p)); !bytes.Equal(first, again) {
			t.Error("the same style differs")
		}
		first = []byte(strings.NewReplacer(`\u003e`, ">", `\u003c`, "<").Replace(string(first)))
		ramp := choropleth.Ramp("mulberry", 3, p.Dark)
		for i, bounds := range []string{`[">=",["get","min"],2],["<",["get","min"],5]]`, `[">=",["get","min"],5],["<",["get","min"],20]]`, `[">=",["get","min"],20]]`} {
			want := `"filter":["all",["==",["get","status"],"value"],` + bounds + `,"paint":{"fill-color":"` + ramp[i] + `"}`
			if !bytes.Contains(first, []byte(want)) {
				t.Errorf("no %s in %.2000s", want, first)
			}
		}
		for _, status := range []string{"zero", "none_reported", "no_data", "withheld", "not_covered"} {
			if !bytes.Contains(first, []byte(`"`+status+`"`)) {
				t.Errorf("MapLibre draws no %s", status)
			}
			if !strings.Contains(s.QML(p), "&quot;status&quot; = &apos;"+status) && !strings.Contains(s.QML(p), "&#34;status&#34; = &#39;"+status) && !strings.Contains(s.QML(p), "&quot;status&quot; = '"+status) {
				t.Errorf("QGIS draws no %s: %.3000s", status, s.QML(p))
			}
		}
	}
}

func TestQMLIsXML(t *testing.T) {
	kinds := []encode.Kind{{ID: "damage", Title: "Damage <&>", Column: "is_damage", Value: "true", Colour: style.Light.Damage}, {ID: "other", Title: "Other", Colour: style.Light.Other}}
	for _, s := range []*style.Style{filled(t), {Title: "Areas", Areas: true, Level: "country", Name: "name"}, {Title: "Points", Kinds: kinds}, {Title: "One", Kinds: kinds[1:]}} {
		d := xml.NewDecoder(strings.NewReader(s.QML(&style.Light)))
		symbols, rules := 0, 0
		for {
			token, err := d.Token()
			if token == nil {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", s.Title, err)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "rule" {
				rules++
			} else if ok && e.Name.Local == "symbol" && e.Attr[0].Value != "@line" {
				symbols++
			}
		}
		if rules == 0 || rules != symbols {
			t.Errorf("%s: %d rules, %d symbols", s.Title, rules, symbols)
		}
	}
}

// A sprite's picture has every icon where its description says, one beside the other, at both sizes.
func TestSprites(t *testing.T) {
	for _, ratio := range []int{1, 2} {
		b, err := style.AppendSprite(nil, &style.Light, ratio)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := style.AppendSprite(nil, &style.Light, ratio); !bytes.Equal(b, again) {
			t.Error("the same sprite differs")
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		icons := style.Sprite(&style.Light, ratio)
		for name, i := range icons {
			if i.X+i.Width > img.Bounds().Dx() || i.Height > img.Bounds().Dy() || i.PixelRatio != ratio {
				t.Errorf("%s: %+v in %v", name, i, img.Bounds())
			}
			if _, _, _, alpha := img.At(i.X+i.Width/2, i.Height/2).RGBA(); alpha != 0xffff && name != "both" && name != "both-area" {
				t.Errorf("%s is clear in the middle", name)
			}
		}
		for _, name := range []string{style.HatchIcon, style.CrossIcon, "interception", "damage-area", "both", "other-area"} {
			if icons[name].Width == 0 {
				t.Errorf("no icon %s", name)
			}
		}
	}
}
