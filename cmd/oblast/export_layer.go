package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"oblast/api"
	"oblast/api/ogc"
	"oblast/api/problem"
	"oblast/data/boundaries"
	"oblast/data/snapshot"
	"oblast/data/store"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/locate"
)

// writeLayer writes a collection as the public sees it: what the server answers to the same request.
func (x *exportCommand) writeLayer(s *setting, log store.Log, out io.Writer) (done exported, err error) {
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return done, err
	}
	quiet := slog.New(slog.DiscardHandler)
	live, err := snapshot.Open(s.ctx, log, snapshot.NewBoundaries(gaz.Tree).MergeWith(gaz.Topology), quiet)
	if err != nil {
		return done, err
	}
	server, err := api.New(api.Config{Snapshots: live, Gazetteer: gaz, Log: quiet, Build: buildVersion(), CacheBytes: 1 << 20,
		Geocoder: sync.OnceValues(func() (*geocode.Geocoder, error) { return geocode.New(gaz) }), Locator: sync.OnceValues(func() (*locate.Locator, error) { return locate.New(gaz) })})
	if err != nil {
		return done, err
	}
	request, err := http.NewRequestWithContext(s.ctx, http.MethodGet, x.address(), nil)
	if err != nil {
		return done, err
	}
	w := &answer{out: out, header: http.Header{}}
	server.Handler().ServeHTTP(w, request)
	if w.status != http.StatusOK {
		return done, w.refusal()
	}
	if notice := w.header.Get(ogc.NoticeHeader); notice != "" {
		fmt.Fprintln(s.Err, "oblast export: "+notice)
	}
	done = exported{what: "features", n: w.counted("OGC-NumberReturned"), matched: w.counted("OGC-NumberMatched")}
	return done, errors.Join(w.failed, s.ctx.Err())
}

// address is where the server has the file.
func (x *exportCommand) address() string {
	at := "http://localhost/collections/" + url.PathEscape(x.Collection)
	if x.Format == "pmtiles" {
		return at + "/tiles.pmtiles?" + x.Query
	}
	query := "f=" + x.Format + "&" + x.Query
	if asked, err := url.ParseQuery(x.Query); err == nil && !asked.Has("limit") {
		query += "&limit=" + cmp.Or(map[string]string{"xlsx": "1048575", "topojson": "10000"}[x.Format], "10000000")
	}
	return at + "/items?" + strings.ReplaceAll(query, "&&", "&")
}

// answer is a response that goes to a file.
type answer struct {
	out    io.Writer
	header http.Header
	status int
	said   []byte // what is not a file
	failed error
}

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// Hijack is how the server breaks off an answer that it cannot finish.
func (a *answer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	a.failed = errors.New("the file could not be finished")
	return nil, nil, http.ErrNotSupported
}

// counted is the number in a header field; below 0 where there is none.
func (a *answer) counted(name string) int64 {
	n, err := strconv.ParseInt(a.header.Get(name), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// refusal is the error that the server answered with.
func (a *answer) refusal() error {
	var d problem.Details
	if err := json.Unmarshal(a.said, &d); err != nil {
		return fmt.Errorf("the export failed with status %d", a.status)
	}
	if a.status >= http.StatusInternalServerError {
		return errors.New(d.Detail)
	}
	return wrongUse{errors.New(d.Detail)}
}

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) { a.status = status }

// Write implements http.ResponseWriter.
func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	if a.status != http.StatusOK {
		a.said = append(a.said, b...)
		return len(b), nil
	}
	n, err := a.out.Write(b)
	a.failed = errors.Join(a.failed, err)
	return n, err
}
