// The records in view, newest first: the twin of the marks. Everything that has a mark has a line here, and what has no
// place has only a line.
import { el, svg } from '../dom';
import { title, when } from '../describe';
import { t, word } from '../i18n';
import { kindOf } from '../marks/group';
import { glyph, graded } from '../marks/glyph';
import type { Model } from '../model';
import { dateOf, placed, precisionOf, type Incident } from '../records';
import { type Grade } from '../state';

const page = 60;

export interface ListEvents {
  choose: (id: string) => void;
  hover: (row: Incident | null) => void;
}

/** records builds the list of rows under a note, if there is one; more lines come on demand. */
export function records(model: Model, seen: Incident[], on: ListEvents, note: string | null, limit = page): HTMLElement {
  const rows = sorted(seen);
  const section = el('section.recs', { id: 'list', 'aria-labelledby': 'list-h', tabindex: -1 });
  section.append(el('h2', { id: 'list-h' }, t('list'), el('small', null, t('list.newest'))));
  if (note) section.append(el('p.foot', null, note));
  if (!rows.length) section.append(el('p.foot', null, model.incidents.length ? t('list.none') : t(model.loaded ? 'list.empty' : 'loading')));
  const list = el('ul', null, ...rows.slice(0, limit).map((row) => el('li', null, line(model, row, on))));
  section.append(list);
  if (rows.length > limit) {
    section.append(el('button.link', { type: 'button', onclick: () => {
      const next = records(model, seen, on, note, limit + 4 * page);
      section.replaceWith(next);
      (next.querySelectorAll('.rec')[limit] as HTMLElement | undefined)?.focus();
    } }, t('list.more', { n: rows.length - limit })));
  }
  return section;
}

/** sorted puts the newest first, undated ones last. */
export function sorted(rows: Incident[]): Incident[] {
  return [...rows].sort((a, b) => (dateOf(b) ?? '').localeCompare(dateOf(a) ?? '') || a.id.localeCompare(b.id));
}

/** line is one record of a list. */
export function line(model: Model, row: Incident, on: ListEvents): HTMLElement {
  const button = el(
    'button.rec', { type: 'button', 'data-id': row.id, onclick: () => on.choose(row.id) },
    el('span.g2', null, placed(row) ? graded(glyph(precisionOf(row), kindOf([row]), '', true), [row]) : nowhere()),
    el('span.rec-text', null,
      el('b', null, title(model, row)),
      el('span.w', null, when(row)),
      el('span.gr', null, word('grade', row.grade), dots(row.grade))),
  );
  for (const type of ['mouseenter', 'focus']) button.addEventListener(type, () => on.hover(row));
  for (const type of ['mouseleave', 'blur']) button.addEventListener(type, () => on.hover(null));
  return button;
}

const steps: Record<Grade, number> = { discounted: 1, contested: 2, weak: 3, fair: 4, confirmed: 5 };

/** dots is the five-step scale that stands beside the word, never instead of it. */
export function dots(grade: Grade): HTMLElement {
  return el('span.dots', { 'aria-hidden': 'true' }, ...[1, 2, 3, 4, 5].map((i) => el(i <= (steps[grade] ?? 0) ? 'i.f' : 'i')));
}

/** nowhere is the sign of a record without a place. */
export function nowhere(): SVGElement {
  return svg('svg', { width: 16, height: 16, 'aria-hidden': 'true' }, svg('circle.nowhere', { cx: 8, cy: 8, r: 6 }));
}
