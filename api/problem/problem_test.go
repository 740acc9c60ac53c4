package problem_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"oblast/api/problem"
	"oblast/geo/fault"

	"github.com/labstack/echo/v4"
)

func answer(t *testing.T, method string, err error) (*httptest.ResponseRecorder, string) {
	t.Helper()
	var log bytes.Buffer
	e := echo.New()
	e.HTTPErrorHandler = problem.Handler(slog.New(slog.NewTextHandler(&log, nil)))
	e.Add(method, "/", func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderXRequestID, "r1")
		c.Response().Header().Set("ETag", `"old"`)
		return err
	})
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, httptest.NewRequest(method, "/", nil))
	return rec, log.String()
}

func TestOneTableMapsErrorsToStatuses(t *testing.T) {
	field := &fault.FieldError{Field: "level", Value: "x", Problem: "is not one of the allowed values", Allowed: []string{"region"}}
	for _, test := range []struct {
		err    error
		status int
	}{
		{fault.ErrNotFound, 404},
		{fmt.Errorf("record: %w", fault.ErrNotFound), 404},
		{field, 400},
		{errors.Join(field, field), 400},
		{&fault.AmbiguousError{Query: "Kirov", Candidates: []string{"RU-KIR", "RU-KLU.548363"}}, 409},
		{fmt.Errorf("x: %w", problem.ErrNotAcceptable), 406},
		{fmt.Errorf("x: %w", problem.ErrUnsupportedMediaType), 415},
		{fmt.Errorf("x: %w", &http.MaxBytesError{Limit: 1}), 413},
		{fmt.Errorf("wrapped: %w", echo.NewHTTPError(418, "teapot")), 418},
		{echo.ErrMethodNotAllowed, 405},
		{fmt.Errorf("x: %w", problem.ErrAddressTooLong), 414},
		{fault.ErrUnavailable, 503},
		{errors.New("secret of the database"), 500},
	} {
		rec, log := answer(t, http.MethodGet, test.err)
		var d problem.Details
		if err := json.Unmarshal(rec.Body.Bytes(), &d); err != nil {
			t.Errorf("%v: %v", test.err, err)
		}
		if rec.Code != test.status || d.Status != test.status || d.Title == "" && test.status != 418 || d.Detail == "" {
			t.Errorf("%v: status %d, body %s", test.err, rec.Code, rec.Body)
		}
		if got := rec.Header().Get("Content-Type"); got != problem.MediaType {
			t.Errorf("%v: content type %q", test.err, got)
		}
		if rec.Header().Get("ETag") != "" || rec.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%v: an error is not to be cached: %v", test.err, rec.Header())
		}
		if logged := strings.Contains(log, "r1"); logged != (test.status >= 500) {
			t.Errorf("%v: logged %v: %s", test.err, logged, log)
		}
		if strings.Contains(rec.Body.String(), "secret") {
			t.Errorf("a 500 tells the client about the inside: %s", rec.Body)
		}
	}
}

// The status says what kind of error it is; the detail need not say it again.
func TestDetailSaysItsKindOnce(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("no record has the id %q: %w", "x", fault.ErrNotFound), `no record has the id "x"`},
		{fmt.Errorf("send application/json: %w", problem.ErrUnsupportedMediaType), "send application/json"},
		{fault.ErrNotFound, "not found"},
		{errors.New("teapot"), "The fault is ours; it has been noted. Try again in a moment."},
	} {
		if got := problem.From(test.err).Detail; got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestAProblemListsFieldsAndCandidates(t *testing.T) {
	rec, _ := answer(t, http.MethodGet, errors.Join(
		&fault.FieldError{Field: "level", Value: "<b>", Problem: "is wrong", Allowed: []string{"region"}},
		&fault.FieldError{Field: "limit", Problem: "is out of range"}))
	var d problem.Details
	if err := json.Unmarshal(rec.Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Errors) != 2 || d.Errors[0].Field != "level" || d.Errors[0].Allowed[0] != "region" || d.Errors[1].Detail != "is out of range" {
		t.Errorf("errors %+v", d.Errors)
	}
	if rec, _ = answer(t, http.MethodHead, fault.ErrNotFound); rec.Body.Len() != 0 || rec.Code != 404 {
		t.Errorf("HEAD: %d with %d bytes", rec.Code, rec.Body.Len())
	}
}

func TestOnlyARequestThatEndedIsAClientThatWentAway(t *testing.T) {
	var log bytes.Buffer
	e := echo.New()
	e.HTTPErrorHandler = problem.Handler(slog.New(slog.NewTextHandler(&log, nil)))
	var err error
	e.GET("/", func(echo.Context) error { return err })
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		name   string
		ctx    context.Context
		err    error
		status int // 0: nothing is written
		logged bool
	}{
		{"gone, cancelled", ended, fmt.Errorf("query: %w", context.Canceled), 0, false},
		{"gone, its own mistake", ended, fault.ErrInvalid, 0, false},
		{"gone, our fault", ended, errors.New("broken"), 500, true},
		{"there, inner work cancelled", t.Context(), fmt.Errorf("build: %w", context.Canceled), 503, true},
		{"there, inner work too slow", t.Context(), context.DeadlineExceeded, 503, true},
		{"there, panic", t.Context(), &problem.Panic{Value: "boom", Stack: []byte("goroutine 7")}, 500, true},
	} {
		log.Reset()
		err = test.err
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, httptest.NewRequestWithContext(test.ctx, http.MethodGet, "/", nil))
		var d problem.Details
		if test.status == 0 {
			if rec.Body.Len() != 0 {
				t.Errorf("%s: an answer was written: %s", test.name, rec.Body)
			}
		} else if err := json.Unmarshal(rec.Body.Bytes(), &d); err != nil || rec.Code != test.status || d.Status != test.status {
			t.Errorf("%s: got %d %s, want %d", test.name, rec.Code, rec.Body, test.status)
		}
		if got := strings.Count(log.String(), "ERROR"); (got == 1) != test.logged || got > 1 {
			t.Errorf("%s: logged %d times: %s", test.name, got, log.String())
		}
		if test.name == "there, panic" && (!strings.Contains(log.String(), "goroutine 7") || strings.Contains(rec.Body.String(), "boom")) {
			t.Errorf("the stack belongs into the log, the value not into the answer: %s %s", log.String(), rec.Body)
		}
	}
}
