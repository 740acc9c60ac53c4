package api_test

import (
	"archive/zip"
	"compress/gzip"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/paulmach/orb/encoding/wkt"
	"github.com/paulmach/orb/maptile"

	"oblast/geo/decode"
	"oblast/geo/encode"
)

// told is everything that an answer says, as text: header fields, and the body as a reader of its format finds it.
func (a answer) told(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	_ = a.Header.Write(&b)
	b.WriteString("\r\n")
	body := uncompressed(t, a.Header.Get("Content-Encoding"), a.body)
	kind, _, _ := strings.Cut(a.Header.Get("Content-Type"), ";")
	read, packed := readers[kind]
	switch {
	case !packed || body == "":
		if !utf8.ValidString(body) {
			t.Errorf("%s is %s: nothing here reads that", a.Request.URL, kind)
		}
		b.WriteString(body)
	default:
		if err := read(t, &b, a.Request.URL.Path, body); err != nil {
			t.Errorf("%s is not readable as %s: %v", a.Request.URL, kind, err)
		}
	}
	return b.String()
}

// uncompressed undoes a content coding.
func uncompressed(t *testing.T, coding, body string) string {
	t.Helper()
	var r io.Reader
	var err error
	switch coding {
	case "":
		return body
	case "gzip":
		r, err = gzip.NewReader(strings.NewReader(body))
	case "br":
		r = brotli.NewReader(strings.NewReader(body))
	case "zstd":
		var d *zstd.Decoder
		d, err = zstd.NewReader(strings.NewReader(body))
		r = d
	default:
		err = errors.New("is not known")
	}
	if err != nil {
		t.Fatalf("coding %s: %v", coding, err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("coding %s: %v", coding, err)
	}
	return string(plain)
}

// readers write out what a packed format holds.
var readers = map[string]func(t *testing.T, to *strings.Builder, path, body string) error{
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": readZip,
	"application/geopackage+sqlite3":                                    readTables,
	"application/flatgeobuf":                                            readFlatGeobuf,
	"application/vnd.apache.parquet":                                    readParquet,
	"application/vnd.mapbox-vector-tile":                                readTile,
	"application/vnd.pmtiles":                                           readArchive,
	"image/png":                                                         readPicture,
}

func readZip(_ *testing.T, to *strings.Builder, _, body string) error {
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return err
	}
	slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		fmt.Fprintln(to, f.Name, f.Comment)
		if _, err := io.Copy(to, r); err != nil {
			return err
		}
	}
	return nil
}

// readArchive writes the metadata of an archive and what its tiles hold, in units of the tiles: where they lie is told by the
// tiles themselves, which the archive repeats.
func readArchive(_ *testing.T, to *strings.Builder, _, body string) error {
	section := func(at int) (string, error) {
		from := binary.LittleEndian.Uint64([]byte(body[at:]))
		packed := body[from:][:binary.LittleEndian.Uint64([]byte(body[at+8:]))]
		r, err := gzip.NewReader(strings.NewReader(packed)) // members that follow one another are read as one
		if err != nil {
			return "", err
		}
		plain, err := io.ReadAll(r)
		return string(plain), err
	}
	for _, at := range []int{8, 24} { // the root directory, the metadata
		text, err := section(at)
		if err != nil {
			return err
		}
		to.WriteString(text)
	}
	tiles, err := section(56)
	if err != nil {
		return err
	}
	layers, err := mvt.Unmarshal([]byte(tiles)) // messages that follow one another are one with the layers of all
	if err != nil {
		return err
	}
	for _, l := range layers {
		for _, f := range l.Features {
			fmt.Fprintln(to, l.Name, f.ID, f.Properties, wkt.MarshalString(f.Geometry))
		}
	}
	return nil
}

// readPicture passes over the picture elements; texts in a PNG would stand in chunks of their own.
func readPicture(_ *testing.T, to *strings.Builder, _, body string) error {
	const signature = 8
	for at := signature; at < len(body); {
		size := int(binary.BigEndian.Uint32([]byte(body[at:])))
		if kind := body[at+4 : at+8]; kind != "IDAT" {
			fmt.Fprintf(to, "%s %q\n", kind, body[at+8:at+8+size])
		}
		at += 12 + size
	}
	return nil
}

