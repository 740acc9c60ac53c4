// How far the map may be trusted: what disagrees, what the sources cover, and of which day it is. Nothing here is judged
// anew: it lists what the ledger and the totals of the server say.
import { type Child, el } from '../dom';
import { title } from '../describe';
import { boundsOf, counted, words } from '../figures';
import { part, query } from '../fetch';
import { bound, num, t, word } from '../i18n';
import { type Ledger, type Night, dateOf, idOf } from '../ledger';
import { told } from './checks';
import { type Model, nameOf } from '../model';

export interface AccountEvents {
  choose: (id: string) => void;
}

/** accounts builds the sections. */
export function accounts(model: Model, on: AccountEvents): Child[] {
  return [disagreements(model, on), coverage(model)];
}

const most = 12;

/** disagreements lists reports that contradict an official total or may lie in it, and totals that do not add up or stand beside one another. */
function disagreements(model: Model, on: AccountEvents): HTMLElement | null {
  const { ledger } = model;
  if (!ledger || model.store.state.measure !== 'interceptions') return null;
  const items = ledger.nights.flatMap((night) => [...reports(model, night, on), ...totals(model, night, ledger), ...said(night)]);
  const date = model.store.state.from;
  const page = date && date === model.store.state.to && ledger.nights.some((n) => n.part === 'night')
    ? el('p.foot', null, el('a', { href: '/ledger' + query({ night: date, f: 'html', lang: model.store.state.lang, as_of: model.store.state.as_of }) }, t('accounts.page'))) : null;
  if (!items.length) return page ? el('section.accounts', null, el('h2', null, t('accounts')), el('p.foot', null, t('accounts.none')), page) : null;
  return el('section.accounts', null,
    el('h2', null, t('accounts'), el('small', null, num(items.length))),
    el('ul.plain', null, ...items.slice(0, most).map((item) => el('li', null, ...item))),
    items.length > most ? el('p.foot', null, t('andmore', { n: items.length - most })) : null,
    page);
}

function reports(model: Model, night: Night, on: AccountEvents): Child[][] {
  return (['conflicts', 'overlaps', 'undetermined'] as const).flatMap((relation) =>
    night[relation].map(idOf).flatMap((id): Child[][] => {
      const row = model.incidents.find((r) => r.id === id);
      if (!row) return [];
      const claimed = boundsOf(night.regions.find((r) => r.region_id === row.region_id)?.claimed);
      return [[
        el(relation === 'conflicts' ? 'span.tag.flag' : 'span.tag', null, word('relation', relation)), ' ',
        el('button.link', { type: 'button', onclick: () => on.choose(id) }, title(model, row)), `, ${dateOf(night)}`,
        claimed ? `. ${bound(t('accounts.claimed', { count: words(claimed), where: nameOf(model, row.region_id ?? '') }))}` : '',
      ]];
    }));
}

function totals(model: Model, night: Night, ledger: Ledger): Child[][] {
  const of = (id: string) => ledger.tallies.find((x) => x.id === id);
  const added = night.parts.map(of).map((x) => (x ? counted(x.count) : '')).join(' + ');
  const beside = night.not_added.flatMap((other): Child[][] => {
    const tally = of(idOf(other));
    return tally ? [[el('span.tag', null, t('accounts.beside')), ' ', t('accounts.notadded', { count: counted(tally.count), other: added, date: dateOf(night) })]] : [];
  });
  const wrong = night.parts.map(of).flatMap((tally): Child[][] =>
    tally && tally.status !== 'ok'
      ? [[el('span.tag.flag', null, word('tally', tally.status)), ' ', t('card.tally', { count: counted(tally.count), where: tally.scope.map((id) => nameOf(model, id)).join(', '), date: dateOf(night) })]]
      : []);
  return [...beside, ...wrong];
}

/** said lists what the words of statements say and their own numbers contradict. */
function said(night: Night): Child[][] {
  return night.checks.filter((f) => f.check !== 'sum' || f.says).map((f) => [...told(f), `, ${dateOf(night)}`]);
}

/** coverage counts the units that any source speaks of in the period, and how. */
function coverage(model: Model): HTMLElement | null {
  const { values } = model;
  if (!values) return null;
  const { state } = model.store;
  const rows = [...values.rows.values()].filter((r) => r.status !== 'not_covered');
  const all = rows.length + (values.answer.legend.missing.find((m) => m.status === 'not_covered')?.count ?? 0);
  const told = rows.filter((r) => r.n_incidents > 0).length;
  const n = rows.length;
  return el('section.accounts', null, el('h2', null, t('coverage')),
    el('p.w', null, [
      t('coverage.units', { n, units: t(`units.${values.level}` as 'units.region', { n }), all }),
      n ? t('coverage.reports', { n: told }) : '', n ? t('coverage.totals', { n: rows.filter((r) => r.n_tallies > 0).length }) : '',
    ].filter(Boolean).join(' ')),
    el('p.foot', null, el('a', { href: '/coverage' + query({ from: state.from, to: state.to, part: state.part, level: values.level, within: state.within, f: 'html', lang: state.lang, as_of: state.as_of }) }, t('coverage.page'))));
}

/** asOf chooses an older state of the records and leads to what has changed since. */
export function asOf(model: Model): HTMLElement {
  const { store } = model;
  const shown = model.values?.answer.as_of;
  const input = el('input', { type: 'datetime-local', id: 'pick-as-of', value: local(/\D/.test(store.state.as_of ?? '') ? store.state.as_of : shown ?? null), 'aria-label': t('asof') });
  input.addEventListener('change', () => input.value && store.set({ as_of: `${input.value}:00Z` }));
  const since = store.state.as_of;
  return el('div.asof', null, input,
    since ? el('span', null, el('button.link', { type: 'button', onclick: () => store.set({ as_of: null }) }, t('asof.now')), ' · ',
      el('button.link', { type: 'button', id: 'changed-since', onclick: () => void part(import('./changes')).then((m) => m.showChanges(since, (id) => store.set({ sel: id, as_of: null }))) }, t('asof.since'))) : null);
}

/** local is a moment in UTC as the field writes it. */
function local(iso: string | null): string {
  return iso ? new Date(iso).toISOString().slice(0, 16) : '';
}
