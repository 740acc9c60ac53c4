// On a phone the panel is a sheet with three stops: the title, half, full. It is dragged by its handle or stepped by key.
// On a wide screen it folds away to the left.
import { el } from '../dom';
import { t } from '../i18n';

const stops = ['low', 'half', 'full'] as const;
export type Stop = (typeof stops)[number];

/** Sheet keeps the stop of the panel, and on a wide screen whether it is folded. */
export class Sheet {
  stop: Stop = 'half';
  readonly handle = el('button.handle', { type: 'button', id: 'sheet-handle' });
  private readonly edge = el('button.edge.only-desk', { type: 'button', id: 'fold', 'aria-controls': 'panel', onclick: () => this.fold(!this.folded) });
  private folded = false;

  constructor(panel: HTMLElement) {
    let start: { y: number; height: number; moved: boolean } | null = null;
    this.handle.addEventListener('pointerdown', (e) => {
      start = { y: e.clientY, height: panel.offsetHeight, moved: false };
      this.handle.setPointerCapture(e.pointerId);
    });
    this.handle.addEventListener('pointermove', (e) => {
      if (!start) return;
      const by = start.y - e.clientY;
      if (Math.abs(by) > 6) start.moved = true;
      if (start.moved) {
        panel.classList.add('dragged');
        panel.style.height = `${Math.max(80, start.height + by)}px`;
      }
    });
    const end = (e: PointerEvent) => {
      if (!start) return;
      const { moved } = start;
      const height = panel.offsetHeight;
      start = null;
      panel.classList.remove('dragged');
      panel.style.height = '';
      if (moved) this.set(this.nearest(height));
      else if (e.type === 'pointerup') this.set(this.stop === 'half' ? 'full' : this.stop === 'full' ? 'low' : 'half');
    };
    this.handle.addEventListener('pointerup', end);
    this.handle.addEventListener('pointercancel', end);
    this.handle.addEventListener('keydown', (e) => {
      const at = stops.indexOf(this.stop);
      if (e.key === 'ArrowUp') this.set(stops[Math.min(2, at + 1)]);
      else if (e.key === 'ArrowDown') this.set(stops[Math.max(0, at - 1)]);
      else if (e.key === 'Enter' || e.key === ' ') this.set(stops[(at + 1) % 3]);
      else return;
      e.preventDefault();
    });
    panel.before(this.edge);
    document.getElementById('skip')?.addEventListener('click', () => this.fold(false));
    this.set('half');
    this.fold(false);
  }

  /** fold puts the panel of a wide screen away, or back. */
  fold(away: boolean) {
    this.folded = away;
    document.body.classList.toggle('folded', away);
    dispatchEvent(new Event('resize'));
    this.name();
  }

  /** open shows the panel where only its title or nothing of it is seen. */
  open() {
    if (narrow() && this.stop === 'low') this.set('half');
    if (this.folded) this.fold(false);
  }

  set(stop: Stop) {
    this.stop = stop;
    document.body.classList.remove(...stops.map((s) => `sheet-${s}`));
    document.body.classList.add(`sheet-${stop}`);
    dispatchEvent(new Event('resize')); // the map has what the sheet leaves
    this.name();
  }

  /** name labels the handle in the language of the page. */
  name() {
    this.handle.setAttribute('aria-label', t(`sheet.${this.stop}`));
    const label = t(this.folded ? 'panel.open' : 'panel.fold');
    this.edge.title = label;
    this.edge.setAttribute('aria-label', label);
    this.edge.setAttribute('aria-expanded', String(!this.folded));
    this.edge.textContent = this.folded ? '›' : '‹';
  }

  private nearest(height: number): Stop {
    const share = height / innerHeight;
    return share < 0.26 ? 'low' : share < 0.66 ? 'half' : 'full';
  }
}

/** narrow: the page has its phone layout; a phone that lies on its side has not. */
export function narrow(): boolean {
  return matchMedia('(max-width: 899px) and (min-height: 560px), (max-width: 599px)').matches;
}
