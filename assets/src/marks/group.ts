// From incidents to symbols: one mark a place, one badge an area, and rings where they would lie on each other.
import { worldX, worldY } from '../ground/mercator';
import { type Incident, type Precision, placed, precisionOf } from '../records';

export type Kind = 'interception' | 'damage' | 'both';

/** Symbol stands for the incidents of one place or area. x and y are world units, w and h its size in CSS pixels. */
export interface Symbol {
  key: string;
  precision: Precision;
  kind: Kind;
  x: number;
  y: number;
  w: number;
  h: number;
  rows: Incident[];
  /** residual, when the symbol stands for a part of a total that no region has */
  figure?: string;
  name?: string;
  areas: string[];
  /** a rule, not a report */
  rule?: boolean;
}

/** Cluster is one symbol, or several that would overlap at a zoom. */
export interface Cluster {
  key: string;
  x: number;
  y: number;
  symbols: Symbol[];
}

/** Spot is one of several units that an incident is drawn in, with its label point in world units. */
export interface Spot {
  area: string;
  x: number;
  y: number;
}

/** symbolsOf groups incidents by place or area; spots gives the units of one that is drawn in several, else null. */
export function symbolsOf(rows: Incident[], spots: (row: Incident) => Spot[] | null = () => null): Symbol[] {
  const byKey = new Map<string, Symbol>();
  const put = (row: Incident, key: string, precision: Precision, x: number, y: number, area: string | null) => {
    const symbol = byKey.get(key);
    if (!symbol) byKey.set(key, { key, precision, kind: 'both', x, y, w: 0, h: 0, rows: [row], areas: area ? [area] : [] });
    else {
      symbol.rows.push(row);
      if (precision === 'district') symbol.precision = precision;
    }
  };
  for (const row of rows) {
    if (!placed(row)) continue;
    const precision = precisionOf(row);
    const apart = spots(row);
    for (const { area, x, y } of apart ?? []) put(row, `a:${area}`, precision, x, y, area);
    if (apart) continue;
    const area = precision === 'district' ? row.district_id : precision === 'place' ? null : (row.region_id ?? row.country);
    const key = precision === 'place' ? `p:${row.lon},${row.lat}` : precision === 'district' ? `a:${area}` : `${precision[0]}:${area}:${row.lon},${row.lat}`;
    put(row, key, precision, worldX(row.lon as number), worldY(row.lat as number), area);
  }
  const symbols = [...byKey.values()];
  for (const symbol of symbols) {
    symbol.kind = kindOf(symbol.rows);
    [symbol.w, symbol.h] = sizeOf(symbol);
  }
  return symbols;
}

/** kindOf says what the incidents of a symbol are: interceptions, damage, or both. */
export function kindOf(rows: Incident[]): Kind {
  const interception = rows.some((r) => r.is_interception);
  const damage = rows.some((r) => r.is_damage);
  return interception && damage ? 'both' : damage ? 'damage' : 'interception';
}

/** sizeOf is the box of a symbol: a bare mark for one report of a place, else a plate with a number. */
export function sizeOf(symbol: Symbol): [number, number] {
  const marks = symbol.kind === 'both' ? 2 : 1;
  if (symbol.rule) return [22, 18];
  if (symbol.precision === 'place' && symbol.rows.length === 1) return [marks === 2 ? 32 : 18, 18];
  const digits = symbol.figure?.length ?? String(symbol.rows.length).length;
  return [18 + 14 * marks + 7.5 * digits + (symbol.precision === 'water' ? 10 : 0), 22];
}

/** gapAt is the room between two symbols below which they become a ring: far out, one ring a region leaves room for its figure; in a crowd, rings stand wider apart. */
const gapAt = (zoom: number, crowd: boolean) => (zoom < 5 ? 16 : zoom < 6.2 ? 10 : 3) + (crowd && zoom < 8 ? 20 : 0);
const ring = 17;
/** in what steps of pixels, and how many of them, a figure gives way */
const step = 8;
const farthest = 9;

