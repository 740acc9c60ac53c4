// The panel: search and head, controls, legend, layers and list; or, instead of them, a region, a record, or a few records.
import { add, byId, el, fill, keepFocus } from '../dom';
import { part } from '../fetch';
import { language, t, word } from '../i18n';
import type { MapView } from '../mapview';
import { type Model } from '../model';
import { type Incident } from '../records';
import { languages, type Lang } from '../state';
import { accounts } from './accounts';
import { controls } from './controls';
import { head, unknown } from './head';
import { layers } from './layers';
import { Legend } from './legend';
import { problem } from './problem';
import { line, records, sorted, type ListEvents } from './list';
import { search, type Hit } from './search';
import { Sheet } from './sheet';

export interface PanelEvents {
  choose: (id: string | null) => void;
  /** ids of the units that a record names, to be outlined */
  areas: (row: Incident) => string[];
  live: (text: string) => void;
  failed: (err: unknown, retry: () => void) => void;
}

export class Panel {
  private readonly sheet: Sheet;
  private readonly legend: Legend;
  private readonly scroll = el('div.scroll');
  private shown = '';
  private rows: Incident[] | null = null;
  private building = '';
  private before: string | null = null;

  constructor(
    private readonly node: HTMLElement,
    private readonly model: Model,
    private readonly view: MapView,
    private readonly on: PanelEvents,
  ) {
    this.sheet = new Sheet(node);
    this.legend = new Legend({ highlight: (f) => this.view.ground.highlight(f), held: () => this.drawList() });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  /** draw rebuilds the panel for the state, and keeps the focus on what had it. */
  draw() {
    const { sel } = this.model.store.state;
    if (this.before !== sel) this.renew(); // another view has a focus of its own
    else keepFocus(this.node, () => this.renew());
    if (this.before && !sel) this.giveBack(this.before);
    this.before = sel;
  }

  private renew() {
    const open = [...this.node.querySelectorAll('details[open]')].map((d) => d.className);
    const built = language() + this.model.store.state.theme;
    if (!this.node.contains(this.scroll) || this.shown !== built) this.build(built);
    const { sel } = this.model.store.state;
    if (sel) this.showChosen(sel);
    else if (this.rows) this.drawRows();
    else this.drawMain();
    for (const d of this.node.querySelectorAll('details')) if (open.includes(d.className)) d.open = true;
  }

  /** giveBack puts the focus where a closed view was opened from: its line, its mark, or else the map. */
  private giveBack(id: string) {
    if (document.activeElement !== document.body) return;
    const line = this.node.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? this.view.marks.find(id)[0];
    (line ?? this.view.map.getContainer()).focus({ preventScroll: true });
  }

  /** records lists those in view, and of them, while a class of the legend is held, those in its areas. */
  private records(): HTMLElement {
    const { held } = this.legend;
    const { values, seen } = this.model;
    const of = (r: Incident) => values?.fillOf(r.district_id ?? r.region_id ?? '', r.region_id, r.country ?? '');
    return records(this.model, held === null ? seen : seen.filter((r) => of(r) === held), this.listEvents(), held === null ? null : t('list.held'));
  }

  /** drawList redraws the records in view alone: the map has moved, or a class is held. */
  drawList() {
    const old = document.getElementById('list');
    if (old && this.node.contains(old)) keepFocus(this.node, () => old.replaceWith(this.records()));
    this.on.live(t('live.inview', { n: this.model.seen.length }));
  }

  /** search puts the cursor into the search field. */
  search() {
    this.sheet.fold(false);
    const fields = [...document.querySelectorAll<HTMLInputElement>('.search input')];
    fields.find((f) => f.offsetParent !== null)?.focus();
  }

  focus() {
    (this.node.querySelector('h1') as HTMLElement | null)?.focus();
  }

  /** back leaves a record, a region or a list of a few. */
  back() {
    if (this.rows && !this.model.store.state.sel) {
      this.rows = null;
      this.draw();
    } else if (this.model.store.state.sel) this.on.choose(null);
    this.view.ground.mark({ chosen: [], circle: null });
  }

  showRows(rows: Incident[]) {
    this.rows = rows;
    if (this.model.store.state.sel) this.on.choose(null);
    else this.draw();
    this.sheet.open();
    this.focus();
  }

  showUnplaced(what: 'unlocated' | 'undated') {
    this.showRows(what === 'unlocated' ? this.model.chosen.filter((r) => r.lon === null) : this.model.incidents.filter((r) => !r.night_of && !r.time_start));
  }

  private build(built: string) {
    this.shown = built;
    const find = () => search(() => this.model.store.state, (hit) => this.found(hit));
    fill(this.node, this.sheet.handle, find(), this.scroll, this.acts());
    this.sheet.name();
    this.node.setAttribute('aria-label', t('panel'));
    document.querySelector('.phone-search')?.remove();
    const phone = find();
    phone.classList.add('phone-search');
    byId('stage').append(phone);
  }

  private drawMain() {
    const top = this.scroll.scrollTop;
    this.legend.draw(this.model);
    fill(this.scroll, head(this.model), controls(this.model), this.legend.node, layers(this.model), this.records(), unknown(this.model), ...accounts(this.model, this.listEvents()));
    this.scroll.scrollTop = top;
  }

  private drawRows() {
    const rows = this.rows ?? [];
    fill(this.scroll, el('article', null,
      el('button.back', { type: 'button', onclick: () => this.back() }, t('back')),
      el('h1', { tabindex: -1 }, t('reports', { n: rows.length })),
      el('ul', null, ...sorted(rows).map((r) => el('li', null, line(this.model, r, this.listEvents()))))));
  }

  /** showChosen loads the views of regions and records when the first is opened. */
  private showChosen(sel: string) {
    const row = this.model.incidents.find((r) => r.id === sel);
    const named = this.model.incidents.filter((r) => (r.id === sel || r.region_id === sel || r.country === sel) && r.district_id && this.model.unit(r.district_id)).length; // their districts speak the page's language
    const key = `${sel}|${language()}|${this.model.boot.version}|${JSON.stringify([this.model.store.state.from, this.model.store.state.to, this.model.store.state.measure, this.model.store.state.basis, this.model.store.state.part])}|${!!row}|${!!this.model.values}|${this.model.incidents.length}|${this.model.restrictions.length}|${!!this.model.unit(sel)}|${language() === 'en' && !row ? '' : named}`;
    const now = this.scroll.firstElementChild as HTMLElement | null;
    if (now?.dataset.key === key || this.building === key) return;
    this.building = key;
    const same = now?.dataset.sel === sel;
    if (!row && !isUnit(sel)) {
      this.building = '';
      const lost = this.model.loaded;
      fill(this.scroll, el('article', null, el('button.back', { type: 'button', onclick: () => this.back() }, t('back')), el('p.lede', { role: lost ? 'alert' : null }, t(lost ? 'notfound' : 'loading'))));
      return;
    }
    void part(import('./detail')).then(({ detail }) => {
      this.building = '';
      if (this.model.store.state.sel !== sel) return;
      const node = detail(this.model, sel, row ?? null, {
        ...this.listEvents(), back: () => this.back(), region: (id) => this.on.choose(id),
        night: (date) => this.model.store.set({ from: date, to: date }),
        areas: (ids) => {
          for (const id of ids) this.view.ground.shapes.districtsOf(id);
          this.view.ground.mark({ chosen: ids });
        },
      });
      node.dataset.key = key;
      node.dataset.sel = sel;
      fill(this.scroll, node);
      if (same) return;
      this.scroll.scrollTop = 0;
      this.sheet.open();
      this.focus();
    }).catch((err: unknown) => {
      this.building = '';
      fill(this.scroll, problem(err, () => this.draw()));
    });
  }

  /** lazily runs what came with a later part of the script, or says that the part did not come. */
  private lazily<T>(module: Promise<T>, run: (part: T) => void) {
    module.then(run).catch((err: unknown) => this.on.failed(err, () => this.draw()));
  }

  private listEvents(): ListEvents {
    return {
      choose: (id) => this.on.choose(id),
      hover: (row) => {
        for (const mark of document.querySelectorAll('.mk.near')) mark.classList.remove('near');
        this.view.ground.mark({ hovered: row ? this.on.areas(row) : [] });
        if (row) for (const mark of this.view.marks.find(row.id)) mark.classList.add('near');
      },
    };
  }

  private found(hit: Hit) {
    if (hit.region) this.on.choose(hit.region);
    if (hit.point) {
      const at = { lat: hit.point[1], lng: hit.point[0] };
      if (!hit.region || !this.view.ground.shapes.unit(hit.region)) this.view.map.setView(at, Math.max(this.view.map.getZoom(), 8));
    }
    this.on.live(hit.label);
  }

  private acts(): HTMLElement {
    const { model } = this;
    const act = (id: string, text: string, run: () => void) => el('button', { type: 'button', id: `act-${id}`, onclick: run }, text);
    const center = () => this.view.map.getBounds();
    const share = () => part(import('./share'));
    const lang = el('select', { id: 'pick-lang', 'aria-label': t('language') }, ...languages.map((l) => el('option', { value: l, selected: l === model.store.state.lang, lang: l, label: l.toUpperCase(), title: word('lang', l) }, word('lang', l))));
    lang.addEventListener('change', () => model.store.set({ lang: lang.value as Lang }));
    const node = el('footer.acts');
    add(node, [
      act('table', t('act.table'), () => this.lazily(part(import('./table')), (m) => m.showTable(model, { region: (id) => this.on.choose(id), record: (id) => this.on.choose(id) }))),
      act('data', t('act.data'), () => this.lazily(share(), (m) => m.shareData(model, center().toBBoxString()))),
      act('embed', t('act.embed'), () => this.lazily(share(), (m) => m.shareEmbed(model))),
      act('cite', t('act.cite'), () => this.lazily(share(), (m) => m.shareCite(model))),
      act('link', t('act.link'), () => this.lazily(share(), (m) => m.shareLink(model))),
      el('span.prefs', null, lang),
    ]);
    return node;
  }
}

/** isUnit tells the id of a region from that of a record. */
function isUnit(id: string): boolean {
  return /^([A-Z]{2}($|-)|water\.|composite\.)/.test(id);
}
