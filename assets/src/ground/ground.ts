// The ground as a Leaflet layer: three canvases a little larger than the window (fills and borders, outlines, words). They
// move with the map as it is dragged and are drawn anew when it rests or runs off their edge.
import * as L from 'leaflet';
import { readTokens, type Tokens } from '../tokens';
import type { Fill, Values } from '../values';
import { Canvases } from './canvases';
import { type Rect } from './collide';
import { placeLabels } from './labels';
import { type Box, emptyBox, grown, holds, overlaps, shifted, worldX, worldY } from './mercator';
import { type Outline, drawOutline, edgesOf } from './outline';
import { type Frame, boxOf, copies } from './frame';
import { type Lines, type Scene, gather, paint } from './paint';
import { type Patterns, makePatterns } from './patterns';
import { type Piece, pieces } from './pieces';
import { Places } from './places';
import { type Scroll, scrollOf, shift, touches, within } from './scroll';
import { Shapes, districtZoom } from './shapes';
import type { Unit } from './topology';
import { learnCountries } from './wishes';
import { type Placed, boxesOf, moved, write } from './words';

export interface GroundOptions {
  version: string;
  overview?: string;
  failed: (err: unknown, retry: () => void) => void;
  drawn: () => void;
  first?: () => void;
  figure: (id: string) => string | null;
  taken: (zoom: number, topLeft: L.Point) => Rect[];
}

export class Ground extends L.Layer {
  readonly shapes: Shapes;
  readonly places: Places;
  tokens: Tokens = readTokens();
  private canvases: Canvases | null = null;
  private values: Values | null = null;
  private dim: Fill | null = null;
  private outline: Outline = { chosen: [], hovered: [], circle: null };
  private set: Piece[] = [];
  private lines: Lines = {};
  private edges = new Map<string, Path2D | null>();
  /** for which shapes and zoom the pieces were picked, and how far they reach */
  private gathered = '';
  private reach: Box = emptyBox();
  /** the picture is of other totals, colours or highlights than are asked for now */
  private stale = true;
  private patterns: Patterns | null = null;
  private patternsRatio = 0;
  private frame: Frame | null = null;
  private pending = 0;
  private marked = false;
  private awaited = true; // of the totals: words would be placed in vain
  private dragged = false;
  private placed: { origin: readonly [number, number]; words: Placed[] } = { origin: [0, 0], words: [] };

  constructor(private readonly setup: GroundOptions) {
    super();
    this.options.pane = 'tilePane';
    const redraw = () => this.schedule();
    this.shapes = new Shapes(setup.version, setup.overview ?? 'all', redraw, setup.failed);
    this.places = new Places(setup.version, redraw);
  }

  override getEvents() {
    return { moveend: () => this.rest(), resize: () => this.draw(), move: () => this.follow(), zoomanim: (e: L.ZoomAnimEvent) => this.canvases?.stretch(e.center, e.zoom), zoom: () => this.canvases?.stretch(this._map.getCenter(), this._map.getZoom()), zoomstart: () => this.hideWords(), zoomend: () => this.schedule() } as unknown as Record<string, L.LeafletEventHandlerFn>;
  }

  override onAdd(): this {
    this.canvases = new Canvases(this._map);
    this.shapes.start();
    setTimeout(() => this.refine(), 2500);
    this.draw();
    return this;
  }

  override onRemove(): this {
    this.canvases?.remove();
    this.canvases = null;
    return this;
  }

  /** show takes new totals; null: none are known yet. */
  show(values: Values | null) {
    [this.values, this.awaited] = [values, false];
    this.gathered = '';
    this.schedule();
  }

  /** highlight lets one fill stand out; null ends it. */
  highlight(fill: Fill | null) {
    if (fill === this.dim) return;
    this.dim = fill;
    this.stale = true;
    this.schedule();
  }

  mark(outline: Partial<Outline>) {
    this.outline = { ...this.outline, ...outline };
    this.drawOutline();
  }

