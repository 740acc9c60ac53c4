// The labels of a frame, in order: figures with their regions' names, cities, other regions, countries, seas and lakes.
// What does not fit gives way; a name gives way before its figure does.
import { named } from '../i18n';
import { inkOn } from '../tokens';
import { Room, type Rect } from './collide';
import { type Box, worldSize } from './mercator';
import { type Frame, boxOf, copies, onScreen } from './frame';
import { fillOf } from './paint';
import { AreaRaster } from './raster';
import { type LabelInput, type Wish, groundOf, one, shortName, wishes } from './wishes';
import { type Block, type Placed, rectAround, sizeOf } from './words';

const districtNamesFrom = 8;

/** pixels about a figure besides what every label has, so that 2 and 4 side by side are not read as 24 */
const apart = 3;

/** placeLabels decides what is written where. */
export function placeLabels(f: Frame, input: LabelInput): Placed[] {
  const room = new Room();
  for (const rect of input.taken) room.take(rect);
  const placed: Placed[] = [];
  const { areas, valued, quiet, grounds } = wishes(f, input);
  const raster = new AreaRaster(f, areas, f.margin[0] / f.width);
  for (const wish of valued) placeArea(f, raster, room, wish, placed);
  placeCities(f, raster, grounds, room, input, placed);
  const towns = new Set(placed.filter((p) => p.dot).map((p) => p.block.lines[0].text));
  const twice = (wish: Wish) => towns.has(wish.blocks[0].lines[0].text); // a district called as its town is named once
  for (const wish of quiet) if (!twice(wish)) placeArea(f, raster, room, wish, placed);
  if (f.zoom >= districtNamesFrom && input.values?.level !== 'district') placeDistricts(f, room, input, placed, twice);
  placeWaters(f, room, input, placed);
  return placed;
}

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
        if (block.row && raster.inside(wish.id, endOf(f, block, rect)) < 0.9) continue; // a figure in a row stands in its own area, whatever its name does
        if (share >= least && (!best || share > best.share)) best = { x, y, share };
        if (share >= 0.9) break search;
      }
    }
    if (!best && wish.keep && n === wish.blocks.length - 1) best = lastResort(raster, wish.id, starts, room, size);
    if (!best) continue;
    const clear = 2 * (wish.clear ?? (wish.keep ? apart : 0));
    room.take(rectAround(best.x, best.y, { w: size.w + clear, h: size.h + clear }));
    placed.push({ block, x: best.x, y: best.y, align: 'center' });
    return;
  }
}

/** endOf is the box of the last line of a row: its figure. */
function endOf(f: Frame, block: Block, rect: Rect): Rect {
  const { w } = sizeOf(f.ctx, one(block.lines[block.lines.length - 1]), f.tokens);
  return { ...rect, x: rect.x + rect.w - w, w };
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
  for (const pad of [apart, -1]) {
    for (const start of starts) {
      for (const [dx, dy] of rings.slice(0, 25)) {
        if (raster.areaAt(start.x + dx, start.y + dy) === id && room.free(rectAround(start.x + dx, start.y + dy, size), pad)) return { x: start.x + dx, y: start.y + dy, share: 0 };
      }
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
  const centre = within(f, wish.box, raster.centre(wish.id));
  for (const copy of copies(boxOf(f))) {
    const [x, y] = onScreen(f, wish.anchor[0], wish.anchor[1], copy);
    if (raster.roomAt(wish.id, x, y) >= 0.6 * (centre?.room ?? 1e9)) starts.push({ x, y });
  }
  if (centre && (centre.room >= 6 || wish.keep)) starts.push(centre);
  return wish.clear ? [...starts.filter((at) => inWindow(f, at)), ...roomy(f, raster, wish.id)] : starts;
}

/** inWindow: a point is not in the frame's margin, where nobody sees it until the map is dragged. */
function inWindow(f: Frame, { x, y }: { x: number; y: number }): boolean {
  return x > f.margin[0] && x < f.width - f.margin[0] && y > f.margin[1] && y < f.height - f.margin[1];
}

/** roomy lists places all over the window where an area has room, the most first: a country may be large and mostly taken. */
function roomy(f: Frame, raster: AreaRaster, id: string): { x: number; y: number }[] {
  const found: { x: number; y: number; room: number }[] = [];
  for (let x = f.margin[0] + 40; x < f.width - f.margin[0]; x += 48) {
    for (let y = f.margin[1] + 20; y < f.height - f.margin[1]; y += 40) {
      const room = raster.roomAt(id, x, y);
      if (room > 24) found.push({ x, y, room });
    }
  }
  return found.sort((a, b) => b.room - a.room).slice(0, 24);
}

/** within drops a point that lies outside the box of its area: blended edges may look like another area. */
function within(f: Frame, box: Box, at: { x: number; y: number; room: number } | null): typeof at {
  if (!at) return null;
  const x = f.origin[0] + at.x / f.scale;
  const y = f.origin[1] + at.y / f.scale;
  const inside = copies(boxOf(f)).some((copy) => x - copy * worldSize >= box[0] && x - copy * worldSize <= box[2] && y >= box[1] && y <= box[3]);
  return inside ? at : null;
}

function placeDistricts(f: Frame, room: Room, input: LabelInput, placed: Placed[], twice: (wish: Wish) => boolean) {
  const districts = input.pieces.filter((p) => p.unit.level === 'district');
  const raster = new AreaRaster(f, districts.map((p) => ({ id: p.unit.id, path: p.unit.path })), f.margin[0] / f.width);
  for (const piece of districts) {
    const fill = fillOf(piece, input.values);
    const ground = groundOf(f, input, fill);
    const colour = typeof fill === 'number' ? inkOn(ground, f.tokens) : f.tokens.colour['label-quiet'];
    const block = one({ text: shortName(piece.unit), style: 'district', colour, halo: ground });
    const wish: Wish = { id: piece.unit.id, anchor: piece.unit.label, box: piece.unit.box, blocks: [block], keep: false };
    if (!twice(wish)) placeArea(f, raster, room, wish, placed);
  }
}

function placeCities(f: Frame, raster: AreaRaster, grounds: Map<string, string>, room: Room, input: LabelInput, placed: Placed[]) {
  for (const copy of copies(boxOf(f))) {
    for (const city of input.cities) {
      const [x, y] = onScreen(f, city.x, city.y, copy);
      if (x < 0 || y < 0 || x > f.width || y > f.height) continue;
      const halo = grounds.get(raster.areaAt(x, y) ?? raster.areaAt(x + 9, y) ?? raster.areaAt(x, y + 9) ?? '') ?? f.tokens.colour['label-halo-land'];
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
