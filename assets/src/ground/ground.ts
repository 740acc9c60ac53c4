// The ground as a Leaflet layer: three canvases a little larger than the window (fills and borders, outlines, words). They
// move with the map as it is dragged and are drawn anew when it rests or runs off their edge.
import * as L from 'leaflet';
import { readTokens, type Tokens } from '../tokens';
import type { Fill, Values } from '../values';
import { type Rect } from './collide';
import { placeLabels, learnCountries } from './labels';
import { type Box, worldX, worldY } from './mercator';
import { type Outline, drawOutline, edgesOf } from './outline';
import { type Frame, type Lines, boxOf, copies, gather, paint } from './paint';
import { type Patterns, makePatterns } from './patterns';
import { type Piece, pieces } from './pieces';
import { Places } from './places';
import { Shapes, districtZoom } from './shapes';
import type { Unit } from './topology';
import { write } from './words';

/** How much larger than the window a canvas is, on every side, as a share of the window. */
const margin = 0.22;

export interface GroundOptions {
  version: string;
  failed: (err: unknown, retry: () => void) => void;
  drawn: () => void;
  figure: (id: string) => string | null;
  taken: (zoom: number, topLeft: L.Point) => Rect[];
}

export class Ground extends L.Layer {
  readonly shapes: Shapes;
  readonly places: Places;
  tokens: Tokens = readTokens();
  private canvases: HTMLCanvasElement[] = [];
  private values: Values | null = null;
  private dim: Fill | null = null;
  private outline: Outline = { chosen: [], hovered: [], circle: null };
  private set: Piece[] = [];
  private lines: Lines = {};
  private edges = new Map<string, Path2D | null>();
  private signature = '';
  private patterns: Patterns | null = null;
  private patternsRatio = 0;
  private frame: Frame | null = null;
  private corner: L.LatLng = L.latLng(0, 0);
  private zoom = 0;
  private pending = 0;
  private marked = false;

  constructor(private readonly setup: GroundOptions) {
    super();
    this.options.pane = 'tilePane';
    const redraw = () => this.schedule();
    this.shapes = new Shapes(setup.version, redraw, setup.failed);
    this.places = new Places(setup.version, redraw);
  }

  override getEvents() {
    return { moveend: () => this.schedule(), resize: () => this.draw(), move: () => this.follow(), zoomanim: (e: L.ZoomAnimEvent) => this.stretch(e.center, e.zoom), zoom: () => this.stretch(this._map.getCenter(), this._map.getZoom()), zoomstart: () => this.hideWords(), zoomend: () => this.schedule() } as unknown as Record<string, L.LeafletEventHandlerFn>;
  }

  override onAdd(): this {
    for (const name of ['ground', 'outline', 'words']) {
      const canvas = document.createElement('canvas');
      canvas.className = `canvas canvas-${name} leaflet-zoom-animated`;
      canvas.setAttribute('aria-hidden', 'true');
      (name === 'words' ? this._map.getPane('words') : this.getPane())?.append(canvas);
      this.canvases.push(canvas);
    }
    this.shapes.start();
    this.places.ask('world');
    this.draw();
    return this;
  }

  override onRemove(): this {
    for (const canvas of this.canvases) canvas.remove();
    this.canvases = [];
    return this;
  }

  /** show takes new totals; null: none are known yet. */
  show(values: Values | null) {
    this.values = values;
    this.signature = '';
    this.schedule();
  }

  /** highlight lets one fill stand out; null ends it. */
  highlight(fill: Fill | null) {
    if (fill === this.dim) return;
    this.dim = fill;
    this.schedule();
  }

  mark(outline: Partial<Outline>) {
    this.outline = { ...this.outline, ...outline };
    this.drawOutline();
  }

  /** retheme reads colours anew. */
  retheme() {
    this.tokens = readTokens();
    this.patterns = null;
    this.schedule();
  }

