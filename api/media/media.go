// Package media picks the form of an answer: by the parameter f where it is given, else by the Accept header.
//
// Accept is read as RFC 9110, 12.5.1 says: the most specific range that fits an offer gives its weight; among equal
// weights the offer named first wins. Extensions of addresses are never looked at.
package media

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"oblast/api/problem"
)

// Offer is one form that a route can answer in.
type Offer struct {
	Name string // as f= takes it
	Type string // media type with parameters, as Content-Type sends it
}

// Forms that several routes offer.
var (
	GeoJSON = Offer{"json", "application/geo+json"}
	JSON    = Offer{"json", "application/json"}
	HTML    = Offer{"html", "text/html; charset=utf-8"}
	CSV     = Offer{"csv", "text/csv; charset=utf-8; header=present"}

	JSONFG     = Offer{"jsonfg", "application/fg+json"}
	Sequence   = Offer{"geojsonseq", "application/geo+json-seq"}
	WKT        = Offer{"wkt", "text/csv; charset=utf-8; header=present; geometry=wkt"}
	KML        = Offer{"kml", "application/vnd.google-earth.kml+xml"}
	Atom       = Offer{"atom", "application/atom+xml"}
	TopoJSON   = Offer{"topojson", "application/topo+json"}
	GeoPackage = Offer{"gpkg", "application/geopackage+sqlite3"}
	FlatGeobuf = Offer{"fgb", "application/flatgeobuf"}
	GeoParquet = Offer{"parquet", "application/vnd.apache.parquet"}
	MVT        = Offer{"mvt", "application/vnd.mapbox-vector-tile"}
	MapLibre   = Offer{"json", "application/vnd.mapbox.style+json"}
	QML        = Offer{"qml", "application/x-qgis-layer-settings"}
	PMTiles    = Offer{"pmtiles", "application/vnd.pmtiles"}
	YAML       = Offer{"yaml", "application/yaml"}
	XLSX       = Offer{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
)

// LinkType is the media type as links name it: without the charset and the header row, so that a client may compare it with
// the types that it knows. No parameter that tells two forms apart is left out.
func (o Offer) LinkType() string {
	if o == WKT {
		return "text/csv; geometry=wkt"
	}
	bare, _, _ := strings.Cut(o.Type, "; charset=")
	return bare
}

// Names lists the names of offers, for a parameter's enumeration.
func Names(offers []Offer) []string {
	names := make([]string, len(offers))
	for i := range offers {
		names[i] = offers[i].Name
	}
	return names
}

// Choose returns the offer for a request; f is the value of its parameter f, or empty. Without either wish the first
// offer is the answer. Where nothing fits, the error is a problem.ErrNotAcceptable that lists the offers.
func Choose(r *http.Request, f string, offers []Offer) (Offer, error) {
	if f != "" {
		for _, o := range offers {
			if o.Name == f {
				return o, nil
			}
		}
		return Offer{}, refusal("f="+f, offers)
	}
	accept := strings.Join(r.Header.Values("Accept"), ",")
	if strings.TrimSpace(accept) == "" {
		return offers[0], nil
	}
	best, weight := Offer{}, 0.0
	for i, o := range offers {
		if q := weightOf(accept, o.Type, i == 0); q > weight {
			best, weight = o, q
		}
	}
	if weight == 0 {
		return Offer{}, refusal("Accept: "+accept, offers)
	}
	return best, nil
}

func refusal(asked string, offers []Offer) error {
	list := make([]string, len(offers))
	for i, o := range offers {
		list[i] = fmt.Sprintf("f=%s (%s)", o.Name, bare(o.Type))
	}
	return fmt.Errorf("%w: %.100s; offered are %s", problem.ErrNotAcceptable, asked, strings.Join(list, ", "))
}

// bare returns a media type without its parameters.
func bare(mediaType string) string {
	mediaType, _, _ = strings.Cut(mediaType, ";")
	return strings.ToLower(strings.TrimSpace(mediaType))
}

// weightOf returns the weight that an Accept header gives a media type. application/json fits a type with the suffix +json
// where that is the route's first offer: a client that asks for it can read it, but did not ask for TopoJSON.
func weightOf(accept, mediaType string, first bool) float64 {
	wanted := bare(mediaType)
	kind, _, _ := strings.Cut(wanted, "/")
	specific, weight := 0, 0.0
	for part := range strings.SplitSeq(accept, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		rank := 0
		switch name = bare(name); {
		case name == wanted:
			rank = 4
		case first && name == "application/json" && strings.HasSuffix(wanted, "+json"):
			rank = 3
		case name == kind+"/*":
			rank = 2
		case name == "*/*":
			rank = 1
		}
		if rank > specific {
			specific, weight = rank, Quality(parameters)
		}
	}
	return weight
}

// Quality reads the weight among the parameters of a range or coding (RFC 9110, 12.4.2), from 0 to 1; 1 without one, 0
// where it is malformed.
func Quality(parameters string) float64 {
	for p := range strings.SplitSeq(parameters, ";") {
		name, text, ok := strings.Cut(p, "=")
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}
