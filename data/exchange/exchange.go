// Package exchange carries records in and out of the log: JSON lines and GeoJSON with whole records, tables, the exports
// of Telegram channels, feeds.
//
// In: text of one of the formats. Out: revisions in a log, or text. An import is checked whole before anything is
// appended, and names every fault with its line; or, where the caller keeps going, what is at fault is left out and given
// back as a file that can be mended and imported again. What an export of JSON lines or GeoJSON writes an import reads.
// Records that are made from rows or posts get ids that follow from what they say, so that the same file imported twice
// adds nothing. Coordinates are WGS 84 lon, lat (RFC 7946); a feature's geometry is the record's own point, or null:
// never a point that stands for an area.
//
// Functions may be called at the same time; each call works alone.
package exchange

// Progress is how far an import or export has come.
type Progress struct {
	Stage   string // "check", "append" or "export"; "wait" while another program holds the log
	Records int64  // done in this stage
	Total   int64  // of this stage, 0 while it is not known
	Bytes   int64  // of the input read, or of the output written
}

// tellEvery is after how many records progress is told.
const tellEvery = 1000
