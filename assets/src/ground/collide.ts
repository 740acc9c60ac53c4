// Room for labels: boxes in CSS pixels, kept in a grid so that thousands of questions stay cheap.

export interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
}

const cell = 64;

/** Room remembers which boxes are taken. */
export class Room {
  private cells = new Map<number, Rect[]>();

  /** free: no taken box overlaps r, with pad pixels between. */
  free(r: Rect, pad = 2): boolean {
    for (const key of keys(r, pad)) {
      for (const o of this.cells.get(key) ?? []) {
        if (r.x - pad < o.x + o.w && o.x < r.x + r.w + pad && r.y - pad < o.y + o.h && o.y < r.y + r.h + pad) return false;
      }
    }
    return true;
  }

  take(r: Rect) {
    for (const key of keys(r, 0)) {
      const list = this.cells.get(key);
      if (list) list.push(r);
      else this.cells.set(key, [r]);
    }
  }
}

function* keys(r: Rect, pad: number): Generator<number> {
  for (let i = Math.floor((r.x - pad) / cell); i <= Math.floor((r.x + r.w + pad) / cell); i++) {
    for (let j = Math.floor((r.y - pad) / cell); j <= Math.floor((r.y + r.h + pad) / cell); j++) yield i * 4096 + j;
  }
}
