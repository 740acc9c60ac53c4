package accuracy

import (
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"oblast/geo/fault"
	"oblast/geo/geocode"
	"oblast/geo/locate"
	"oblast/geo/region"
)

// Files of cases that have columns of their own, in the folder of cases.
const (
	decisionsFile, decisionsHead = "apart/aliases.tsv", "lang\twords\tscope\tregion_id\tinside\toutside\tother"
	discsFile, discsHead         = "apart/uncertain.tsv", "lon\tlat\tuncertainty_m\tshares"
)

// Apart is how cases of their own columns do: of N, how many were right, and what went wrong, a line each.
type Apart struct {
	N, Right int
	Wrong    []string
}

func (a *Apart) note(problem string) {
	a.N++
	if problem == "" {
		a.Right++
		return
	}
	a.Wrong = append(a.Wrong, problem)
}

// Decisions asks, under all decisions of reviewers at once, the words of each under its own region, which must mean what was
// decided and say so, and under another, where nothing outside that other may come.
func Decisions(c *geocode.Geocoder, gr *Grader, fsys fs.FS) (inside, outside Apart, err error) {
	lines, err := readApart(fsys, decisionsFile, decisionsHead)
	if err != nil {
		return inside, outside, err
	}
	var list []geocode.Alias
	for _, f := range lines {
		list = append(list, geocode.Alias{Words: f[1], Scope: f[2], RegionID: f[3]})
	}
	if c, err = c.WithAliases(list); err != nil {
		return inside, outside, err
	}
	for _, f := range lines {
		a := c.Geocode(geocode.Query{Text: f[4]})
		problem := ""
		if len(a.Matches) == 0 || a.Matches[0].RegionID != f[3] || a.Matches[0].MatchType != geocode.ByAlias || len(a.Matches[0].Explain) == 0 {
			problem = fmt.Sprintf("%s: %s, want %s by a reviewer", f[4], Show(a), f[3])
		}
		inside.note(problem)
		other, ok := gr.g.Tree.Find(f[6])
		if !ok {
			return inside, outside, fmt.Errorf("%s: %q is no unit: %w", decisionsFile, f[6], fault.ErrInvalid)
		}
		a, problem = c.Geocode(geocode.Query{Text: f[5]}), ""
		if len(a.Matches) == 0 {
			problem = fmt.Sprintf("%s: nothing, want %s", f[5], f[6])
		}
		for i := range a.Matches {
			if m := &a.Matches[i]; m.MatchType == geocode.ByAlias || m.Unit == region.None || !gr.g.Tree.Within(m.Unit, other) {
				problem = fmt.Sprintf("%s: %s, want %s", f[5], Show(a), f[6])
			}
		}
		outside.note(problem)
	}
	return inside, outside, nil
}

// discError is how far a share of a disc may be from that of positions drawn at random: four deviations of these and what
// Locator.Disc promises.
const discError = .04

// Discs asks how discs are shared by regions, and holds the shares against those that the cases have of positions drawn at
// random. It returns how these do and the mean of the largest errors.
func Discs(l *locate.Locator, gr *Grader, fsys fs.FS) (discs Apart, meanError float64, err error) {
	lines, err := readApart(fsys, discsFile, discsHead)
	if err != nil {
		return discs, 0, err
	}
	for _, f := range lines {
		var at [3]float64
		for i := range at {
			if at[i], err = strconv.ParseFloat(f[i], 64); err != nil {
				return discs, 0, fmt.Errorf("%s: %q is no number: %w", discsFile, f[i], fault.ErrInvalid)
			}
		}
		want := map[string]float64{}
		for share := range strings.FieldsSeq(f[3]) {
			id, part, _ := strings.Cut(share, "=")
			if want[id], err = strconv.ParseFloat(part, 64); err != nil {
				return discs, 0, fmt.Errorf("%s: %q is no share: %w", discsFile, share, fault.ErrInvalid)
			}
		}
		sum := 0.
		for _, s := range l.Disc(at[0], at[1], at[2]) {
			sum += s.Part
			id := "-" // the cases know no waters
			if s.Unit != region.None && gr.g.Tree.At(s.Unit).Level != region.Water {
				id = gr.g.Tree.At(s.Unit).ID
			}
			want[id] -= s.Part
		}
		most, where := 0., ""
		for id, d := range want {
			if math.Abs(d) > most {
				most, where = math.Abs(d), id
			}
		}
		problem := ""
		if most > discError || math.Abs(sum-1) > 1e-9 {
			problem = fmt.Sprintf("%s %s, %s m: the share of %s is %.3f off, the sum is %v", f[0], f[1], f[2], where, most, sum)
		}
		discs.note(problem)
		meanError += most / float64(len(lines))
	}
	return discs, meanError, nil
}

// readApart reads the lines of a file whose first must be the names of its columns.
func readApart(fsys fs.FS, name, head string) (lines [][]string, err error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	for n, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		switch {
		case n == 0 && line != head, len(f) != strings.Count(head, "\t")+1:
			return nil, fmt.Errorf("%s:%d: the columns must be %q: %w", name, n+1, head, fault.ErrInvalid)
		case n > 0:
			lines = append(lines, f)
		}
	}
	return lines, nil
}
