// A coarse raster of which area is where: it answers "how much of this box lies in that area" and "where in the visible
// part of that area is the most room", for hundreds of areas at once.
import { type Frame, boxOf, copies, project } from './frame';
import type { Rect } from './collide';

/** step is the size of a raster cell in CSS pixels. */
const step = 4;

// Numbers of areas are spread over all colours, so that the blend of two is seldom a third: a factor and its inverse modulo 2^15.
const spreading = 9973;
const gathering = 21853;

export interface Area {
  id: string;
  path: Path2D;
  /** several areas that are asked for as one besides, such as the regions of a country */
  group?: string;
}

/** Plane says of every cell whose it is and how far from the edge, and of every number where the most room is. */
interface Plane {
  cells: Int32Array;
  distance: Uint16Array;
  roomiest: Map<number, number>;
}

/** AreaRaster is built for one frame; areas drawn later cover earlier ones, and areas of one id are one. A group answers like an area. */
export class AreaRaster {
  private readonly columns: number;
  private readonly rows: number;
  private readonly areas: Plane;
  private readonly groups: Plane;
  private readonly index = new Map<string, number>();
  private readonly ids: string[] = [];
  private readonly groupOf: number[] = [0];

  /** margin is the share of the frame on each side that lies outside the window. */
  constructor(f: Frame, areas: Area[], private readonly margin: number) {
    this.columns = Math.ceil(f.width / step);
    this.rows = Math.ceil(f.height / step);
    const cells = this.draw(f, areas);
    for (const area of areas) if (area.group && !this.index.has(area.group)) this.index.set(area.group, -this.index.size);
    for (const area of areas) this.groupOf[this.index.get(area.id) ?? 0] = area.group ? (this.index.get(area.group) ?? 0) : 0;
    this.areas = this.plane(cells);
    this.groups = this.groupOf.some(Boolean) ? this.plane(cells.map((area) => this.groupOf[area] ?? 0)) : this.areas;
  }

  private plane(cells: Int32Array): Plane {
    const distance = this.distances(cells);
    const roomiest = new Map<number, number>();
    for (let i = 0; i < cells.length; i++) {
      const area = cells[i];
      if (!area) continue;
      const best = roomiest.get(area);
      if (best === undefined || this.worth(distance, i) > this.worth(distance, best)) roomiest.set(area, i);
    }
    return { cells, distance, roomiest };
  }

  /** worth prefers a cell inside the window to one in the frame's margin. */
  private worth(distance: Uint16Array, cell: number): number {
    const x = (cell % this.columns) / this.columns;
    const y = cell / this.columns / this.rows;
    const within = x > this.margin && x < 1 - this.margin && y > this.margin && y < 1 - this.margin;
    return distance[cell] + (within ? 10_000 : 0);
  }

  /** of is the number of an id, below 0 for a group, and the plane that knows it. */
  private of(id: string): [number, Plane] {
    const number = this.index.get(id) ?? 0;
    return [number, number < 0 ? this.groups : this.areas];
  }

  /** centre is the visible point of an area farthest from its edge and from the frame's, with that distance in pixels. */
  centre(id: string): { x: number; y: number; room: number } | null {
    const [number, { roomiest, distance }] = this.of(id);
    const cell = roomiest.get(number);
    if (cell === undefined) return null;
    return { x: ((cell % this.columns) + 0.5) * step, y: (Math.floor(cell / this.columns) + 0.5) * step, room: distance[cell] * step };
  }

  /** roomAt is the distance in pixels from a point of the area to its edge; 0 outside. */
  roomAt(id: string, x: number, y: number): number {
    const cell = this.cellAt(x, y);
    const [number, { cells, distance }] = this.of(id);
    return cell >= 0 && cells[cell] === number ? distance[cell] * step : 0;
  }

  /** areaAt is the id of what lies at a point, or null. */
  areaAt(x: number, y: number): string | null {
    const cell = this.cellAt(x, y);
    const number = cell < 0 ? 0 : this.areas.cells[cell];
    return number ? this.ids[number - 1] : null;
  }

  /** inside is the share of a box that lies in an area, 0 to 1. */
  inside(id: string, r: Rect): number {
    const [area, { cells }] = this.of(id);
    let hits = 0;
    let all = 0;
    for (let i = 0; i <= 8; i++) {
      for (let j = 0; j <= 2; j++) {
        const cell = this.cellAt(r.x + (r.w * i) / 8, r.y + (r.h * j) / 2);
        all++;
        if (cell >= 0 && cells[cell] === area) hits++;
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
  private distances(cells: Int32Array): Uint16Array {
    const { columns, rows } = this;
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
