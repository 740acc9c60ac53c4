package xlsx

import (
	"archive/zip"
	"bytes"
	"io"

	"github.com/klauspost/compress/flate"
)

// archive is the file of a workbook: excelize makes all of it but the rows, which go straight into it behind the header that
// excelize made. So neither memory nor a temporary file holds them.
type archive struct {
	*zip.Writer
	sheet string // path of the sheet that the rows go into
	rows  func(io.Writer) error
}

func newArchive(w io.Writer, sheet string, rows func(io.Writer) error) *archive {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 3) })
	return &archive{Writer: z, sheet: sheet, rows: rows}
}

// Create implements excelize.ZipWriter.
func (a *archive) Create(name string) (io.Writer, error) {
	w, err := a.Writer.Create(name)
	if name != a.sheet || err != nil {
		return w, err
	}
	return &splice{to: w, rows: a.rows}, nil
}

// endOfRows is where the rows go.
var endOfRows = []byte("</sheetData>")

// splice puts rows before the end of those that are written through it.
type splice struct {
	to   io.Writer
	rows func(io.Writer) error
	held []byte // as long as the end was not seen
	done bool
}

// Write implements io.Writer.
func (s *splice) Write(p []byte) (int, error) {
	if s.done {
		return s.to.Write(p)
	}
	s.held = append(s.held, p...)
	at := bytes.Index(s.held, endOfRows)
	if at < 0 {
		return len(p), nil
	}
	s.done = true
	if _, err := s.to.Write(s.held[:at]); err != nil {
		return 0, err
	}
	if err := s.rows(s.to); err != nil {
		return 0, err
	}
	_, err := s.to.Write(s.held[at:])
	return len(p), err
}
