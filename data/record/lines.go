package record

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"oblast/geo/fault"
)

// MaxLine bounds one line of JSON lines, in bytes.
const MaxLine = 1 << 20

// DecodeLines reads JSON lines: one record a line, empty lines passed over, a byte order mark at the start ignored. It
// calls yield for each record, with its line counted from 1 and either the record or the faults of the line, until
// yield returns false. An error of the reader itself is yielded with the line where it happened, and ends the reading.
func DecodeLines(r io.Reader, yield func(line int, rec Record, err error) bool) {
	Lines(r, func(line int, text []byte, err error) bool {
		if err != nil {
			return yield(line, nil, err)
		}
		rec, err := Decode(text)
		return yield(line, rec, err)
	})
}

// Lines splits JSON lines as DecodeLines does and yields the text of each line that is not empty. The text is valid
// until yield returns. A line above MaxLine is yielded as a fault and passed over.
func Lines(r io.Reader, yield func(line int, text []byte, err error) bool) {
	in := bufio.NewReaderSize(r, 64<<10)
	var long []byte
	for line := 1; ; line++ {
		text, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			long = append(long[:0], text...)
			text, err = readLong(in, &long)
		}
		if line == 1 {
			text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
		}
		tooLong := len(text) > MaxLine
		text = bytes.TrimSpace(text)
		switch {
		case err != nil && err != io.EOF:
			yield(line, nil, fmt.Errorf("read line %d: %w", line, err))
			return
		case tooLong:
			if !yield(line, nil, &fault.FieldError{Problem: fmt.Sprintf("the line is longer than %d bytes", MaxLine)}) {
				return
			}
		case len(text) > 0:
			if !yield(line, text, nil) {
				return
			}
		}
		if err == io.EOF {
			return
		}
	}
}

// readLong reads the rest of a line that is longer than the buffer; of one that is too long it keeps only so much as
// shows it.
func readLong(in *bufio.Reader, long *[]byte) ([]byte, error) {
	for {
		text, err := in.ReadSlice('\n')
		if len(*long) <= MaxLine {
			*long = append(*long, text...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return *long, err
		}
	}
}
