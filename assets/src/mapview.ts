// The map proper, without any panel: ground, marks, tooltip, and what happens when something on it is chosen. The full page,
// the embed and the pages of collections all show this one.
import * as L from 'leaflet';
import { el, fill, reducedMotion } from './dom';
import type { Rect } from './ground/collide';
import { Ground } from './ground/ground';
import type { Piece } from './ground/pieces';
import { latOf, lonOf } from './ground/mercator';
import type { Incident } from './records';
import { type Cluster, rowsOf } from './marks/group';
import { Marks } from './marks/layer';
import { printable } from './print';

export interface MapViewOptions {
  version: string;
  /** the part of the overview to begin with; without it the whole */
  overview?: string;
  scrollZoom: boolean;
  failed: (err: unknown, retry: () => void) => void;
  drawn: () => void;
  /** called once, when the map with its totals can be seen and moved; its words follow */
  first?: () => void;
  figure: (id: string) => string | null;
  markLabel: (cluster: Cluster) => string;
  chooseMark: (cluster: Cluster) => void;
  chooseUnit: (piece: Piece | null) => void;
  /** lines of the tooltip: the first is the heading */
  tipOfUnit: (piece: Piece) => string[];
  tipOfMark: (cluster: Cluster) => string[];
  areasOfMark: (cluster: Cluster) => string[];
  /** the record is drawn in several units: they stand out together */
  apart?: (row: Incident) => boolean;
}

export const minZoom = 2;
export const maxZoom = 12;

export class MapView {
  readonly map: L.Map;
  readonly ground: Ground;
  readonly marks: Marks;
  private readonly tip = el('div.tip', { hidden: true, role: 'presentation' });
  private touched = false;
  private hovered: Piece | null = null;
  private pointed: { cluster: Cluster; at: HTMLElement } | null = null;

  constructor(container: HTMLElement, private readonly on: MapViewOptions) {
    const calm = reducedMotion();
    this.map = new L.Map(container, {
      minZoom, maxZoom, zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 110, wheelDebounceTime: 30,
      zoomAnimation: !calm, fadeAnimation: false, markerZoomAnimation: !calm, inertia: !calm,
      zoomControl: false, attributionControl: false, scrollWheelZoom: on.scrollZoom, worldCopyJump: true,
      maxBounds: [[-85, -720], [85, 720]], maxBoundsViscosity: 1,
    });
    for (const [name, z] of [['words', '350'], ['marks', '600']]) this.map.createPane(name).style.zIndex = z;
    this.ground = new Ground({
      version: on.version, overview: on.overview, failed: on.failed, first: on.first,
      drawn: () => {
        if (performance.getEntriesByName('oblast-map').length) this.dropFirst();
        on.drawn();
      }, figure: on.figure,
      taken: (zoom, topLeft) => [...this.marks.taken(zoom, topLeft), ...this.furniture(topLeft)],
    });
    this.marks = new Marks({ label: on.markLabel, choose: on.chooseMark, hover: (cluster, at) => !this.dragging() && this.hoverMark(cluster, at) });
    document.body.append(this.tip);
    for (const type of ['pointerdown', 'pointermove', 'keydown']) document.addEventListener(type, (e) => this.touch((e as PointerEvent).pointerType === 'touch'), true);
  }

  /** furniture lists the boxes that chips, buttons and credits cover, so that no label hides beneath them. */
  private furniture(topLeft: L.Point): Rect[] {
    const corner = this.map.layerPointToContainerPoint(topLeft);
    const own = this.map.getContainer().getBoundingClientRect();
    const covers = document.querySelectorAll('.chip, .tools .st, .credits > .scale, .credits > .src, .embed-key, .phone-search, .panel');
    return [...covers].map((node) => node.getBoundingClientRect()).filter((r) => r.width && r.right > own.left && r.bottom > own.top)
      .map((r) => ({ x: r.left - own.left - corner.x - 2, y: r.top - own.top - corner.y - 6, w: r.width + 4, h: r.height + 8 }));
  }

  /** open starts drawing; the view must be set. */
  open() {
    this.marks.addTo(this.map);
    this.ground.addTo(this.map);
    this.map.on('click', (e) => this.on.chooseUnit(this.ground.unitAt((e as L.LeafletMouseEvent).latlng)));
    this.map.on('mousemove', (e) => this.hoverGround(e as L.LeafletMouseEvent));
    this.map.on('mouseout movestart zoomstart', () => this.hoverGround(null));
    this.map.on('movestart', () => this.dropFirst());
    this.map.getContainer().setAttribute('role', 'region');
    this.followTheme();
    printable(this);
  }

  /** dropFirst takes away the picture that came with the page. */
  dropFirst() {
    document.getElementById('first')?.remove();
  }

