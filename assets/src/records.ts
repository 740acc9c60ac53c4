// The incidents of the period, as flat rows: enough for marks, list and filters. The full record is asked for when a card
// is opened.
import { getJSON, query } from './fetch';
import { dateIn } from './i18n';
import { worldX, worldY } from './ground/mercator';
import type { Grade, State } from './state';

export interface Incident {
  id: string;
  title: string | null;
  is_interception: boolean;
  is_damage: boolean;
  night_of: string | null;
  time_start: string | null;
  time_end: string | null;
  time_precision: string;
  time_zone: string;
  place_level: string;
  country: string | null;
  region_id: string | null;
  region_name: string | null;
  district_id: string | null;
  district_name: string | null;
  place_verbatim: string | null;
  place_method: string | null;
  uncertainty_m: number | null;
  weapon_class: string;
  count_min: number | null;
  count_best: number | null;
  count_max: number | null;
  count_qualifier: string | null;
  damaged_objects_min: number | null;
  injured_state: string | null;
  injured_min: number | null;
  killed_state: string | null;
  killed_min: number | null;
  grade: Grade;
  speaker_role: string | null;
  n_statements: number;
  n_sources: number;
  tally_relation: string | null;
  revised_at: string | null;
  lon: number | null;
  lat: number | null;
}

const columns = ['title', 'is_interception', 'is_damage', 'night_of', 'time_start', 'time_end', 'time_precision', 'time_zone', 'place_level', 'country', 'region_id', 'region_name', 'district_id', 'district_name', 'place_verbatim', 'place_method', 'uncertainty_m', 'weapon_class', 'count_min', 'count_best', 'count_max', 'count_qualifier', 'damaged_objects_min', 'injured_state', 'injured_min', 'killed_state', 'killed_min', 'grade', 'speaker_role', 'n_statements', 'n_sources', 'tally_relation', 'revised_at'];

interface Page {
  features: { id?: string; properties: Incident; geometry: { type: string; coordinates: [number, number] } | null }[];
  numberMatched?: number;
  links?: { rel: string; href: string }[];
}

/** The most that is kept in the browser; beyond it the page says so. */
export const mostIncidents = 20_000;

export interface Incidents {
  rows: Incident[];
  matched: number;
}

/** loadIncidents follows the pages of the collection up to mostIncidents rows. */
export async function loadIncidents(state: State, signal?: AbortSignal): Promise<Incidents> {
  const rows: Incident[] = [];
  let url: string | undefined = '/collections/incidents/items' + query({ f: 'json', limit: 5000, properties: columns.join(','), as_of: state.as_of });
  let matched = 0;
  while (url && rows.length < mostIncidents) {
    const page: Page = await getJSON<Page>(url, signal);
    for (const feature of page.features) {
      const at = feature.geometry?.type === 'Point' ? feature.geometry.coordinates : null;
      rows.push({ ...feature.properties, id: String(feature.properties.id ?? feature.id), lon: at?.[0] ?? null, lat: at?.[1] ?? null });
    }
    matched = page.numberMatched ?? rows.length;
    const next: string | undefined = page.links?.find((link) => link.rel === 'next')?.href;
    url = next && page.features.length ? new URL(next, location.origin).pathname + new URL(next, location.origin).search : undefined;
  }
  return { rows, matched };
}

/** dateOf is the morning of its night, else the local date of its start, else null: undated. */
export function dateOf(row: Incident): string | null {
  if (row.night_of) return row.night_of;
  if (!row.time_start || row.time_precision === 'unknown') return null;
  return dateIn(row.time_start, row.time_zone || 'UTC');
}

/** select picks the incidents of the period, the part of the day, the kinds and grades of a state; undated ones belong to the whole period only. */
export function select(rows: Incident[], state: State): Incident[] {
  return rows.filter((row) => {
    if (state.kind === 'interception' && !row.is_interception) return false;
    if (state.kind === 'damage' && !row.is_damage) return false;
    if (!state.grade.includes(row.grade)) return false;
    if (state.part === 'night' && !row.night_of) return false;
    if (state.part === 'day' && row.night_of) return false;
    if (state.within && ![row.country, row.region_id, row.district_id].includes(state.within)) return false;
    if (!state.from && !state.to) return true;
    const date = dateOf(row);
    return date !== null && (!state.from || date >= state.from) && (!state.to || date <= state.to);
  });
}

/** placed: the incident has somewhere to be drawn. */
export function placed(row: Incident): boolean {
  return row.lon !== null && row.lat !== null;
}

export type Precision = 'place' | 'district' | 'region' | 'water';

const points = ['settlement', 'locality', 'exact'];

/** precisionOf says how finely a place is known on the map: it decides the shape of the mark. */
export function precisionOf(row: Incident): Precision {
  if (points.includes(row.place_level)) return settled.get(row.id) ?? guess(row);
  // Several districts without a split are known to their region only.
  if (row.place_level === 'district') return row.district_id ? 'district' : 'region';
  return row.place_level === 'water_area' ? 'water' : 'region';
}

/** settled says of settlements whether they have a point of their own. */
const settled = new Map<string, Precision>();

/** guess: a settlement that was matched by its name has a point; one that a reviewer placed may have its district's. */
function guess(row: Incident): Precision {
  if (row.place_method === 'exact' || row.place_method === 'given') return 'place';
  return row.district_id ? 'district' : 'region';
}

/**
 * settle finds the settlements that the gazetteer lacks: their point is the label point of their district or region, and
 * they are drawn as its badge. Where that unit is not loaded yet, ask is called with its region. True: something changed.
 */
export function settle(rows: Incident[], label: (id: string) => readonly [number, number] | null, ask: (region: string) => void): boolean {
  let changed = false;
  for (const row of rows) {
    if (!points.includes(row.place_level) || row.lon === null || row.lat === null) continue;
    const id = row.district_id ?? row.region_id;
    const own = id ? label(id) : null;
    if (!own && row.region_id) ask(row.region_id);
    const same = own && Math.abs(own[0] - worldX(row.lon)) < 2e-3 && Math.abs(own[1] - worldY(row.lat)) < 2e-3;
    const precision = !own ? guess(row) : same ? (row.district_id ? 'district' : 'region') : 'place';
    if (precision !== (settled.get(row.id) ?? guess(row))) changed = true;
    settled.set(row.id, precision);
  }
  return changed;
}
