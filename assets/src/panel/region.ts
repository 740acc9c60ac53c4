// A region: its number with the interval written out, to which level it is known, how it comes about night by night, who said
// so, what may not be published, and what happened on other nights.
import { type Child, el, fill, svg } from '../dom';
import { type Bounds, boundsOf, plus, words } from '../figures';
import { ProblemError } from '../fetch';
import { day, dayNumber, dayShort, num, t, word } from '../i18n';
import { type Ledger, type Night, dated, idOf, loadLedger } from '../ledger';
import { type Model, nameOf } from '../model';
import { select } from '../records';
import { period } from '../title';
import type { Level } from '../state';
import { loadTotals } from '../totals';
import type { Row } from '../values';
import { dateOf } from '../records';
import { line, sorted, type ListEvents } from './list';
import { sign } from './legend';
import { problem } from './problem';
import { loadRecord } from './record';
import { reach } from './checks';
import { statement } from './statement';

export interface RegionEvents extends ListEvents {
  back: () => void;
  region: (id: string) => void;
  night: (date: string) => void;
}

/** regionView shows a country, region or district. */
export function regionView(model: Model, id: string, on: RegionEvents): HTMLElement {
  const unit = model.unit(id);
  const number = el('div', { 'aria-busy': 'true' });
  const own = unit ? (unit.country === 'RU' || unit.country === 'BY' ? unit.names.ru : unit.country === 'UA' ? unit.names.uk : '') : '';
  const name = nameOf(model, id);
  const ledger = el('div', { 'aria-busy': 'true' });
  const inside = model.chosen.filter((r) => r.region_id === id || r.district_id === id || r.country === id);
  const statements = el('div');
  const node = el(
    'article.region-view', { 'aria-labelledby': 'region-h', 'data-region': id },
    el('button.back', { type: 'button', onclick: () => on.back() }, t('back')),
    el('p.crumb', null, ...parents(model, id).flatMap((p): Child[] => [el('button.link', { type: 'button', onclick: () => on.region(p) }, nameOf(model, p)), ' › ']), name),
    el('h1', { id: 'region-h', tabindex: -1 }, name),
    own && own !== name ? el('p.h-own', { lang: unit?.country === 'UA' ? 'uk' : 'ru' }, own) : null,
    number,
    ledger,
    section(t('region.records'), model.loaded ? num(inside.length) : null, ...sorted(inside).slice(0, 30).map((r) => line(model, r, on)), inside.length ? null : el('p.foot', null, t(model.loaded ? 'region.norecords' : 'loading'))),
    inside.length ? section(t('card.statements'), null, statements) : null,
    restrictions(model, id),
    unit?.outline && unit.outline !== 'exact' ? el('p.foot', null, word('outline', unit.outline)) : null,
  );
  const load = () => {
    const { state } = model.store;
    const row = rowOf(model, id);
    row.then((own) => (number.removeAttribute('aria-busy'), fill(number, ...figure(model, own))), (err) => fill(number, problem(err, load)));
    Promise.all([row, keptLedger(model, { from: state.from, to: state.to, part: state.part, within: id }), keptLedger(model, { from: null, to: null, within: id })]).then(
      ([own, now, whole]) => {
        ledger.removeAttribute('aria-busy');
        fill(ledger, ...ledgerSections(model, id, own, now, whole, on));
      },
      (err) => {
        if (!(err instanceof ProblemError && err.status === 404)) return fill(ledger, problem(err, load));
        ledger.remove();
        void row.catch(() => null).then(() => fill(number, el('p.w', { role: 'alert' }, t('region.unknown'))));
      },
    );
  };
  load();
  void showStatements(model, inside.slice(0, 12).map((r) => r.id), statements);
  return node;
}

/**
 * rowOf is a unit's row of the totals. Where those shown are of another level they say nothing of the unit, so its own level
 * is asked for; null means that no source speaks of it, never that nobody asked.
 */
async function rowOf(model: Model, id: string): Promise<Row | null> {
  const { state } = model.store;
  const level = levelOf(id);
  if (level === state.level && model.values) return model.values.rows.get(id) ?? null;
  return (await loadTotals({ ...state, level, within: id })).rows.get(id) ?? null;
}

/** levelOf reads the level off an id: RU, RU-KLU, RU-KLU.563697. */
function levelOf(id: string): Level {
  if (id.includes('.')) return 'district';
  return id.includes('-') ? 'region' : 'country';
}

const kept = new Map<string, Promise<Ledger>>();

/** keptLedger asks once a question and version of the data; a failure is forgotten. */
function keptLedger(model: Model, period: { from: string | null; to: string | null; part?: string; within: string }): Promise<Ledger> {
  const { as_of } = model.store.state;
  const key = JSON.stringify([model.boot.version, as_of, period]);
  let promise = kept.get(key);
  if (!promise) {
    promise = loadLedger({ ...period, as_of });
    promise.catch(() => kept.delete(key));
    kept.set(key, promise);
  }
  return promise;
}

