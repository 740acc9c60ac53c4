// How the words of a place became a region: the words, what was rejected, what was suggested, who decided and why.
import { el } from '../dom';
import { type Names, moment, named, t, word } from '../i18n';
import { type Model, nameOf } from '../model';
import type { Place } from './record';

/** placeSteps lists the steps; names are those that the record brings, of units that the page may not have met. */
export function placeSteps(model: Model, place: Place, names: Record<string, Names>): HTMLElement {
  const name = (id: string) => named(names[id], nameOf(model, id));
  const r = place.resolution;
  const steps: [string, ...(HTMLElement | string)[]][] = [];
  if (place.verbatim || r?.query) steps.push([t('place.words'), place.verbatim ? el('span', null, '“', el('bdi', null, place.verbatim), '”') : '', r?.query && r.query !== place.verbatim ? el('span.w', null, t('place.query', { query: r.query })) : '']);
  if (r?.answer.length) steps.push([t('place.answer'), r.answer.map(name).join(', ')]);
  if (r?.rejected.length) steps.push([t('place.rejected'), ...r.rejected.map((x) => el('span', null, el('s', null, name(x.id)), ` ${x.reason}`))]);
  if (r?.suggested.length) steps.push([t('place.suggested'), r.suggested.map(name).join(', ')]);
  const decided = place.region_ids.map(name).join(', ') || place.name || t('where.unknown');
  const by = [word('method', place.method), r?.decided_by, r?.decided_at ? moment(r.decided_at) : null, r?.reason].filter(Boolean).join('; ');
  steps.push([t('place.decided'), el('b', null, decided), el('span.w', null, by)]);
  const known = place.point ? (place.uncertainty_m ? t('place.uncertainty', { n: Math.round(place.uncertainty_m) }) : t('place.point')) : t('place.area', { level: word('level', place.level) });
  return el('div', null,
    el('ol.steps', null, ...steps.map(([name, ...what], i) => el(i === steps.length - 1 ? 'li.done' : 'li', null, el('span.step-name', null, name), ...what))),
    el('p.foot', null, known));
}
