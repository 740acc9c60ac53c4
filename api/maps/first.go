package maps

import (
	"context"
	"html/template"
	"math"
	"net/url"
	"strconv"

	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/projection"
	"oblast/geo/region"

	"github.com/paulmach/orb"
)

// The first picture is the map that a page brings along: shapes near the records with their totals, as SVG in the page,
// before any script has come. It is rough, and gives way to the map proper once that is drawn.

// firstWorld is the width of the world on the first picture's grid: a pixel of Web Mercator at zoom 5.
const firstWorld = 256 << 5

// View is where the map of a page looks: at a centre with a zoom, or at a box that is to be fitted.
type View struct {
	Box    region.BBox
	Center [2]float64 // lon, lat
	Zoom   float64
	Fixed  bool // the centre counts, not the box
}

// First draws the first picture of a map: the totals that a query of /choropleth asks for. It is empty where there is
// nothing to draw: totals of districts are too fine for it, and a view may be too close or too wide.
func (s *Service) First(ctx context.Context, query url.Values, at View) (template.HTML, error) {
	w, err := s.asked(ctx, query)
	if err != nil || w.query.Level == region.District {
		return "", err
	}
	f, ok := newFirst(w.snap, at)
	if !ok {
		return "", nil
	}
	rows, _ := rowPool.Get().(*[]totals.Row)
	defer rowPool.Put(rows)
	if err := w.compute((*rows)[:0]); err != nil {
		return "", err
	}
	*rows = w.rows
	title := wordsOf(w.lang).title(w)
	return template.HTML(f.draw(w, title)), nil // numbers, names of looks, and words that are escaped
}

// asked reads a query of /choropleth.
func (s *Service) asked(ctx context.Context, query url.Values) (*view, error) {
	v, err := ChoroplethParams.Parse(query)
	if err != nil {
		return nil, err
	}
	snap := s.Snapshots.Current()
	if v.Set("as_of") {
		if snap, err = s.Snapshots.AsOf(ctx, v.String("as_of")); err != nil {
			return nil, err
		}
	}
	return newView(v, snap, s.Population)
}

// first is a picture in the making: its frame in grid units, and what is near the frame.
type first struct {
	tree  *region.Tree
	frame [4]float64 // left, top, right, bottom, in units of the grid
	near  region.BBox
	at    View
}

func newFirst(snap *snapshot.Snapshot, at View) (*first, bool) {
	f := &first{tree: snap.Tree(), at: at}
	box := at.Box
	if at.Fixed {
		if at.Zoom < 3.5 || at.Zoom > 6.5 {
			return nil, false
		}
		x, y := onGrid(at.Center[0], at.Center[1])
		half := 50 * f.unitsPerPixel()
		f.frame = [4]float64{x - half, y - half, x + half, y + half}
		window := 7 * half
		box[0], box[3] = offGrid(x-window, y-window)
		box[2], box[1] = offGrid(x+window, y+window)
	} else {
		// As the script does: what lies at the edge is seen whole.
		dx, dy := (box.East()-box.West())/8, (box.North()-box.South())/10
		f.frame[0], f.frame[1] = onGrid(box.West()-dx, box.North()+dy/2)
		f.frame[2], f.frame[3] = onGrid(box.East()+dx, box.South()-dy)
	}
	name, ok := NearChunk(box)
	if ok {
		f.near, ok = nearBox(name)
	}
	if !at.Fixed { // a window shows less than the chunk of a wide box holds
		w, h := f.frame[2]-f.frame[0], f.frame[3]-f.frame[1]
		west, north := offGrid(f.frame[0]-0.55*w, f.frame[1]-0.3*h)
		east, south := offGrid(f.frame[2]+0.55*w, f.frame[3]+0.3*h)
		f.near = region.BBox{max(f.near.West(), west), max(f.near.South(), south), min(f.near.East(), east), min(f.near.North(), north)}
	}
	return f, ok
}

// unitsPerPixel is the scale of a fixed view: units of the grid to a CSS pixel.
func (f *first) unitsPerPixel() float64 { return firstWorld / (256 * math.Exp2(f.at.Zoom)) }

// onGrid takes degrees to the grid; a latitude beyond the square of web maps lies at its edge.
func onGrid(lon, lat float64) (x, y float64) {
	x, y = projection.WebMercator{}.Forward(lon, min(max(lat, -projection.MercatorMaxLat), projection.MercatorMaxLat))
	return (x/projection.MercatorHalfM + 1) * firstWorld / 2, (1 - y/projection.MercatorHalfM) * firstWorld / 2
}

