// The labels of a frame, in order: figures with their regions' names, cities, other regions, countries, seas and lakes.
// What does not fit gives way; a name gives way before its figure does.
import { named } from '../i18n';
import { language } from '../i18n';
import { inkOn } from '../tokens';
import type { Fill, Values } from '../values';
import { Room, type Rect } from './collide';
import { shortName } from './names';
import { type Frame, boxOf, copies, fillOf, onScreen } from './paint';
import type { Piece } from './pieces';
import type { City } from './places';
import { type Area, AreaRaster } from './raster';
import type { Unit } from './topology';
import { type Block, type Line, type Placed, rectAround, sizeOf } from './words';

export interface LabelInput {
  pieces: Piece[];
  waters: Unit[];
  cities: City[];
  values: Values | null;
  ramp: string[];
  /** boxes that marks and badges have taken */
  taken: Rect[];
  /** what to print in a unit that has a number */
  figure: (id: string) => string | null;
  /** a coarser shape of a unit that is good enough to find room in, or null */
  coarse: (id: string) => Unit | null;
}

/** Wish is one area that wants a label: alternatives from the best to the least. */
interface Wish {
  id: string;
  anchor: readonly [number, number];
  blocks: Block[];
  keep: boolean;
}

const regionNamesFrom = 6.3;
const districtNamesFrom = 8;

/** placeLabels decides what is written where. */
export function placeLabels(f: Frame, input: LabelInput): Placed[] {
  const room = new Room();
  for (const rect of input.taken) room.take(rect);
  const placed: Placed[] = [];
  const { areas, valued, quiet, grounds } = wishes(f, input);
  const raster = new AreaRaster(f, areas, f.margin[0] / f.width);
  for (const wish of valued) placeArea(f, raster, room, wish, placed);
  placeCities(f, raster, grounds, room, input, placed);
  for (const wish of quiet) placeArea(f, raster, room, wish, placed);
  if (f.zoom >= districtNamesFrom && input.values?.level !== 'district') placeDistricts(f, room, input, placed);
  placeWaters(f, room, input, placed);
  return placed;
}

function wishes(f: Frame, input: LabelInput) {
  const areas: Area[] = [];
  const valued: Wish[] = [];
  const quiet: Wish[] = [];
  const countries: Wish[] = [];
  const seen = new Set<string>();
  const grounds = new Map<string, string>();
  for (const piece of input.pieces) {
    const fill = fillOf(piece, input.values);
    const unit = shown(piece, input.values, fill, f.zoom);
    const whole = input.values?.level === 'country';
    const plain = whole || (fill === 'not_covered' && f.zoom < regionNamesFrom);
    const id = plain ? `country:${piece.unit.country}` : unit.id;
    areas.push({ id, path: (input.coarse(piece.unit.id) ?? piece.unit).path });
    grounds.set(id, groundOf(f, input, fill));
    if (seen.has(id)) continue;
    seen.add(id);
    const country = known.get(piece.unit.country);
    if (whole && country && input.figure(country.id) !== null) wishOf(f, input, country, fill, valued, quiet, id);
    else if (plain) countries.push({ id, anchor: unit.label, blocks: [], keep: false });
    else wishOf(f, input, unit, fill, valued, quiet);
  }
  for (const wish of countries) {
    const country = known.get(wish.id.slice(8));
    const name = named(country?.names);
    if (country) wish.anchor = country.label;
    if (name) wish.blocks.push(one({ text: name.toUpperCase(), style: 'country', colour: f.tokens.colour['label-quiet'], halo: f.tokens.colour['label-halo-land'] }));
  }
  const size = (w: Wish) => areaSize.get(w.id) ?? 0;
  quiet.sort((a, b) => size(b) - size(a));
  return { areas, valued, grounds, quiet: [...quiet, ...countries.filter((w) => w.blocks.length)] };
}

/** groundOf is the colour beneath a label. */
function groundOf(f: Frame, input: LabelInput, fill: Fill): string {
  if (typeof fill === 'number' && fill >= 0) return input.ramp[fill] ?? f.tokens.colour.q5;
  return fill === 'not_covered' ? f.tokens.colour['label-halo-land'] : f.tokens.colour['label-halo'];
}

const areaSize = new Map<string, number>();
const known = new Map<string, Unit>();

/** learnCountries remembers the countries, which may be drawn as regions. */
export function learnCountries(units: Unit[]) {
  for (const unit of units) if (unit.level === 'country') known.set(unit.id, unit);
}

