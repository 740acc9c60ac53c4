// A chunk of boundaries: TopoJSON in, units with shared arcs in world coordinates out. An arc has a key made of its own
// quantised ends, so that the same border in two chunks of one detail level is recognised and drawn once.
import type { Names } from '../i18n';
import type { Level } from '../state';
import { type Box, emptyBox, grow, worldX, worldY } from './mercator';

interface Geometry {
  id: string;
  type: 'Polygon' | 'MultiPolygon' | null;
  arcs?: number[][] | number[][][];
  properties?: Partial<Properties>;
}

interface Properties {
  level: Level | 'water_area';
  parent: string;
  name: Names;
  label: [number, number];
  area_km2: number;
  outline: string;
  short: Partial<Names>;
  children: number;
}

export interface TopoJSON {
  type: 'Topology';
  transform?: { scale: [number, number]; translate: [number, number] };
  objects: Record<string, { geometries: Geometry[] }>;
  arcs: [number, number][][];
}

/** Arc is one border line: x, y pairs in world units, and the units on its sides. */
export interface Arc {
  key: string;
  points: Float32Array;
  units: Unit[];
}

/** Unit is a place with a shape. Immutable once decoded. */
export interface Unit {
  id: string;
  level: Level | 'water_area';
  parent: string;
  country: string;
  names: Names;
  /** world coordinates of the label point */
  label: [number, number];
  areaKM2: number;
  outline: string;
  /** what to print, in the languages where it is less than the name */
  short: Partial<Names>;
  /** how many units the chunk of this id holds; -1: the server did not say */
  children: number;
  box: Box;
  /** rings as signed arc numbers, as in TopoJSON: ~i runs backwards */
  rings: number[][];
  arcs: Arc[];
  path: Path2D;
}

export interface Chunk {
  units: Unit[];
  arcs: Arc[];
}

/** decode reads a chunk; a geometry without a shape is left out. */
export function decode(topology: TopoJSON): Chunk {
  const arcs = topology.arcs.map((arc) => decodeArc(arc, topology.transform));
  const units: Unit[] = [];
  for (const object of Object.values(topology.objects)) {
    for (const geometry of object.geometries) {
      const unit = decodeUnit(geometry, arcs);
      if (unit) units.push(unit);
    }
  }
  return { units, arcs };
}

function decodeArc(arc: [number, number][], transform: TopoJSON['transform']): Arc {
  const [sx, sy] = transform?.scale ?? [1, 1];
  const [tx, ty] = transform?.translate ?? [0, 0];
  const points = new Float32Array(arc.length * 2);
  const marks: string[] = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < arc.length; i++) {
    x = transform ? x + arc[i][0] : arc[i][0];
    y = transform ? y + arc[i][1] : arc[i][1];
    if (i === 0 || i === arc.length >> 1 || i === arc.length - 1) marks.push(`${x},${y}`);
    points[2 * i] = worldX(x * sx + tx);
    points[2 * i + 1] = worldY(y * sy + ty);
  }
  return { key: `${marks.join(';')};${arc.length}`, points, units: [] };
}

function decodeUnit(geometry: Geometry, arcs: Arc[]): Unit | null {
  if (!geometry.type || !geometry.arcs) return null;
  const rings = geometry.type === 'Polygon' ? (geometry.arcs as number[][]) : (geometry.arcs as number[][][]).flat();
  const p = geometry.properties ?? {};
  const label = p.label ?? [0, 0];
  const unit: Unit = {
    id: geometry.id, level: p.level ?? 'country', parent: p.parent ?? '', country: geometry.id.slice(0, 2),
    names: p.name ?? { en: geometry.id, ru: '', uk: '' }, label: [worldX(label[0]), worldY(label[1])],
    areaKM2: p.area_km2 ?? 0, outline: p.outline ?? 'exact', short: p.short ?? {}, children: p.children ?? -1,
    box: emptyBox(), rings, arcs: [], path: new Path2D(),
  };
  for (const ring of rings) {
    let open = false;
    for (const signed of ring) {
      const arc = arcs[signed < 0 ? ~signed : signed];
      if (!arc.units.includes(unit)) {
        arc.units.push(unit);
        unit.arcs.push(arc);
      }
      open = traceArc(unit.path, unit.box, arc.points, signed < 0, open);
    }
    if (open) unit.path.closePath();
  }
  return unit;
}

/** traceArc appends an arc to a path; the first point of a joined arc repeats the last one before it and is skipped. */
function traceArc(path: Path2D, box: Box, points: Float32Array, backwards: boolean, joined: boolean): boolean {
  const n = points.length / 2;
  for (let k = joined ? 1 : 0; k < n; k++) {
    const i = backwards ? n - 1 - k : k;
    const x = points[2 * i];
    const y = points[2 * i + 1];
    grow(box, x, y);
    if (k === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  return true;
}

/** strokeArc appends an arc as an open line. The cut at the date line is no border and is not drawn. */
export function strokeArc(path: Path2D, points: Float32Array) {
  let pen = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i];
    const cut = i > 0 && Math.abs(x - points[i - 2]) < 1e-4 && (x < 1e-3 || x > 255.999);
    if (!pen || cut) path.moveTo(x, points[i + 1]);
    else path.lineTo(x, points[i + 1]);
    pen = true;
  }
}
