package exchange

import (
	"bytes"
	"path/filepath"
	"strings"
)

// Format is how records, or what they are made from, are written.
type Format string

// The formats. JSON lines and GeoJSON hold whole records. The others hold less, and an import makes records from them:
// CSV, a row an incident, under a mapping; ACLED and UCDP, the same under the columns of those data sets; Telegram, the
// result.json of a channel's export; Feed, Atom or RSS.
const (
	JSONLines Format = "jsonl"
	GeoJSON   Format = "geojson"
	CSV       Format = "csv"
	ACLED     Format = "acled"
	UCDP      Format = "ucdp"
	Telegram  Format = "telegram"
	Feed      Format = "feed"
)

// Formats lists what can be imported, Written what can be exported: for flags and messages.
var (
	Formats = []string{string(JSONLines), string(GeoJSON), string(CSV), string(ACLED), string(UCDP), string(Telegram), string(Feed)}
	Written = []string{string(JSONLines), string(GeoJSON), string(CSV), string(ACLED), string(UCDP)}
)

// rows reports whether a format is a table.
func (f Format) rows() bool { return f == CSV || f == ACLED || f == UCDP }

// FormatOf tells the format of a file by its name, or, where that says nothing, by its first bytes; JSON lines when
// neither tells.
func FormatOf(name string, first []byte) Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".geojson":
		return GeoJSON
	case ".jsonl", ".ndjson":
		return JSONLines
	case ".csv", ".tsv", ".tab":
		return tableOf(first)
	case ".xml", ".rss", ".atom":
		return Feed
	}
	first = bytes.TrimPrefix(bytes.TrimSpace(first), []byte("\xef\xbb\xbf"))
	line, _, _ := bytes.Cut(first, []byte("\n"))
	has := func(in []byte, key string) bool { return bytes.Contains(in, []byte(key)) }
	switch {
	case has(line, `"kind"`) && !has(line, `"features"`):
		return JSONLines
	case has(first, `"FeatureCollection"`):
		return GeoJSON
	case has(first, `"messages"`) || has(first, `"type": "public_channel"`) || has(first, `"type": "private_channel"`):
		return Telegram
	case has(first, "<rss") || has(first, "<feed") || bytes.HasPrefix(first, []byte("<?xml")):
		return Feed
	case len(line) > 0 && line[0] != '{' && bytes.ContainsAny(line, ",;\t"):
		return tableOf(first)
	}
	return JSONLines
}

// tableOf tells a table by its header.
func tableOf(first []byte) Format {
	line, _, _ := bytes.Cut(first, []byte("\n"))
	switch {
	case bytes.Contains(line, []byte("event_id_cnty")):
		return ACLED
	case bytes.Contains(line, []byte("where_prec")):
		return UCDP
	}
	return CSV
}

// strangers are files that are often taken for one of ours, by their first bytes, and what can be done with them.
var strangers = []struct{ begins, is string }{
	{"PK\x03\x04", "a workbook (XLSX) or another archive (ZIP): save its sheet as CSV, or unpack it, and import that"},
	{"\xd0\xcf\x11\xe0", "a workbook (XLS): save its sheet as CSV and import that"},
	{"\x1f\x8b", "compressed (gzip): unpack it and import what is inside"},
	{"(\xb5/\xfd", "compressed (Zstandard): unpack it and import what is inside"},
	{"%PDF", "a PDF: import a table or records"},
	{"SQLite format 3", "a database; a log is written out by oblast export --data FILE, and that can be imported"},
	{"{\\rtf", "a text with markup (RTF): import a table or records"},
	{"<!doctype html", "a web page (HTML), and no feed: look on it for the address of its feed (RSS or Atom) and import what stands there"},
	{"<html", "a web page (HTML), and no feed: look on it for the address of its feed (RSS or Atom) and import what stands there"},
}

// Stranger says what a file is, by its first bytes, that cannot be imported in any format, and what to do; "" for others.
func Stranger(first []byte) string {
	text := string(bytes.TrimLeft(bytes.TrimPrefix(first, []byte("\xef\xbb\xbf")), " \t\r\n"))
	for _, s := range strangers {
		begins := text[:min(len(text), len(s.begins))]
		if begins == s.begins || s.begins[0] == '<' && strings.EqualFold(begins, s.begins) {
			return s.is
		}
	}
	return ""
}