  schedule() {
    if (this.pending || !this._map) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.draw();
    });
  }

  /** unitAt finds what is drawn at a place: the piece, finest first. */
  unitAt(at: L.LatLng): Piece | null {
    const ctx = this.frame?.ctx;
    if (!ctx) return null;
    const lon = ((((at.lng + 180) % 360) + 360) % 360) - 180;
    const x = worldX(lon);
    const y = worldY(at.lat);
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const hit = this.set.find(({ unit: { box, path } }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && ctx.isPointInPath(path, x, y, 'evenodd'));
    ctx.restore();
    return hit ?? null;
  }

  private draw() {
    const map = this._map;
    if (!map || !this.canvases.length) return;
    const frame = this.layout();
    this.frame = frame;
    const view = boxOf(frame);
    this.gather(view, frame.zoom);
    if (!this.patterns || this.patternsRatio !== frame.ratio) {
      this.patterns = makePatterns(frame.ctx, this.tokens, frame.ratio);
      this.patternsRatio = frame.ratio;
    }
    const ramp = this.tokens.ramp(this.values?.answer.legend.classes.filter((c) => c.class !== null).length ?? 5);
    paint(frame, { pieces: this.set, waters: this.shapes.waters(), values: this.values, lines: this.lines, ramp, patterns: this.patterns, dim: this.dim });
    this.drawOutline();
    this.drawWords(frame, view, ramp);
    if (!this.marked && this.set.length && this.values) {
      this.marked = true;
      performance.mark('oblast-map');
    }
    this.setup.drawn();
  }

  /** gather asks for shapes and picks the pieces; borders are ranked again only when something changed. */
  private gather(view: Box, zoom: number) {
    const mixed = this.values?.mixed ?? new Set<string>();
    for (const copy of copies(view)) {
      const here: Box = [view[0] - copy * 256, view[1], view[2] - copy * 256, view[3]];
      this.shapes.want(here, zoom, mixed);
    }
    const set: Piece[] = [];
    const seen = new Set<Unit>();
    for (const copy of copies(view)) {
      for (const piece of pieces(this.shapes, [view[0] - copy * 256, view[1], view[2] - copy * 256, view[3]], zoom, mixed)) {
        if (!seen.has(piece.unit)) {
          seen.add(piece.unit);
          set.push(piece);
        }
      }
    }
    const signature = `${this.shapes.edition}:${set.length}:${set.map((p) => p.unit.id).join()}`;
    if (signature === this.signature) return;
    this.signature = signature;
    this.set = set;
    learnCountries(this.shapes.overview()?.units ?? []);
    this.lines = gather(set, this.values);
    this.edges.clear();
    if (zoom >= districtZoom) for (const p of set) if (p.region && p.unit !== p.region) this.places.ask(p.region.id);
  }

  private layout(): Frame {
    const map = this._map;
    const size = map.getSize();
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const pad = L.point(Math.round(size.x * margin), Math.round(size.y * margin));
    const width = size.x + 2 * pad.x;
    const height = size.y + 2 * pad.y;
    const topLeft = map.containerPointToLayerPoint(L.point(-pad.x, -pad.y)).round();
    this.zoom = map.getZoom();
    this.corner = map.layerPointToLatLng(topLeft);
    for (const canvas of this.canvases) {
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      L.DomUtil.setTransform(canvas, topLeft, 1);
    }
    const origin = map.project(this.corner, 0);
    const ctx = this.canvases[0].getContext('2d') as CanvasRenderingContext2D;
    return { ctx, width, height, margin: [pad.x, pad.y], ratio, zoom: this.zoom, scale: 2 ** this.zoom, origin: [origin.x, origin.y], tokens: this.tokens };
  }

  private drawWords(base: Frame, view: Box, ramp: string[]) {
    const canvas = this.canvases[2];
    const ctx = canvas.getContext('2d') as CanvasRenderingContext2D;
    const frame = { ...base, ctx };
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    const topLeft = this._map.latLngToLayerPoint(this.corner);
    const placed = placeLabels(frame, {
      pieces: this.set, waters: this.shapes.waters(), cities: this.places.pick(view, frame.zoom), values: this.values, ramp,
      taken: this.setup.taken(frame.zoom, topLeft), figure: this.setup.figure,
    });
    write(ctx, placed, this.tokens);
    canvas.classList.remove('gone');
  }

  private drawOutline() {
    const ctx = this.canvases[1]?.getContext('2d');
    if (!ctx || !this.frame) return;
    drawOutline({ ...this.frame, ctx }, this.outline, (id) => {
      let path = this.edges.get(id);
      if (path === undefined) this.edges.set(id, (path = edgesOf(id, this.set, this.shapes.unit(id))));
      return path;
    });
  }

  /** follow draws anew while the map is dragged past the edge of the canvases. */
  private follow() {
    if (!this.frame || this._map.getZoom() !== this.zoom) return;
    const offset = this._map.latLngToContainerPoint(this.corner);
    const size = this._map.getSize();
    const out = offset.x > 0 || offset.y > 0 || offset.x + this.frame.width < size.x || offset.y + this.frame.height < size.y;
    if (out) this.schedule();
  }

  private stretch(center: L.LatLng, zoom: number) {
    const map = this._map as L.Map & { _latLngToNewLayerPoint(at: L.LatLng, zoom: number, center: L.LatLng): L.Point };
    const scale = map.getZoomScale(zoom, this.zoom);
    const topLeft = map._latLngToNewLayerPoint(this.corner, zoom, center);
    for (const canvas of this.canvases) L.DomUtil.setTransform(canvas, topLeft, scale);
  }

  private hideWords() {
    this.canvases[2]?.classList.add('gone');
  }
}
