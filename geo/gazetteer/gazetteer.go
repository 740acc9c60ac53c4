// Package gazetteer loads the boundary and name files into the region tree, the list of names and the settlements.
//
// In come the files of data/boundaries (or an operator's folder of the same form); out go the tree, whose shapes are
// decoded when first asked for, names by unit and language, settlements, and the sources with their licences.
// Coordinates are WGS 84 lon, lat in degrees. A Gazetteer never changes and may be read by any number of goroutines.
package gazetteer

import (
	"fmt"
	"io/fs"

	"oblast/geo/region"
	"oblast/geo/topology"

	"golang.org/x/sync/errgroup"
)

// Gazetteer is what is known of places. Nothing in it may be changed.
type Gazetteer struct {
	Tree        *region.Tree
	Names       []Name       // all names of units, in the order of unit, then of files
	Settlements []Settlement // by GeoNames id
	Sources     []Source

	nameEnds []int32 // names of unit i end here
	shapes   *shapes
}

// Load reads the files of fsys. Only units.tsv must be there; an absent file of names, settlements, sources or shapes
// leaves its part empty. Files are read side by side; topologies only when a shape of them is asked for. Errors name
// the file and line and are a fault.ErrInvalid where the content is at fault.
func Load(fsys fs.FS) (*Gazetteer, error) {
	g := &Gazetteer{shapes: newShapes(fsys)}
	files, err := nameFiles(fsys)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	var (
		units       []region.Unit
		version     string
		nameTexts   = make([]string, len(files))
		settlements string
		read        errgroup.Group
	)
	read.Go(func() (err error) { units, err = readUnits(fsys); return err })
	read.Go(func() (err error) { version, err = hashFiles(fsys); return err })
	read.Go(func() (err error) { g.Sources, err = readSources(fsys); return err })
	read.Go(func() (err error) { settlements, err = readText(fsys, settlementsFile); return err })
	for i, file := range files {
		read.Go(func() (err error) { nameTexts[i], err = readText(fsys, file); return err })
	}
	if err := read.Wait(); err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	if g.Tree, err = region.New(units, g.shapes, version); err != nil {
		return nil, fmt.Errorf("gazetteer: %s: %w", unitsFile, err)
	}
	if err := g.parse(files, nameTexts, settlements); err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	return g, nil
}

// parse reads names and settlements, which refer to units of the tree.
func (g *Gazetteer) parse(files, nameTexts []string, settlements string) error {
	names := make([][]Name, len(files))
	var work errgroup.Group
	for i, file := range files {
		work.Go(func() (err error) { names[i], err = parseNames(file, nameTexts[i], g.Tree); return err })
	}
	if settlements != "" {
		work.Go(func() (err error) { g.Settlements, err = parseSettlements(settlements, g.Tree); return err })
	}
	if err := work.Wait(); err != nil {
		return err
	}
	g.gatherNames(names)
	return nil
}

// Topology returns the borders at a detail, decoded at the first call. An absent file is a fault.ErrNotFound.
func (g *Gazetteer) Topology(d region.Detail) (*topology.Topology, error) { return g.shapes.detail(d) }

// WatersTopology returns the borders of lakes and seas, decoded at the first call. An absent file is a
// fault.ErrNotFound.
func (g *Gazetteer) WatersTopology() (*topology.Topology, error) { return g.shapes.waters() }
