package geopackage

import (
	"context"
	"encoding/json"
	"time"

	"oblast/geo/projection"
)

// describe enters the table among the contents, its geometry, its reference system, its index and its columns.
func (t *table) describe(ctx context.Context) error {
	kind, box := "attributes", [4]any{}
	if t.spatial() {
		kind = "features"
	}
	if t.placed {
		box = [4]any{t.box[0], t.box[1], t.box[2], t.box[3]}
	}
	if err := t.system(ctx); err != nil {
		return err
	}
	_, err := t.conn.ExecContext(ctx, `INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.layer.Name, kind, t.layer.Name, t.layer.Title+". "+t.layer.Description, t.changed(), box[0], box[1], box[2], box[3], t.srs)
	if err != nil {
		return err
	}
	named := map[string]bool{}
	for i, c := range t.columns {
		column := &t.layer.Table().Schema().Columns[c]
		// GDAL and QGIS show name beside or in place of the column's own: it has to be a table's only one.
		var name any
		if column.Title != "" && !named[column.Title] {
			name, named[column.Title] = column.Title, true
		}
		if _, err := t.conn.ExecContext(ctx, `INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?, ?, ?, ?, ?)`,
			t.layer.Name, t.names[i], name, column.Title, column.Description); err != nil {
			return err
		}
	}
	if !t.spatial() {
		return nil
	}
	if _, err := t.conn.ExecContext(ctx, `INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)`, t.layer.Name, t.kind(), t.srs); err != nil {
		return err
	}
	return t.index(ctx)
}

// changed is the time that the file names wherever it must name one: that of the state that is written, never the clock's,
// so that the same state gives the same bytes.
func (t *table) changed() string {
	at := t.layer.AsOf
	if at.IsZero() {
		at = time.Unix(0, 0)
	}
	return at.UTC().Format("2006-01-02T15:04:05.000Z")
}

// system enters the reference system where it is not there yet.
func (t *table) system(ctx context.Context) error {
	c := t.layer.CRS
	if c == nil || c.EPSG == 0 {
		c = &projection.CRS{EPSG: 4326, Title: "WGS 84"}
	}
	_, err := t.conn.ExecContext(ctx, `INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, 'EPSG', ?, ?, NULL)`, c.Title, t.srs, t.srs, c.WKT())
	return err
}

// tell enters what the file says of itself as metadata of the table (clause F.8).
func (t *table) tell(ctx context.Context) error {
	text, err := json.Marshal(t.layer.Told())
	if err != nil {
		return err
	}
	if _, err := t.conn.ExecContext(ctx, `INSERT INTO gpkg_metadata VALUES (?, 'dataset', ?, 'application/json', ?)`, t.number, "http://www.geopackage.org/", string(text)); err != nil {
		return err
	}
	_, err = t.conn.ExecContext(ctx, `INSERT INTO gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id) VALUES ('table', ?, ?, ?)`,
		t.layer.Name, t.changed(), t.number)
	return err
}

// draw puts the style into the table where QGIS looks for it.
func (t *table) draw(ctx context.Context) error {
	if t.style == "" {
		return nil
	}
	geometry := ""
	if t.spatial() {
		geometry = "geom"
	}
	_, err := t.conn.ExecContext(ctx, `INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)
		VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', NULL, ?)`, t.layer.Name, geometry, t.layer.Name, t.style, t.layer.Title, t.changed())
	return err
}
