// One picture of the ground: water, land, fills, lakes, borders by rank. Every border is stroked once, over the fills.
import type { Tokens } from '../tokens';
import type { Fill, Values } from '../values';
import type { Rect } from './collide';
import type { Patterns } from './patterns';
import type { Unit } from './topology';
import { strokeArc } from './topology';
import { type Frame, boxOf, copies, project } from './frame';
import { type Box, overlaps, shifted } from './mercator';
import { type Piece, borders } from './pieces';
import { within } from './scroll';

type Rank = 'district' | 'region' | 'uncovered' | 'value' | 'zero' | 'coast' | 'country' | 'neighbour';
const order: Rank[] = ['district', 'uncovered', 'region', 'value', 'zero', 'coast', 'neighbour', 'country'];

/** Lines are the borders of a set of pieces, gathered by rank; built when the set or the totals change. */
export type Lines = Partial<Record<Rank, Path2D>>;

/** gather ranks the borders: heavier round what the sources cover, dashed where they say nothing. */
export function gather(set: Piece[], values: Values | null): Lines {
  const lines: Lines = {};
  const fill = (p: Piece) => fillOf(p, values);
  for (const { arc, sides } of borders(set)) {
    const rank = values && values.level !== 'country' ? rankOf(sides, fill) : plainRank(sides);
    strokeArc((lines[rank] ??= new Path2D()), arc.points);
  }
  return lines;
}

export function fillOf(p: Piece, values: Values | null): Fill {
  return values ? values.fillOf(p.unit.id, p.region?.id ?? null, p.unit.country) : 'not_covered';
}

/** plainRank ranks a border where no totals are shown, or totals of whole countries. */
function plainRank(sides: Piece[]): Rank {
  if (sides.length === 1) return 'coast';
  const [a, b] = sides;
  if (a.unit.country !== b.unit.country) return 'country';
  return a.region && a.region.id === b.region?.id ? 'district' : 'region';
}

function rankOf(sides: Piece[], fill: (p: Piece) => Fill): Rank {
  if (sides.length === 1) return 'coast';
  const [a, b] = sides;
  const fa = fill(a);
  const fb = fill(b);
  const covered = fa !== 'not_covered' || fb !== 'not_covered';
  if (a.unit.country !== b.unit.country) return covered ? 'country' : 'neighbour';
  if (a.region && a.region.id === b.region?.id) return 'district';
  if (fa === 'zero' || fb === 'zero') return 'zero';
  if (typeof fa === 'number' && typeof fb === 'number') return 'value';
  return covered ? 'region' : 'uncovered';
}

/** Scene is what is painted. dim, when set, names the fills that stay; the others step back. */
export interface Scene {
  pieces: Piece[];
  waters: Unit[];
  values: Values | null;
  lines: Lines;
  ramp: string[];
  patterns: Patterns;
  dim: Fill | null;
}

/** paint draws a scene on a frame, or on a part of it in CSS pixels. */
export function paint(f: Frame, scene: Scene, part?: Rect) {
  if (part) return within(f, part, () => paintBox(f, scene, partOf(f, part)));
  paintBox(f, scene, boxOf(f));
}

/** partOf is the part of the world that a part of a frame shows. */
function partOf(f: Frame, { x, y, w, h }: Rect): Box {
  const [left, top] = [f.origin[0] + x / f.scale, f.origin[1] + y / f.scale];
  return [left, top, left + w / f.scale, top + h / f.scale];
}

function paintBox(f: Frame, scene: Scene, view: Box) {
  const { ctx, tokens } = f;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalAlpha = 1;
  ctx.fillStyle = tokens.colour.water;
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.lineJoin = 'round';
  for (const copy of copies(view)) {
    project(f, copy);
    const here = shifted(view, -copy);
    paintFills(f, scene, scene.pieces.filter((p) => overlaps(p.unit.box, here)));
    paintWaters(f, scene.waters.filter((u) => overlaps(u.box, here)));
    paintLines(f, scene.lines);
  }
}

function paintFills(f: Frame, scene: Scene, set: Piece[]) {
  const { ctx, tokens } = f;
  const px = 1 / f.scale;
  const k = 1 / (f.scale * f.ratio);
  for (const pattern of [scene.patterns.noData, scene.patterns.withheld]) pattern.setTransform(new DOMMatrix([k, 0, 0, k, 0, 0]));
  ctx.lineWidth = 0.7 * px;
  for (const piece of set) {
    const fill = fillOf(piece, scene.values);
    const style = styleOf(fill, scene, tokens);
    const back = scene.dim !== null && scene.dim !== fill;
    if (back) {
      ctx.fillStyle = tokens.colour.none;
      ctx.fill(piece.unit.path, 'evenodd');
      ctx.globalAlpha = 0.3;
    }
    ctx.fillStyle = ctx.strokeStyle = style;
    ctx.fill(piece.unit.path, 'evenodd');
    if (typeof fill === 'number' || fill === 'none_reported' || fill === 'not_covered') ctx.stroke(piece.unit.path);
    ctx.globalAlpha = 1;
  }
}

function styleOf(fill: Fill, scene: Scene, tokens: Tokens): string | CanvasPattern {
  if (typeof fill === 'number') return fill < 0 ? tokens.colour.zero : (scene.ramp[fill] ?? tokens.colour.q5);
  switch (fill) {
    case 'no_data': return scene.patterns.noData;
    case 'withheld': return scene.patterns.withheld;
    case 'zero': return tokens.colour.zero;
    case 'none_reported': return tokens.colour.none;
    default: return tokens.colour.land;
  }
}

/** openSea: a sea ends somewhere on open water, where there is no line to be seen; its coasts are drawn with the land. */
const openSea = /^water\.(?!caspian).*sea$|^water\.gulf/;

function paintWaters(f: Frame, set: Unit[]) {
  const { ctx, tokens } = f;
  ctx.fillStyle = tokens.colour.water;
  ctx.strokeStyle = tokens.colour.coast;
  ctx.lineWidth = 0.5 / f.scale;
  for (const unit of set) {
    ctx.fill(unit.path, 'evenodd');
    if (!openSea.test(unit.id)) ctx.stroke(unit.path);
  }
}

function paintLines(f: Frame, lines: Lines) {
  const { ctx, tokens } = f;
  const c = tokens.colour;
  const w = tokens.width;
  const px = 1 / f.scale;
  const far = f.zoom < 5 ? 0.85 : 1;
  const styles: Record<Rank, [string, number, number, number[]]> = {
    district: [c['border-district'], w.district, 1, []],
    region: [c['border-region'], w.region, 1, []],
    uncovered: [c['border-uncovered'], 0.7, 1, [3, 3]],
    value: [c.none, 0.9, 1, []],
    zero: [c['border-zero'], 0.9, 1, []],
    coast: [c.coast, w.coast, 1, []],
    neighbour: [c['border-country'], 0.9, 0.6, []],
    country: [c['border-country'], w.country, 1, []],
  };
  ctx.lineCap = 'butt';
  for (const rank of order) {
    const path = lines[rank];
    if (!path) continue;
    const [colour, width, alpha, dash] = styles[rank];
    ctx.strokeStyle = colour;
    ctx.globalAlpha = alpha;
    ctx.lineWidth = width * far * px;
    ctx.setLineDash(dash.map((d) => d * px));
    ctx.stroke(path);
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}
