// Which areas want a label, and what it would say at best and at least: name and figure, a shorter name, the figure alone.
import { language, named } from '../i18n';
import { inkOn } from '../tokens';
import type { Fill, Values } from '../values';
import type { Rect } from './collide';
import type { Box } from './mercator';
import { districtZoom } from './shapes';
import type { Frame } from './frame';
import { fillOf } from './paint';
import type { Piece } from './pieces';
import type { City } from './places';
import type { Area } from './raster';
import type { Unit } from './topology';
import type { Block, Line } from './words';

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
export interface Wish {
  id: string;
  anchor: readonly [number, number];
  box: Box;
  blocks: Block[];
  keep: boolean;
  /** pixels that other labels stay away, for a name that belongs to more than the place where it stands */
  clear?: number;
}

const regionNamesFrom = 6.3;

/** wishes lists the areas of a frame with what they want: those with a number, the names of covered countries, the others by size, and the ground's colours. */
export function wishes(f: Frame, input: LabelInput) {
  const areas: Area[] = [];
  const valued: Wish[] = [];
  const quiet: Wish[] = [];
  const countries: Wish[] = [];
  const names: Wish[] = [];
  const seen = new Set<string>();
  const grounds = new Map<string, string>();
  for (const piece of input.pieces) {
    const fill = fillOf(piece, input.values);
    const unit = shown(piece, input.values, fill, f.zoom);
    const whole = input.values?.level === 'country';
    const plain = whole || (fill === 'not_covered' && f.zoom < regionNamesFrom);
    const id = plain ? `country:${piece.unit.country}` : unit.id;
    // A country that is covered region by region keeps its name, on the part of it that has no number.
    const group = !plain && typeof fill !== 'number' && f.zoom < regionNamesFrom ? `country:${piece.unit.country}` : undefined;
    areas.push({ id, path: (input.coarse(piece.unit.id) ?? piece.unit).path, group });
    if (group && !seen.has(group)) {
      seen.add(group);
      names.push({ id: group, anchor: unit.label, box: known.get(piece.unit.country)?.box ?? unit.box, blocks: [], keep: false, clear: 9 });
    }
    grounds.set(id, groundOf(f, input, fill));
    if (seen.has(id)) continue;
    seen.add(id);
    const country = known.get(piece.unit.country);
    if (whole && country && input.figure(country.id) !== null) wishOf(f, input, country, fill, valued, quiet, id);
    else if (plain) countries.push({ id, anchor: unit.label, box: country?.box ?? unit.box, blocks: [], keep: false });
    else wishOf(f, input, unit, fill, valued, quiet);
  }
  for (const wish of [...countries, ...names]) {
    const country = known.get(wish.id.slice(8));
    const name = named(country?.names);
    if (country) wish.anchor = country.label;
    if (name) wish.blocks.push(one({ text: name.toUpperCase(), style: 'country', colour: f.tokens.colour['label-quiet'], halo: f.tokens.colour[names.includes(wish) ? 'label-halo' : 'label-halo-land'] }));
  }
  const size = (w: Wish) => areaSize.get(w.id) ?? 0;
  quiet.sort((a, b) => size(b) - size(a));
  return { areas, valued, grounds, quiet: [...names, ...quiet, ...countries].filter((w) => w.blocks.length) };
}

/** groundOf is the colour beneath a label. */
export function groundOf(f: Frame, input: LabelInput, fill: Fill): string {
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
  const name = shortName(unit);
  const figure = input.figure(unit.id);
  if (figure === null) {
    const halo = groundOf(f, input, fill);
    const ink = typeof fill === 'number' ? inkOn(halo, f.tokens) : colour['label-quiet'];
    quiet.push({ id, anchor: unit.label, box: unit.box, keep: false, blocks: [one({ text: name, style: unit.level === 'district' ? 'district' : 'region', colour: ink, halo })] });
    return;
  }
  const ground = groundOf(f, input, fill);
  const ink = inkOn(ground, f.tokens);
  const brief = name.replace(/ (?:\p{L}+\.|\p{Lu}{2}|\p{Ll}{4})$/u, ''); // even the abbreviated word for what it is gives way
  const wide = unit.level === 'region' && f.zoom >= districtZoom; // among its districts a region is written as what they lie in
  const nameLine: Line = { text: wide ? name.toUpperCase() : name, style: wide ? 'wide' : 'name', colour: ink, halo: ground };
  const names = brief === name || wide ? [nameLine] : [nameLine, { ...nameLine, text: brief }];
  const figureLine: Line = { text: figure, style: figure.length > 4 || f.zoom < 4.3 ? 'range' : 'figure', colour: ink, halo: ground };
  valued.push({
    id, anchor: unit.label, box: unit.box, keep: true,
    blocks: [...[false, true].flatMap((row) => names.map((line) => ({ lines: [line, figureLine], row }))), one(figureLine), ...(figure.endsWith(' ≠') ? [one({ ...figureLine, text: figure.slice(0, -2) })] : [])],
  });
}

/** one is a block of a single line. */
export const one = (line: Line): Block => ({ lines: [line], row: false });

/** shortName is a unit's name in the language of the page as maps print it. */
export const shortName = (unit: Unit): string => unit.short[language()] ?? named(unit.names);