// readTables dumps every table of an SQLite file, those of its own schema included.
func readTables(t *testing.T, to *strings.Builder, _, body string) error {
	path := filepath.Join(t.TempDir(), "x.gpkg")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	names := []string{"sqlite_schema"}
	rows, err := db.QueryContext(t.Context(), "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND sql NOT LIKE '%VIRTUAL%'")
	if err != nil {
		return err
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, name := range names {
		if err := dump(t, to, db, name); err != nil {
			return err
		}
	}
	return nil
}

func dump(t *testing.T, to *strings.Builder, db *sql.DB, table string) error {
	rows, err := db.QueryContext(t.Context(), fmt.Sprintf("SELECT * FROM %q", table))
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	fmt.Fprintln(to, table, columns)
	values, at := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		at[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			return err
		}
		for _, v := range values {
			if blob, ok := v.([]byte); ok {
				v = geometryText(blob)
			}
			fmt.Fprint(to, v, "\t")
		}
		to.WriteByte('\n')
	}
	return rows.Err()
}

// geometryText writes WKB, or the WKB of a GeoPackage (version 1.3, clause 2.1.3), as WKT; other bytes as they are.
func geometryText(blob []byte) string {
	text := string(blob)
	if len(blob) > 8 && string(blob[:2]) == "GP" {
		boxes := [...]int{0, 32, 48, 48, 64}[blob[3]>>1&7]
		for at := 8; at+8 <= 8+boxes && at+8 <= len(blob); at += 8 {
			text += " " + strconv.FormatFloat(math.Float64frombits(binary.LittleEndian.Uint64(blob[at:])), 'f', 6, 64)
		}
		blob = blob[8+boxes:]
	}
	if g, err := wkb.Unmarshal(blob); err == nil {
		return wkt.MarshalString(g)
	}
	return text
}

func readFlatGeobuf(t *testing.T, to *strings.Builder, _, body string) error {
	path := filepath.Join(t.TempDir(), "x.fgb")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		return err
	}
	table, err := decode.File(t.Context(), path, "x")
	if err != nil {
		return err
	}
	l := &encode.Layer{About: encode.About{Name: "x"}, Features: encode.NewFeatures(table), Form: encode.Form{Geometry: encode.Footprint}}
	for c := range table.Schema().Columns {
		l.Columns = append(l.Columns, c)
	}
	for row := range int32(table.Len()) {
		l.Rows = append(l.Rows, row)
		if lon, lat, ok := table.Point(row); ok {
			fmt.Fprintf(to, "%f %f\n", lon, lat)
		}
	}
	return encode.WriteSequence(t.Context(), to, l)
}

func readParquet(_ *testing.T, to *strings.Builder, _, body string) error {
	f, err := parquet.OpenFile(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return err
	}
	for _, kv := range f.Metadata().KeyValueMetadata {
		fmt.Fprintln(to, kv.Key, kv.Value)
	}
	for _, group := range f.RowGroups() {
		rows := group.Rows()
		defer rows.Close()
		buffer := make([]parquet.Row, 64)
		for {
			n, err := rows.ReadRows(buffer)
			for _, row := range buffer[:n] {
				for _, v := range row {
					if v.Kind() == parquet.ByteArray {
						fmt.Fprint(to, geometryText(v.ByteArray()), "\t")
					} else {
						fmt.Fprint(to, v.String(), "\t")
					}
				}
				to.WriteByte('\n')
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// readTile writes a vector tile with its coordinates in degrees: /tiles/{layer}/{z}/{x}/{y}.mvt, or with row before column.
func readTile(_ *testing.T, to *strings.Builder, path, body string) error {
	layers, err := mvt.Unmarshal([]byte(body))
	if err != nil {
		return err
	}
	parts := strings.Split(strings.TrimSuffix(path, ".mvt"), "/")
	n := [3]uint32{}
	for i, part := range parts[len(parts)-3:] {
		v, err := strconv.ParseUint(part, 10, 32)
		if err != nil {
			return err
		}
		n[i] = uint32(v)
	}
	if strings.HasPrefix(path, "/collections") {
		n[1], n[2] = n[2], n[1]
	}
	layers.ProjectToWGS84(maptile.New(n[1], n[2], maptile.Zoom(n[0])))
	for _, l := range layers {
		for _, f := range l.Features {
			fmt.Fprintln(to, l.Name, f.ID, f.Properties, wkt.MarshalString(f.Geometry))
		}
	}
	return nil
}
