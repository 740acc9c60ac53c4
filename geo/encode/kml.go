package encode

import (
	"cmp"
	"context"
	"io"

	"github.com/paulmach/orb"

	"oblast/geo/layer"
)

// Kind is a look of features: those whose column has a value, the first that fits.
type Kind struct {
	ID, Title string
	Column    string // "": fits every feature
	Value     string
	Colour    string // #rrggbb
}

// WriteKML writes the features as KML 2.2, for globes: each with its name, the time in which it happened, every column as
// data, and the look of the first kind that it fits. Coordinates are CRS84, as KML has them.
func WriteKML(ctx context.Context, w io.Writer, l *Layer, kinds []Kind) error {
	head := append([]byte(nil), `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:atom="http://www.w3.org/2005/Atom"><Document>`...)
	head = element(head, "name", l.Title)
	head = append(head, `<atom:author><atom:name>`...)
	head = append(AppendXML(head, cmp.Or(l.Attribution, l.Title)), `</atom:name></atom:author><atom:link href="`...)
	head = append(AppendXML(head, l.URL), `"/>`...)
	head = element(head, "description", l.telling())
	for i := range kinds {
		head = kinds[i].style(head)
	}
	head = l.kmlData(append(head, "<ExtendedData>"...))
	head = append(head, "</ExtendedData>"...)
	head = l.kmlSchema(head)
	head = element(append(head, "<Folder>"...), "name", l.Name)
	err := l.lines(ctx, w, head, func(dst []byte, row int32) []byte { return l.placemark(dst, row, kinds) })
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "</Folder></Document></kml>\n")
	return err
}

// telling is what a file says of itself in one text.
func (a *About) telling() string {
	told := a.Told()
	text := ""
	for _, name := range []string{"description", "notes", "as_of", "crs", "licence", "attribution"} {
		if told[name] != "" {
			text += map[string]string{"as_of": "As of ", "crs": "Reference system: ", "licence": "Licences: ", "attribution": "By: "}[name] + told[name] + "\n"
		}
	}
	return text
}

func (a *About) kmlData(dst []byte) []byte {
	told := a.Told()
	for _, name := range []string{"as_of", "licence", "attribution", "source", "crs", "notes"} {
		if told[name] != "" {
			dst = append(append(append(dst, `<Data name="`...), name...), `">`...)
			dst = append(element(dst, "value", told[name]), "</Data>"...)
		}
	}
	return dst
}

// kmlSchema declares the columns with their types.
func (l *Layer) kmlSchema(dst []byte) []byte {
	dst = append(AppendXML(append(dst, `<Schema id="columns" name="`...), l.Name), `">`...)
	for _, c := range l.Columns {
		column := &l.table.Schema().Columns[c]
		kind := map[layer.Type]string{layer.Integer: "int", layer.Number: "double", layer.Boolean: "bool"}[column.Type]
		if kind == "" {
			kind = "string"
		}
		dst = append(append(append(dst, `<SimpleField type="`...), kind...), `" name="`...)
		dst = append(AppendXML(dst, column.Name), `">`...)
		dst = append(element(dst, "displayName", column.Title), "</SimpleField>"...)
	}
	return append(dst, "</Schema>"...)
}

// style appends the look: a circle for points, a translucent fill for areas.
func (k *Kind) style(dst []byte) []byte {
	abgr := func(alpha string) string {
		if len(k.Colour) != 7 {
			return alpha + "808080"
		}
		return alpha + k.Colour[5:7] + k.Colour[3:5] + k.Colour[1:3]
	}
	dst = append(AppendXML(append(dst, `<Style id="`...), k.ID), `"><IconStyle>`...)
	dst = append(element(dst, "color", abgr("ff")), `<scale>0.8</scale></IconStyle><LabelStyle><scale>0</scale></LabelStyle><LineStyle>`...)
	dst = append(element(dst, "color", abgr("ff")), `<width>1.5</width></LineStyle><PolyStyle>`...)
	return append(element(dst, "color", abgr("59")), "</PolyStyle></Style>"...)
}

