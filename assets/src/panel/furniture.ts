// What stands around the map: zoom and full screen, scale, attribution, and the chips for what has no place on it.
import { type Child, el, fill, outward, svg } from '../dom';
import { moment, num, t, word } from '../i18n';
import type { Store } from '../state';
import type { Credit, Model } from '../model';
import type { MapView } from '../mapview';
import { maxZoom, minZoom } from '../mapview';
import { nowhere } from './list';

/** tools are the buttons at the top right. */
export function tools(view: MapView, store: Store, fit: () => void, node: HTMLElement) {
  const { map } = view;
  const { theme } = store.state;
  const themes = ['auto', 'light', 'dark'] as const;
  const shade = `${t('theme')}: ${word('theme', theme)}`;
  const button = (id: string, label: string, sign: Child, onclick: () => void) => el('button', { type: 'button', id, 'aria-label': label, title: label, onclick }, sign);
  const nearer = button('zoom-in', t('tool.in'), '+', () => map.zoomIn(1));
  const farther = button('zoom-out', t('tool.out'), '−', () => map.zoomOut(1));
  const limits = () => {
    nearer.disabled = map.getZoom() >= maxZoom;
    farther.disabled = map.getZoom() <= minZoom;
  };
  map.on('zoomend', limits);
  limits();
  const full = button('full-screen', t('tool.full'), corners(), () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen?.();
  });
  full.classList.add('only-desk');
  fill(node, el('div.st', null, nearer, farther), el('div.st', null, button('fit', t('tool.fit'), frame(), fit)), el('div.st.only-desk', null, full),
    el('div.st', null, button('pick-theme', shade, { auto: '◐', light: '○', dark: '●' }[theme], () => store.set({ theme: themes[(themes.indexOf(store.state.theme) + 1) % 3] }))));
}

function corners(): SVGElement {
  return svg('svg.line', { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4' }));
}

function frame(): SVGElement {
  return svg('svg.line', { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: 'M2 4.5h12v7H2zM5 8h6M8 5.5v5' }));
}

/** credits names the sources of shapes and names, with a scale bar before them. */
export function credits(view: MapView, model: Model, node: HTMLElement) {
  const bar = el('b');
  const scale = el('span.scale', null, bar);
  const draw = () => {
    const { map } = view;
    const y = map.getSize().y / 2;
    const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([100, y]));
    const length = nice(metres * 1.1);
    scale.style.width = `${Math.round((100 * length) / metres)}px`;
    bar.textContent = length >= 1000 ? t('scale.km', { n: num(length / 1000) }) : t('scale.m', { n: num(length) });
  };
  view.map.on('zoomend moveend resize', draw);
  draw();
  const list = el('ul');
  const sources = el('details.sources', null, el('summary', null, t('credits')), list);
  sources.addEventListener('toggle', () => fill(list, ...publishers(model), el('li', null, el('b', null, t('credits.shapes'))), ...model.boot.attribution.map((c) => el('li', null, credit(c)))));
  fill(node, scale, sources, el('span.src', null, ...shortCredits(model).split(' · ').map((text, i) => el('span', null, i ? ` · ${text}` : text))));
}

/** publishers lists who published what the numbers shown come from. */
function publishers(model: Model): Child[] {
  const all = model.values?.answer.sources ?? [];
  return all.length ? [el('li', null, el('b', null, t('credits.reports'))), ...all.map((s) => el('li', null, outward(s.url, s.publisher), s.documents > 1 ? ` (${num(s.documents)})` : null))] : [];
}

function credit(c: Credit | string): string {
  return typeof c === 'string' ? c : [c.attribution || c.name, c.licence].filter(Boolean).join(', ');
}

/** shortCredits are the attributions that must be seen without opening anything. */
export function shortCredits(model: Model): string {
  const all = model.boot.attribution.map((c) => (typeof c === 'string' ? c : c.attribution || c.name));
  const must = all.filter((text) => /OpenStreetMap|GeoNames|geoBoundaries/i.test(text));
  return [...new Set(must.length ? must : all.slice(0, 2))].map((text) => text.replace(/\.$/, '')).join(' · ');
}

function nice(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  const lead = metres / power;
  return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

/** chips say what the map cannot show: records without a place, regions withheld, records beyond what is loaded. */
export function chips(model: Model, node: HTMLElement, open: (what: 'unlocated' | 'undated') => void) {
  const unlocated = model.chosen.filter((r) => r.lon === null).length;
  const undated = model.incidents.filter((r) => !r.night_of && !r.time_start).length;
  const withheld = model.values?.count('withheld') ?? 0;
  const chip = (n: number, text: string, what: 'unlocated' | 'undated' | null, sign: Child) =>
    n ? el(what ? 'button.chip' : 'span.chip', what ? { type: 'button', id: `chip-${what}`, onclick: () => open(what) } : null, sign, el('span', null, text)) : null;
  const left = model.matched - model.incidents.length;
  const { as_of } = model.store.state;
  const at = model.values?.answer.as_of;
  fill(node,
    model.newer && !as_of ? el('button.chip', { type: 'button', id: 'chip-newer', onclick: () => location.reload() }, el('span', null, t('newer')), el('b', { 'aria-hidden': 'true' }, '↻')) : null,
    as_of ? el('button.chip', { type: 'button', id: 'chip-as-of', title: t('asof.now'), onclick: () => model.store.set({ as_of: null }) }, el('span', null, t('chip.asof', { when: at ? moment(at) : as_of })), el('b', null, '×')) : null,
    chip(unlocated, t('chip.unlocated', { n: unlocated }), 'unlocated', nowhere()),
    chip(undated, t('chip.undated', { n: undated }), 'undated', nowhere()),
    chip(withheld, t('chip.withheld', { n: withheld }), null, null),
    chip(left, t('chip.more', { n: left }), null, null));
}
