// Package starter holds the first records of oblast: what public press reports said of August to November 2025.
//
// The file is JSON lines, one record a line, every reference within the file: documents, statements, restrictions,
// tallies, incidents, each by id. What a report did not give is null. Summaries are in our own words; the words of
// places are kept as they were written. The file is data by hand: edit it as text, the tests of this folder hold it
// against the reports' own sums.
package starter

import "embed"

// Author signs the revisions of starter records in the log.
const Author = "oblast starter data"

// Name is the file in Files.
const Name = "starter.jsonl"

// Files holds the records under Name.
//
//go:embed starter.jsonl
var Files embed.FS
