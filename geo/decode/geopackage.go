package decode

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	_ "modernc.org/sqlite" // the driver
)

// readGeoPackage reads a table of features of a GeoPackage (OGC 12-128r18): the only one, or that named behind #. The primary
// key is the features' id.
func readGeoPackage(ctx context.Context, path string, s *set) error {
	file, wanted, _ := strings.Cut(path, "#")
	if _, err := os.Stat(file); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: url.PathEscape(file), RawQuery: "mode=ro&immutable=1"}).String())
	if err != nil {
		return err
	}
	defer db.Close()
	table, err := geoPackageTable(ctx, db, wanted)
	if err != nil {
		return err
	}
	var geometry string
	var srs int
	if err := db.QueryRowContext(ctx, `SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?`, table).Scan(&geometry, &srs); err != nil {
		return wrong("gpkg_geometry_columns has no row of %q: %v", table, err)
	}
	if err := db.QueryRowContext(ctx, `SELECT organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = ?`, srs).Scan(&srs); err != nil {
		return wrong("gpkg_spatial_ref_sys has no system %d: %v", srs, err)
	}
	system, err := systemOf(max(srs, 0))
	if err != nil {
		return err
	}
	return geoPackageRows(ctx, db, table, geometry, system, s)
}

// geoPackageTable finds the table that is meant.
func geoPackageTable(ctx context.Context, db *sql.DB, wanted string) (string, error) {
	rows, err := db.QueryContext(ctx, `SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name`)
	if err != nil {
		return "", wrong("it is no GeoPackage: %v", err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return "", err
		}
		names = append(names, name)
	}
	switch {
	case rows.Err() != nil:
		return "", rows.Err()
	case wanted == "" && len(names) == 1:
		return names[0], nil
	case slices.Contains(names, wanted):
		return wanted, nil
	}
	return "", wrong("say which layer is meant, as FILE#LAYER: it has %s", strings.Join(names, ", "))
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func geoPackageRows(ctx context.Context, db *sql.DB, table, geometry string, system func(orb.Point) orb.Point, s *set) error {
	var key sql.NullString
	if err := db.QueryRowContext(ctx, `SELECT name FROM pragma_table_info(?) WHERE pk = 1`, table).Scan(&key); err != nil && key.Valid {
		return err
	}
	rows, err := db.QueryContext(ctx, `SELECT * FROM `+quoted(table)) //nolint:gosec // a name of the file's own, quoted
	if err != nil {
		return wrong("%v", err)
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	into := make([]any, len(types))
	for i := range into {
		into[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		r := row{id: strconv.Itoa(len(s.rows) + 1)}
		for i, t := range types {
			held := *into[i].(*any)
			switch t.Name() {
			case key.String:
				r.id = fmt.Sprint(held)
			case geometry:
				raw, _ := held.([]byte)
				g, err := geoPackageGeometry(raw)
				if err != nil {
					return wrong("feature %s: %v", r.id, err)
				}
				r.geometry = degrees(g, system)
			default:
				c := s.column(t.Name())
				s.put(&r, c, geoPackageValue(s, c, strings.ToUpper(t.DatabaseTypeName()), held))
			}
		}
		s.rows = append(s.rows, r)
	}
	return rows.Err()
}

// geoPackageValue reads a value of a declared type (table 1 of the standard). Blobs are left out.
func geoPackageValue(s *set, c int, declared string, held any) value {
	declared, _, _ = strings.Cut(declared, "(")
	fix := func(k kinds) { s.columns[c].fixed, s.columns[c].seen = true, k }
	switch declared {
	case "BOOLEAN":
		fix(isBoolean)
	case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER":
		fix(isInteger)
	case "FLOAT", "DOUBLE", "REAL":
		fix(isNumber)
	case "DATE":
		fix(isDate)
	case "DATETIME":
		fix(isInstant)
	case "TEXT":
		fix(isText)
	}
	switch held := held.(type) {
	case int64:
		if declared == "BOOLEAN" {
			return booleanValue(held != 0)
		}
		return integerValue(held)
	case bool:
		return booleanValue(held)
	case float64:
		return numberValue(held)
	case string:
		return textValue(held, false)
	case time.Time:
		if declared == "DATE" {
			return value{isDate, held.Format(time.DateOnly)}
		}
		return value{isInstant, held.UTC().Format(time.RFC3339Nano)}
	}
	return value{}
}

// envelopes are the sizes of the boxes in a geometry's header, by its flags.
var envelopes = [...]int{0, 32, 48, 48, 64}

// geoPackageGeometry reads a geometry blob (clause 2.1.3); nil for none and for an empty one.
func geoPackageGeometry(raw []byte) (orb.Geometry, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	if len(raw) < 8 || string(raw[:2]) != "GP" || raw[3]>>1&7 > 4 {
		return nil, wrong("its geometry is no GeoPackage blob")
	}
	flags := raw[3]
	head := 8 + envelopes[flags>>1&7]
	if len(raw) < head {
		return nil, wrong("its geometry is cut off")
	}
	if flags&0x10 != 0 { // empty
		return nil, nil
	}
	w := &wkb{raw: raw[head:]}
	return w.geometry()
}
