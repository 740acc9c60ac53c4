// Marks as a Leaflet layer of buttons: each can be reached by keyboard, has a label of its own, and rides on the map's
// transform, so that dragging costs nothing however many there are.
import * as L from 'leaflet';
import { el, fill } from '../dom';
import type { Rect } from '../ground/collide';
import { latOf, lonOf, worldSize } from '../ground/mercator';
import { type Cluster, type Symbol, boxOf, clusterAt, rowsOf } from './group';
import { ringGlyph, symbolGlyph } from './glyph';

export interface MarkEvents {
  label: (cluster: Cluster) => string;
  choose: (cluster: Cluster) => void;
  hover: (cluster: Cluster | null, at: HTMLElement | null) => void;
}

/** The most marks that are put on the page at once; beyond it the zoom is too far out to tell them apart. */
const most = 600;

export class Marks extends L.Layer {
  private symbols: Symbol[] = [];
  private clusters: Cluster[] = [];
  private zoom = -1;
  private buttons = new Map<string, { button: HTMLButtonElement; cluster: Cluster; copy: number }>();

  constructor(private readonly events: MarkEvents) {
    super();
  }

  override getEvents() {
    return { moveend: () => this.refresh(), zoomanim: (e: L.ZoomAnimEvent) => this.animate(e), viewreset: () => this.refresh(), zoom: () => this.position() } as unknown as Record<string, L.LeafletEventHandlerFn>;
  }

  override onAdd(): this {
    this.refresh();
    return this;
  }

  override onRemove(): this {
    for (const { button } of this.buttons.values()) button.remove();
    this.buttons.clear();
    return this;
  }

  /** show takes new symbols. */
  show(symbols: Symbol[]) {
    this.symbols = symbols;
    this.zoom = -1;
    if (this._map) this.refresh();
  }

  /** relabel renames the buttons in the language of the page. */
  relabel() {
    for (const { button, cluster } of this.buttons.values()) button.setAttribute('aria-label', this.events.label(cluster));
  }

  /** taken lists the boxes of the marks in CSS pixels from a layer point. */
  taken(zoom: number, topLeft: L.Point): Rect[] {
    if (!this._map) return [];
    this.cluster(zoom);
    const rects: Rect[] = [];
    for (const { cluster, copy } of this.visible()) {
      const at = this._map.latLngToLayerPoint(place(cluster, copy)).subtract(topLeft);
      const [w, h] = boxOf(cluster);
      rects.push({ x: at.x - w / 2, y: at.y - h / 2, w, h });
    }
    return rects;
  }

  /** find lists the marks on the map that stand for an incident: several where it is drawn in several units. */
  find(incident: string): HTMLButtonElement[] {
    return [...this.buttons.values()].filter(({ cluster }) => cluster.symbols.some((s) => s.rows.some((r) => r.id === incident))).map((b) => b.button);
  }

  private cluster(zoom: number) {
    if (zoom === this.zoom) return;
    this.zoom = zoom;
    this.clusters = clusterAt(this.symbols, zoom);
  }

  private *visible(): Generator<{ cluster: Cluster; copy: number }> {
    const bounds = this._map.getBounds().pad(0.3);
    for (let copy = Math.floor((bounds.getWest() + 180) / 360); copy <= Math.floor((bounds.getEast() + 180) / 360); copy++) {
      for (const cluster of this.clusters) if (bounds.contains(place(cluster, copy))) yield { cluster, copy };
    }
  }

  private refresh() {
    if (!this._map) return;
    this.cluster(this._map.getZoom());
    const keep = new Set<string>();
    for (const { cluster, copy } of this.visible()) {
      if (keep.size >= most) break;
      const key = `${copy}|${cluster.key}`;
      keep.add(key);
      const known = this.buttons.get(key);
      if (!known) this.buttons.set(key, { button: this.make(cluster), cluster, copy });
      else if (known.cluster !== cluster) {
        known.cluster = cluster;
        this.dress(known.button, cluster);
      }
    }
    let focused: Cluster | null = null;
    for (const [key, { button, cluster }] of this.buttons) {
      if (keep.has(key)) continue;
      if (button === document.activeElement) focused = cluster;
      button.remove();
      this.buttons.delete(key);
    }
    this.position();
    if (focused) this.follow(focused);
  }

  /** follow gives the focus of a mark that went to one that stands for the same incident now, else to the map. */
  private follow(gone: Cluster) {
    const heir = rowsOf(gone).flatMap((row) => this.find(row.id))[0] ?? this._map.getContainer();
    heir.focus({ preventScroll: true });
  }

  /** dress gives a button the look and the name of a cluster. */
  private dress(button: HTMLButtonElement, cluster: Cluster) {
    fill(button, cluster.symbols.length > 1 ? ringGlyph(cluster) : symbolGlyph(cluster.symbols[0]));
    button.setAttribute('aria-label', this.events.label(cluster));
    const [w, h] = boxOf(cluster).map((side) => Math.max(24, side)); // large enough to be hit
    button.style.width = `${w}px`;
    button.style.height = `${h}px`;
    button.style.marginLeft = `${-w / 2}px`;
    button.style.marginTop = `${-h / 2}px`;
  }

  private make(cluster: Cluster): HTMLButtonElement {
    const button = el('button.mk.leaflet-zoom-animated', { type: 'button' });
    this.dress(button, cluster);
    const own = () => [...this.buttons.values()].find((b) => b.button === button)?.cluster ?? cluster;
    button.addEventListener('click', (e) => {
      e.stopPropagation();
      const dragged = e.detail > 0 && (this._map?.dragging as (L.Handler & { moved(): boolean }) | undefined)?.moved(); // a drag that began here ends with a click
      if (!dragged) this.events.choose(own());
    });
    for (const type of ['mouseenter', 'focus']) button.addEventListener(type, () => this.events.hover(own(), button));
    for (const type of ['mouseleave', 'blur']) button.addEventListener(type, () => this.events.hover(null, null));
    button.addEventListener('dblclick', (e) => e.stopPropagation());
    this.getPane('marks')?.append(button);
    return button;
  }

  private position() {
    if (!this._map) return;
    for (const { button, cluster, copy } of this.buttons.values()) move(button, this._map.latLngToLayerPoint(place(cluster, copy)));
  }

  private animate(e: L.ZoomAnimEvent) {
    const map = this._map as L.Map & { _latLngToNewLayerPoint(at: L.LatLng, zoom: number, center: L.LatLng): L.Point };
    for (const { button, cluster, copy } of this.buttons.values()) {
      const to = map._latLngToNewLayerPoint(place(cluster, copy), e.zoom, e.center);
      button.style.transform = `translate(${to.x - button.offsetLeft - button.offsetWidth / 2}px,${to.y - button.offsetTop - button.offsetHeight / 2}px)`;
    }
  }
}

/** move puts a mark at a point of the map's pane. Not by a transform: each would be a part of the picture of its own, and all of them are gone through whenever the map is dragged by a pixel. */
function move(button: HTMLElement, to: L.Point) {
  button.style.left = `${Math.round(to.x)}px`;
  button.style.top = `${Math.round(to.y)}px`;
  button.style.transform = '';
}

/** place is where a cluster lies, in one copy of the world. */
export function place(cluster: { x: number; y: number }, copy = 0): L.LatLng {
  return L.latLng(latOf(cluster.y), lonOf(cluster.x + copy * worldSize));
}
