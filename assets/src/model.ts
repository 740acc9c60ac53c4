// What the page knows at the moment: what came with the page, and what was fetched for the state. Views read it; the
// controller in map.ts writes it.
import { type Names, named } from './i18n';
import type { Unit } from './ground/topology';
import type { Ledger } from './ledger';
import type { Incident } from './records';
import type { Store } from './state';
import type { Values } from './values';

export interface Composite {
  id: string;
  name: Names;
  members: string[];
  label: [number, number];
}

export interface Credit {
  name: string;
  attribution?: string;
  licence?: string;
  url?: string;
}

/** Bootstrap is the JSON that the page carries. */
export interface Bootstrap {
  version: string;
  boundary_version: string;
  /** the part of the overview that the first picture needs */
  overview?: string;
  build?: string;
  period: { from: string; to: string } | null;
  nights: string[];
  languages: string[];
  lang?: string;
  attribution: (Credit | string)[];
  composites?: Composite[];
  /** west, south, east, north of what there is to see */
  extent?: [number, number, number, number];
}

export interface Restriction {
  id: string;
  region_id: string;
  instrument: string;
  instrument_date: string | null;
  in_force_from: string | null;
  in_force_to: string | null;
  status: string;
  summary: string;
  coarsest_public_level: string | null;
  delay: string | null;
}

export interface Model {
  readonly boot: Bootstrap;
  readonly store: Store;
  values: Values | null;
  /** the ledger of the period shown, and of the whole kept period */
  ledger: Ledger | null;
  whole: Ledger | null;
  incidents: Incident[];
  /** the incidents have come; before, their number is not known */
  loaded: boolean;
  matched: number;
  /** incidents of the period that pass the filters */
  chosen: Incident[];
  /** those of them that lie in the window */
  seen: Incident[];
  restrictions: Restriction[];
  /** the server holds records that came after the page */
  newer?: boolean;
  unit: (id: string) => Unit | null;
}

/** nameOf is the name of any id that the page has met, in its language. */
export function nameOf(model: Model, id: string): string {
  const unit = model.unit(id);
  if (unit) return named(unit.names, id);
  const composite = model.boot.composites?.find((c) => c.id === id);
  return composite ? named(composite.name, id) : (model.values?.rows.get(id)?.name ?? id);
}

/** bootstrap reads the JSON in the page. */
export function bootstrap(): Bootstrap {
  const text = document.getElementById('bootstrap')?.textContent;
  const empty: Bootstrap = { version: '', boundary_version: 'current', period: null, nights: [], languages: ['en', 'ru', 'uk'], attribution: [] };
  return text ? { ...empty, ...(JSON.parse(text) as Partial<Bootstrap>) } : empty;
}
