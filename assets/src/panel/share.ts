// Taking the map away: a link, an embed, the data in view, a reference.
import '../core';
import { el } from '../dom';
import { query } from '../fetch';
import { num, t } from '../i18n';
import type { Model } from '../model';
import type { State } from '../state';
import { headline, summary } from '../title';
import { totalsQuery } from '../totals';
import { copyField, dialog } from './dialog';

/** shareLink offers the address of what is shown, live and frozen at this version of the data. */
export function shareLink(model: Model) {
  const { store } = model;
  dialog(t('act.link'), 'share',
    copyField(t('share.live'), store.address('/')),
    copyField(t('share.frozen'), store.address('/', { as_of: model.boot.version || null })),
    el('p.foot', null, t('share.note')));
}

/** shareEmbed offers the snippet of an iframe; live or frozen. */
export function shareEmbed(model: Model) {
  const { store } = model;
  const snippet = (patch: Partial<State>) => `<iframe src="${store.address('/embed', { sel: null, ...patch }).replace(/&/g, '&amp;')}" title="${escapeAttribute(headline(model))}" width="100%" height="560" loading="lazy" style="border:0"></iframe>`;
  dialog(t('act.embed'), 'share',
    copyField(t('share.live'), snippet({}), 4),
    copyField(t('share.frozen'), snippet({ as_of: model.boot.version || null }), 4),
    el('p.foot', null, t('share.embed.note')));
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/** shareData offers totals and records of what is in view, as files. */
export function shareData(model: Model, bbox: string) {
  const { state } = model.store;
  const totals = { ...totalsQuery(state) };
  const items = {
    limit: 10000, bbox, as_of: state.as_of,
    datetime: state.from || state.to ? `${state.from ? before(state.from) : '..'}/${state.to ? `${state.to}T23:59:59Z` : '..'}` : null,
  };
  const collection = state.kind === 'damage' ? 'damage' : state.kind === 'interception' ? 'interceptions' : 'incidents';
  const file = (text: string, path: string, params: Record<string, string | number | null>, name: string) => el('li', null, el('a', { href: path + query(params), download: name }, text));
  dialog(t('act.data'), 'share',
    el('h3', null, t('data.totals')),
    el('ul.plain', null,
      file('GeoJSON', '/choropleth', totals, 'totals.geojson'),
      file('CSV', '/choropleth', { ...totals, f: 'csv' }, 'totals.csv')),
    el('h3', null, t('data.records', { n: model.seen.length, count: num(model.seen.length) })),
    el('ul.plain', null,
      file('GeoJSON', `/collections/${collection}/items`, { f: 'json', ...items }, 'records.geojson'),
      file('CSV', `/collections/${collection}/items`, { f: 'csv', ...items }, 'records.csv')),
    el('p.foot', null, t('data.note')),
    copyField(t('data.service'), location.origin + '/', 1));
}

/** before is the evening on which the night to a date begins. */
function before(date: string): string {
  const evening = new Date(Date.parse(date + 'T15:00:00Z') - 86_400_000);
  return evening.toISOString().slice(0, 19) + 'Z';
}

/** shareCite offers a reference, as text and as BibTeX. */
export function shareCite(model: Model) {
  const url = model.store.address('/', { as_of: model.boot.version || null });
  const today = new Date().toISOString().slice(0, 10);
  cite(
    `oblast, “${headline(model)}”, ${t('cite.version', { version: model.boot.version })} ${t('cite.accessed', { date: today })} ${url}`,
    `@misc{oblast-${model.boot.version},\n  title = {${headline(model)}},\n  howpublished = {oblast},\n  note = {${t('cite.version', { version: model.boot.version })} ${summary(model)}},\n  url = {${url}},\n  urldate = {${today}}\n}`,
  );
}

/** cite shows a reference. */
export function cite(text: string, bibtex: string) {
  dialog(t('act.cite'), 'share', copyField(t('cite.text'), text, 4), copyField('BibTeX', bibtex, 7));
}
