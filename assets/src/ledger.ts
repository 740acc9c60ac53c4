// Official totals held against single reports, night by night, as the server worked them out.
import { type Bounds, type Count, boundsOf, plus } from './figures';
import { getJSON, query } from './fetch';
import { day, t } from './i18n';
import type { Finding, Reach } from './panel/checks';
import type { Status } from './values';

export interface RegionEntry extends Reach {
  region_id: string;
  claimed: unknown;
  incidents: unknown;
  reconciled: unknown;
  conflict: boolean;
  status: Status;
}

export interface Night extends Reach {
  night_of: string | null;
  /** null: undated, in no period but the whole */
  date: string | null;
  part: 'night' | 'day' | 'undated';
  scope: string | string[];
  total: unknown;
  parts: string[];
  not_added: Linked[];
  ladder: Record<string, unknown> | null;
  not_in_incidents: unknown;
  contained: Linked[];
  overlaps: Linked[];
  outside: Linked[];
  conflicts: Linked[];
  undetermined: Linked[];
  regions: RegionEntry[];
  residuals: { region_id: string; level?: string; min: number | null; max: number | null }[];
  located: unknown;
  /** what is contradicted in what is said of it */
  checks: Finding[];
}

type Linked = string | { id: string };

export interface Tally {
  id: string;
  metric: string;
  count: Count;
  window: { start: string; end: string } | null;
  window_basis: string;
  zone: string;
  night_of: string | null;
  scope: string[];
  split: string;
  items: { region_id: string; count: number; note: string | null }[];
  status: string;
  statements: string[];
}

export interface Ledger {
  nights: Night[];
  tallies: Tally[];
}

interface Period {
  from: string | null;
  to: string | null;
  part?: string | null;
  within?: string | null;
  as_of?: string | null;
}

/** loadLedger asks for all nights and days of a period, a thousand at a time. */
export async function loadLedger(period: Period, signal?: AbortSignal): Promise<Ledger> {
  const all: Ledger = { nights: [], tallies: [] };
  const part = period.part === 'all' ? null : period.part;
  for (let after: string | null = null; ; ) {
    const page: Ledger & { next: string | null } = await getJSON('/ledger' + query({ ...period, part, limit: 1000, after }), signal);
    all.nights.push(...page.nights);
    all.tallies.push(...page.tallies);
    if (!page.next) return all;
    after = new URL(page.next).searchParams.get('after');
  }
}

export function scopeOf(night: Night): string {
  return Array.isArray(night.scope) ? (night.scope[0] ?? '') : night.scope;
}

export const dated = (night: Night): night is Night & { date: string } => night.date !== null;

/** dateOf writes the date of a night or day. */
export const dateOf = (night: Night): string => (dated(night) ? day(night.date) : t('when.unknown'));

export const idOf = (linked: Linked): string => (typeof linked === 'string' ? linked : linked.id);

/** Bar is one night of the strip: what was claimed, and what is known to a district or finer. Neither is part of the other. */
export interface Bar {
  date: string;
  claimed: Bounds | null;
  located: Bounds | null;
}

/** barsOf gathers the entries of a scope by date. */
export function barsOf(nights: Night[], scope: string): Bar[] {
  const byDate = new Map<string, Bar>();
  for (const night of nights) {
    if (scopeOf(night) !== scope || !dated(night)) continue;
    const bar = byDate.get(night.date) ?? { date: night.date, claimed: null, located: null };
    bar.claimed = plus(bar.claimed, boundsOf(night.total));
    bar.located = plus(bar.located, boundsOf(night.located));
    byDate.set(night.date, bar);
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** scopesOf lists the countries that have entries, the one with most nights first. */
export function scopesOf(nights: Night[]): string[] {
  const counts = new Map<string, number>();
  for (const night of nights) counts.set(scopeOf(night), (counts.get(scopeOf(night)) ?? 0) + 1);
  return [...counts.entries()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([scope]) => scope).filter(Boolean);
}
