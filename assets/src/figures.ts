// Numbers with their bounds, in short for the map and in words for the panel. An open end stays open.
import { num, t } from './i18n';

/** Bounds is an interval; null max: nobody set an upper end. */
export interface Bounds {
  min: number;
  max: number | null;
}

/** boundsOf reads an interval from the shapes in which the server writes one; null: there is no number. */
export function boundsOf(value: unknown): Bounds | null {
  if (typeof value === 'number') return { min: value, max: value };
  if (Array.isArray(value) && value.length === 2) return { min: value[0] ?? 0, max: value[1] };
  if (typeof value !== 'object' || value === null) return null;
  const { min, max } = value as { min?: number | null; max?: number | null };
  if ((min ?? null) === null && (max ?? null) === null) return null;
  return { min: min ?? 0, max: max ?? null };
}

/** short is for the map: 16, 16–28, 11+. */
export function short(b: Bounds): string {
  if (b.max === null) return `${num(b.min)}+`;
  return b.max === b.min ? num(b.min) : `${num(b.min)}–${num(b.max)}`;
}

/** figureOf is what is printed in a unit: its interval, or its rate where totals are divided, with a sign where figures conflict; null without a number. */
export function figureOf(row: { min: number | null; max: number | null; rate: number | null; conflict: boolean }, per: string): string | null {
  if (row.min === null) return null;
  const figure = row.rate !== null && per !== 'none' ? num(row.rate) : short({ min: row.min, max: row.max });
  return row.conflict ? `${figure} ≠` : figure;
}

/** words writes the interval out: 16, 16 to 28, at least 11, up to 4. */
export function words(b: Bounds): string {
  if (b.max === null) return t('count.at_least', { n: b.min });
  if (b.max === b.min) return num(b.min);
  return b.min === 0 ? t('count.up_to', { n: b.max }) : t('count.between', { n: b.max, min: b.min, max: b.max });
}

/** plus adds intervals; an open end opens the sum. */
export function plus(a: Bounds | null, b: Bounds | null): Bounds | null {
  if (!a || !b) return a ?? b;
  return { min: a.min + b.min, max: a.max === null || b.max === null ? null : a.max + b.max };
}

export interface Count {
  min: number | null;
  best: number | null;
  max: number | null;
  qualifier: string;
}

/** counted writes a count as it was given: 3, at least 3, more than 10, about 5, up to 4, number not given. */
export function counted(c: Count | null | undefined): string {
  if (!c || c.qualifier === 'not_given') return t('count.not_given');
  switch (c.qualifier) {
    case 'at_least': return t('count.at_least', { n: c.min ?? 0 });
    case 'more_than': return t('count.more_than', { n: (c.min ?? 1) - 1 });
    case 'about': return t('count.about', { n: c.best ?? 0 });
    case 'up_to': return t('count.up_to', { n: c.max ?? 0 });
    default: return num(c.best ?? c.min ?? 0);
  }
}
