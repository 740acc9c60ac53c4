package accuracy_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"oblast/geo/fault"
	"oblast/geo/geocode/accuracy"
)

func TestReadRefusesWhatIsNoCase(t *testing.T) {
	line := "press\ttrain\tru\tв Туле\t\t\tgn:480562\thand\n"
	read := func(text string) ([]accuracy.Case, error) {
		return accuracy.Read(fstest.MapFS{"x.tsv": {Data: []byte(text)}, "README.md": {Data: []byte("no cases")}})
	}
	cases, err := read(accuracy.Head + "\n" + line)
	if err != nil || len(cases) != 1 || cases[0].Text != "в Туле" || cases[0].Place() != "gn:480562" {
		t.Errorf("got %+v, %v", cases, err)
	}
	for name, text := range map[string]string{
		"no head": line, "a column short": accuracy.Head + "\nа\tб\n", "a column more": accuracy.Head + "\n" + strings.TrimSpace(line) + "\tx\n",
	} {
		if _, err := read(text); !errors.Is(err, fault.ErrInvalid) || !strings.Contains(err.Error(), "x.tsv") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestPlaceIsTheFirstThatIsExpected(t *testing.T) {
	for expected, want := range map[string]string{
		"RU-KLU": "RU-KLU", "gn:1 RU-MOW": "gn:1", "RU-MOW gn:1": "RU-MOW", "any:A B": "A", "list:C D": "C", "border:E F": "E",
		"parent:G": "G", accuracy.Nothing: "text",
	} {
		if got := (&accuracy.Case{Text: "text", Expected: expected}).Place(); got != want {
			t.Errorf("%s: place %s, want %s", expected, got, want)
		}
	}
}

func TestSplitsHaveTheirShares(t *testing.T) {
	n := map[string]float64{}
	for i := range 5000 {
		n[accuracy.SplitOf(strings.Repeat("x", i%70)+string(rune('a'+i/70)))]++
	}
	for split, want := range map[string]float64{accuracy.Train: .4, accuracy.Dev: .2, accuracy.Test: .4} {
		if got := n[split] / 5000; math.Abs(got-want) > .03 {
			t.Errorf("%s has a share of %.2f, want %.2f", split, got, want)
		}
	}
}

// Four answers at .9 of which three are right: they are .15 too sure.
func TestCalibrationError(t *testing.T) {
	c := &accuracy.Case{Slice: "s", Split: accuracy.Test, Lang: "en"}
	var results []accuracy.Result
	for i := range 4 {
		results = append(results, accuracy.Result{Case: c, Grade: accuracy.Grade{Top1: i > 0, Region: true, Confidence: .9, RegionConfidence: 1, JudgesPlace: true, JudgesRegion: true}})
	}
	rows := accuracy.Tabulate(results)
	if len(rows) != 3 || rows[0].Group != "s" || rows[1].Group != "lang:en" || rows[2].Group != accuracy.All {
		t.Fatalf("%d rows: %v", len(rows), rows)
	}
	r := rows[0]
	if got := r.Place.ECE(); math.Abs(got-.15) > 1e-9 {
		t.Errorf("calibration error %v, want .15", got)
	}
	if got, want := r.Place.Brier(), (.81+3*.01)/4; math.Abs(got-want) > 1e-9 {
		t.Errorf("Brier score %v, want %v", got, want)
	}
	if r.InRegion.ECE() != 0 || r.N != 4 || r.Top1 != 3 {
		t.Errorf("row %v", r)
	}
}