  /** retheme reads colours anew. */
  retheme() {
    [this.tokens, this.patterns, this.stale] = [readTokens(), null, true];
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

  /** draw draws at once what is there, for the screen or for paper. */
  draw(paper = false) {
    if (!this._map || !this.canvases) return;
    const before = this.frame;
    const frame = this.canvases.layout(this.tokens, paper);
    this.frame = frame;
    const view = boxOf(frame);
    const kept = this.gather(view, frame.zoom);
    if (!this.patterns || this.patternsRatio !== frame.ratio) [this.patterns, this.patternsRatio] = [makePatterns(frame.ctx, this.tokens, frame.ratio), frame.ratio];
    const ramp = this.tokens.ramp(this.values?.answer.legend.classes.filter((c) => c.class !== null).length ?? 5);
    const scene: Scene = { pieces: this.set, waters: this.shapes.waters(), values: this.values, lines: this.lines, ramp, patterns: this.patterns, dim: this.dim };
    const scroll = this.dragged && kept && !this.stale && before ? scrollOf(before, frame) : null;
    this.stale = false;
    if (scroll) {
      shift(frame.ctx, scroll, frame.ratio);
      for (const part of scroll.bare) paint(frame, scene, part);
    } else paint(frame, scene);
    this.drawOutline();
    if (!this.marked && this.set.length && this.values) {
      this.marked = true;
      performance.mark('oblast-map');
      this.setup.first?.();
      return this.schedule(); // the map can be moved; its words come with the next frame
    }
    if (!this.awaited) this.drawWords(frame, view, ramp, scroll);
    if (this.dragged) return; // who listens is told when the map rests
    if (this.marked) this.refine();
    this.setup.drawn();
  }

  /** gather asks for shapes and picks the pieces, farther than the view reaches so that a drag seldom needs others; true: they are those of before. */
  private gather(view: Box, zoom: number): boolean {
    const mixed = this.values?.mixed ?? new Set<string>();
    for (const copy of copies(view)) this.shapes.want(shifted(view, -copy), zoom, mixed);
    const state = `${this.shapes.edition}:${zoom}`;
    if (state === this.gathered && holds(this.reach, view)) return true;
    this.gathered = state;
    this.reach = grown(view, 0.4);
    const set: Piece[] = [];
    const seen = new Set<Unit>();
    for (const copy of copies(this.reach)) {
      for (const piece of pieces(this.shapes, shifted(this.reach, -copy), zoom, mixed)) {
        if (!seen.has(piece.unit)) {
          seen.add(piece.unit);
          set.push(piece);
        }
      }
    }
    this.set = set;
    learnCountries(this.shapes.overview()?.units ?? []);
    this.lines = gather(set, this.values);
    this.edges.clear();
    if (zoom >= districtZoom) for (const p of set) if (p.region && p.unit !== p.region) this.places.ask(p.region.id);
    return false;
  }

  private drawWords(base: Frame, view: Box, ramp: string[], scroll: Scroll | null) {
    const { words: canvas } = this.canvases as Canvases;
    const ctx = base.paper ? base.ctx : (canvas.getContext('2d') as CanvasRenderingContext2D);
    const frame = { ...base, ctx };
    if (scroll) shift(ctx, scroll, frame.ratio);
    else {
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      if (!frame.paper) ctx.clearRect(0, 0, canvas.width, canvas.height);
    }
    ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    if (!this.dragged) {
      const topLeft = (this.canvases as Canvases).topLeft();
      const words = placeLabels(frame, {
        pieces: this.set.filter(({ unit }) => copies(view).some((copy) => overlaps(shifted(unit.box, copy), view))),
        waters: this.shapes.waters(), cities: this.places.pick(view, frame.zoom), values: this.values, ramp,
        taken: this.setup.taken(frame.zoom, topLeft), figure: this.setup.figure, coarse: (id) => (frame.zoom < 6 ? this.shapes.coarse(id) : null),
      });
      this.placed = { origin: frame.origin, words };
    }
    // While the map is dragged the words keep their places on it; they are placed anew when it rests.
    const [dx, dy] = [0, 1].map((i) => (this.placed.origin[i] - frame.origin[i]) * frame.scale);
    const here = this.placed.words.map((w) => moved(w, dx, dy));
    if (!scroll) write(ctx, here, this.tokens);
    for (const part of scroll?.bare ?? []) within(frame, part, () => write(ctx, here.filter((w) => boxesOf(ctx, w, this.tokens).some((box) => touches(box, part))), this.tokens));
    canvas.classList.remove('gone');
  }

  private drawOutline() {
    const own = this.canvases?.outline;
    const ctx = this.frame?.paper ? this.frame.ctx : own?.getContext('2d');
    if (!own || !ctx || !this.frame) return;
    const { chosen, hovered, circle } = this.outline;
    own.hidden = !chosen.length && !hovered.length && !circle;
    if (own.hidden) return;
    drawOutline({ ...this.frame, ctx }, this.outline, (id) => {
      let path = this.edges.get(id);
      if (path === undefined) this.edges.set(id, (path = edgesOf(id, this.set, this.shapes.unit(id))));
      return path;
    });
  }

  private rest() {
    this.dragged = false;
    this.schedule();
  }

  /** refine asks for what makes the picture finer, once the first one stands or is late. */
  private refine() {
    if (!this.shapes.refine()) return;
    this.places.ask('world');
    this.schedule();
  }

  /** follow draws anew while the map is dragged past the edge of the canvases. */
  private follow() {
    if (!this.frame || !this.canvases || this._map.getZoom() !== this.canvases.zoom || !this.canvases.short(this.frame)) return;
    this.dragged = true;
    this.schedule();
  }

  private hideWords() {
    this.canvases?.words.classList.add('gone');
  }
}
