package projection

import (
	"embed"
	"strconv"
	"strings"
)

//go:embed definitions/*.json definitions/*.wkt
var definitions embed.FS

// PROJJSON returns the definition as files of other programs want it (PROJJSON 0.7); "" for CRS84, which those take for
// granted.
func (c *CRS) PROJJSON() string { return c.definition(".json") }

// WKT returns the definition as well-known text of the first version, which GeoPackage has; that of EPSG:4326 for CRS84.
func (c *CRS) WKT() string {
	if c.EPSG == 0 {
		return (&CRS{EPSG: 4326}).WKT()
	}
	return c.definition(".wkt")
}

func (c *CRS) definition(suffix string) string {
	b, err := definitions.ReadFile("definitions/" + strconv.Itoa(c.EPSG) + suffix)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}