// offGrid takes a place on the grid to degrees.
func offGrid(x, y float64) (lon, lat float64) {
	return projection.WebMercator{}.Inverse((2*x/firstWorld-1)*projection.MercatorHalfM, (1-2*y/firstWorld)*projection.MercatorHalfM)
}

// paint is what a unit looks like: a class of the ramp from 1 to 5, or a kind of missing. The style sheet gives the colours.
func (w *view) paint(r *totals.Row) string {
	n, ok := w.number(r)
	if !ok {
		return r.Status
	}
	class, last := w.classes.Index(n), w.classes.Len()-1
	switch {
	case class < 0:
		return "zero"
	case last == 0:
		return "q3"
	}
	return "q" + strconv.Itoa(1+int(math.Round(4*float64(class)/float64(last))))
}

// draw writes the picture: units of one look in one path, then figures.
func (f *first) draw(w *view, title string) []byte {
	looks, paths := []string{}, map[string][]byte{}
	add := func(look string, unit int32) {
		if !f.tree.At(unit).BBox.Intersects(f.near) {
			return
		}
		if _, ok := paths[look]; !ok {
			looks = append(looks, look)
		}
		paths[look] = f.appendShape(paths[look], f.tree.Shape(unit, region.Overview))
	}
	divided := map[int32]bool{}
	var texts []byte
	for i := range w.rows {
		r := &w.rows[i]
		if look := w.paint(r); look != "not_covered" {
			add(look, r.Unit)
			divided[f.tree.Ancestor(r.Unit, region.Country)] = true
			texts = f.appendFigure(texts, w, r)
		}
	}
	for _, country := range f.tree.OfLevel(region.Country) {
		if !divided[country] {
			add("not_covered", country)
		} else if w.query.Level == region.Region {
			for i := range w.rows {
				if r := &w.rows[i]; r.Status == "not_covered" && f.tree.Ancestor(r.Unit, region.Country) == country {
					add("not_covered", r.Unit)
				}
			}
		}
	}
	out := f.appendHead(nil, title)
	for _, look := range looks {
		if len(paths[look]) > 0 {
			out = append(append(append(append(append(out, `<path class="f-`...), look...), `" d="`...), paths[look]...), `"/>`...)
		}
	}
	return append(append(out, texts...), "</svg>"...)
}

// appendHead opens the picture. A fitted box is scaled by the page's own style; a fixed centre stands in the middle of the
// map at its own scale, and what lies beyond is seen all the same. The class says how large letters must be.
func (f *first) appendHead(dst []byte, title string) []byte {
	dst = append(dst, `<svg id="first" role="img" class="first`...)
	if f.at.Fixed {
		dst = strconv.AppendInt(append(dst, " at at"...), int64(math.Round(f.at.Zoom)), 10)
	}
	dst = append(dst, `" viewBox="`...)
	for i, v := range []float64{f.frame[0], f.frame[1], f.frame[2] - f.frame[0], f.frame[3] - f.frame[1]} {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = strconv.AppendFloat(dst, v, 'f', 1, 64)
	}
	dst = append(append(append(dst, `"><title>`...), template.HTMLEscapeString(title)...), "</title>"...)
	return append(dst, `<pattern id="first-hatch" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6"/><path d="M-1 1L1-1M0 6L6 0M5 7L7 5"/></pattern>`...)
}

// appendFigure appends the number of a unit at its label point.
func (f *first) appendFigure(dst []byte, w *view, r *totals.Row) []byte {
	u := f.tree.At(r.Unit)
	if n, ok := w.number(r); !ok || n == 0 || w.per != "none" || !f.near.Contains(orb.Point(u.Label)) {
		return dst
	}
	x, y := onGrid(u.Label[0], u.Label[1])
	dst = strconv.AppendInt(append(dst, `<text x="`...), int64(math.Round(x)), 10)
	dst = strconv.AppendInt(append(dst, `" y="`...), int64(math.Round(y)), 10)
	dst = strconv.AppendInt(append(dst, `">`...), r.Min.N, 10)
	switch {
	case !r.Max.Known:
		dst = append(dst, '+')
	case r.Max.N != r.Min.N:
		dst = strconv.AppendInt(append(dst, "–"...), r.Max.N, 10)
	}
	return append(dst, "</text>"...)
}
