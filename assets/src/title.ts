// The title is a sentence made from the state of the map; the lines under it say what the number is made of and what is not
// known.
import { boundsOf, plus, words, type Bounds } from './figures';
import { day, list, moment, note, num, range, t, word } from './i18n';
import { type Night, scopeOf } from './ledger';
import { type Model, nameOf } from './model';
import { type State } from './state';

/** headline names measure, level and period: "Drones reported intercepted, by region, night of 27 August 2025". */
export function headline(model: Model): string {
  const { state } = model.store;
  const what = [word('headline', state.measure), note('per.of', state.per)].filter(Boolean).join(' ');
  const values = { what, level: word('by', state.level), period: period(model, state), where: state.within ? nameOf(model, state.within) : '' };
  return t(state.within ? 'headline.within' : 'headline', values);
}

/** period writes the period of a state, with night or day where that is known. */
export function period(model: Model, state: State): string {
  const from = state.from ?? model.boot.period?.from ?? null;
  const to = state.to ?? model.boot.period?.to ?? null;
  if (!from || !to) return t('period.none');
  if (from !== to) return (state.part === 'all' ? '' : word('part', state.part) + ', ') + range(from, to);
  const parts = new Set((model.ledger?.nights ?? []).filter((n) => n.date === from).map((n) => n.part));
  const part = state.part !== 'all' ? state.part : parts.size === 1 ? [...parts][0] : parts.size === 0 ? 'night' : 'all';
  return t(part === 'night' ? 'period.night' : part === 'day' ? 'period.day' : 'period.both', { date: day(from) });
}

/** lede says, for every country that claims a total, how it stands against the single reports. */
export function lede(model: Model): string[] {
  const { state } = model.store;
  const nights = model.ledger?.nights ?? [];
  if (!model.ledger) return [];
  if (state.measure !== 'interceptions') return model.loaded ? [t('lede.records', { n: model.chosen.length })] : [];
  const sentences: string[] = [];
  for (const scope of new Set(nights.map(scopeOf))) {
    if (scope) sentences.push(...scopeSentences(model, scope, nights.filter((n) => scopeOf(n) === scope)));
  }
  return sentences.length ? sentences : [t('lede.none')];
}

function scopeSentences(model: Model, scope: string, nights: Night[]): string[] {
  const claimed = sum(nights.map((n) => n.total));
  const outside = count(nights, 'outside');
  const out: string[] = [];
  const where = nameOf(model, scope);
  if (claimed) {
    const regions = new Set(nights.flatMap((n) => n.regions ?? []).filter((r) => boundsOf(r.claimed)).map((r) => r.region_id));
    const split = regions.size ? t('lede.split', { n: regions.size }) : t('lede.unsplit');
    out.push(t(nights.length > 1 ? 'lede.claimed.nights' : 'lede.claimed', { n: claimed.min, count: words(claimed), where, nights: t('nights', { n: nights.filter((x) => x.total !== null).length }), split }));
  }
  if (outside && claimed) out.push(t('lede.outside', { n: outside }));
  const open = count(nights, 'undetermined') + count(nights, 'overlaps');
  if (open) out.push(t('lede.undetermined', { n: open }));
  const conflicts = count(nights, 'conflicts');
  if (conflicts) out.push(t('lede.conflicts', { n: conflicts }));
  return out;
}

/** notKnown says, for every country, how much of its claims no single report covers; claims of two sides are never added. */
export function notKnown(model: Model): string[] {
  if (model.store.state.measure !== 'interceptions') return [];
  const nights = (model.ledger?.nights ?? []).filter((n) => boundsOf(n.total));
  return [...new Set(nights.map(scopeOf))].flatMap((scope) => {
    const own = nights.filter((n) => scopeOf(n) === scope);
    const rest = sum(own.map((n) => n.not_in_incidents));
    const all = sum(own.map((n) => n.total));
    return rest && all && (rest.max ?? 1) > 0 ? [t('notknown.rest', { count: words(rest), all: words(all), where: nameOf(model, scope) })] : [];
  });
}

function count(nights: Night[], relation: 'outside' | 'undetermined' | 'overlaps' | 'conflicts'): number {
  return nights.reduce((n, night) => n + (night[relation]?.length ?? 0), 0);
}

function sum(values: unknown[]): Bounds | null {
  return values.map(boundsOf).reduce<Bounds | null>((a, b) => plus(a, b), null);
}

/** meta says as of when, how many records and from how many publishers. */
export function meta(model: Model): string {
  const answer = model.values?.answer;
  if (!answer) return '';
  const sources = answer.sources.length;
  const counts = [model.loaded ? t('meta.records', { n: model.chosen.length }) : '', sources ? t('meta.sources', { n: sources }) : ''].filter(Boolean).join(', ');
  return [answer.as_of ? t('meta.asof', { when: moment(answer.as_of, 'UTC') }) : '', counts].filter(Boolean).join(' ');
}

/** unlocatedCount is how many of the chosen incidents have no place on the map. */
export function unlocatedCount(model: Model): number {
  return model.chosen.filter((r) => r.lon === null).length;
}

/** summary is what a reader who cannot see the map hears of it. */
export function summary(model: Model): string {
  const top = [...(model.values?.rows.values() ?? [])].filter((r) => r.status === 'value' && (r.min ?? 0) > 0).sort((a, b) => (b.min ?? 0) - (a.min ?? 0)).slice(0, 3);
  const said = top.length ? t('summary.top', { list: list(top.map((r) => `${nameOf(model, r.region_id)} ${num(r.min ?? 0)}`)) }) : '';
  return `${headline(model)}. ${said}`;
}
