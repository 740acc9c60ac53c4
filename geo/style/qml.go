package style

import (
	"fmt"
	"strconv"
	"strings"

	"oblast/geo/choropleth"
	"oblast/geo/encode"
)

// pixelMM is a pixel of the map on paper: QGIS measures in millimetres.
const pixelMM = 25.4 / 96

// rule is one of a rule-based renderer: what it is called, which features it is for, and how they are drawn.
type rule struct {
	id, label, filter string
	symbol            string // the layers of its symbol
}

// QML returns the style for QGIS, in a theme: a rule a kind or a class, and one for each kind of missing. Unknown is never
// drawn as a number.
func (s *Style) QML(p *Palette) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="` + flag(s.Name != "" || s.Fill != nil) + `"><renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0"><rules key="{all}">`)
	rules, kind := s.rules(p)
	for i, r := range rules {
		b.WriteString(`<rule key="{` + xml(r.id) + `}" symbol="` + strconv.Itoa(i) + `" label="` + xml(r.label) + `"`)
		if r.filter != "" {
			b.WriteString(` filter="` + xml(r.filter) + `"`)
		}
		b.WriteString("/>")
	}
	b.WriteString("</rules><symbols>")
	for i, r := range rules {
		b.WriteString(`<symbol name="` + strconv.Itoa(i) + `" type="` + kind + `" alpha="1" clip_to_extent="1" force_rhr="0">` + r.symbol + `</symbol>`)
	}
	b.WriteString("</symbols></renderer-v2>")
	b.WriteString(s.labels(p))
	b.WriteString("</qgis>")
	return b.String()
}

func flag(yes bool) string {
	if yes {
		return "1"
	}
	return "0"
}

func (s *Style) rules(p *Palette) (rules []rule, kind string) {
	switch {
	case s.Fill != nil:
		return s.Fill.rules(p), "fill"
	case s.Areas:
		return []rule{{"all", s.Title, "", fill(p.None, p.BorderRegion, 0.7)}}, "fill"
	}
	for i, k := range s.Kinds {
		r := rule{id: k.ID, label: k.Title, symbol: mark(k, p)}
		if k.Column != "" {
			r.filter = quoted(k.Column) + " = " + k.Value
			for _, before := range s.Kinds[:i] { // the first that fits decides
				r.filter += " AND NOT coalesce(" + quoted(before.Column) + " = " + before.Value + ", false)"
			}
		} else if len(s.Kinds) > 1 {
			r.filter = "ELSE"
		}
		rules = append(rules, r)
	}
	return rules, "marker"
}

// quoted is a column in QGIS's expressions.
func quoted(column string) string { return `"` + column + `"` }

// expression is what is classified, as QGIS writes it.
func (f *Fill) expression() string {
	switch {
	case f.Area != "":
		return "(1000.0 * " + quoted(least) + " / " + quoted(f.Area) + ")"
	case f.Nights > 0:
		return "(1.0 * " + quoted(least) + " / " + strconv.Itoa(f.Nights) + ")"
	}
	return quoted(least)
}

// rules are the rows of the legend: the classes, then the kinds of missing. Residual is no fill.
func (f *Fill) rules(p *Palette) (rules []rule) {
	has := quoted(status) + " = 'value'"
	for _, c := range f.Classes {
		filter := has
		if c.Min != nil {
			filter += " AND " + f.expression() + " >= " + decimal(*c.Min)
		}
		if c.Max != nil {
			filter += " AND " + f.expression() + " < " + decimal(*c.Max)
		}
		id, ground := "below", p.Zero
		if c.Class != nil {
			id, ground = "class "+strconv.Itoa(*c.Class), colour(c, p.Dark)
		}
		rules = append(rules, rule{id, c.Label, filter, fill(ground, p.None, 0.9)})
	}
	for _, m := range f.Missing {
		if symbol := missing(m, p); symbol != "" {
			rules = append(rules, rule{m.Status, m.Label, quoted(status) + " = '" + m.Status + "'", symbol})
		}
	}
	return rules
}

// missing draws a kind of missing by the pattern that the legend names; "" for what is no fill.
func missing(m choropleth.MissingClass, p *Palette) string {
	switch m.Pattern {
	case "outlined":
		return fill(p.Zero, p.BorderZero, 0.9)
	case "plain":
		return fill(p.None, p.BorderRegion, 0.7)
	case "dashed":
		return layer("SimpleFill", "style", "no", "color", rgba(p.Land), "outline_style", "dash", "outline_color", rgba(p.BorderUncovered), "outline_width", mm(0.7), "outline_width_unit", "MM")
	case "hatch":
		return fill(p.HatchGround, p.BorderRegion, 0.7) + lines(p.Hatch, 45, 9, 0.6)
	case "cross":
		return fill(p.HatchGround, p.BorderRegion, 0.7) + lines(p.Cross, 45, 8, 0.7) + lines(p.Cross, 135, 8, 0.7)
	}
	return ""
}

