// The embed: map, title, legend, sources and date, and a way to the full map. Scrolling the page does not zoom it until it
// has been clicked.
import './core';
import { type Child, byId, el, fill, outward } from './dom';
import { figureOf } from './figures';
import { bound, moment, speak, t, word } from './i18n';
import { loadLedger } from './ledger';
import { drawnSymbols } from './drawn';
import { glyph } from './marks/glyph';
import { rowsOf } from './marks/group';
import { MapView } from './mapview';
import { type Model, bootstrap } from './model';
import { Legend } from './panel/legend';
import { problem } from './panel/problem';
import { shortCredits } from './panel/furniture';
import { loadIncidents, select, settle } from './records';
import { type Lang, Store, defaults, languages } from './state';
import { Describer } from './tips';
import { headline, lede, notKnown, unlocatedCount } from './title';
import { loadTotals } from './totals';

async function start() {
  const boot = bootstrap();
  const own = (boot.lang ?? document.documentElement.lang) as Lang;
  const store = new Store({ ...defaults, lang: languages.includes(own) ? own : 'en' });
  const { state } = store;
  if (state.theme !== 'auto') document.documentElement.dataset.theme = state.theme;
  await speak(state.lang);
  const model: Model = { boot, store, values: null, ledger: null, whole: null, incidents: [], loaded: false, matched: 0, chosen: [], seen: [], restrictions: [], unit: (id) => view.ground.shapes.unit(id) };
  const describe = new Describer(model);
  const full = () => store.address('/');
  const open = (sel: string | null) => sel && window.open(store.address('/', { sel }), '_blank', 'noopener');
  const fail = (err: unknown, retry: () => void) => byId('notices').replaceChildren(problem(err, () => (byId('notices').replaceChildren(), retry())));
  const view = new MapView(byId('map'), {
    version: boot.boundary_version, overview: boot.overview, scrollZoom: false, failed: fail, drawn: () => {
      const { shapes } = view.ground;
      if (settle(model.incidents, (id) => shapes.unit(id)?.label ?? null, (region) => shapes.districts(region))) draw();
    },
    figure: (id) => {
      const row = model.values?.rows.get(id);
      return row && state.layers.includes('totals') ? figureOf(row, state.per) : null;
    },
    markLabel: (c) => describe.cluster(c), tipOfMark: (c) => describe.tipOfMark(c), tipOfUnit: (p) => describe.tipOfUnit(p),
    areasOfMark: (c) => c.symbols.flatMap((s) => s.areas),
    chooseMark: (c) => (c.symbols.length > 1 ? describe.zoomTo(view, c) : open(rowsOf(c)[0]?.id ?? c.symbols[0].areas[0] ?? null)),
    chooseUnit: () => undefined,
  });
  const legend = new Legend({ highlight: (f) => view.ground.highlight(f) });
  const hint = el('span.chip.embed-hint', null, t('embed.click'));
  byId('stage').append(hint);
  let untouched = true;
  const fit = () => {
    view.map.invalidateSize({ animate: false, pan: false });
    if (state.z !== null && state.c) view.map.setView([state.c[1], state.c[0]], state.z, { animate: false });
    else if (untouched) view.fit(boot.extent ?? [27.5, 45.2, 48.5, 60.4], { paddingTopLeft: [14, 22], paddingBottomRight: [innerWidth > 620 ? 190 : 14, 22] });
  };
  fit();
  new ResizeObserver(fit).observe(byId('map'));
  view.map.on('dragstart', () => (untouched = false));
  view.open();
  view.map.getContainer().setAttribute('aria-label', t('map.label'));
  view.map.once('click', () => {
    view.map.scrollWheelZoom.enable();
    hint.remove();
  });
  const draw = () => {
    model.chosen = select(model.incidents, state);
    view.marks.show(drawnSymbols(model));
    view.ground.schedule();
    legend.draw(model, 5);
    for (const entry of legend.node.querySelectorAll<HTMLElement>('.miss button')) entry.hidden = entry.querySelector('.c')?.textContent === '0';
    fill(byId('head'), el('h1', null, headline(model)), el('p', null, bound(lede(model).join(' '))));
    fill(byId('key'), legend.node, ...keyLines(model));
    fill(byId('foot'), el('p', null, ...footer(model)), el('a', { href: full(), target: '_blank', rel: 'noopener' }, t('embed.open')));
    document.title = headline(model);
  };
  draw();
  const load = async () => {
    try {
      const values = await loadTotals(state);
      model.values = values;
      view.ground.show(values);
      draw();
      model.incidents = (await loadIncidents(state)).rows;
      model.ledger = await loadLedger({ from: state.from, to: state.to, part: state.part, within: state.within, as_of: state.as_of });
      draw();
    } catch (err) {
      fail(err, () => void load());
    }
  };
  await load();
}

function keyLines(model: Model): HTMLElement[] {
  const has = (level: 'district' | 'region') => model.chosen.some((r) => (level === 'district' ? r.place_level === 'district' : !['district', 'settlement', 'locality', 'exact'].includes(r.place_level)));
  return [
    ...(has('district') ? [el('p.key-line', null, glyph('district', 'interception', '1'), el('span', null, t('embed.district')))] : []),
    ...(has('region') ? [el('p.key-line', null, glyph('region', 'interception', '1'), el('span', null, t('embed.region')))] : []),
    ...(model.chosen.some((r) => r.is_damage) ? [el('p.key-line', null, glyph('place', 'damage', '', true), el('span', null, word('kind', 'damage')))] : []),
  ];
}

function footer(model: Model): Child[] {
  const { state } = model.store;
  const asOf = model.values?.answer.as_of;
  const unlocated = unlocatedCount(model);
  const unknown = notKnown(model);
  return [
    unknown.length ? `${unknown.join(' ')} ` : null, ...reports(model),
    [t('embed.shapes', { credits: shortCredits(model) }),
    state.as_of ? t('embed.frozen', { when: asOf ? moment(asOf) : state.as_of }) : `${t('embed.live')} ${asOf ? t('meta.asof', { when: moment(asOf) }) : ''}`,
    unlocated ? t('embed.unlocated', { n: unlocated }) : null].filter(Boolean).join(' '),
  ];
}

const namedSources = 4;

/** reports names who published what the numbers come from. */
function reports(model: Model): Child[] {
  const all = model.values?.answer.sources ?? [];
  if (!all.length) return [];
  const links = all.slice(0, namedSources).flatMap((s, i): Child[] => [i ? ', ' : '', outward(s.url, s.publisher)]);
  const more = all.length - namedSources;
  return [t('embed.reports'), ' ', ...links, more > 0 ? ` ${t('andmore', { n: more })}` : null, '. '];
}

void start();
