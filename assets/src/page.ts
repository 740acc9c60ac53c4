// The controller of the full page: it asks for what a state needs, keeps the model, and redraws the parts that changed.
import { byId, keepFocus, live, released } from './dom';
import { figureOf } from './figures';
import { speak, t } from './i18n';
import { bindKeys } from './keys';
import { Loading } from './loading';
import { type Cluster, rowsOf, spread } from './marks/group';
import { MapView } from './mapview';
import type { Bootstrap, Model } from './model';
import { Panel } from './panel/panel';
import { chips, credits, tools } from './panel/furniture';
import { watchNewer } from './newer';
import { Notices } from './panel/notices';
import { narrow } from './panel/sheet';
import { Strip } from './panel/strip';
import { type Incident, select, settle } from './records';
import { type State, type Store } from './state';
import { Describer } from './tips';
import { drawnSymbols } from './drawn';
import { Several } from './several';
import { headline, summary } from './title';
import { Viewpoint } from './viewpoint';

const valueKeys: (keyof State)[] = ['from', 'to', 'part', 'level', 'measure', 'basis', 'per', 'method', 'classes', 'breaks', 'within', 'as_of'];
const latestMS = 1500;
const markKeys: (keyof State)[] = ['from', 'to', 'part', 'kind', 'grade', 'within', 'layers'];

export class Page {
  private readonly model: Model;
  private readonly view: MapView;
  private readonly panel: Panel;
  private readonly strip: Strip;
  private readonly describe: Describer;
  private readonly loading: Loading;
  private readonly several: Several;
  private readonly notices = new Notices(byId('notices'));
  private readonly viewpoint: Viewpoint;
  private edition = 0;
  private symbols = 0;
  private pending = 0;
  private begun = false;

  constructor(boot: Bootstrap, private readonly store: Store) {
    this.model = { boot, store, values: null, ledger: null, whole: null, incidents: [], loaded: false, matched: 0, chosen: [], seen: [], restrictions: [], unit: (id) => this.view.ground.shapes.unit(id) };
    this.describe = new Describer(this.model);
    this.view = new MapView(byId('map'), {
      version: boot.boundary_version, overview: boot.overview, scrollZoom: true,
      failed: (err, retry) => this.failed(err, retry), first: () => setTimeout(() => this.begin()), drawn: () => this.inView(), figure: (id) => this.figure(id),
      markLabel: (c) => this.describe.cluster(c), tipOfMark: (c) => this.describe.tipOfMark(c), tipOfUnit: (p) => this.describe.tipOfUnit(p),
      areasOfMark: (c) => this.several.outlinedBy(c), apart: (row) => this.several.apart(row) !== null,
      chooseMark: (c) => this.chooseCluster(c),
      chooseUnit: (p) => this.choose(p ? this.describe.target(p) : null),
    });
    this.viewpoint = new Viewpoint(this.view, this.model, store);
    this.several = new Several(this.model, this.view.ground.shapes, () => {
      this.marks();
      this.view.again();
    });
    this.panel = new Panel(byId('panel'), this.model, this.view, { areas: (row) => this.several.outlined([row]), choose: (id) => this.choose(id), live, failed: (err, retry) => this.notices.tell(err, retry) });
    const changed = () => {
      this.marks();
      this.redraw();
    };
    this.loading = new Loading(this.model, {
      totals: () => this.newTotals(),
      ledger: changed,
      incidents: () => {
        changed();
        this.select();
        this.learnNames();
      },
      whole: () => this.strip.draw(), restrictions: changed, failed: (err, retry) => this.failed(err, retry),
    });
    this.strip = new Strip(byId('strip'), this.model, { live });
  }

  start() {
    this.theme();
    this.viewpoint.start();
    this.loading.all();
    this.view.open();
    setTimeout(() => this.begin(), latestMS); // whatever the answers do
    this.viewpoint.follow();
    this.store.subscribe((next, changed) => void this.changed(next, changed));
    bindKeys({ search: () => (this.begin(), this.panel.search()), step: (by) => this.strip.step(by), back: () => this.panel.back() });
    addEventListener('resize', () => this.view.map.invalidateSize());
    watchNewer(this.model, () => this.redraw());
  }

  /** begin builds what stands about the map, once: after the map itself, which can be moved meanwhile. */
  private begin() {
    if (this.begun) return;
    this.begun = true;
    this.furniture();
    this.renew();
  }

  /** failed says so in place, with everything else standing about it. */
  private failed(err: unknown, retry: () => void) {
    this.begin();
    this.notices.tell(err, retry);
  }

  private async changed(state: State, changed: ReadonlySet<keyof State>) {
    const any = (...keys: (keyof State)[]) => keys.some((k) => changed.has(k));
    if (any('z', 'c') || this.store.followed) this.viewpoint.goto(state); // what was on its way elsewhere is stopped, before a language is waited for
    if (changed.has('lang')) {
      try {
        await speak(state.lang);
      } catch (err) {
        this.notices.tell(err, () => void this.changed(this.store.state, changed));
      }
      this.view.marks.relabel();
      this.learnNames();
      this.view.ground.schedule();
    }
    if (changed.has('theme')) this.theme();
    if (any('theme', 'lang')) this.furniture();
    if (changed.has('as_of')) {
      void this.loading.incidents();
      void this.loading.whole();
      void this.loading.restrictions();
    }
    if (any(...valueKeys)) this.loading.period();
    if (changed.has('layers')) this.fills();
    if (any(...markKeys)) this.marks();
    if (any('sel', 'lang', 'theme', ...markKeys, ...valueKeys)) this.redraw();
    if (changed.has('sel')) this.select();
  }

