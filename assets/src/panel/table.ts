// The table twin: everything that the map shows, as rows. Choosing a row chooses it on the map.
import '../core';
import { el, fill } from '../dom';
import { countText, precision, when, what, where } from '../describe';
import { short, words } from '../figures';
import { num, t, word } from '../i18n';
import { type Model, nameOf } from '../model';
import { placed } from '../records';
import { headline } from '../title';
import type { Row } from '../values';
import { dialog } from './dialog';
import { sorted } from './list';

export interface TableEvents {
  region: (id: string) => void;
  record: (id: string) => void;
}

type Column = { name: string; text: (row: Row) => string; order: (row: Row) => number | string; number?: boolean };

/** showTable opens both tables: totals by region, and records. */
export function showTable(model: Model, on: TableEvents) {
  const body = el('div');
  const tabs = ['totals', 'records'] as const;
  const show = (tab: (typeof tabs)[number]) => {
    fill(bar, ...tabs.map((name) => el('button', { type: 'button', 'aria-pressed': String(name === tab), onclick: () => show(name) }, t(name === 'totals' ? 'table.totals' : 'table.records'))));
    fill(body, tab === 'totals' ? totalsTable(model, pick) : recordsTable(model, pick));
  };
  const bar = el('div.seg', { role: 'group', 'aria-label': t('act.table') });
  const close = dialog(t('act.table'), 'table', el('p.lede', null, headline(model)), bar, body);
  const pick = { region: (id: string) => (close(), on.region(id)), record: (id: string) => (close(), on.record(id)) };
  show('totals');
}

function totalsTable(model: Model, on: TableEvents): HTMLElement {
  const interval = (min: number | null, max: number | null) => (min === null ? '' : short({ min, max }));
  const columns: Column[] = [
    { name: t('table.value'), text: (r) => (r.min === null ? word('missing', r.status) : short({ min: r.min, max: r.max })), order: (r) => r.min ?? -1, number: true },
    { name: word('basis', 'claimed'), text: (r) => interval(r.claimed_min, r.claimed_max), order: (r) => r.claimed_min ?? -1, number: true },
    { name: word('basis', 'incidents'), text: (r) => interval(r.incidents_min, r.incidents_max), order: (r) => r.incidents_min ?? -1, number: true },
    { name: t('table.unsplit'), text: (r) => (r.unsplit_max === null ? '' : `≤ ${num(r.unsplit_max)}`), order: (r) => r.unsplit_max ?? -1, number: true },
    { name: t('table.status'), text: (r) => (r.conflict ? t('conflict') : r.status === 'value' ? '' : word('missing', r.status)), order: (r) => r.status },
  ];
  const rows = [...(model.values?.rows.values() ?? [])].filter((r) => r.status !== 'not_covered');
  const rest = model.values?.answer.legend.missing.find((m) => m.status === 'not_covered')?.count ?? 0;
  const table = el('table.twin');
  let by = 0;
  let down = true;
  const draw = () => {
    const sign = down ? -1 : 1;
    const ordered = [...rows].sort((a, b) => sign * compare(columns[by].order(a), columns[by].order(b)) || nameOf(model, a.region_id).localeCompare(nameOf(model, b.region_id)));
    fill(table,
      el('caption', null, t('table.caption', { n: rows.length })),
      el('thead', null, el('tr', null, el('th', { scope: 'col' }, word('level', model.store.state.level)),
        ...columns.map((c, i) => el(c.number ? 'th.r' : 'th', { scope: 'col', 'aria-sort': i === by ? (down ? 'descending' : 'ascending') : 'none' },
          el('button', { type: 'button', onclick: () => { down = by === i ? !down : true; by = i; draw(); table.querySelectorAll<HTMLElement>('thead button')[i].focus(); } }, c.name))))),
      el('tbody', null, ...ordered.map((r) => el('tr', null,
        el('th', { scope: 'row' }, el('button.link', { type: 'button', onclick: () => on.region(r.region_id) }, nameOf(model, r.region_id))),
        ...columns.map((c) => el(c.number ? 'td.r' : 'td', { title: c === columns[0] && r.min !== null ? words({ min: r.min, max: r.max }) : null }, c.text(r)))))));
  };
  draw();
  return el('div', null, table, rest ? el('p.foot', null, t('table.uncovered', { n: rest })) : null);
}

function recordsTable(model: Model, on: TableEvents): HTMLElement {
  const rows = sorted(model.seen).slice(0, 500);
  const heads = [t('table.what'), t('table.where'), t('table.when'), t('table.count'), t('table.precision'), t('table.grade')];
  return el('div', null, el('table.twin', null,
    el('caption', null, t('table.records.caption', { n: model.seen.length })),
    el('thead', null, el('tr', null, ...heads.map((h) => el('th', { scope: 'col' }, h)))),
    el('tbody', null, ...rows.map((r) => el('tr', null,
      el('th', { scope: 'row' }, el('button.link', { type: 'button', onclick: () => on.record(r.id) }, what(r))),
      el('td', null, where(model, r)), el('td', null, when(r)), el('td.r', null, countText(r)), el('td', null, placed(r) ? precision(r) : t('where.unknown')), el('td', null, word('grade', r.grade)))))));
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
