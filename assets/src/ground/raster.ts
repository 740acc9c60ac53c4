// A coarse raster of which area is where: it answers "how much of this box lies in that area" and "where in the visible
// part of that area is the most room", for hundreds of areas at once.
import { type Frame, boxOf, copies, project } from './paint';
import type { Rect } from './collide';

/** step is the size of a raster cell in CSS pixels. */
const step = 4;

// Numbers of areas are spread over all colours, so that the blend of two is seldom a third: a factor and its inverse modulo 2^15.
const spreading = 9973;
const gathering = 21853;

export interface Area {
  id: string;
  path: Path2D;
}

/** AreaRaster is built for one frame; areas drawn later cover earlier ones, and areas of one id are one. */
export class AreaRaster {
  private readonly columns: number;
  private readonly rows: number;
  private readonly cells: Int32Array;
  private readonly distance: Uint16Array;
  private readonly roomiest = new Map<number, number>();
  private readonly index = new Map<string, number>();
  private readonly ids: string[] = [];

  /** margin is the share of the frame on each side that lies outside the window. */
  constructor(f: Frame, areas: Area[], private readonly margin: number) {
    this.columns = Math.ceil(f.width / step);
    this.rows = Math.ceil(f.height / step);
    this.cells = this.draw(f, areas);
    this.distance = this.distances();
    for (let i = 0; i < this.cells.length; i++) {
      const area = this.cells[i];
      if (!area) continue;
      const best = this.roomiest.get(area);
      if (best === undefined || this.worth(i) > this.worth(best)) this.roomiest.set(area, i);
    }
  }

  /** worth prefers a cell inside the window to one in the frame's margin. */
  private worth(cell: number): number {
    const x = (cell % this.columns) / this.columns;
    const y = cell / this.columns / this.rows;
    const within = x > this.margin && x < 1 - this.margin && y > this.margin && y < 1 - this.margin;
    return this.distance[cell] + (within ? 10_000 : 0);
  }

  /** centre is the visible point of an area farthest from its edge and from the frame's, with that distance in pixels. */
  centre(id: string): { x: number; y: number; room: number } | null {
    const cell = this.roomiest.get(this.index.get(id) ?? 0);
    if (cell === undefined) return null;
    return { x: ((cell % this.columns) + 0.5) * step, y: (Math.floor(cell / this.columns) + 0.5) * step, room: this.distance[cell] * step };
  }

  /** roomAt is the distance in pixels from a point of the area to its edge; 0 outside. */
  roomAt(id: string, x: number, y: number): number {
    const cell = this.cellAt(x, y);
    return cell >= 0 && this.cells[cell] === this.index.get(id) ? this.distance[cell] * step : 0;
  }

  /** areaAt is the id of what lies at a point, or null. */
  areaAt(x: number, y: number): string | null {
    const cell = this.cellAt(x, y);
    const number = cell < 0 ? 0 : this.cells[cell];
    return number ? this.ids[number - 1] : null;
  }

  /** inside is the share of a box that lies in an area, 0 to 1. */
  inside(id: string, r: Rect): number {
    const area = this.index.get(id);
    let hits = 0;
    let all = 0;
    for (let i = 0; i <= 8; i++) {
      for (let j = 0; j <= 2; j++) {
        const cell = this.cellAt(r.x + (r.w * i) / 8, r.y + (r.h * j) / 2);
        all++;
        if (cell >= 0 && this.cells[cell] === area) hits++;
      }
    }
    return hits / all;
  }

  private cellAt(x: number, y: number): number {
    const i = Math.floor(x / step);
    const j = Math.floor(y / step);
    return i < 0 || j < 0 || i >= this.columns || j >= this.rows ? -1 : j * this.columns + i;
  }

  private draw(f: Frame, areas: Area[]): Int32Array {
    const canvas = document.createElement('canvas');
    canvas.width = this.columns;
    canvas.height = this.rows;
    const ctx = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    const small: Frame = { ...f, ctx, ratio: 1 / step };
    const parts = new Map<string, number>();
    for (const area of areas) parts.set(area.id, (parts.get(area.id) ?? 0) + 1);
    for (const copy of copies(boxOf(f))) {
      project(small, copy);
      ctx.lineWidth = (2 * step) / f.scale;
      for (const area of areas) {
        const number = this.index.get(area.id) ?? this.index.size + 1;
        if (number > this.index.size) this.ids.push(area.id);
        this.index.set(area.id, number);
        const code = (number * spreading) & 0x7fff;
        ctx.fillStyle = ctx.strokeStyle = `rgb(${[0, 5, 10].map((bits) => (((code >> bits) & 31) << 3) | 4).join()})`;
        ctx.fill(area.path, 'evenodd');
        if (parts.get(area.id) !== 1) ctx.stroke(area.path);
      }
    }
    const pixels = ctx.getImageData(0, 0, this.columns, this.rows).data;
    const cells = new Int32Array(this.columns * this.rows);
    for (let i = 0; i < cells.length; i++) {
      // Five bits a channel, in the middle of their eighth: blending a colour with itself may be off by one.
      const code = (pixels[4 * i] >> 3) | ((pixels[4 * i + 1] >> 3) << 5) | ((pixels[4 * i + 2] >> 3) << 10);
      const number = (code * gathering) & 0x7fff;
      cells[i] = pixels[4 * i + 3] > 250 && number <= this.ids.length ? number : 0;
    }
    return cells;
  }

  /** distances counts steps to the nearest cell of another area, or to the frame's edge: two passes of city blocks. */
  private distances(): Uint16Array {
    const { columns, rows, cells } = this;
    const d = new Uint16Array(cells.length);
    const same = (i: number, j: number) => (cells[i] === cells[j] ? d[j] + 1 : 1);
    for (let i = 0; i < cells.length; i++) {
      const x = i % columns;
      if (x === 0 || i < columns) d[i] = 1;
      else d[i] = Math.min(same(i, i - 1), same(i, i - columns));
    }
    for (let i = cells.length - 1; i >= 0; i--) {
      const x = i % columns;
      if (x === columns - 1 || i >= columns * (rows - 1)) d[i] = 1;
      else d[i] = Math.min(d[i], same(i, i + 1), same(i, i + columns));
    }
    return d;
  }
}