function parents(model: Model, id: string): string[] {
  const chain: string[] = [];
  for (let at = model.unit(id)?.parent; at && chain.length < 4; at = model.unit(at)?.parent) chain.unshift(at);
  return chain;
}

function section(heading: string, small: string | null, ...children: Child[]): HTMLElement {
  return el('section', null, el('h2', null, heading, small ? el('small', null, small) : null), ...children);
}

/** figure is the large number with its interval in words, or the kind of missing with what that means. */
function figure(model: Model, row: Row | null): Child[] {
  const { state } = model.store;
  const about = el('p.meta', null, `${word('measure', state.measure)}, ${period(model, state)}, ${word('basis.of', state.basis)}`);
  const status = row?.status ?? 'not_covered';
  if (!row || (status !== 'value' && status !== 'zero')) {
    const unsplit = row?.unsplit_max ? el('p.w', null, t('region.unsplit', { n: row.unsplit_max })) : null;
    return [el('div.fig', null, sign(status === 'value' ? 'not_covered' : status), el('span', null, el('b', null, word('missing', status)), '. ', word('missing.title', status))), unsplit, about];
  }
  const bounds: Bounds = { min: row.min ?? 0, max: row.max };
  const claimed = row.claimed_min === null ? t('region.unclaimed') : t('region.claimed', { count: words({ min: row.claimed_min, max: row.claimed_max }) });
  const single = row.incidents_min === null ? '' : t('region.incidents', { count: words({ min: row.incidents_min, max: row.incidents_max }) });
  const big = bounds.max === bounds.min ? num(bounds.min) : bounds.max === null ? `≥ ${num(bounds.min)}` : `${num(bounds.min)}–${num(bounds.max)}`;
  const plain = words(bounds) === big ? '' : words(bounds); // the figure itself is not said twice
  const said = state.measure === 'interceptions' ? [plain, claimed, single].filter(Boolean).join('; ') : plain;
  return [
    el('div.fig', null, el('strong', null, big), el('span', null, said)),
    row.conflict ? el('p.w', null, el('span.tag.flag', null, t('conflict')), ' ', t('conflict.note')) : null,
    row.unsplit_max ? el('p.w', null, t('region.unsplit', { n: row.unsplit_max })) : null,
    about,
  ];
}

function ledgerSections(model: Model, id: string, row: Row | null, now: Ledger, whole: Ledger, on: RegionEvents): Child[] {
  if (model.store.state.measure !== 'interceptions') return [];
  return [ladder(model, id, row), nightLedger(model, id, now), history(id, whole.nights, on)];
}

/** ladder counts the reports of the region by the level to which each is known. */
function ladder(model: Model, id: string, row: Row | null): HTMLElement | null {
  const levels: Record<string, Bounds> = { settlement: zero(), district: zero(), region: zero() };
  for (const r of select(model.incidents, model.store.state)) {
    if (!r.is_interception || (r.region_id !== id && r.district_id !== id && r.country !== id)) continue;
    const level = ['settlement', 'locality', 'exact'].includes(r.place_level) ? 'settlement' : r.place_level === 'district' && r.district_id ? 'district' : 'region';
    levels[level] = plus(levels[level], { min: r.count_min ?? 0, max: r.count_max }) ?? zero();
  }
  const claimed = row?.claimed_min ?? 0;
  const most = Math.max(1, claimed, ...Object.values(levels).map((b) => b.min));
  const bar = (name: string, b: Bounds, light = false) => {
    const fillBar = el(light ? 'i.lite' : 'i');
    fillBar.style.width = `${(100 * b.min) / most}%`;
    return [el('span', null, name), el('div.tr', null, b.min ? fillBar : null), el(b.min ? 'em' : 'em.z', null, b.max === null ? `≥ ${num(b.min)}` : num(b.min))];
  };
  if (!claimed && Object.values(levels).every((b) => b.min === 0)) return null;
  return section(t('region.ladder'), null, el('div.ladder', null,
    ...Object.entries(levels).flatMap(([level, b]) => bar(word('ladder', level), b)),
    ...(claimed ? bar(t('ladder.claimed'), { min: claimed, max: row?.claimed_max ?? null }, true) : [])));
}

const zero = (): Bounds => ({ min: 0, max: 0 });

