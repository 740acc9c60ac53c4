// The totals of the moment: one row a region, apart from the shapes. A missing number is never zero: each kind of missing
// keeps its own status all the way to the pixel.
import type { Level } from './state';

export type Status = 'value' | 'zero' | 'none_reported' | 'not_covered' | 'no_data' | 'withheld';
export const missing: Status[] = ['none_reported', 'not_covered', 'zero', 'no_data', 'withheld'];

export interface Row {
  region_id: string;
  name: string;
  level: Level;
  parent_id: string | null;
  status: Status;
  min: number | null;
  best: number | null;
  max: number | null;
  claimed_min: number | null;
  claimed_best: number | null;
  claimed_max: number | null;
  incidents_min: number | null;
  incidents_best: number | null;
  incidents_max: number | null;
  residual_min: number | null;
  residual_max: number | null;
  unsplit_max: number | null;
  conflict: boolean;
  n_incidents: number;
  n_tallies: number;
  area_km2: number | null;
  rate: number | null;
  class: number | null;
}

export interface LegendClass {
  class: number | null;
  min: number;
  max: number | null;
  label: string;
  colour: string;
  count: number;
}

export interface Legend {
  measure: string;
  basis: string;
  unit: string;
  method: string;
  classes: LegendClass[];
  missing: { status: Status; label: string; pattern: string; count: number }[];
}

export interface Publisher {
  publisher: string;
  documents: number;
  url: string | null;
}

export interface Choropleth {
  features: { properties: Row }[];
  title: string;
  period: { from: string; to: string; part?: string } | null;
  as_of: string | null;
  /** who published what the numbers come from, the most documents first */
  sources: Publisher[];
  unlocated: number | { count: number } | null;
  withheld: number | string[] | null;
  legend: Legend;
}

/** Fill is what a unit looks like: a class from 0, or a kind of missing. */
export type Fill = number | Exclude<Status, 'value'>;

/** Values answers, for any unit of any level, what is known of it in the totals shown. */
export class Values {
  readonly rows = new Map<string, Row>();
  /** Regions whose districts have different statuses or classes, so that a region's one shape cannot show them. */
  readonly mixed = new Set<string>();
  private uniform = new Map<string, Fill>();

  constructor(
    readonly level: Level,
    readonly answer: Choropleth,
  ) {
    for (const { properties } of answer.features) this.rows.set(properties.region_id, properties);
    if (level === 'district') this.gather();
  }

  /** fillOf takes a unit's id with its region's and country's; the level of the totals decides which of them counts. */
  fillOf(unit: string, region: string | null, country: string): Fill {
    if (this.level === 'country') return fillOfRow(this.rows.get(country));
    if (this.level === 'region') return fillOfRow(this.rows.get(region ?? unit));
    const own = this.rows.get(unit);
    return own ? fillOfRow(own) : (this.uniform.get(region ?? unit) ?? 'not_covered');
  }

  /** covered: some source speaks of it; the rest of the map recedes. */
  covered(unit: string, region: string | null, country: string): boolean {
    return this.fillOf(unit, region, country) !== 'not_covered';
  }

  /** max is the highest lower bound, for scales. */
  count(status: Status): number {
    let n = 0;
    for (const row of this.rows.values()) if (row.status === status) n++;
    return n;
  }

  private gather() {
    for (const row of this.rows.values()) {
      const region = row.parent_id;
      if (!region || row.level !== 'district') continue; // a region without districts stands for itself
      const fill = fillOfRow(row);
      const before = this.uniform.get(region);
      if (before === undefined) this.uniform.set(region, fill);
      else if (before !== fill) this.mixed.add(region);
    }
    for (const region of this.mixed) this.uniform.set(region, 'no_data');
  }
}

function fillOfRow(row: Row | undefined): Fill {
  if (!row) return 'not_covered';
  if (row.status !== 'value') return row.status;
  return row.class ?? -1;
}