/** clusterAt joins symbols that would overlap at a zoom, larger ones first; a ring's place is the middle of its symbols. */
export function clusterAt(symbols: Symbol[], zoom: number): Cluster[] {
  const scale = 2 ** zoom;
  const gap = gapAt(zoom, symbols.length > 1200);
  const cell = 88;
  const grid = new Map<string, Cluster[]>();
  const clusters: Cluster[] = [];
  const ordered = [...symbols].sort((a, b) => b.rows.length - a.rows.length || (a.key < b.key ? -1 : 1));
  for (const symbol of ordered) {
    if (!symbol.rows.length) {
      clusters.push({ key: symbol.key, x: symbol.x, y: symbol.y, symbols: [symbol] });
      continue;
    }
    const px = symbol.x * scale;
    const py = symbol.y * scale;
    const cx = Math.floor(px / cell);
    const cy = Math.floor(py / cell);
    let home: Cluster | undefined;
    for (let i = cx - 1; i <= cx + 1 && !home; i++) {
      for (let j = cy - 1; j <= cy + 1 && !home; j++) home = grid.get(`${i},${j}`)?.find((c) => touches(c, symbol, scale, gap));
    }
    if (home) home.symbols.push(symbol);
    else {
      const made = { key: symbol.key, x: symbol.x, y: symbol.y, symbols: [symbol] };
      clusters.push(made);
      const key = `${cx},${cy}`;
      const list = grid.get(key);
      if (list) list.push(made);
      else grid.set(key, [made]);
    }
  }
  for (const c of clusters) if (c.symbols.length > 1) c.key = 'ring:' + c.symbols.map((s) => s.key).sort()[0] + ':' + c.symbols.length;
  settle(clusters, scale, cell);
  return clusters;
}

/** settle puts each ring into the middle of its symbols, or, where it would lie on a neighbour there, back where its first symbol is; a figure, which joins no ring, moves up or down to where there is room. */
function settle(clusters: Cluster[], scale: number, cell: number) {
  let grid = new Map<string, Cluster[]>();
  const at = (c: Cluster) => [Math.floor((c.x * scale) / cell), Math.floor((c.y * scale) / cell)];
  const put = (c: Cluster) => grid.set(at(c).join(), [...(grid.get(at(c).join()) ?? []), c]);
  const crowded = (c: Cluster) => {
    const [x, y] = at(c);
    return [-1, 0, 1].some((i) => [-1, 0, 1].some((j) => grid.get(`${x + i},${y + j}`)?.some((d) => d !== c && overlap(c, d, scale))));
  };
  const reports = clusters.filter((c) => c.symbols[0].rows.length);
  let rings = reports.filter((c) => c.symbols.length > 1);
  for (const c of rings) [c.x, c.y] = (['x', 'y'] as const).map((k) => c.symbols.reduce((sum, s) => sum + s[k], 0) / c.symbols.length);
  let back: Cluster[];
  do {
    grid = new Map();
    reports.forEach(put);
    back = rings.filter(crowded);
    for (const c of back) ({ x: c.x, y: c.y } = c.symbols[0]);
    rings = rings.filter((c) => !back.includes(c));
  } while (back.length);
  for (const figure of clusters.filter((c) => !c.symbols[0].rows.length)) {
    const { y } = figure;
    for (let k = 1; crowded(figure) && k <= 2 * farthest; k++) figure.y = y + ((k % 2 ? -1 : 1) * Math.ceil(k / 2) * step) / scale;
    put(figure);
  }
}

/** overlap: two clusters lie on each other. */
function overlap(a: Cluster, b: Cluster, scale: number): boolean {
  const [[aw, ah], [bw, bh]] = [boxOf(a), boxOf(b)];
  return Math.abs(a.x - b.x) * scale < (aw + bw) / 2 && Math.abs(a.y - b.y) * scale < (ah + bh) / 2;
}

function touches(cluster: Cluster, symbol: Symbol, scale: number, gap: number): boolean {
  const alone = cluster.symbols.length === 1;
  const w = alone ? cluster.symbols[0].w / 2 : ring;
  const h = alone ? cluster.symbols[0].h / 2 : ring;
  return Math.abs(cluster.x - symbol.x) * scale < w + symbol.w / 2 + gap && Math.abs(cluster.y - symbol.y) * scale < h + symbol.h / 2 + gap;
}

/** boxOf is the size on screen of a cluster. */
export function boxOf(cluster: Cluster): [number, number] {
  return cluster.symbols.length > 1 ? [2 * ring, 2 * ring] : [cluster.symbols[0].w, cluster.symbols[0].h];
}

/** rowsOf lists the incidents of a cluster, each once. */
export function rowsOf(cluster: Cluster): Incident[] {
  return cluster.symbols.length > 1 ? [...new Set(cluster.symbols.flatMap((s) => s.rows))] : cluster.symbols[0].rows;
}

/** spread is how far apart the symbols of a cluster lie, in world units. */
export function spread(cluster: Cluster): number {
  const across = (of: (s: Symbol) => number) => Math.max(...cluster.symbols.map(of)) - Math.min(...cluster.symbols.map(of));
  return Math.max(across((s) => s.x), across((s) => s.y));
}
