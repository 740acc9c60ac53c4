// The incidents of the period, as flat rows: enough for marks, list and filters. The full record is asked for when a card
// is opened.
import { getJSON, query } from './fetch';
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

const columns = ['title', 'is_interception', 'is_damage', 'night_of', 'time_start', 'time_end', 'time_precision', 'time_zone', 'place_level', 'country', 'region_id', 'region_name', 'district_id', 'district_name', 'place_verbatim', 'uncertainty_m', 'weapon_class', 'count_min', 'count_best', 'count_max', 'count_qualifier', 'damaged_objects_min', 'injured_state', 'injured_min', 'killed_state', 'killed_min', 'grade', 'speaker_role', 'n_statements', 'n_sources', 'tally_relation', 'revised_at'];

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
  return new Intl.DateTimeFormat('en-CA', { timeZone: row.time_zone || 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(row.time_start));
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

/** precisionOf says how finely a place is known: it decides the shape of the mark. */
export function precisionOf(row: Incident): Precision {
  switch (row.place_level) {
    case 'settlement':
    case 'locality':
    case 'exact':
      return row.uncertainty_m === null && row.district_id !== null && row.lon !== null && coarse(row) ? 'district' : 'place';
    case 'district':
      return 'district';
    case 'water_area':
      return 'water';
    default:
      return 'region';
  }
}

/** coarse marks settlements that the gazetteer lacks; set by the loader when their point is their district's label point. */
const coarseIDs = new Set<string>();
const coarse = (row: Incident) => coarseIDs.has(row.id);

/** markCoarse notes an incident whose settlement has no point of its own: it is drawn as its district's badge. */
export function markCoarse(id: string) {
  coarseIDs.add(id);
}
