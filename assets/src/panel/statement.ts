// What was said, by whom, where: verbatim in its own language, or our summary marked as one. Only ever text nodes.
import { el, outward } from '../dom';
import { moment, t, tongue, word } from '../i18n';
import { type Finding, check } from './checks';
import type { Document, Statement } from './record';

/** statement shows one statement with its document and its checks: those recorded with it, and of the findings those computed. */
export function statement(s: Statement, documents: Document[], findings: Finding[]): HTMLElement {
  const doc = documents.find((d) => d.id === s.document) ?? null;
  const who = s.speaker ?? doc?.publisher ?? t('statement.nobody');
  return el(
    'article.st', { 'data-id': s.id },
    el('p.st-who', null, el('b', null, who), `, ${word('role', s.speaker_role)}`, s.channel ? t('statement.channel', { channel: s.channel }) : null, s.preliminary ? el('span.tag', null, t('preliminary')) : null),
    s.quote ? el('blockquote', { lang: s.quote_lang ?? null, dir: 'auto' }, s.quote) : null,
    s.summary ? summary(s.summary, !s.quote) : null,
    ...s.checks.filter((c) => c.result !== 'ok' || c.says).map(check),
    ...findings.filter((f) => f.of === s.id && f.computed).map(check),
    doc ? source(doc) : null,
  );
}

/** summary is what was said in our own words, marked as such and by its language where that is not the page's. */
function summary(text: string, alone: boolean): HTMLElement {
  const other = tongue(text);
  const kind = [alone ? t('statement.summary') : null, other ? word('tongue', other) : null].filter(Boolean).join(' ');
  return el('p.st-summary', null, kind ? el('span.st-kind', null, `${kind}: `) : null, other ? el('span', { lang: other }, text) : text);
}

/** source links the document: publisher, date, address, archived copy; what is not known is said. */
export function source(doc: Document): HTMLElement {
  const parts: (HTMLElement | string)[] = [outward(doc.url, doc.publisher ?? doc.title ?? doc.id)];
  if (doc.publisher_role && doc.publisher_role !== 'other') parts.push(word('publisher', doc.publisher_role));
  parts.push(doc.published_at ? moment(doc.published_at) : t('source.undated'));
  if (doc.archive_url) parts.push(outward(doc.archive_url, t('source.archive')));
  return el('p.who', null, ...parts.flatMap((part, i) => (i ? [' · ', part] : [part])));
}
