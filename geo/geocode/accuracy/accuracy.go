// Package accuracy judges the geocoder by cases of which the answer is known.
//
// In come files of cases, one a line (testdata/cases of package geocode); out go, for each slice, split and language, how
// often the first place, one of the first three and the region were right, how often the country was wrong or nothing was
// answered, and how far the probabilities hold: expected calibration error, Brier score, and the reliability of each tenth.
//
// Places are split, not cases: what is learnt from a place of the training split is never asked of it in the test split.
package accuracy

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"oblast/geo/fault"
)

// Case is a query and what it must find.
type Case struct {
	Slice    string
	Split    string // Train, Dev or Test
	Lang     string // of the text: en, ru, uk or another
	Text     string
	Within   string // as in geocode.Query
	At       string
	Expected string // see Grader.Grade
	Source   string // ours, a package, or the scheme that wrote the text
}

// Splits.
const (
	Train = "train"
	Dev   = "dev"
	Test  = "test"
)

// SplitOf returns the split of a place, by its id: of 256 parts 102 train, 52 develop, 102 test.
func SplitOf(place string) string {
	switch n := sha256.Sum256([]byte("split " + place))[0]; {
	case n < 102:
		return Train
	case n < 154:
		return Dev
	}
	return Test
}

// Place returns the id that the split of a case goes by: the first that is expected, or the text where nothing is.
func (c *Case) Place() string {
	if c.Expected == Nothing {
		return c.Text
	}
	_, ids := cutKind(c.Expected)
	first, _, _ := strings.Cut(ids, " ")
	first, _, _ = strings.Cut(first, "|")
	return first
}

// cutKind splits what is expected into the word before the ids, empty for one place, and the ids.
func cutKind(expected string) (kind, ids string) {
	for _, kind := range [...]string{anyOf, listOf, borderOf, parentOf} {
		if ids, ok := strings.CutPrefix(expected, kind+":"); ok {
			return kind, ids
		}
	}
	return "", expected
}

// Head is the first line of a file of cases.
const Head = "slice\tsplit\tlang\ttext\twithin\tat\texpected\tsource"

// Read returns the cases of all files of a folder, in the order of their names. A line that is no case is a
// fault.ErrInvalid with its number.
func Read(fsys fs.FS) ([]Case, error) {
	files, err := fs.Glob(fsys, "*.tsv")
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, name := range files {
		if cases, err = readFile(fsys, name, cases); err != nil {
			return nil, err
		}
	}
	return cases, nil
}

func readFile(fsys fs.FS, name string, cases []Case) ([]Case, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if n == 1 {
			if line != Head {
				return nil, fmt.Errorf("%s: the first line must be the names of the columns: %w", path.Base(name), fault.ErrInvalid)
			}
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 8 {
			return nil, fmt.Errorf("%s:%d: %d columns, want 8: %w", path.Base(name), n, len(f), fault.ErrInvalid)
		}
		cases = append(cases, Case{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]})
	}
	return cases, lines.Err()
}
