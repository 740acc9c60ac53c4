package exchange

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"

	"oblast/data/record"
)

// reader is what an export needs of a log.
type reader interface {
	Since(ctx context.Context, seq int64, yield func(record.Revision) error) error
	Of(ctx context.Context, id string) ([]record.Revision, error)
}

// Export writes the records of a log as they stand when it begins, retracted ones left out: by kind, and within a kind by
// their last revision. It returns how many it wrote. Memory grows with the records that have more than one revision, and
// else by a byte a revision.
func Export(ctx context.Context, log reader, format Format, out io.Writer, progress func(Progress)) (int64, error) {
	held, err := readStanding(ctx, log)
	if err != nil {
		return 0, err
	}
	e := &exporter{format: format, out: bufio.NewWriterSize(out, 256<<10), progress: progress}
	for _, kind := range written {
		e.total += held.count(kind)
	}
	e.open()
	for _, kind := range written {
		if held.count(kind) == 0 {
			continue
		}
		if err := held.each(ctx, log, func(r *record.Revision, k record.Kind) error {
			if k != kind {
				return nil
			}
			return e.write(r.RecordID, r.Body)
		}); err != nil {
			return e.n, err
		}
	}
	return e.n, e.close()
}

// exporter writes bodies in a format.
type exporter struct {
	format   Format
	out      *bufio.Writer
	n, total int64
	bytes    int64
	progress func(Progress)
}

func (e *exporter) open() {
	if e.format == GeoJSON {
		e.out.WriteString(`{"type":"FeatureCollection","features":[`)
	}
}

func (e *exporter) write(id string, body []byte) error {
	if e.format == GeoJSON {
		geometry, err := geometryOf(body)
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		separator := ",\n"
		if e.n == 0 {
			separator = "\n"
		}
		fmt.Fprintf(e.out, `%s{"type":"Feature","id":%q,"geometry":%s,"properties":`, separator, id, geometry)
	}
	e.out.Write(body)
	end := "\n"
	if e.format == GeoJSON {
		end = "}"
	}
	if _, err := e.out.WriteString(end); err != nil {
		return err
	}
	e.n++
	e.bytes += int64(len(body))
	if e.progress != nil && e.n%tellEvery == 0 {
		e.progress(Progress{"export", e.n, e.total, e.bytes})
	}
	return nil
}

func (e *exporter) close() error {
	if e.format == GeoJSON {
		e.out.WriteString("\n]}\n")
	}
	if e.progress != nil {
		e.progress(Progress{"export", e.n, e.total, e.bytes})
	}
	return e.out.Flush()
}

// geometryOf returns the GeoJSON geometry of a body: the incident's own point, else null.
func geometryOf(body []byte) ([]byte, error) {
	if record.KindOf(body) != record.KindIncident {
		return []byte("null"), nil
	}
	var b struct {
		Place struct {
			Point *record.Point `json:"point"`
		} `json:"place"`
	}
	if err := json.Unmarshal(body, &b); err != nil || b.Place.Point == nil {
		return []byte("null"), err
	}
	coordinates, err := json.Marshal(b.Place.Point)
	return append(append([]byte(`{"type":"Point","coordinates":`), coordinates...), '}'), err
}
