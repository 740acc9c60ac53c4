// Package geopackage writes layers as a GeoPackage 1.3: one SQLite file with tables, spatial indexes, descriptions of the
// columns, metadata and styles.
//
// In: encode.Layers. Out: the file's bytes, in order. SQLite writes it in no order, so it is made in a temporary folder
// first: disk, not memory, holds it. Easting (or longitude) comes first in every reference system. Unknown is null.
package geopackage

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver
	"oblast/geo/encode"
	"oblast/geo/layer"
)

// Write writes a file of layers, whose names are those of the tables. Styles are QGIS's (QML) by the name of the layer.
func Write(ctx context.Context, w io.Writer, layers []*encode.Layer, styles map[string]string) (err error) {
	dir, err := os.MkdirTemp("", "oblast-gpkg-")
	if err != nil {
		return fmt.Errorf("write a GeoPackage: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "layers.gpkg")
	if err := writeFile(ctx, path, layers, styles); err != nil {
		return fmt.Errorf("write a GeoPackage: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("write a GeoPackage: %w", err)
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

func writeFile(ctx context.Context, path string, layers []*encode.Layer, styles map[string]string) (err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=locking_mode(exclusive)")
	if err != nil {
		return err
	}
	defer func() {
		if closing := db.Close(); err == nil {
			err = closing
		}
	}()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	// A page larger than SQLite's own of 4 kB: half as much work, and fewer parts for who reads the file over the web.
	// The application id is "GPKG", the version 1.3.0; both are set outside of a transaction.
	if _, err := conn.ExecContext(ctx, "PRAGMA page_size = 16384; PRAGMA application_id = 1196444487; PRAGMA user_version = 10300"); err != nil {
		return err
	}
	// One transaction, without a journal: a file that is not finished is not used.
	if _, err := conn.ExecContext(ctx, "BEGIN;"+tables); err != nil {
		return err
	}
	if len(styles) > 0 {
		if _, err := conn.ExecContext(ctx, styleTable); err != nil {
			return err
		}
	}
	for i, l := range layers {
		t := &table{conn: conn, layer: l, number: i + 1, style: styles[l.Name]}
		if err := t.write(ctx); err != nil {
			return fmt.Errorf("layer %s: %w", l.Name, err)
		}
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return err
}

// table is one layer being written.
type table struct {
	conn    *sql.Conn
	layer   *encode.Layer
	number  int
	style   string
	columns []int
	names   []string // of the columns, as the table has them
	srs     int
	box     [4]float64 // minx, miny, maxx, maxy
	placed  bool
	cells   []cell // of the features that have a place
}

func (t *table) write(ctx context.Context) error {
	t.srs = 4326
	if c := t.layer.CRS; c != nil && c.EPSG != 0 {
		t.srs = c.EPSG
	}
	t.columns = t.layer.Columns
	for _, c := range t.columns {
		t.names = append(t.names, columnName(t.layer.Table().Schema().Columns[c].Name))
	}
	for _, step := range []func(context.Context) error{t.create, t.fill, t.describe, t.tell, t.draw} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// columnName keeps a name apart from the two columns that every table has.
func columnName(name string) string {
	if lower := strings.ToLower(name); lower == "fid" || lower == "geom" {
		return name + "_"
	}
	return name
}

// quoted is an SQL identifier.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (t *table) spatial() bool { return t.layer.Geometry != encode.NoGeometry }

func (t *table) create(ctx context.Context) error {
	var b strings.Builder
	b.WriteString("CREATE TABLE " + quoted(t.layer.Name) + " (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL")
	if t.spatial() {
		b.WriteString(", geom " + t.kind())
	}
	for i, c := range t.columns {
		column := &t.layer.Table().Schema().Columns[c]
		b.WriteString(", " + quoted(t.names[i]) + " " + sqlType(column.Type))
		if column.Required {
			b.WriteString(" NOT NULL")
		}
	}
	_, err := t.conn.ExecContext(ctx, b.String()+")")
	return err
}

// kind is the type of all geometries.
func (t *table) kind() string {
	switch {
	case t.layer.Geometry == encode.Point:
		return "POINT"
	case t.layer.Table().Schema().Geometry == layer.Areas:
		return "MULTIPOLYGON"
	}
	return "GEOMETRY"
}

func sqlType(t layer.Type) string {
	switch t {
	case layer.Integer:
		return "INTEGER"
	case layer.Number:
		return "REAL"
	case layer.Boolean:
		return "BOOLEAN"
	case layer.Date:
		return "DATE"
	case layer.Instant:
		return "DATETIME"
	default:
		return "TEXT"
	}
}
