package exchange_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/geo/fault"
)

// between imports a text, and does something between its check and its append.
func between(t *testing.T, log store.Log, text string, do func()) (exchange.Report, error) {
	t.Helper()
	o, done := options(exchange.JSONLines), false
	o.Progress = func(p exchange.Progress) {
		if p.Stage == "check" && p.Total > 0 && !done {
			done = true
			do()
		}
	}
	return load(t, log, text, o)
}

// What another program brings while a file is checked is there already where it is the same; otherwise nothing is
// imported, and it is said once what is to be done.
func TestTwoImportsAtTheSameTime(t *testing.T) {
	text := string(many(1500))
	log := memory(t)
	report, err := between(t, log, text, func() {
		if _, err := load(t, log, string(many(1000)), options(exchange.JSONLines)); err != nil {
			t.Error(err)
		}
	})
	if err != nil || report.Created != 500 || report.Unchanged != 1002 || head(t, log) != 1502 {
		t.Errorf("the same from both: %+v, %v, head %d", report, err, head(t, log))
	}
	log = memory(t)
	other := strings.Replace(text, `"weapon_class":"uav"`, `"weapon_class":"missile"`, 1)
	report, err = between(t, log, text, func() {
		if _, err := load(t, log, other, options(exchange.JSONLines)); err != nil {
			t.Error(err)
		}
	})
	if !errors.Is(err, fault.ErrConflict) || strings.Count(err.Error(), "recorded inc-0 otherwise") != 1 || report.Created != 0 || head(t, log) != 1502 {
		t.Errorf("one record otherwise: %+v, %v, head %d", report, err, head(t, log))
	}
}

// An import waits for a program that writes, and says so.
func TestAnImportWaitsForAnotherProgram(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "log.db")
	open := func() *sqlite.Log {
		log, err := sqlite.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { log.Close() })
		return log
	}
	writing, waiting := open(), open()
	begun, waits, ended := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		_, err := writing.AppendAll(context.Background(), func(yield func(record.Revision, error) bool) {
			close(begun)
			<-waits
		})
		ended <- err
	}()
	<-begun
	o, told := options(exchange.JSONLines), 0
	o.Progress = func(p exchange.Progress) {
		if p.Stage == "wait" {
			if told++; told == 1 {
				close(waits)
			}
		}
	}
	if report, err := load(t, waiting, string(many(3)), o); err != nil || report.Created != 5 || told == 0 {
		t.Errorf("%+v, %v, told %d times", report, err, told)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
