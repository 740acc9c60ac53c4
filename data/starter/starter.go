// Package starter holds the first records of oblast: what public press reports said of August to November 2025.
//
// The file is JSON lines, one record a line, every reference within the file: documents, statements, restrictions,
// tallies, incidents, each by id. What a report did not give is null. Summaries are in our own words; the words of
// places are kept as they were written. The file is data by hand: edit it as text, the tests of this folder hold it
// against the reports' own sums. What was told otherwise at first stands in a second file, so that the log begins with
// that and has what followed as a revision.
package starter

import "embed"

// Author signs the revisions of starter records in the log.
const Author = "oblast starter data"

// Name is the file in Files with every record as it stands.
const Name = "starter.jsonl"

// EarlierName is the file in Files with records as they were told first: JSON lines, {"reason", "record"}; the reason is
// why the record that stands took its place.
const EarlierName = "earlier.jsonl"

// Files holds the records under Name, and under EarlierName.
//
//go:embed starter.jsonl earlier.jsonl
var Files embed.FS