func (l *Layer) kindOf(row int32, kinds []Kind) *Kind {
	for i := range kinds {
		if k := &kinds[i]; k.Column == "" || l.first(row, k.Column) == k.Value {
			return k
		}
	}
	return nil
}

func (l *Layer) placemark(dst []byte, row int32, kinds []Kind) []byte {
	id := l.table.ID(row)
	dst = append(AppendXML(append(dst, `<Placemark id="`...), id), `">`...)
	name := l.first(row, "title", "name")
	if name == "" {
		name = id
	}
	dst = element(dst, "name", name)
	dst = l.kmlTime(dst, row)
	if k := l.kindOf(row, kinds); k != nil {
		dst = element(dst, "styleUrl", "#"+k.ID)
	}
	dst = append(dst, `<ExtendedData><SchemaData schemaUrl="#columns">`...)
	for _, c := range l.Columns {
		if text, ok := l.table.Column(c).At(row); ok {
			dst = append(AppendXML(append(dst, `<SimpleData name="`...), l.table.Schema().Columns[c].Name), `">`...)
			if l.table.Schema().Columns[c].Type == layer.Boolean {
				text = map[string]string{"true": "1", "false": "0"}[text] // the one spelling that all readers take
			}
			dst = append(AppendXML(dst, text), "</SimpleData>"...)
		}
	}
	dst = append(dst, "</SchemaData></ExtendedData>"...)
	dst = l.kmlGeometry(dst, l.GeometryOf(row, &l.Form))
	return append(dst, "</Placemark>\n"...)
}

func (l *Layer) kmlTime(dst []byte, row int32) []byte {
	start, end, ok := l.table.Interval(row)
	if !ok {
		return dst
	}
	dst = append(dst, "<TimeSpan>"...)
	if !start.IsZero() {
		dst = element(dst, "begin", xmlTime(start))
	}
	if !end.IsZero() {
		dst = element(dst, "end", xmlTime(end))
	}
	return append(dst, "</TimeSpan>"...)
}

// kmlGeometry appends a geometry; nothing for none.
func (f *Form) kmlGeometry(dst []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Point:
		return append(f.kmlLine(append(dst, "<Point>"...), []orb.Point{g}), "</Point>"...)
	case orb.LineString:
		return append(f.kmlLine(append(dst, "<LineString><tessellate>1</tessellate>"...), g), "</LineString>"...)
	case orb.Polygon:
		dst = append(dst, "<Polygon><tessellate>1</tessellate>"...)
		for i, ring := range g {
			side := "innerBoundaryIs"
			if i == 0 {
				side = "outerBoundaryIs"
			}
			dst = append(append(append(dst, '<'), side...), "><LinearRing>"...)
			dst = f.kmlLine(dst, ring)
			dst = append(append(append(dst, "</LinearRing></"...), side...), '>')
		}
		return append(dst, "</Polygon>"...)
	case orb.MultiPoint:
		return manyKML(f, dst, g)
	case orb.MultiLineString:
		return manyKML(f, dst, g)
	case orb.MultiPolygon:
		return manyKML(f, dst, g)
	case orb.Collection:
		return manyKML(f, dst, g)
	}
	return dst
}

func manyKML[S ~[]G, G orb.Geometry](f *Form, dst []byte, parts S) []byte {
	dst = append(dst, "<MultiGeometry>"...)
	for _, part := range parts {
		dst = f.kmlGeometry(dst, part)
	}
	return append(dst, "</MultiGeometry>"...)
}

func (f *Form) kmlLine(dst []byte, line []orb.Point) []byte {
	dst = append(dst, "<coordinates>"...)
	for i, p := range line {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = f.coordinate(dst, p[0])
		dst = f.coordinate(append(dst, ','), p[1])
	}
	return append(dst, "</coordinates>"...)
}
