// The legend is the control: pointing at a class lets its regions stand out, choosing it keeps them so and the list to them.
import { el, fill, svg } from '../dom';
import { short } from '../figures';
import { note, num, t, word } from '../i18n';
import type { Model } from '../model';
import type { Fill, Status } from '../values';
import { rampStyle } from '../tokens';

export interface LegendEvents {
  highlight: (fill: Fill | null) => void;
  /** another class, or none, is held now */
  held?: () => void;
}

/** Legend keeps which class is held while the rest of the panel is rebuilt. */
export class Legend {
  held: Fill | null = null;
  readonly node = el('section.legend');

  constructor(private readonly on: LegendEvents) {}

  /** draw rebuilds the legend; an entry that is no longer there lets go. longest is how many characters fit under a class. */
  draw(model: Model, longest = 7) {
    this.node.setAttribute('aria-label', t('legend'));
    const values = model.values;
    if (!values) {
      fill(this.node, el('div.skeleton', { 'aria-hidden': 'true' }, el('i.wide'), el('i'), el('i.short')));
      return;
    }
    const { legend } = values.answer;
    const classes = legend.classes.filter((c) => c.class !== null);
    const below = legend.classes.filter((c) => c.class === null);
    if (typeof this.held === 'number' && this.held >= classes.length) this.hold(null);
    const { state } = model.store;
    const full = classes.map(label);
    const tight = classes.length > 5 || full.some((text) => text.length > longest);
    const labels = tight ? classes.map((c) => `${num(c.min)}+`) : full;
    const single = state.from !== null && state.from === state.to;
    const unit = state.level;
    fill(
      this.node,
      el('h2', null, t('legend.title', { measure: word('measure', state.measure), basis: [word('basis.of', state.basis), note('per.of', state.per)].filter(Boolean).join(', ') }), el('small', null, single ? t('legend.same') : '')),
      classes.length
        ? el('div.ramp', { role: 'group', 'aria-label': t('legend.classes'), 'data-classes': classes.length },
            ...classes.map((c, i) => this.swatch(i, rampStyle(classes.length, i), labels[i], c.count, tight ? null : unit, label(c))))
        : el('p.foot', null, t('legend.novalues')),
      ...below.map((c) => el('p.foot', null, t('legend.below', { label: c.label, n: c.count }))),
      state.measure === 'interceptions' ? says(state.basis) : null,
      el('div.miss', { role: 'group', 'aria-label': t('legend.missing') },
        ...legend.missing.filter((m) => m.status !== ('residual' as Status)).map((m) => this.missing(m.status, m.count)),
        residual(model)),
      conflicts(model),
      el('p.foot', null, state.basis === 'incidents' ? t('legend.note.incidents') : t('legend.note')),
    );
  }

  private swatch(index: number, colour: string, text: string, count: number, unit: string | null, full: string): HTMLElement {
    const swatch = el('span.sw');
    swatch.style.background = colour;
    const counted = count ? (unit ? t(`units.${unit}` as 'units.region', { n: count }) : `(${num(count)})`) : '';
    const button = el('button', { type: 'button', 'data-class': index, title: full, 'aria-label': `${text} ${counted || num(0)}${text === full ? '' : `: ${full}`}`, 'aria-pressed': String(this.held === index) }, swatch, el('span.num', null, text), ' ', el('small', null, counted || '\u00a0'));
    return this.wire(button, index);
  }

  private missing(status: Status, count: number): HTMLElement {
    const button = el('button', { type: 'button', 'data-status': status, title: note('missing.title', status), 'aria-pressed': String(this.held === status) }, sign(status), el('span', null, word('missing', status)), status === 'not_covered' ? null : el('span.c', null, num(count)));
    return this.wire(button, status as Fill);
  }

  private wire(button: HTMLElement, what: Fill): HTMLElement {
    for (const type of ['mouseenter', 'focus']) button.addEventListener(type, () => this.on.highlight(what));
    for (const type of ['mouseleave', 'blur']) button.addEventListener(type, () => this.on.highlight(this.held));
    button.addEventListener('click', () => {
      this.hold(this.held === what ? null : what);
      for (const other of this.node.querySelectorAll('[aria-pressed]')) other.setAttribute('aria-pressed', 'false');
      button.setAttribute('aria-pressed', String(this.held === what));
      this.on.held?.();
    });
    return button;
  }

  private hold(what: Fill | null) {
    this.held = what;
    this.on.highlight(what);
  }
}

function label(c: { label: string; min: number; max: number | null }): string {
  return c.label || short({ min: c.min, max: c.max });
}

/** says tells in a sentence what a basis counts. */
function says(basis: string): HTMLElement | null {
  const text = note('basis.says', basis);
  return text ? el('p.says', null, text) : null;
}

/** residual says how much is known to a region but to none of its parts; it is a number, not a colour. */
function residual(model: Model): HTMLElement | null {
  const { rows, level } = model.values ?? { rows: new Map(), level: 'region' };
  let least = 0;
  let most: number | null = 0;
  for (const row of rows.values()) {
    if (row.status !== 'value' || row.residual_min === null) continue;
    least += row.residual_min;
    most = most === null || row.residual_max === null ? null : most + row.residual_max;
  }
  if (level === 'district' || (least === 0 && most === 0)) return null;
  return el('div', { title: t('missing.title.residual') }, plateSign('+'), el('span', null, t(level === 'country' ? 'missing.residual.country' : 'missing.residual', { count: short({ min: least, max: most }) })));
}

/** conflicts explains the sign that stands behind figures which cannot all hold. */
function conflicts(model: Model): HTMLElement | null {
  const n = [...(model.values?.rows.values() ?? [])].filter((row) => row.conflict).length;
  return n ? el('p.foot', null, el('b', null, '≠'), ` ${t('legend.conflict', { n })}`) : null;
}

function plateSign(text: string): SVGElement {
  return svg('svg.sq', { width: 24, height: 16, viewBox: '0 0 24 16', 'aria-hidden': 'true' }, svg('rect', { class: 'plate p-int p-reg', x: 1, y: 1, width: 22, height: 14, rx: 3.5 }), svg('text.sq-t', { x: 12, y: 11.6 }, text));
}

/** sign is the swatch of a kind of missing, the same pattern as on the map. */
export function sign(status: Status): SVGElement {
  hatches();
  const box = svg('svg.sq', { width: 24, height: 16, viewBox: '0 0 24 16', 'aria-hidden': 'true' });
  box.append(svg('rect', { class: `sq-${status}`, x: 0.75, y: 0.75, width: 22.5, height: 14.5, rx: 2.5 }));
  if (status === 'zero') box.append(svg('text.sq-t', { x: 12, y: 11.8 }, '0'));
  if (status === 'withheld') box.append(svg('rect.lock-box', { x: 8, y: 6.6, width: 8, height: 6, rx: 1 }), svg('path.lock', { d: 'M9.6 6.8V5.4a2.4 2.4 0 0 1 4.8 0v1.4' }));
  return box;
}

/** hatches puts the two patterns into the page once; style sheets point at them. */
function hatches() {
  if (document.getElementById('hatch')) return;
  const pattern = (id: string, ...lines: string[]) => svg('pattern', { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse' }, ...lines.map((d) => svg('path.sq-line', { d })));
  document.body.append(svg('svg.vh', { 'aria-hidden': 'true' }, svg('defs', null, pattern('hatch', 'M-1 1L1 -1M0 5L5 0M4 6L6 4'), pattern('cross', 'M-1 1L1 -1M0 5L5 0M4 6L6 4', 'M-1 4L1 6M0 0L5 5M4 -1L6 1'))));
}