// fill is a plain one with an outline; width in pixels of the map.
func fill(ground, outline string, width float64) string {
	return layer("SimpleFill", "style", "solid", "color", rgba(ground), "outline_style", "solid", "outline_color", rgba(outline), "outline_width", mm(width), "outline_width_unit", "MM", "joinstyle", "round")
}

// lines is a hatch: lines at an angle, so many pixels along the axis from each other.
func lines(colour string, angle, every, width float64) string {
	const diagonal = 0.7071
	return strings.Replace(layer("LinePatternFill", "angle", decimal(angle), "distance", mm(every*diagonal), "distance_unit", "MM", "color", rgba(colour), "line_width", mm(width), "line_width_unit", "MM"),
		"</layer>", `<symbol name="@line" type="line" alpha="1">`+layer("SimpleLine", "line_color", rgba(colour), "line_width", mm(width), "line_width_unit", "MM", "capstyle", "square")+`</symbol></layer>`, 1)
}

// mark is a point's: a diamond is an interception, a triangle is damage, as large as on the map and with its halo.
func mark(k encode.Kind, p *Palette) string {
	shape, size := "circle", 10.
	switch k.ID {
	case "interception":
		shape, size = "diamond", 12.8
	case "damage":
		shape, size = "triangle", 14
	}
	return layer("SimpleMarker", "name", shape, "color", rgba(ofTheme(k.Colour, p)), "outline_color", rgba(p.Halo), "outline_style", "solid", "outline_width", mm(1.5), "outline_width_unit", "MM",
		"size", mm(size), "size_unit", "MM", "scale_method", "diameter")
}

// layer is a symbol layer with its settings: once as a newer QGIS reads them, once as an older does.
func layer(class string, settings ...string) string {
	var b strings.Builder
	b.WriteString(`<layer class="` + class + `" enabled="1" locked="0" pass="0">`)
	for i := 0; i < len(settings); i += 2 {
		b.WriteString(`<prop k="` + settings[i] + `" v="` + settings[i+1] + `"/>`)
	}
	b.WriteString(`<Option type="Map">`)
	for i := 0; i < len(settings); i += 2 {
		b.WriteString(`<Option name="` + settings[i] + `" type="QString" value="` + settings[i+1] + `"/>`)
	}
	b.WriteString(`</Option></layer>`)
	return b.String()
}

// labels prints the number of each area that has one, or the name of each.
func (s *Style) labels(p *Palette) string {
	var text string
	switch {
	case s.Fill != nil:
		f := s.Fill
		figure := "to_string(" + quoted(least) + ") || if(" + quoted(most) + " IS NULL, '+', if(" + quoted(most) + " = " + quoted(least) + ", '', '–' || to_string(" + quoted(most) + ")))"
		if f.divided() {
			figure = "to_string(round(" + f.expression() + ", 2))"
		}
		text = "if(" + quoted(status) + " = 'value' AND " + quoted(least) + " IS NOT NULL, " + figure + " || if(coalesce(" + quoted(conflict) + ", false), ' ≠', ''), '')"
	case s.Name != "":
		text = quoted(s.Name)
	default:
		return ""
	}
	return `<labeling type="simple"><settings calloutType="simple"><text-style fieldName="` + xml(text) + `" isExpression="` + flag(s.Fill != nil) + `" fontSize="` + map[bool]string{true: "11", false: "8"}[s.Fill != nil] +
		`" fontSizeUnit="Point" fontWeight="` + map[bool]string{true: "75", false: "50"}[s.Fill != nil] + `" textColor="` + rgba(p.LabelStrong) + `" textOpacity="1"><text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="` + rgba(p.LabelHalo) +
		`" bufferOpacity="0.85"/></text-style><placement placement="0" centroidInside="1" centroidWhole="1" fitInPolygonOnly="0"/><rendering obstacle="0" displayAll="0"/></settings></labeling>`
}

func xml(s string) string { return string(encode.AppendXML(nil, s)) }

// rgba writes #rrggbb as QGIS has colours, opaque.
func rgba(hex string) string {
	c := channels(hex)
	return fmt.Sprintf("%d,%d,%d,255", c[0], c[1], c[2])
}

// mm are pixels of the map in millimetres.
func mm(pixels float64) string { return strconv.FormatFloat(pixels*pixelMM, 'f', 3, 64) }
