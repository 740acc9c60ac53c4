package ogc

import (
	"strconv"
	"strings"

	"oblast/geo/encode"
)

// qmlOf returns a style for QGIS: the looks of the kinds as rules, marks for points and fills for areas.
func qmlOf(kinds []encode.Kind, areas bool) string {
	var rules, symbols strings.Builder
	for i, k := range kinds {
		n := strconv.Itoa(i)
		rules.WriteString(`<rule key="{` + k.ID + `}" symbol="` + n + `" label="` + xmlText(k.Title) + `"`)
		switch {
		case k.Column != "":
			rules.WriteString(` filter="&quot;` + xmlText(k.Column) + `&quot; = ` + xmlText(k.Value))
			for _, before := range kinds[:i] { // the first that fits decides
				rules.WriteString(` AND NOT coalesce(&quot;` + xmlText(before.Column) + `&quot; = ` + xmlText(before.Value) + `, false)`)
			}
			rules.WriteString(`"`)
		case len(kinds) > 1:
			rules.WriteString(` filter="ELSE"`)
		}
		rules.WriteString("/>")
		rgb := rgbOf(k.Colour)
		if areas {
			symbols.WriteString(`<symbol name="` + n + `" type="fill" alpha="1"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="` + rgb + `,60"/><prop k="outline_color" v="` + rgb + `,255"/><prop k="outline_width" v="0.3"/></layer></symbol>`)
		} else {
			symbols.WriteString(`<symbol name="` + n + `" type="marker" alpha="1"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><prop k="name" v="circle"/><prop k="color" v="` + rgb + `,255"/><prop k="outline_color" v="255,255,255,255"/><prop k="size" v="2.6"/></layer></symbol>`)
		}
	}
	return `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.22" styleCategories="Symbology"><renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0"><rules key="{all}">` +
		rules.String() + `</rules><symbols>` + symbols.String() + `</symbols></renderer-v2></qgis>`
}

func xmlText(s string) string { return string(encode.AppendXML(nil, s)) }

// rgbOf writes #rrggbb as r,g,b.
func rgbOf(hex string) string {
	n, _ := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	return strconv.Itoa(int(n>>16&255)) + "," + strconv.Itoa(int(n>>8&255)) + "," + strconv.Itoa(int(n&255))
}
