package maps

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"oblast/api/respond"
	"oblast/geo/fault"
	"oblast/geo/region"
	"oblast/geo/topology"

	"github.com/labstack/echo/v4"
)

// chunkProperties is what a map needs to know of a unit beside its shape.
type chunkProperties struct {
	Level    string            `json:"level"`
	Parent   string            `json:"parent"`
	Name     names             `json:"name"`
	Label    [2]float64        `json:"label"`
	AreaKM2  float64           `json:"area_km2"`
	Outline  string            `json:"outline"`
	Short    map[string]string `json:"short,omitempty"` // by language, where maps print less than the name
	Children int               `json:"children"`        // units that the chunk of its id holds; 0: there is no such chunk
}

type names struct {
	EN string `json:"en"`
	RU string `json:"ru"`
	UK string `json:"uk"`
}

func namesOf(n region.Names) names { return names{n.In("en"), n.In("ru"), n.In("uk")} }

// Boundaries answers GET /boundaries/{version}/{detail}/{chunk}.topojson: borders that never change under their address.
// The chunk is "all" (of the overview) or what of it is near a box (NearChunk), "world" (countries), a country's id (its
// regions), a region's id (its districts, or itself where other regions of its country have some), or "waters". Another
// version's address is 404: the page that knows it is older than the server.
func (s *Service) Boundaries(c echo.Context) error {
	if _, err := noParams.Read(c.Request()); err != nil {
		return err
	}
	chunk, isTopo := strings.CutSuffix(c.Param("file"), ".topojson")
	if !isTopo {
		return fmt.Errorf("chunks end in .topojson: %w", fault.ErrNotFound)
	}
	if err := s.current(c.Param("version")); err != nil {
		return err
	}
	detail, err := region.ParseDetail(c.Param("detail"))
	if err != nil {
		return fmt.Errorf("%w: %v", fault.ErrNotFound, err) // not %w: a path that names nothing is 404, not 400
	}
	return s.Responder.Send(c, respond.Reply{MediaType: "application/topo+json", ETag: s.places(), CacheControl: respond.Immutable,
		Key: c.Request().URL.Path, Body: func(dst []byte) ([]byte, error) {
			b, err := s.chunk(detail, chunk)
			return append(dst, b...), err
		}})
}

func (s *Service) current(version string) error {
	if held := s.Gazetteer.Tree.Version(); version != held {
		return fmt.Errorf("boundaries %.20q are not held, %s are: %w", version, held, fault.ErrNotFound)
	}
	return nil
}

// chunk cuts a piece out of a detail's topology.
func (s *Service) chunk(detail region.Detail, chunk string) ([]byte, error) {
	load := func() (*topology.Topology, error) { return s.Gazetteer.Topology(detail) }
	if chunk == "waters" {
		load = s.Gazetteer.WatersTopology
	}
	topo, err := load()
	if err != nil {
		return nil, err
	}
	units, err := s.chunkUnits(detail, chunk)
	if err != nil {
		return nil, err
	}
	var parts []topology.Part
	for _, unit := range units {
		u := s.Gazetteer.Tree.At(unit)
		object := objects[u.Level]
		if !topo.Has(object, u.ID) {
			continue
		}
		properties, err := json.Marshal(chunkProperties{u.Level.String(), u.Parent, namesOf(u.Names), u.Label, u.AreaKM2, u.Outline, shorter(u.Names), len(s.below(unit))})
		if err != nil {
			return nil, err
		}
		parts = append(parts, topology.Part{Object: object, ID: u.ID, Properties: properties})
	}
	if chunk == "waters" {
		parts = append(parts, s.nameless(topo)...)
	}
	return topo.Subset(parts)
}

// nameless are lakes that are drawn and are no unit of the tree.
func (s *Service) nameless(topo *topology.Topology) []topology.Part {
	var parts []topology.Part
	for _, id := range topo.IDs(objects[region.Water]) {
		if _, ok := s.Gazetteer.Tree.Find(id); !ok {
			parts = append(parts, topology.Part{Object: objects[region.Water], ID: id, Properties: []byte("{}")})
		}
	}
	return parts
}

// objects names the object of a topology that holds a level's units.
var objects = map[region.Level]string{region.Country: "countries", region.Region: "regions", region.District: "districts", region.Water: "waters"}

func (s *Service) chunkUnits(detail region.Detail, chunk string) ([]int32, error) {
	tree := s.Gazetteer.Tree
	box, near := nearBox(chunk)
	switch {
	case near && detail == region.Overview:
		all, err := s.chunkUnits(detail, "all")
		return slices.DeleteFunc(all, func(unit int32) bool { return !tree.At(unit).BBox.Intersects(box) }), err
	case chunk == "all":
		if detail != region.Overview {
			return nil, fmt.Errorf("the chunk all is of the overview; other details come by world, country or region: %w", fault.ErrNotFound)
		}
		return append(append([]int32{}, tree.OfLevel(region.Country)...), tree.OfLevel(region.Region)...), nil
	case chunk == "world":
		return tree.OfLevel(region.Country), nil
	case chunk == "waters":
		return tree.OfLevel(region.Water), nil
	}
	unit, ok := tree.Find(chunk)
	if !ok || tree.At(unit).Level > region.Region {
		return nil, fmt.Errorf("no country or region has the id %.40q: %w", chunk, fault.ErrNotFound)
	}
	return s.below(unit), nil
}

// below returns what the chunk of a country or region holds. A region without districts among others that have them is
// drawn in their detail, so that their common borders meet.
func (s *Service) below(unit int32) []int32 {
	tree := s.Gazetteer.Tree
	units := tree.Children(unit)
	divided := func(u int32) bool { return len(tree.Children(u)) > 0 }
	if len(units) == 0 && tree.At(unit).Level == region.Region && slices.ContainsFunc(tree.Children(tree.Parent(unit)), divided) {
		return []int32{unit}
	}
	return units
}