  /** fills shows the totals where their layer is on. */
  private fills() {
    this.view.ground.show(this.store.state.layers.includes('totals') ? this.model.values : null);
  }

  private newTotals() {
    const { values } = this.model;
    this.fills();
    this.marks();
    this.redraw();
    if (values) live(this.model.loaded ? t('live', { title: headline(this.model), n: this.model.chosen.length }) : headline(this.model));
  }

  /** learnNames asks for the districts that records name: rows carry English names, the page may speak another language. */
  private learnNames() {
    if (this.store.state.lang === 'en') return;
    for (const region of new Set(this.model.incidents.slice(0, 400).map((r) => r.region_id))) if (region) this.view.ground.shapes.districts(region);
  }

  private settle(): boolean {
    const { shapes } = this.view.ground;
    return settle(this.model.incidents, (id) => shapes.unit(id)?.label ?? null, (region) => shapes.districts(region));
  }

  /** marks chooses the incidents of the state and puts them on the map. */
  private marks() {
    this.settle();
    this.model.chosen = select(this.model.incidents, this.store.state);
    const symbols = drawnSymbols(this.model, this.several);
    this.symbols = symbols.length;
    this.view.marks.show(symbols);
    this.view.ground.schedule();
  }

  /** redraw renews the panel, the strip and the chips, once a frame however much has changed. */
  private redraw() {
    if (!this.begun) return;
    this.pending ||= requestAnimationFrame(() => released(() => {
      this.pending = 0;
      this.renew();
    }));
  }

  private renew() {
    this.panel.draw();
    this.strip.draw();
    chips(this.model, byId('chips'), (what) => this.panel.showUnplaced(what));
    document.title = `${headline(this.model)} · oblast`;
    this.view.map.getContainer().setAttribute('aria-description', summary(this.model));
  }

  private furniture() {
    this.view.map.getContainer().setAttribute('aria-label', t('map.label'));
    const into = byId('tools');
    keepFocus(into, () => tools(this.view, this.store, () => this.viewpoint.fit(), into));
    credits(this.view, this.model, byId('credits'));
  }

  /** inView keeps the list in step with the window. */
  private inView() {
    const { edition } = this.view.ground.shapes;
    if (edition !== this.edition) {
      this.edition = edition;
      if (this.settle() || drawnSymbols(this.model, this.several).length !== this.symbols) this.marks(); // a sea may have been waited for
      if (this.store.state.lang !== 'en' || this.store.state.sel) this.panel.draw();
    }
    if (this.several.zoomed(this.view.map.getZoom(), this.model.seen)) this.marks();
    const bounds = this.view.map.getBounds();
    const seen = this.model.chosen.filter((r) => r.lon === null || r.lat === null || [-360, 0, 360].some((turn) => bounds.contains([r.lat as number, (r.lon as number) + turn])));
    if (seen.length === this.model.seen.length && seen.every((r, i) => r === this.model.seen[i])) return;
    this.model.seen = seen;
    this.panel.drawList();
  }

  private figure(id: string): string | null {
    const row = this.store.state.layers.includes('totals') ? this.model.values?.rows.get(id) : null;
    return row ? figureOf(row, this.store.state.per) : null;
  }

  private chooseCluster(cluster: Cluster) {
    const rows = rowsOf(cluster);
    if (rows.length === 1) return this.choose(rows[0].id);
    if (spread(cluster) > 0.02 && this.view.map.getZoom() < 10) return this.describe.zoomTo(this.view, cluster);
    const areas = new Set(cluster.symbols.flatMap((s) => s.areas));
    if (areas.size === 1 && rows.every((r) => r.region_id === [...areas][0] || r.district_id === [...areas][0])) return this.choose([...areas][0]);
    this.panel.showRows(rows);
  }

  /** choose selects a region or a record; null goes back. */
  private choose(id: string | null) {
    if (id && id === this.store.state.sel) this.panel.focus();
    else this.store.set({ sel: id });
  }

  /** select shows on the map what is chosen. */
  private select() {
    const { sel } = this.store.state;
    const row: Incident | undefined = this.model.incidents.find((r) => r.id === sel);
    this.view.ground.mark({ chosen: sel && !row ? [sel] : [], circle: row?.uncertainty_m && row.lon !== null && row.lat !== null ? { lon: row.lon, lat: row.lat, metres: row.uncertainty_m } : null });
    for (const mark of document.querySelectorAll('.mk.on')) mark.classList.remove('on');
    if (!sel) return;
    const stay = this.store.followed && this.store.state.z !== null; // the address says where to look
    if (!stay) this.viewpoint.own();
    if (!row) {
      this.view.ground.shapes.districts(sel);
      if (!stay) this.view.show(sel, narrow());
    } else if (row.lon !== null && row.lat !== null) {
      for (const mark of this.view.marks.find(row.id)) mark.classList.add('on');
      if (!stay && !this.view.map.getBounds().contains([row.lat, row.lon])) this.view.map.panTo([row.lat, row.lon]);
    }
  }

  private theme() {
    const { theme } = this.store.state;
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}
