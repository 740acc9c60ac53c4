// Package boundaries carries the boundary, name and settlement files as they
// are embedded in the program: TopoJSON in WGS 84 lon/lat and tab separated
// tables, compressed with zstd where the name ends in .zst. The files are
// written by cmd/buildboundaries; data/README.md says where each comes from
// and under which licence. The file system is read-only and safe for
// concurrent use.
package boundaries

import "embed"

// Files holds every data file of this folder, at its root. Names are listed
// with their licences in sources.json; PROVENANCE.json has their SHA-256 sums.
//
//go:embed *.tsv *.zst *.json
var Files embed.FS
