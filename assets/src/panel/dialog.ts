// One dialog at a time, modal, closed by Escape, with the focus given back.
import { type Child, add, el } from '../dom';
import { t } from '../i18n';

/** dialog opens a modal with a heading; the returned function closes it. */
export function dialog(heading: string, kind: string, ...children: Child[]): () => void {
  const before = document.activeElement as HTMLElement | null;
  const node = el(`dialog.dialog.${kind}` as 'dialog', { 'aria-labelledby': 'dialog-h' });
  const close = () => node.close();
  add(node, [
    el('header', null, el('h2', { id: 'dialog-h' }, heading), el('button.close', { type: 'button', 'aria-label': t('close'), onclick: close }, '×')),
    el('div.dialog-body', null, ...children),
  ]);
  node.addEventListener('click', (e) => {
    if (e.target === node) close();
  });
  node.addEventListener('close', () => {
    node.remove();
    before?.focus?.();
  });
  document.body.append(node);
  node.showModal();
  return close;
}

/** copyField is a text that can be copied with one button. */
export function copyField(label: string, text: string, rows = 2): HTMLElement {
  const area = el('textarea', { readonly: true, rows, 'aria-label': label, spellcheck: 'false' });
  area.value = text;
  area.addEventListener('focus', () => area.select());
  const button = el('button', { type: 'button' }, t('copy'));
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      area.select();
      document.execCommand('copy');
    }
    button.textContent = t('copied');
    setTimeout(() => (button.textContent = t('copy')), 1600);
  });
  return el('div.copy', null, el('span.field-name', null, label), area, button);
}
