// What is contradicted, in words: remarks that somebody recorded, and what the server's rules found. Nothing is judged here.
import { type Child, el } from '../dom';
import { day, num, t, weekdayName, word } from '../i18n';
import type { MessageKey } from '../messages/files';

export interface Check {
  check: string;
  result: 'ok' | 'contradicted' | 'unknown';
  says: string | null;
  numbers: number[];
  note: string | null;
}

/** Finding is a contradiction with the statement or tally that it is of. */
export interface Finding extends Check {
  of: string;
  computed: boolean;
  /** the rule that found it; empty for what somebody recorded */
  rule: string;
  /** said, then meant */
  dates: string[];
  units: string[];
}

/** Reach is how widely something is reported. */
export interface Reach {
  n_statements: number;
  n_sources: number;
  n_independent: number;
}

/** reach writes it: statements, documents, and how many of the voices do not repeat each other. */
export function reach(r: Reach): string {
  return [t('reach.statements', { n: r.n_statements }), t('card.sources', { n: r.n_sources }), t('reach.independent', { n: r.n_independent })].join(', ');
}

/** check shows one check of a statement or tally. */
export function check(c: Check | Finding): HTMLElement {
  const computed = 'computed' in c && c.computed;
  return el('p.check', null, ...told(c), computed ? ` (${t('check.computed')})` : null);
}

/** told says the result, the words and the reason; words of others are marked as of another language than the page's. */
export function told(c: Check | Finding): Child[] {
  const found = why(c);
  const [lead, end] = c.says ? t('check.says', { check: word('check', c.check), says: '\n' }).split('\n') : [word('check', c.check)];
  return [
    el(c.result === 'contradicted' ? 'span.tag.flag' : 'span.tag', null, word('check.result', c.result)), ' ',
    lead, c.says ? el('span', { lang: '' }, c.says) : null, end ?? null, ...(found ? [': ', found] : []),
  ];
}

/** why is what a check found: a rule's words in the language of the page, somebody's note, or at least the numbers compared. */
function why(c: Check | Finding): Child {
  if ('rule' in c && c.rule) {
    const [a, b] = c.numbers;
    const dates = c.dates.map(day);
    const key = c.rule.endsWith('_elsewhere') && dates.length < 2 ? 'rule.weekday_elsewhere' : `rule.${c.rule}`;
    const values = { a: num(a ?? 0), b: num(b ?? 0), date: dates.at(-1) ?? '', weekday: weekdayName(key === 'rule.weekday_of_date' ? (b ?? 0) : (a ?? 0)), unit: word('unit', c.units[1] ?? '') };
    if (word('rule', key.slice(5)) !== key.slice(5).replace(/_/g, ' ')) return t(key as MessageKey, values);
  }
  return c.note ? el('span', { lang: '' }, c.note) : c.numbers.map(num).join(', ');
}
