package ogc

import (
	"context"
	"fmt"
	"io"

	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/region"
	"oblast/geo/topology"
)

// writeTopology writes the units of a page as TopoJSON: neighbours share their borders, each written once. The detail is
// the one asked for, or the next finer that has every unit. What the file says of itself
// are members of the topology besides its own.
func writeTopology(_ context.Context, w io.Writer, p *page) error {
	for detail := p.detail; detail <= region.HundredM; detail++ {
		topo, err := p.shapes(detail)
		if err != nil {
			return err
		}
		if parts, whole := p.parts(topo); whole {
			b, err := topo.Subset(parts)
			if err == nil {
				b = p.appendTold(b[:len(b)-1:len(b)-1], p.told)
				_, err = w.Write(append(b, "}\n"...))
			}
			return err
		}
	}
	return fmt.Errorf("no topology has all units of %s: %w", p.layer.Name, fault.ErrUnavailable)
}

// parts returns the units of a page with their columns; whole is false where the topology lacks one.
func (p *page) parts(topo *topology.Topology) (parts []topology.Part, whole bool) {
	tree, table := p.snap.Tree(), p.features.Table()
	for _, row := range p.Rows {
		for _, ref := range table.Areas(row) {
			u := tree.At(ref)
			if !topo.Has(gazetteer.Object(u.Level), u.ID) {
				return nil, false
			}
			parts = append(parts, topology.Part{Object: gazetteer.Object(u.Level), ID: u.ID, Properties: p.features.AppendProperties(nil, row, &p.form)})
		}
	}
	return parts, true
}
