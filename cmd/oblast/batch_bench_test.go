package main_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"oblast/data/boundaries"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/region"
)

// batchNames returns so many different texts in an order that mixes them: names of countries, regions, districts and towns in
// English, Russian and Ukrainian, declined, in many romanisations and in the spellings of other languages, with a parent and
// without, misspelt or naming no place, as the cases of the geocoder's accuracy have them.
func batchNames(b *testing.B, n int) []string {
	b.Helper()
	var texts []string
	known := map[string]bool{}
	for _, file := range []string{"names", "declined-ru", "declined-uk", "romanised", "slips", "languages", "press", "posts"} {
		table, err := os.ReadFile(filepath.Join("..", "..", "geo", "geocode", "testdata", "cases", file+".tsv"))
		if err != nil {
			b.Fatal(err)
		}
		for line := range strings.Lines(string(table)) {
			if f := strings.Split(line, "\t"); f[0] != "slice" && !known[f[3]] {
				known[f[3]] = true
				texts = append(texts, f[3])
			}
		}
	}
	random := rand.New(rand.NewPCG(7, 8))
	random.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	if len(texts) < n {
		b.Fatalf("%d different texts, want %d", len(texts), n)
	}
	return texts[:n]
}

// batchForms are the bodies that a batch may come as.
var batchForms = []struct {
	name, kind, coding string
	body               func(names []string) any // for JSON; nil: lines
}{
	{name: "lines", kind: "application/x-ndjson"},
	{name: "lines gzipped", kind: "application/x-ndjson", coding: "gzip"},
	{name: "array", kind: "application/json", body: func(names []string) any { return names }},
	{name: "array of objects", kind: "application/json", body: func(names []string) any {
		list := make([]map[string]any, len(names))
		for i, name := range names {
			list[i] = map[string]any{"q": name, "lang": "ru", "limit": 1}
		}
		return list
	}},
}

// fewNames come over and over in a batch of reports about one night.
var fewNames = []string{"Kaluga region", "Дзержинский район Калужской области", "у Харківській області", "Dzhezkazgan district, Kaluga region", "Суземка, Брянская область", "Russian drone"}

// BenchmarkBatch measures the running program with batches of 20,000 names that all differ, and once of few names, the client
// apart: processor time of the server for a query, that of the client, and queries a second by the clock. Beside it the same
// names asked one by one over one connection, as one does without a batch; and a naive batch, without HTTP: all decoded, then
// one after the other asked and encoded, through maps.
func BenchmarkBatch(b *testing.B) {
	const n = 20_000
	names := batchNames(b, n)
	base, pid, _ := startServer(b, "--data", ":memory:")
	awaitAnswer(b, base+"/geocode?q=Kalinignrad+Oblast")
	awaitAnswer(b, base+"/reverse?lon=29.85&lat=58.74")
	time.Sleep(2 * time.Second) // until nothing more is built
	for _, form := range batchForms {
		b.Run(strings.ReplaceAll(form.name, " ", "-"), func(b *testing.B) {
			body := batchBody(b, names, form.body)
			measureQueries(b, pid, n, func() { sendBatch(b, base+"/geocode", form.kind, form.coding, body) })
		})
	}
	few := make([]string, n)
	for i := range few {
		few[i] = fewNames[i%len(fewNames)]
	}
	b.Run("lines-of-few", func(b *testing.B) {
		body := batchBody(b, few, nil)
		measureQueries(b, pid, n, func() { sendBatch(b, base+"/geocode", "application/x-ndjson", "", body) })
	})
	b.Run("one-by-one", func(b *testing.B) {
		measureQueries(b, pid, n, func() {
			for _, name := range names {
				res, err := http.Get(base + "/geocode?geometry=none&q=" + url.QueryEscape(name))
				if err != nil {
					b.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, res.Body)
				res.Body.Close()
			}
		})
	})
}

// BenchmarkBatchNaive is what one writes first for a batch.
func BenchmarkBatchNaive(b *testing.B) {
	const n = 20_000
	names := batchNames(b, n)
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		b.Fatal(err)
	}
	coder, err := geocode.New(gaz)
	if err != nil {
		b.Fatal(err)
	}
	coder.Warm()
	body := batchBody(b, names, func(names []string) any { return names })
	measureQueries(b, os.Getpid(), n, func() {
		var queries []any
		if err := json.Unmarshal(body, &queries); err != nil {
			b.Fatal(err)
		}
		answers := make([]any, 0, n)
		for _, q := range queries {
			text, _ := q.(string)
			answers = append(answers, naiveAnswer(gaz.Tree, coder.Geocode(geocode.Query{Text: text, Lang: "en"})))
		}
		if err := json.NewEncoder(io.Discard).Encode(answers); err != nil {
			b.Fatal(err)
		}
	})
}

func naiveAnswer(tree *region.Tree, a geocode.Answer) map[string]any {
	features := []any{}
	named := func(unit int32) any {
		if unit == region.None {
			return nil
		}
		return map[string]any{"id": tree.At(unit).ID, "name": tree.At(unit).Names.EN}
	}
	for _, m := range a.Matches {
		features = append(features, map[string]any{"type": "Feature", "geometry": nil, "properties": map[string]any{"geocoding": map[string]any{
			"type": m.Type, "label": m.Label, "name": m.Name, "level": m.Level, "region_id": m.RegionID, "confidence": m.Confidence,
			"region_confidence": m.RegionConfidence, "match_type": m.MatchType, "precision": m.Precision, "explain": m.Explain, "needs_review": m.NeedsReview,
			"admin": map[string]any{"country": named(m.Country), "region": named(m.Region), "district": named(m.District)},
		}}})
	}
	return map[string]any{"type": "FeatureCollection", "geocoding": map[string]any{"query": a.Query}, "features": features, "reason": a.Reason, "suggestions": a.Suggestions, "rejected": a.Rejected}
}

func batchBody(b *testing.B, names []string, form func([]string) any) []byte {
	b.Helper()
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if form != nil {
		if err := enc.Encode(form(names)); err != nil {
			b.Fatal(err)
		}
		return body.Bytes()
	}
	for _, name := range names {
		if err := enc.Encode(name); err != nil {
			b.Fatal(err)
		}
	}
	return body.Bytes()
}

// sendBatch sends a batch and reads its answer to the end.
func sendBatch(b *testing.B, address, kind, coding string, body []byte) {
	b.Helper()
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Accept-Encoding", cmp.Or(coding, "identity"))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	size, err := io.Copy(io.Discard, res.Body)
	if err != nil || res.StatusCode != http.StatusOK || res.Header.Get("Content-Encoding") != coding || size < int64(len(body)) {
		b.Fatal(res.Status, res.Header, size, err)
	}
}

// measureQueries repeats what sends n queries to process pid, and reports what each takes of both.
func measureQueries(b *testing.B, pid, n int, send func()) {
	send() // what the program keeps from query to query is there
	server, client := busy(b, pid), busy(b, os.Getpid())
	for b.Loop() {
		send()
	}
	each := float64(b.N * n)
	b.ReportMetric(float64((busy(b, pid)-server).Nanoseconds())/1e3/each, "server-cpu-µs/query")
	b.ReportMetric(float64((busy(b, os.Getpid())-client).Nanoseconds())/1e3/each, "client-cpu-µs/query")
	b.ReportMetric(each/b.Elapsed().Seconds(), "queries/s")
	b.ReportMetric(0, "ns/op")
}