/** shown is the unit whose name stands for a piece. */
function shown(piece: Piece, values: Values | null, fill: Fill, zoom: number): Unit {
  if (values?.level === 'district' && piece.unit.level === 'district' && (zoom >= 7 || typeof fill === 'number')) return piece.unit;
  return piece.region ?? piece.unit;
}

function wishOf(f: Frame, input: LabelInput, unit: Unit, fill: Fill, valued: Wish[], quiet: Wish[], id = unit.id) {
  const { colour } = f.tokens;
  areaSize.set(unit.id, unit.areaKM2);
  const name = shortName(unit.names, language());
  const figure = input.figure(unit.id);
  if (figure === null) {
    const halo = groundOf(f, input, fill);
    const ink = typeof fill === 'number' ? inkOn(halo, f.tokens) : colour['label-quiet'];
    quiet.push({ id, anchor: unit.label, keep: false, blocks: [one({ text: name, style: unit.level === 'district' ? 'district' : 'region', colour: ink, halo })] });
    return;
  }
  const ground = groundOf(f, input, fill);
  const ink = inkOn(ground, f.tokens);
  const brief = name.replace(/ (?:обл\.|край|АО|reg\.)$/, '');
  const nameLine: Line = { text: name, style: 'name', colour: ink, halo: ground };
  const figureLine: Line = { text: figure, style: figure.length > 4 || f.zoom < 4.3 ? 'range' : 'figure', colour: ink, halo: ground };
  valued.push({
    id, anchor: unit.label, keep: true,
    blocks: [...[nameLine, ...(brief === name ? [] : [{ ...nameLine, text: brief }])].flatMap((line) => [{ lines: [line, figureLine], row: false }, { lines: [line, figureLine], row: true }]), one(figureLine)],
  });
}

const one = (line: Line): Block => ({ lines: [line], row: false });

/** placeArea tries the label point, then rings outward; at least 90% of the box in its area, 55% at worst. */
function placeArea(f: Frame, raster: AreaRaster, room: Room, wish: Wish, placed: Placed[]) {
  const starts = startsOf(f, raster, wish);
  for (const [n, block] of wish.blocks.entries()) {
    const size = sizeOf(f.ctx, block, f.tokens);
    const least = wish.keep && n === wish.blocks.length - 1 ? 0.3 : wish.keep ? (block.row ? 0.62 : 0.74) : 0.55;
    let best: { x: number; y: number; share: number } | null = null;
    search: for (const start of starts) {
      for (const [dx, dy] of rings) {
        const x = start.x + dx;
        const y = start.y + dy;
        const rect = rectAround(x, y, size);
        if (cut(f, rect) || !room.free(rect)) continue;
        const share = raster.inside(wish.id, rect);
        if (share >= least && (!best || share > best.share)) best = { x, y, share };
        if (share >= 0.9) break search;
      }
    }
    if (!best && wish.keep && n === wish.blocks.length - 1) best = lastResort(raster, wish.id, starts, room, size);
    if (!best) continue;
    room.take(rectAround(best.x, best.y, size));
    placed.push({ block, x: best.x, y: best.y, align: 'center' });
    return;
  }
}

/** cut: the box lies across the edge of the window. What lies wholly in the frame's margin waits for the map to be dragged. */
function cut(f: Frame, r: Rect): boolean {
  const [left, top] = [f.margin[0], f.margin[1]];
  const right = f.width - left;
  const bottom = f.height - top;
  const outside = r.x + r.w < left || r.x > right || r.y + r.h < top || r.y > bottom;
  return !outside && (r.x < left || r.x + r.w > right || r.y < top || r.y + r.h > bottom);
}

/** lastResort finds room for a bare figure whose middle is in its area, wherever its edges fall: a number that is known is printed. */
function lastResort(raster: AreaRaster, id: string, starts: { x: number; y: number }[], room: Room, size: { w: number; h: number }): { x: number; y: number; share: number } | null {
  for (const start of starts) {
    for (const [dx, dy] of rings.slice(0, 25)) {
      if (raster.areaAt(start.x + dx, start.y + dy) === id && room.free(rectAround(start.x + dx, start.y + dy, size), -1)) return { x: start.x + dx, y: start.y + dy, share: 0 };
    }
  }
  return null;
}

