package maps

import (
	"strconv"
	"strings"

	"oblast/data/totals"
	"oblast/geo/region"
	"oblast/geo/topology"
)

// appendCSV appends the rows as a table (RFC 4180): the properties of a feature, one column each, and lon and lat of the
// label point. Unknown is an empty field, never 0.
func (w *view) appendCSV(dst []byte) []byte {
	dst = append(dst, "region_id,name,level,parent_id,status,"...)
	for _, n := range numbers {
		dst = append(append(dst, n.name...), ',')
	}
	dst = append(dst, "conflict,n_incidents,n_tallies,area_km2,rate,class,lon,lat\r\n"...)
	for i := range w.rows {
		if r := &w.rows[i]; w.shown(r) {
			dst = w.appendCSVRow(dst, w.snap.Tree().At(r.Unit), r)
		}
	}
	return dst
}

func (w *view) appendCSVRow(dst []byte, u *region.Unit, r *totals.Row) []byte {
	for _, text := range []string{u.ID, u.Names.In(w.lang), u.Level.String(), u.Parent, r.Status} {
		dst = append(append(dst, quoted(text)...), ',')
	}
	for _, n := range numbers {
		if v := n.of(r); v.Known {
			dst = strconv.AppendInt(dst, v.N, 10)
		}
		dst = append(dst, ',')
	}
	dst = append(strconv.AppendBool(dst, r.Conflict), ',')
	dst = append(strconv.AppendInt(dst, int64(r.NIncidents), 10), ',')
	dst = append(strconv.AppendInt(dst, int64(r.NTallies), 10), ',')
	dst = append(strconv.AppendFloat(dst, u.AreaKM2, 'f', -1, 64), ',')
	n, valued := w.number(r)
	if valued && w.per != "none" {
		dst = strconv.AppendFloat(dst, n, 'f', -1, 64)
	}
	dst = append(dst, ',')
	if class := w.classes.Index(n); valued && class >= 0 {
		dst = strconv.AppendInt(dst, int64(class), 10)
	}
	dst = append(strconv.AppendFloat(append(dst, ','), u.Label[0], 'f', -1, 64), ',')
	return append(strconv.AppendFloat(dst, u.Label[1], 'f', -1, 64), "\r\n"...)
}

// quoted makes a CSV field of a text.
func quoted(s string) string {
	if !strings.ContainsAny(s, ",\"\r\n") {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

// appendTopology appends TopoJSON: the same properties, borders shared.
func (s *Service) appendTopology(dst []byte, w *view) ([]byte, error) {
	topo, err := s.Gazetteer.Topology(w.detail)
	if err != nil {
		return dst, err
	}
	object := objects[w.query.Level]
	if w.query.Level == region.District && w.detail < region.HundredM {
		if topo, err = s.Gazetteer.Topology(region.HundredM); err != nil {
			return dst, err
		}
	}
	var parts []topology.Part
	for i := range w.rows {
		r := &w.rows[i]
		u := w.snap.Tree().At(r.Unit)
		if !w.shown(r) || !topo.Has(object, u.ID) {
			continue
		}
		properties := append(w.appendProperties([]byte{'{'}, u, r), '}')
		parts = append(parts, topology.Part{Object: object, ID: u.ID, Properties: properties})
	}
	b, err := topo.Subset(parts)
	return append(dst, b...), err
}
