package gazetteer

import (
	"fmt"
	"io/fs"
	"sync"

	"oblast/geo/region"
	"oblast/geo/topology"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"
)

// Objects of the topologies.
const (
	countriesObject = "countries"
	regionsObject   = "regions"
	districtsObject = "districts"
	watersObject    = "waters"
)

// shapes decodes topologies when they are first asked for.
type shapes struct {
	details    [len(region.Details)]func() (*topology.Topology, error)
	waters     func() (*topology.Topology, error)
	historical func() (*topology.Topology, error)
}

func newShapes(fsys fs.FS) *shapes {
	lazy := func(name string) func() (*topology.Topology, error) {
		return sync.OnceValues(func() (*topology.Topology, error) { return readTopology(fsys, name) })
	}
	s := &shapes{waters: lazy(watersFile), historical: lazy(historicalFile)}
	for _, d := range region.Details {
		s.details[d] = lazy(detailFile(d))
	}
	return s
}

func readTopology(fsys fs.FS, name string) (*topology.Topology, error) {
	b, err := readZstd(fsys, name)
	if err != nil {
		return nil, err
	}
	t, err := topology.Decode(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

func (s *shapes) detail(d region.Detail) (*topology.Topology, error) {
	if int(d) >= len(s.details) {
		return nil, notFound(d.String())
	}
	return s.details[d]()
}

// Shape implements region.Shapes. A file that is absent or cannot be read holds no shape; Preload tells why.
func (s *shapes) Shape(u *region.Unit, d region.Detail) (orb.MultiPolygon, bool) {
	read, object := s.of(u, d)
	if read == nil {
		return nil, false
	}
	t, err := read()
	if err != nil {
		return nil, false
	}
	if u.Level == region.Composite {
		return t.Merge(object, u.Members...)
	}
	return t.Shape(object, u.ID)
}

// of returns the file and object that hold the units of u's kind; nil for no file at that detail.
func (s *shapes) of(u *region.Unit, d region.Detail) (func() (*topology.Topology, error), string) {
	if int(d) >= len(s.details) {
		return nil, ""
	}
	if u.Historical() {
		return s.historical, districtsObject
	}
	switch u.Level {
	case region.Country:
		return s.details[d], countriesObject
	case region.Region, region.Composite:
		return s.details[d], regionsObject
	case region.District:
		return s.details[d], districtsObject
	}
	return s.waters, watersObject
}

// Object returns the name of the object that holds the units of a level in a topology of Gazetteer.Topology or
// WatersTopology; composites have none of their own and are merged from regions.
func Object(l region.Level) string {
	switch l {
	case region.Country:
		return countriesObject
	case region.Region, region.Composite:
		return regionsObject
	case region.District:
		return districtsObject
	}
	return watersObject
}

// Preload decodes the topologies of the details, side by side, and reports the first that cannot be read. It is never
// needed: shapes decode what they need. A program may call it in the background, so that no request waits.
func (g *Gazetteer) Preload(details ...region.Detail) error {
	var work errgroup.Group
	for _, d := range details {
		work.Go(func() error {
			_, err := g.shapes.detail(d)
			return err
		})
	}
	return work.Wait()
}
