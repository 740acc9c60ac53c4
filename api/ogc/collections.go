package ogc

import (
	"time"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/data/snapshot"
	"oblast/geo/layer"
)

// collectionInfo describes a collection (clause 7.13 and 7.14).
type collectionInfo struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	ItemType    string   `json:"itemType"`
	CRS         []string `json:"crs"`
	StorageCRS  string   `json:"storageCrs"`
	Extent      *extent  `json:"extent,omitempty"`
	Links       []Link   `json:"links"`
}

type extent struct {
	Spatial  *spatialExtent  `json:"spatial,omitempty"`
	Temporal *temporalExtent `json:"temporal,omitempty"`
}

type spatialExtent struct {
	BBox [][4]float64 `json:"bbox"`
	CRS  string       `json:"crs"`
}

type temporalExtent struct {
	Interval [][2]*string `json:"interval"`
	TRS      string       `json:"trs"`
}

// Collections answers /collections.
func (s *Service) Collections(c echo.Context) error {
	snap, err := s.snapshot(c.Request())
	if err != nil {
		return err
	}
	table := s.collectionsParams(snap)
	v, err := table.Read(c.Request())
	if err != nil {
		return err
	}
	f, err := media.Choose(c.Request(), v.String("f"), collectionsOffers)
	if err != nil {
		return err
	}
	if f.Name == media.GeoPackage.Name {
		return s.inOneFile(c, snap, v)
	}
	base := s.base(c)
	all := func() []collectionInfo {
		infos := []collectionInfo{}
		for _, l := range chosen(snap, v) {
			infos = append(infos, s.info(base, l))
		}
		return infos
	}
	return s.send(c, snap, document{
		offers: collectionsOffers, params: table, page: "collections", title: "Collections",
		json: func(links []Link) any {
			return map[string]any{"links": links, "collections": all(), "attribution": s.attribution()}
		},
		data: func(v *view) error { v.Collections = all(); return nil },
	})
}

// Collection answers /collections/{id}.
func (s *Service) Collection(c echo.Context) error {
	snap, l, err := s.asked(c)
	if err != nil {
		return err
	}
	return s.send(c, snap, document{
		offers: plainOffers, asOf: true, page: "collection", title: l.Title,
		json: func(links []Link) any {
			info := s.info(s.base(c), l)
			info.Links = append(links, info.Links...)
			return struct {
				collectionInfo
				Attribution string `json:"attribution,omitempty"`
			}{info, attribution(s.sources(l))}
		},
		data: func(v *view) error {
			info := s.info(s.base(c), l)
			v.Collection = &info
			return v.table(c.Request().Context(), l)
		},
	})
}

// info describes a layer. Its links are those that hold wherever it is shown.
func (s *Service) info(base string, l *snapshot.Layer) collectionInfo {
	at := base + "/collections/" + l.Name
	i := collectionInfo{ID: l.Name, Title: l.Title, Description: l.Description, ItemType: "feature",
		CRS: systemURIs(l), StorageCRS: crs84, Links: []Link{
			{at, "collection", media.JSON.Type, l.Title},
			{at + "/items?f=json", "items", media.GeoJSON.Type, l.Title + " as GeoJSON"},
			{at + "/items?f=html", "items", media.HTML.LinkType(), l.Title + " as a page"},
			{at + "/items?f=csv", "items", media.CSV.LinkType(), l.Title + " as CSV"},
			{at + "/aggregate?f=json", "related", media.JSON.Type, "Features in groups, with counts and sums"},
			{at + "/tiles", ogcRel + "tilesets-vector", media.JSON.Type, l.Title + " as vector tiles"},
			{at + "/styles", stylesRel, media.JSON.Type, "Styles of it"},
			{base + "/styles/" + l.Name + "?f=json", "stylesheet", media.MapLibre.Type, "How it is drawn, for MapLibre"},
			{base + "/styles/" + l.Name + "?f=qml", "stylesheet", media.QML.Type, "How it is drawn, for QGIS"},
			{at + "/queryables", ogcRel + "queryables", schemaOffer.Type, "Columns to filter by"},
			{at + "/sortables", ogcRel + "sortables", schemaOffer.Type, "Columns to order by"},
			{at + "/schema", ogcRel + "schema", schemaOffer.Type, "Columns and their types"},
			{at + "/schema?f=feature30", "describedBy", schemaOffer.Type, "A feature as GeoJSON, with the types of its columns (OpenAPI 3.0 dialect; f=feature is JSON Schema 2020-12)"},
		}}
	for _, source := range s.sources(l) {
		if source.URL != "" {
			i.Links = append(i.Links, Link{source.URL, "license", media.HTML.LinkType(), source.Name + " (" + source.Licence + ")"})
		}
	}
	i.Extent = extentOf(l.Table)
	return i
}

// extentOf returns the box and the time of a table; nil where it has neither. A filtered layer lies within its table's.
func extentOf(t *layer.Table) *extent {
	var e extent
	if box, ok := t.Extent(); ok {
		e.Spatial = &spatialExtent{[][4]float64{box}, crs84}
	}
	if start, end, ok := t.Span(); ok {
		e.Temporal = &temporalExtent{[][2]*string{{instant(start), instant(end)}}, "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"}
	}
	if e.Spatial == nil && e.Temporal == nil {
		return nil
	}
	return &e
}

// instant writes a time; nil for an open side.
func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.Format(time.RFC3339)
	return &text
}
