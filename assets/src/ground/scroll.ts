// While the map is dragged its picture is not painted anew: what is there moves over, and only the strips that come in from
// the side are painted.
import type { Rect } from './collide';
import type { Frame } from './frame';

/** Scroll says by how many CSS pixels a picture moves, and which strips of the new frame are bare. */
export interface Scroll {
  dx: number;
  dy: number;
  bare: Rect[];
}

/** scrollOf compares two frames; null where the picture must be painted whole: another size or zoom, or a step that is no whole number of device pixels. */
export function scrollOf(from: Frame, to: Frame): Scroll | null {
  const same = from.width === to.width && from.height === to.height && from.ratio === to.ratio && from.zoom === to.zoom;
  const [dx, dy] = [0, 1].map((i) => (from.origin[i] - to.origin[i]) * to.scale * to.ratio);
  const whole = Math.abs(dx - Math.round(dx)) < 0.02 && Math.abs(dy - Math.round(dy)) < 0.02;
  if (!same || !whole) return null;
  const x = Math.round(dx) / to.ratio;
  const y = Math.round(dy) / to.ratio;
  if (Math.abs(x) >= to.width || Math.abs(y) >= to.height) return null;
  const bare: Rect[] = [];
  if (x) bare.push({ x: x > 0 ? 0 : to.width + x, y: 0, w: Math.abs(x), h: to.height });
  if (y) bare.push({ x: 0, y: y > 0 ? 0 : to.height + y, w: to.width, h: Math.abs(y) });
  return { dx: x, dy: y, bare };
}

/** shift moves the picture of a canvas; what it leaves is empty. */
export function shift(ctx: CanvasRenderingContext2D, { dx, dy }: Scroll, ratio: number) {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalAlpha = 1;
  ctx.globalCompositeOperation = 'copy';
  ctx.drawImage(ctx.canvas, dx * ratio, dy * ratio);
  ctx.globalCompositeOperation = 'source-over';
}

/** within lets draw paint a strip of a frame and nothing beside it. */
export function within(f: Frame, part: Rect, draw: () => void) {
  const { ctx } = f;
  ctx.save();
  ctx.setTransform(f.ratio, 0, 0, f.ratio, 0, 0);
  ctx.beginPath();
  ctx.rect(part.x, part.y, part.w, part.h);
  ctx.clip();
  draw();
  ctx.restore();
}

/** touches: two boxes have something in common. */
export function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
