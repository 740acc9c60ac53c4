// A failure is shown where its result would have been, with a way to try again.
import { el } from '../dom';
import { ProblemError } from '../fetch';
import { t } from '../i18n';

/** problem says what went wrong and offers to try again. */
export function problem(err: unknown, retry: () => void): HTMLElement {
  const known = err instanceof ProblemError ? err : new ProblemError(-1, '', String(err));
  const text = known.status === 0 ? t('problem.offline') : known.status < 0 ? t('problem.garbled') : known.status >= 500 ? t('problem.server') : t('problem.refused', { detail: known.detail || known.title });
  return el('div.problem', { role: 'alert' },
    el('p', null, text),
    ...known.faults.map((f) => el('p.w', null, `${f.field}: ${f.detail}${f.allowed?.length ? ` (${f.allowed.join(', ')})` : ''}`)),
    el('button', { type: 'button', onclick: retry }, t('problem.retry')));
}
