// Keys that work wherever the focus is, except in a field or a dialog.

export interface Keys {
  search: () => void;
  step: (by: -1 | 1) => void;
  back: () => void;
}

/** bindKeys listens: / searches, [ and ] step through the nights, Escape goes back. */
export function bindKeys(on: Keys) {
  addEventListener('keydown', (e) => {
    const field = e.target instanceof HTMLInputElement || e.target instanceof HTMLSelectElement || e.target instanceof HTMLTextAreaElement;
    if (field || e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]')) return;
    if (e.key === '/') {
      e.preventDefault();
      on.search();
    } else if (e.key === '[' || e.key === ']') on.step(e.key === '[' ? -1 : 1);
    else if (e.key === 'Escape') on.back();
  });
}
