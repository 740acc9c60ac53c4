// Words, numbers and dates in the language of the page. Every text that a reader sees comes from src/messages; plurals,
// numbers and dates come from Intl.
import { getJSON } from './fetch';
import type { Lang } from './state';
import { type MessageKey, type Messages, messageFiles } from './messages/files';

export interface Names {
  en: string;
  ru: string;
  uk: string;
}

type Values = Record<string, string | number>;

const locales: Record<Lang, string> = { en: 'en-GB', ru: 'ru-RU', uk: 'uk-UA' };

let lang: Lang = 'en';
let messages = {} as Messages;
let plurals = new Intl.PluralRules('en-GB');
let numbers = new Intl.NumberFormat('en-GB');

/** speak loads the messages of a language; nothing is drawn before the first call has ended. */
export async function speak(next: Lang): Promise<void> {
  const loaded = await getJSON<Messages>(messageFiles[next]);
  lang = next;
  messages = loaded;
  plurals = new Intl.PluralRules(locales[next]);
  numbers = new Intl.NumberFormat(locales[next], { maximumFractionDigits: 2 });
  document.documentElement.lang = next;
}

export function language(): Lang {
  return lang;
}

/** t is the message of a key; `{name}` in it stands for values.name, and values.n chooses the plural form. */
export function t(key: MessageKey, values: Values = {}): string {
  const message = messages[key] as string | Record<string, string>;
  const text = typeof message === 'string' ? message : (message[plurals.select(Number(values.n ?? 0))] ?? message.other);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

/** bound keeps a number on the line of what it counts. */
export function bound(text: string): string {
  return text.replace(/(\d) (?=\p{L})/gu, '$1\u00a0').replace(/ (?=\d+\.?$)/, '\u00a0');
}

/** word is the message `prefix.value` of an enumeration, or the bare value when a newer server sends one we do not know. */
export function word(prefix: string, value: string): string {
  const key = `${prefix}.${value}` as MessageKey;
  return messages[key] === undefined ? value.replace(/_/g, ' ') : t(key);
}

/** note is the message `prefix.value` where there is one, else null: a remark that not every value has. */
export function note(prefix: string, value: string): string | null {
  const key = `${prefix}.${value}` as MessageKey;
  return messages[key] === undefined ? null : t(key);
}

export function num(n: number): string {
  return numbers.format(n);
}

/** named picks the name in the page's language, else English, Russian, Ukrainian. */
export function named(names: Partial<Names> | null | undefined, fallback = ''): string {
  return names?.[lang] || names?.en || names?.ru || names?.uk || fallback;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** A formatter is made once for each language and form: making one takes as long as writing a hundred dates. */
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return made(locales[lang], { timeZone: 'UTC', ...options });
}

function made(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let known = formatters.get(key);
  if (!known) formatters.set(key, (known = new Intl.DateTimeFormat(locale, options)));
  return known;
}

/** dateIn is the date, 2025-08-27, that clocks of a zone show at a point in time; hourIn the hour. */
export function dateIn(iso: string, timeZone: string): string {
  return made('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(iso));
}

export function hourIn(iso: string, timeZone: string): number {
  return Number(made('en-GB', { timeZone, hour: 'numeric', hour12: false }).format(new Date(iso)));
}

const noon = (date: string) => new Date(date + 'T12:00:00Z');

/** day writes a date in full: 27 August 2025. */
export function day(date: string): string {
  return tidy(formatter({ day: 'numeric', month: 'long', year: 'numeric' }).format(noon(date)));
}

/** tidy drops the word for year and keeps a day with its month on one line. */
function tidy(date: string): string {
  return date.replace(/\s*(г|р)\.$/, '').replace(/(\d) (?=\p{L})/gu, '$1\u00a0').replace(/\s–\s/, '\u00a0– ');
}

/** dayShort writes 27 Aug, dayNumber 27. */
export function dayShort(date: string): string {
  return formatter({ day: 'numeric', month: 'short' }).format(noon(date));
}

export function dayNumber(date: string): string {
  return String(Number(date.slice(8)));
}

export function weekday(date: string): string {
  return formatter({ weekday: 'long' }).format(noon(date));
}

/** weekdayName names a day of the week, Sunday 0. */
export function weekdayName(n: number): string {
  return formatter({ weekday: 'long' }).format(new Date(Date.UTC(2025, 7, 24 + n, 12)));
}

/** range writes a period: 9 August to 1 November 2025 in the manner of the language. */
export function range(from: string, to: string): string {
  if (from === to) return day(from);
  return tidy(formatter({ day: 'numeric', month: 'long', year: 'numeric' }).formatRange(noon(from), noon(to)));
}

/** rangeShort writes a period with short months, for buttons. */
export function rangeShort(from: string, to: string): string {
  const short = formatter({ day: 'numeric', month: 'short', year: 'numeric' });
  return tidy(from === to ? short.format(noon(from)) : short.formatRange(noon(from), noon(to)));
}

/** moment writes a point in time with its zone. */
export function moment(iso: string, zone = 'UTC'): string {
  return formatter({ timeZone: zone, day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(new Date(iso));
}

/** hours writes a stated interval in its own zone. */
export function hours(start: string, end: string, zone: string): string {
  return formatter({ timeZone: zone, day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).formatRange(new Date(start), new Date(end));
}

/** list joins words in the manner of the language. */
export function list(words: string[]): string {
  return new Intl.ListFormat(locales[lang], { type: 'conjunction' }).format(words);
}

/**
 * tongue guesses the language of words of ours that are kept in one language alone, by their letters; null where it is that of
 * the page, or cannot be told. Readers and speech are told of it.
 */
export function tongue(text: string): Lang | null {
  const guess = /[\u0456\u0457\u0454\u0491]/i.test(text) ? 'uk' : /\p{Script=Cyrillic}/u.test(text) ? 'ru' : / (?:the|of|in|and|on|at|no|by|a|was|is|are) /i.test(` ${text} `) ? 'en' : lang;
  return guess === lang ? null : guess;
}
