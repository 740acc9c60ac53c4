// The head of the panel: the sentence, what it is made of, and what is not known.
import { el } from '../dom';
import { bound, t } from '../i18n';
import type { Model } from '../model';
import { headline, lede, meta, notKnown } from '../title';

export function head(model: Model): HTMLElement {
  return el(
    'header.head', null,
    el('h1', { id: 'title' }, headline(model)),
    model.ledger || model.values ? el('p.lede', null, bound(lede(model).join(' '))) : el('p.lede.wait', null, t('loading')),
    el('p.meta', null, bound(meta(model))),
  );
}

/** unknown is the section that says in words what the map cannot show. */
export function unknown(model: Model): HTMLElement | null {
  const sentences = notKnown(model);
  const unsplit = [...(model.values?.rows.values() ?? [])].filter((row) => row.status === 'no_data' && (row.unsplit_max ?? 0) > 0).length;
  if (unsplit) sentences.push(t('notknown.unsplit', { n: unsplit }));
  return sentences.length ? el('section.unk', null, el('h2', null, t('notknown')), el('p.w', null, bound(sentences.join(' ')))) : null;
}
