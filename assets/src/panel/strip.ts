// The strip of nights: one bar a night, the claim pale and what is located dark in front of it on the same base line. They
// are never stacked: neither is part of the other. Drag over nights for a period; arrows, Enter and Shift do the same.
import { type Child, el, fill, keepFocus, svg } from '../dom';
import { type Bounds, short, words } from '../figures';
import { day, dayNumber, dayShort, t } from '../i18n';
import { type Bar, barsOf, scopesOf } from '../ledger';
import { type Model, nameOf } from '../model';

export interface StripEvents {
  live: (text: string) => void;
}

/** Strip owns the bar along the bottom. */
export class Strip {
  private scope: string | null = null;
  private bars: Bar[] = [];
  private drag: { from: number; to: number } | null = null;
  private playing = 0;

  constructor(
    private readonly node: HTMLElement,
    private readonly model: Model,
    private readonly on: StripEvents,
  ) {
    addEventListener('pointerup', () => this.release());
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, (e) => ((e as KeyboardEvent).key !== 'Escape' && (e.target as Element | null)?.closest?.('#play')) || this.pause(), true);
  }

  /** draw rebuilds the strip and keeps the focus on its night. */
  draw() {
    keepFocus(this.node, () => this.renew());
  }

  private renew() {
    const { model } = this;
    const scopes = scopesOf(model.whole?.nights ?? []);
    if (!this.scope || !scopes.includes(this.scope)) this.scope = scopes[0] ?? null;
    this.bars = model.whole ? withQuiet(this.scope ? barsOf(model.whole.nights, this.scope) : [], model.boot.nights) : [];
    this.node.setAttribute('aria-label', t('strip.label'));
    if (!this.bars.length) {
      fill(this.node, el('p.strip-empty', null, model.whole ? t('strip.empty') : t('loading')));
      return;
    }
    const most = Math.max(1, ...this.bars.map((b) => Math.max(b.claimed?.min ?? 0, b.located?.min ?? 0)));
    const slots: Child[] = [];
    this.bars.forEach((bar, i) => {
      const gap = i ? daysBetween(this.bars[i - 1].date, bar.date) - 1 : 0;
      if (gap > 0) slots.push(gapSlot(gap));
      slots.push(this.slot(bar, i, most));
    });
    const bars = el('div.bars', { role: 'group', 'aria-label': t('strip.label') }, ...slots);
    bars.classList.toggle('dense', this.bars.length > 40);
    bars.addEventListener('keydown', (e) => this.key(e));
    fill(this.node, this.steps(), bars, this.key_(scopes));
    const chosen = this.node.querySelector('.n[aria-pressed=true]') as HTMLElement | null;
    bars.classList.toggle('scrolls', bars.scrollWidth > bars.clientWidth);
    if (bars.scrollWidth > bars.clientWidth) bars.scrollLeft = chosen && this.single() ? chosen.offsetLeft - bars.clientWidth / 2 : bars.scrollWidth;
  }

  /** step goes to the night before or after; from a longer period to its last or first night. */
  step(by: -1 | 1) {
    const { state } = this.model.store;
    const single = state.from !== null && state.from === state.to;
    const dates = this.bars.map((b) => b.date);
    if (!dates.length) return;
    const at = single ? dates.indexOf(state.from as string) : by > 0 ? -1 : dates.length;
    const next = dates[Math.max(0, Math.min(dates.length - 1, at + by))];
    this.choose(next, next);
  }

  /** play steps on by itself, once the totals of a night are there, to the last night; whatever the reader does ends it. */
  private play() {
    const { state } = this.model.store;
    const last = this.bars.at(-1)?.date;
    if (!this.single() || state.from === last) this.choose(this.bars[0].date, this.bars[0].date);
    const on = () => {
      const at = this.model.store.state.from;
      const there = this.model.values?.answer.period?.from === at;
      if (there && at !== last) {
        const next = this.bars[this.bars.findIndex((b) => b.date === at) + 1].date;
        this.model.store.set({ from: next, to: next }, 'replace');
      }
      if (at === last) this.pause();
      else this.playing = window.setTimeout(on, there ? 1600 : 200);
    };
    this.playing = window.setTimeout(on, 1600);
    this.draw();
  }

  private pause() {
    if (!this.playing) return;
    clearTimeout(this.playing);
    this.playing = 0;
    this.draw();
  }

  private steps(): HTMLElement {
    const { state } = this.model.store;
    const whole = !state.from && !state.to;
    return el(
      'div.play', null,
      el('button', { type: 'button', id: 'step-back', 'aria-label': t('strip.back'), title: `${t('strip.back')} [`, onclick: () => this.step(-1) }, '‹'),
      el('button.all', { type: 'button', 'aria-pressed': String(whole), onclick: () => this.model.store.set({ from: null, to: null }) }, t('strip.all')),
      el('button', { type: 'button', id: 'play', 'aria-label': t(this.playing ? 'strip.pause' : 'strip.play'), title: t(this.playing ? 'strip.pause' : 'strip.play'), onclick: () => (this.playing ? this.pause() : this.play()) }, icon(this.playing ? 'M3 2h3v10H3zM8 2h3v10H8z' : 'M3 1.5L12 7L3 12.5Z')),
      el('button', { type: 'button', id: 'step-on', 'aria-label': t('strip.on'), title: `${t('strip.on')} ]`, onclick: () => this.step(1) }, '›'),
    );
  }

  private key_(scopes: string[]): HTMLElement {
    const choice = scopes.length > 1 ? el('select', { 'aria-label': t('strip.scope') }, ...scopes.map((s) => el('option', { value: s, selected: s === this.scope }, nameOf(this.model, s)))) : null;
    choice?.addEventListener('change', () => {
      this.scope = choice.value;
      this.draw();
    });
    return el('div.key', null, choice ? el('label.pick.small', null, choice) : null, el('span', null, el('i.k-cl'), t('strip.claimed')), el('span', null, el('i.k-lo'), t('strip.located')));
  }

  private slot(bar: Bar, index: number, most: number): HTMLElement {
    const inside = this.chosen(bar.date);
    const room = (this.node.clientHeight || 72) - 38;
    const height = (b: Bounds | null) => (b && b.min > 0 ? Math.max(2, (room * b.min) / most) : 0);
    const column = (kind: 'cl' | 'lo', b: Bounds | null): Child => {
      if (!height(b)) return null;
      const node = el(`i.${kind}`);
      node.style.height = `${height(b)}px`;
      return node;
    };
    const text = [day(bar.date), bar.claimed ? t('strip.says.claimed', { count: words(bar.claimed) }) : t('strip.says.noclaim'), bar.located ? t('strip.says.located', { count: words(bar.located) }) : ''].filter(Boolean).join('. ');
    const first = this.bars.findIndex((b) => this.chosen(b.date));
    const top = bar.claimed ? short(bar.claimed) : bar.located?.min ? short(bar.located) : '';
    const label = el('span.t', null, top);
    label.style.bottom = `${24 + Math.max(height(bar.claimed), height(bar.located))}px`;
    const fresh = index === 0 || this.bars[index - 1].date.slice(0, 7) !== bar.date.slice(0, 7);
    const node = el(
      'button.n', { type: 'button', 'data-night': bar.date, 'aria-pressed': String(inside), title: text, tabindex: index === Math.max(0, first) ? 0 : -1 },
      column('cl', bar.claimed), column('lo', bar.located), el('span.d', null, fresh || (inside && this.single()) ? dayShort(bar.date) : dayNumber(bar.date)), ' ', label,
    );
    node.classList.toggle('only', inside && this.single());
    node.classList.toggle('wide', fresh || (inside && this.single()));
    node.addEventListener('pointerdown', (e) => {
      this.drag = { from: index, to: index };
      if (node.hasPointerCapture(e.pointerId)) node.releasePointerCapture(e.pointerId);
    });
    node.addEventListener('pointerenter', () => this.extend(index));
    node.addEventListener('click', (e) => {
      if (e.detail === 0) this.choose(bar.date, bar.date);
    });
    return node;
  }

  private single(): boolean {
    const { from, to } = this.model.store.state;
    return from !== null && from === to;
  }

  private chosen(date: string): boolean {
    const { from, to } = this.model.store.state;
    return (from !== null || to !== null) && (!from || date >= from) && (!to || date <= to);
  }

  private extend(index: number) {
    if (!this.drag) return;
    this.drag.to = index;
    const [a, b] = [Math.min(this.drag.from, index), Math.max(this.drag.from, index)];
    this.node.querySelectorAll('.n').forEach((n, i) => n.classList.toggle('brush', i >= a && i <= b));
  }

  private release() {
    if (!this.drag) return;
    const [a, b] = [Math.min(this.drag.from, this.drag.to), Math.max(this.drag.from, this.drag.to)];
    this.drag = null;
    this.choose(this.bars[a].date, this.bars[b].date);
  }

  private choose(from: string, to: string) {
    this.model.store.set({ from, to });
  }

  private key(e: KeyboardEvent) {
    const at = this.bars.findIndex((b) => b.date === (e.target as HTMLElement).dataset.night);
    const move: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: this.bars.length - 1 };
    if (at < 0 || !(e.key in move)) return;
    e.preventDefault();
    const next = Math.max(0, Math.min(this.bars.length - 1, move[e.key]));
    const { state } = this.model.store;
    if (e.shiftKey) {
      const anchor = state.from && state.to ? (this.bars[at].date === state.from ? state.to : state.from) : this.bars[at].date;
      const [from, to] = [anchor, this.bars[next].date].sort();
      this.choose(from, to);
    }
    (this.node.querySelector(`[data-night="${this.bars[next].date}"]`) as HTMLElement | null)?.focus();
    this.on.live(day(this.bars[next].date));
  }
}

const icon = (d: string) => svg('svg', { width: 14, height: 14, 'aria-hidden': 'true' }, svg('path.icon', { d }));

/** withQuiet adds the nights that have records but no entry in the ledger of the scope. */
function withQuiet(bars: Bar[], nights: string[]): Bar[] {
  const known = new Set(bars.map((b) => b.date));
  const quiet = nights.filter((n) => !known.has(n)).map((date) => ({ date, claimed: null, located: null }));
  return [...bars, ...quiet].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000);
}

function gapSlot(days: number): HTMLElement {
  const node = el('span.gap', { title: t('strip.gap', { n: days }) }, days > 6 ? el('small', null, t('strip.gap', { n: days })) : null);
  node.style.flexGrow = String(days);
  return node;
}