const rings: [number, number][] = [[0, 0]];
for (const radius of [7, 14, 22, 32, 44]) {
  for (let a = 0; a < 12; a++) rings.push([radius * 1.25 * Math.sin((a * Math.PI) / 6), -radius * Math.cos((a * Math.PI) / 6)]);
}

function startsOf(f: Frame, raster: AreaRaster, wish: Wish): { x: number; y: number }[] {
  const starts: { x: number; y: number }[] = [];
  const centre = raster.centre(wish.id);
  for (const copy of copies(boxOf(f))) {
    const [x, y] = onScreen(f, wish.anchor[0], wish.anchor[1], copy);
    if (raster.roomAt(wish.id, x, y) >= 0.6 * (centre?.room ?? 1e9)) starts.push({ x, y });
  }
  if (centre && (centre.room >= 6 || wish.keep)) starts.push(centre);
  return starts;
}

function placeDistricts(f: Frame, room: Room, input: LabelInput, placed: Placed[]) {
  const districts = input.pieces.filter((p) => p.unit.level === 'district');
  const raster = new AreaRaster(f, districts.map((p) => ({ id: p.unit.id, path: p.unit.path })), f.margin[0] / f.width);
  for (const piece of districts) {
    const fill = fillOf(piece, input.values);
    const ground = groundOf(f, input, fill);
    const colour = typeof fill === 'number' ? inkOn(ground, f.tokens) : f.tokens.colour['label-quiet'];
    const block = one({ text: shortName(piece.unit.names, language()), style: 'district', colour, halo: ground });
    placeArea(f, raster, room, { id: piece.unit.id, anchor: piece.unit.label, blocks: [block], keep: false }, placed);
  }
}

function placeCities(f: Frame, raster: AreaRaster, grounds: Map<string, string>, room: Room, input: LabelInput, placed: Placed[]) {
  for (const copy of copies(boxOf(f))) {
    for (const city of input.cities) {
      const [x, y] = onScreen(f, city.x, city.y, copy);
      if (x < 0 || y < 0 || x > f.width || y > f.height) continue;
      const halo = grounds.get(raster.areaAt(x, y) ?? '') ?? f.tokens.colour['label-halo-land'];
      const plain = halo === f.tokens.colour['label-halo'] || halo === f.tokens.colour['label-halo-land'];
      const block = one({ text: named(city.names), style: 'city', colour: plain ? f.tokens.colour.label : inkOn(halo, f.tokens), halo });
      const size = sizeOf(f.ctx, block, f.tokens);
      const dot = { x: x - 4, y: y - 4, w: 8, h: 8 };
      if (!room.free(dot, 1)) continue;
      const sides: [number, number][] = [[x + 6 + size.w / 2, y], [x - 6 - size.w / 2, y], [x, y - 6 - size.h / 2], [x, y + 6 + size.h / 2]];
      const free = sides.find(([cx, cy]) => !cut(f, rectAround(cx, cy, size)) && room.free(rectAround(cx, cy, size)));
      if (!free) continue;
      room.take(dot);
      room.take(rectAround(free[0], free[1], size));
      placed.push({ block, x: free[0], y: free[1], align: 'center', dot: { x, y } });
    }
  }
}

function placeWaters(f: Frame, room: Room, input: LabelInput, placed: Placed[]) {
  for (const copy of copies(boxOf(f))) {
    for (const unit of input.waters) {
      const across = Math.sqrt(unit.areaKM2) * f.scale * 0.011;
      const sea = unit.areaKM2 > 25_000;
      const text = named(unit.names);
      if (!text || across < (sea ? 60 : 30)) continue;
      const [x, y] = onScreen(f, unit.label[0], unit.label[1], copy);
      if (x < 0 || y < 0 || x > f.width || y > f.height) continue;
      const block = one({ text, style: sea && across > 110 ? 'sea' : 'lake', colour: f.tokens.colour['label-sea'], halo: f.tokens.colour['label-halo-sea'] });
      const size = sizeOf(f.ctx, block, f.tokens);
      const spot = rings.slice(0, 25).find(([dx, dy]) => !cut(f, rectAround(x + dx, y + dy, size)) && room.free(rectAround(x + dx, y + dy, size)));
      if (!spot) continue;
      room.take(rectAround(x + spot[0], y + spot[1], size));
      placed.push({ block, x: x + spot[0], y: y + spot[1], align: 'center' });
    }
  }
}
