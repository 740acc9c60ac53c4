// Which shapes make up the picture: for every country in view the finest units that are there, each exactly once.
import type { Box } from './mercator';
import { overlaps } from './mercator';
import { type Detail, type Shapes, detailAt, districtZoom } from './shapes';
import type { Arc, Unit } from './topology';

/** Piece is a unit that is filled; region is the region it is part of, or null for a country drawn whole. */
export interface Piece {
  unit: Unit;
  region: Unit | null;
}

/** pieces picks what to draw for a view in world units. Regions in mixed are split whatever the zoom. */
export function pieces(shapes: Shapes, view: Box, zoom: number, mixed: ReadonlySet<string>): Piece[] {
  const overview = shapes.overview();
  if (!overview) return [];
  const detail = detailAt(zoom);
  const world = detail === 'overview' ? overview : (shapes.chunk('world', '2km') ?? overview);
  const found: Piece[] = [];
  for (const country of world.units) {
    if (country.level !== 'country' || !overlaps(country.box, view)) continue;
    const regions = regionsOf(shapes, country.id, detail, zoom);
    if (!regions.length) {
      found.push({ unit: country, region: null });
      continue;
    }
    for (const region of regions) {
      if (!overlaps(region.box, view)) continue;
      const split = shapes.divided(region) && (zoom >= districtZoom || mixed.has(region.id)) ? shapes.chunk(region.id, detail) : null;
      if (split?.units.length) for (const unit of split.units) found.push({ unit, region });
      else found.push({ unit: region, region });
    }
  }
  return found;
}

function regionsOf(shapes: Shapes, country: string, detail: Detail, zoom: number): Unit[] {
  if (detail !== 'overview') {
    const own = zoom < 5.6 && !shapes.overview()?.units.some((u) => u.level === 'region' && u.country === country) ? null : shapes.chunk(country, detail);
    if (own) return own.units;
  }
  return shapes.overview()?.units.filter((u) => u.level === 'region' && u.parent === country) ?? [];
}

/** Border is one line with everything that lies on its sides. */
export interface Border {
  arc: Arc;
  sides: Piece[];
}

/** borders lists every line of the pieces once; a line known to two chunks has the sides of both. */
export function borders(set: Piece[]): Border[] {
  const byKey = new Map<string, Border>();
  for (const piece of set) {
    for (const arc of piece.unit.arcs) {
      const border = byKey.get(arc.key);
      if (border) border.sides.push(piece);
      else byKey.set(arc.key, { arc, sides: [piece] });
    }
  }
  return [...byKey.values()];
}