  /** fit shows a box of degrees, west south east north. */
  fit(box: readonly [number, number, number, number], options: L.FitBoundsOptions = {}) {
    this.map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { animate: false, ...options });
  }

  /** fitAll shows an extent with room about it, else the part of the world that the first records speak of. */
  fitAll(extent: readonly [number, number, number, number] | undefined, phone: boolean) {
    const box = extent ? roomy(extent) : phone ? ([27.5, 45.2, 48.5, 60.4] as const) : ([22.5, 43.4, 56, 61.2] as const);
    this.fit(box, phone ? { paddingTopLeft: [8, 64], paddingBottomRight: [8, 24] } : { padding: [12, 12] });
  }

  /** show brings a unit into view, when it is not or is too small to be seen. */
  show(id: string, phone: boolean) {
    const padding: L.FitBoundsOptions = phone ? { paddingTopLeft: [20, 70], paddingBottomRight: [20, 30] } : { padding: [50, 50] };
    const unit = this.ground.shapes.unit(id);
    if (!unit) return;
    const [w, n, e, s] = unit.box;
    if (e - w > 120) {
      this.map.panTo([latOf(unit.label[1]), lonOf(unit.label[0])], { animate: !reducedMotion() });
      return;
    }
    const bounds = L.latLngBounds([latOf(s), lonOf(w)], [latOf(n), lonOf(e)]);
    const now = this.map.getBounds();
    const large = this.map.getBoundsZoom(bounds) - this.map.getZoom();
    if (now.contains(bounds) && large < 2.2) return;
    this.map.flyToBounds(bounds, { ...padding, maxZoom: 9, animate: !reducedMotion(), duration: 0.6 });
  }

  private dragging(): boolean {
    return !!(this.map.dragging as L.Handler & { moving(): boolean }).moving();
  }

  private hoverGround(e: L.LeafletMouseEvent | null) {
    if ((e?.originalEvent.target as Element | undefined)?.closest?.('.mk')) return;
    const piece = e && !this.dragging() ? this.ground.unitAt(e.latlng) : null;
    if (e && piece) {
      const lines = this.on.tipOfUnit(piece);
      if (lines.length) this.showTip(lines, e.originalEvent.clientX, e.originalEvent.clientY);
      else this.tip.hidden = true;
    } else this.tip.hidden = true;
    if (piece?.unit === this.hovered?.unit) return;
    this.hovered = piece;
    this.ground.mark({ hovered: piece ? [hoverID(piece)] : [] });
  }

  /** again outlines anew what is pointed at: more is known of it now. */
  again() {
    if (this.pointed) this.hoverMark(this.pointed.cluster, this.pointed.at);
  }

  private hoverMark(cluster: Cluster | null, at: HTMLElement | null) {
    this.pointed = cluster && at ? { cluster, at } : null;
    for (const near of document.querySelectorAll('.mk.near')) near.classList.remove('near');
    const apart = cluster && this.on.apart ? rowsOf(cluster).filter(this.on.apart) : [];
    for (const row of apart) for (const mark of this.marks.find(row.id)) if (mark !== at) mark.classList.add('near');
    this.ground.mark({ hovered: cluster ? this.on.areasOfMark(cluster) : [], circle: cluster ? circleOf(cluster) : null });
    if (!cluster || !at) {
      this.tip.hidden = true;
      return;
    }
    const box = at.getBoundingClientRect();
    this.showTip(this.on.tipOfMark(cluster), box.right - 8, box.bottom - 8);
  }

  /** touch: a finger points at nothing, and what it chooses is told elsewhere; a tooltip would stay where it was lifted. */
  private touch(by: boolean) {
    this.touched = by;
    if (by) this.tip.hidden = true;
  }

  private showTip(lines: string[], x: number, y: number) {
    if (this.touched) return;
    fill(this.tip, el('b', null, lines[0]), ...lines.slice(1).map((line) => el('span', null, line)));
    this.tip.hidden = false;
    const { offsetWidth: w, offsetHeight: h } = this.tip;
    this.tip.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - w - 8))}px`;
    this.tip.style.top = `${y + 16 + h > innerHeight ? y - h - 10 : y + 16}px`;
  }

  private followTheme() {
    const again = () => this.ground.retheme();
    for (const q of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)']) matchMedia(q).addEventListener('change', again);
    new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  }
}

/** hoverID is what a piece stands for when it is pointed at. */
function hoverID(piece: Piece): string {
  return piece.unit.id;
}

function circleOf(cluster: Cluster): { lon: number; lat: number; metres: number } | null {
  const rows = rowsOf(cluster);
  const [row] = rows;
  return rows.length === 1 && row.uncertainty_m && row.lon !== null && row.lat !== null ? { lon: row.lon, lat: row.lat, metres: row.uncertainty_m } : null;
}

/** roomy widens a box of degrees by an eighth, so that what lies at its edge is seen whole. */
function roomy(box: readonly [number, number, number, number]): [number, number, number, number] {
  const dx = (box[2] - box[0]) / 8;
  const dy = (box[3] - box[1]) / 10;
  return [box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy / 2];
}
