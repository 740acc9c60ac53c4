// A frame is the part of the world that a canvas shows, and the way from the world's units to its pixels.
import type { Tokens } from '../tokens';
import { type Box, worldSize } from './mercator';

/** Frame is a canvas over a part of the world: origin in world units at its top left corner, scale in CSS pixels a unit. */
export interface Frame {
  ctx: CanvasRenderingContext2D;
  /** all is drawn on this one canvas: browsers print what was drawn, and a second canvas would wipe the first as it is cleared */
  paper: boolean;
  width: number;
  height: number;
  /** how far the frame reaches past the window on each side, in CSS pixels: across, down */
  margin: readonly [number, number];
  ratio: number;
  zoom: number;
  scale: number;
  origin: readonly [number, number];
  tokens: Tokens;
}

/** boxOf is the part of the world that a frame shows; it may run past the edge of the world. */
export function boxOf(f: Frame): Box {
  return [f.origin[0], f.origin[1], f.origin[0] + f.width / f.scale, f.origin[1] + f.height / f.scale];
}

/** copies lists the whole worlds by which shapes are shifted to fill a frame that crosses the date line. */
export function copies(view: Box): number[] {
  const list: number[] = [];
  for (let k = Math.floor(view[0] / worldSize); k <= Math.floor(view[2] / worldSize); k++) list.push(k);
  return list;
}

/** project puts the world's units on the canvas, for one copy of the world. */
export function project(f: Frame, copy: number) {
  const k = f.scale * f.ratio;
  f.ctx.setTransform(k, 0, 0, k, (copy * worldSize - f.origin[0]) * k, -f.origin[1] * k);
}

/** onScreen takes world units to CSS pixels of the frame. */
export function onScreen(f: Frame, x: number, y: number, copy: number): [number, number] {
  return [(x + copy * worldSize - f.origin[0]) * f.scale, (y - f.origin[1]) * f.scale];
}