function nightLedger(model: Model, id: string, { nights, tallies }: Ledger): HTMLElement | null {
  const whole = (night: Night) => night.parts.every((part) => tallies.find((x) => x.id === part)?.split === 'complete');
  const lines = nights.slice(0, 8).flatMap((night) => {
    const entry = night.regions?.find((r) => r.region_id === id);
    const mine = (ids: Night['outside']) => (ids ?? []).map(idOf).filter((x) => model.incidents.some((r) => r.id === x && (r.region_id === id || r.district_id === id || r.country === id)));
    const claimed = boundsOf(entry?.claimed);
    const sum = boundsOf(entry?.reconciled);
    const cells: [string, string, boolean?][] = [];
    if (boundsOf(night.total)) cells.push([t('ledger.claimed'), claimed ? words(claimed) : word('missing', whole(night) ? 'none_reported' : 'no_data')]);
    for (const relation of ['contained', 'overlaps', 'undetermined', 'conflicts', 'outside'] as const) {
      const n = mine(night[relation]).length;
      if (n) cells.push([word('ledger', relation), t('reports', { n })]);
    }
    if (entry?.n_statements) cells.push([t('ledger.reach'), reach(entry)]);
    if (sum) cells.push([t('ledger.sum'), words(sum), true]);
    if (!cells.length) return [];
    return [el('tr', null, el('th', { colspan: 2 }, dated(night) ? `${word('part', night.part)}, ${day(night.date)}` : t('when.unknown'))), ...cells.map(([name, value, total]) => el(total ? 'tr.sum' : 'tr', null, el('td', null, name), el('td', null, value)))];
  });
  return lines.length ? section(t('region.ledger'), t('region.ledger.how'), el('table.ledger', null, el('tbody', null, ...lines)), nights.length > 8 ? el('p.foot', null, t('region.ledger.more', { n: nights.length - 8 })) : null) : null;
}

/** history is a small strip of the region's own nights; each leads to its night. */
function history(id: string, nights: Night[], on: RegionEvents): HTMLElement | null {
  const bars = nights.filter(dated).map((night) => ({ night, entry: night.regions?.find((r) => r.region_id === id) })).filter((b) => boundsOf(b.entry?.claimed) || boundsOf(b.entry?.incidents));
  if (bars.length < 2) return null;
  const shown = bars.slice(-14);
  const most = Math.max(...shown.map((b) => Math.max(boundsOf(b.entry?.claimed)?.min ?? 0, boundsOf(b.entry?.incidents)?.min ?? 0)), 1);
  const column = (b: Bounds | null, kind: string) => {
    const height = b ? Math.max(2, (34 * b.min) / most) : 0;
    return svg(`rect.${kind}`, { x: kind === 'h-cl' ? 2 : 13, y: 36 - height, width: 9, height });
  };
  return section(t('region.history'), null,
    el('div.history', null, ...shown.map(({ night, entry }, i) => {
      const claimed = boundsOf(entry?.claimed);
      const single = boundsOf(entry?.incidents);
      const text = `${word('part', night.part)}, ${day(night.date)}: ${t('strip.claimed')} ${claimed ? words(claimed) : t('none')}, ${t('history.single')} ${single ? words(single) : t('none')}`;
      return el('button', { type: 'button', onclick: () => on.night(night.date) },
        svg('svg', { width: 24, height: 37, 'aria-hidden': 'true' }, column(claimed, 'h-cl'), column(single, 'h-in')),
        el('b', null, num(Math.max(claimed?.min ?? 0, single?.min ?? 0))),
        el('span', null, night.part === 'day' ? word('part', 'day') : i && shown[i - 1].night.date.slice(0, 7) === night.date.slice(0, 7) ? dayNumber(night.date) : dayShort(night.date)), el('span.vh', null, `. ${text}`));
    })),
    el('p.foot', null, t('history.note')));
}

function restrictions(model: Model, id: string): HTMLElement | null {
  const chain = new Set([id, ...parents(model, id)]);
  const rules = model.restrictions.filter((r) => chain.has(r.region_id));
  if (!rules.length) return null;
  return section(t('region.restrictions'), null, ...rules.map((r) => el('p.w', null, `${r.instrument}${r.instrument_date ? `, ${day(r.instrument_date)}` : ''} (${word('restriction', r.status)}). ${r.summary ?? ''}`)), el('p.foot', null, t('region.restrictions.note')));
}

/** showStatements fetches the words behind the records of the region; a relay is shown once. */
async function showStatements(model: Model, ids: string[], into: HTMLElement) {
  const seen = new Set<string>();
  for (const id of ids) {
    try {
      const full = await loadRecord(id, model.boot.version, model.store.state.as_of);
      for (const s of full.statements) {
        if (seen.has(s.id)) continue;
        seen.add(s.id);
        const date = dateOf(model.incidents.find((r) => r.id === id) as never);
        into.append(el('div.st-dated', null, date ? el('span.field-name', null, day(date)) : null, statement(s, full.documents, full.checks)));
      }
    } catch {
      // The record itself, when it is opened, says what failed and offers to try again.
    }
  }
}
