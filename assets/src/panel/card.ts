// The card of one record: what, where, when, how sure; then the words it came from, and how each number came about.
import { type Child, add, el, fill } from '../dom';
import { counted } from '../figures';
import { day, moment, note, t, word } from '../i18n';
import { glyph } from '../marks/glyph';
import { kindOf } from '../marks/group';
import { type Model, nameOf } from '../model';
import { type Incident, placed, precisionOf } from '../records';
import { placeName, title, what, when, where } from '../describe';
import { check, reach } from './checks';
import { dots, nowhere } from './list';
import { type Effect, type FullRecord, loadRecord } from './record';
import { statement } from './statement';
import { placeSteps } from './place';
import { problem } from './problem';

export interface CardEvents {
  back: () => void;
  share: (kind: 'link' | 'cite') => void;
  region: (id: string) => void;
  /** ids of the areas that the record names, to outline them */
  areas: (ids: string[]) => void;
}

/** card shows a record; the head comes from the row at once, the rest when the full record has come. */
export function card(model: Model, row: Incident, on: CardEvents): HTMLElement {
  const body = el('div.card-body', { 'aria-busy': 'true' }, el('div.skeleton', { 'aria-hidden': 'true' }, el('i.wide'), el('i'), el('i.short'), el('i')));
  const crumbs = [row.country, row.region_id, row.district_id].filter((id, i, all): id is string => !!id && all.indexOf(id) === i);
  const node = el(
    'article.card-view', { 'aria-labelledby': 'card-h', 'data-record': row.id },
    el('button.back', { type: 'button', onclick: () => on.back() }, t('back')),
    el('p.crumb', null, placed(row) ? glyph(precisionOf(row), kindOf([row]), '', true) : nowhere(), ' ', [word('kind', kindOf([row])), word('level.known', precisionOf(row))].join(' · ')),
    el('h1', { id: 'card-h', tabindex: -1 }, title(model, row)),
    el('p.card-when', null, when(row)),
    el('p.card-grade', null, word('grade', row.grade), dots(row.grade), el('span.reason')),
    el('p.crumb', null, ...crumbs.flatMap((id, i): Child[] => [i ? ' › ' : null, el('button.link', { type: 'button', onclick: () => on.region(id) }, placeName(model, row, id))])),
    body,
  );
  const load = () => {
    loadRecord(row.id, model.boot.version, model.store.state.as_of).then(
      (full) => {
        body.removeAttribute('aria-busy');
        const reason = node.querySelector('.reason');
        if (reason) reason.textContent = gradeReason(full);
        fill(body, ...sections(model, row, full, on));
        on.areas(full.record.place.region_ids);
      },
      (err) => fill(body, problem(err, load)),
    );
  };
  load();
  return node;
}

/** gradeReason is why the record is graded so: the rule's reason, or a reviewer's beside what the rules would give. */
function gradeReason(full: FullRecord): string {
  const g = full.grading;
  if (!g) return '';
  const told = (reason: string) => note('role', reason) ?? note('grade.reason', reason.replace(/^\d+ /, 'n ').replace(/ /g, '_')) ?? reason;
  const ours = g.overridden ? ` (${t('grade.overridden', { grade: word('grade', g.rule), reason: told(g.rule_reason) })})` : '';
  const why = told(g.reason);
  return (why.toLowerCase() === word('grade', g.grade).toLowerCase() ? '' : `: ${why}`) + ours;
}

function sections(model: Model, row: Incident, full: FullRecord, on: CardEvents): Child[] {
  const { record } = full;
  return [
    section(t('card.statements'), full.sources && reach(full.sources), ...full.statements.map((s) => statement(s, full.documents, full.checks))),
    full.remarks.length ? section(t('card.remarks'), t('card.remarks.note'), ...full.remarks.map((s) => statement(s, full.documents, full.checks))) : null,
    record.effects.length ? section(t('card.effects'), null, el('div.effects', null, ...record.effects.map(effect))) : null,
    section(t('card.place'), null, placeSteps(model, record.place, full.names)),
    section(t('card.totals'), null, totals(model, row, full)),
    section(t('card.rest'), null, rest(record)),
    section(t('card.history'), null, el('ul.plain', null, ...full.revisions.map((r) => el('li', null, `${r.rev}. ${word('change', r.change)}, ${moment(r.recorded_at)}, ${r.author}${r.reason ? `: ${r.reason}` : ''}`)))),
    el('p.card-acts', null,
      el('button.link', { type: 'button', onclick: () => on.share('link') }, t('act.link')),
      el('button.link', { type: 'button', onclick: () => on.share('cite') }, t('act.cite')),
      el('a', { href: `/records/${encodeURIComponent(row.id)}`, download: `${row.id}.json` }, t('act.record'))),
  ];
}

function section(heading: string, small: string | null, ...children: Child[]): HTMLElement {
  return el('section', null, el('h2', null, heading, small ? el('small', null, small) : null), ...children);
}

/** effect says a state and a number; "none reported" and "not mentioned" are never the same. */
function effect(e: Effect): HTMLElement {
  const state = e.state === 'reported' && e.count ? counted(e.count) : word('effect', e.state);
  const notes = [e.part, e.cause !== 'unknown' && e.state === 'reported' ? word('cause', e.cause) : null, e.preliminary ? t('preliminary') : null];
  return el('div', null, el('span.field-name', null, word('subject', e.subject)), el('b', null, state), el('small', null, notes.filter(Boolean).join(', ')));
}

function totals(model: Model, row: Incident, full: FullRecord): HTMLElement {
  const lines: HTMLElement[] = full.tallies.map((tally) =>
    el('tr', null,
      el('td', null, t('card.tally', { count: counted(tally.count), where: tally.scope.map((id) => nameOf(model, id)).join(', '), date: tally.night_of ? day(tally.night_of) : '' })),
      el('td', null, word('relation', full.link?.relation ?? 'none'))));
  const wrong = full.checks.filter((f) => full.tallies.some((x) => x.id === f.of)).map(check);
  const tests = Object.entries(full.link?.tests ?? {});
  const table = el('table.ledger', null, el('tbody', null, ...lines, el('tr', null, el('td', null, t('card.counts')), el('td', null, row.is_interception ? counted(full.record.count) : what(row)))));
  return el('div', null, table, ...wrong, tests.length ? el('p.foot', null, t('card.tests', { tests: tests.map(([name, result]) => `${word('test', name)} ${word('test.result', result)}`).join(', ') })) : null);
}

function rest(record: FullRecord['record']): HTMLElement {
  const lines = el('div');
  const a = record.attribution;
  const said = a?.attributed_by
    ? t('card.attribution', { to: a.attributed_to ?? t('where.unknown'), by: a.attributed_by })
    : t('card.attribution.none');
  add(lines, [el('p.w', null, said), record.response && record.response !== 'none_mentioned' ? el('p.w', null, t('card.response', { response: word('response', record.response) })) : null]);
  if (record.place.generalised) add(lines, [el('p.w', null, t('card.generalised', { how: record.place.generalised }))]);
  return lines;
}

/** citation is the reference of a record, as text and as BibTeX. */
export function citation(model: Model, row: Incident, url: string): { text: string; bibtex: string } {
  const text = `oblast, “${title(model, row)}”, ${when(row)}. ${t('cite.version', { version: model.boot.version })} ${url}`;
  const bibtex = `@misc{${row.id.replace(/\W+/g, '-')},\n  title = {${title(model, row)}},\n  note = {${where(model, row)}; ${when(row)}; oblast ${model.boot.version}},\n  url = {${url}}\n}`;
  return { text, bibtex };
}
