// Words on the map: measured once, drawn with a halo in the colour of the ground beneath.
import type { Tokens } from '../tokens';
import type { Rect } from './collide';

export type Style = 'region' | 'name' | 'wide' | 'figure' | 'range' | 'country' | 'sea' | 'lake' | 'city' | 'district';

export interface Line {
  text: string;
  style: Style;
  colour: string;
  halo: string;
}

/** Block is one label: lines one above the other, or in one row. */
export interface Block {
  lines: Line[];
  row: boolean;
}

/** Placed is a block with the middle of its box in CSS pixels. */
export interface Placed {
  block: Block;
  x: number;
  y: number;
  align: 'center' | 'left' | 'right';
  dot?: { x: number; y: number };
}

const looks: Record<Style, { size: number; weight: number; italic?: boolean; spacing?: number }> = {
  region: { size: 11, weight: 400 },
  district: { size: 10.5, weight: 400 },
  name: { size: 11, weight: 600 },
  wide: { size: 12.5, weight: 700, spacing: 1.6 },
  figure: { size: 15, weight: 700 },
  range: { size: 12.5, weight: 700 },
  country: { size: 11, weight: 500, spacing: 1.5 },
  sea: { size: 13, weight: 400, italic: true, spacing: 0.3 },
  lake: { size: 10, weight: 400, italic: true },
  city: { size: 10.5, weight: 450 },
};

const rowGap = 4;
const widths = new Map<string, number>();

function font(style: Style, tokens: Tokens): string {
  const look = looks[style];
  return `${look.italic ? 'italic ' : ''}${look.weight} ${look.size}px ${tokens.font}`;
}

function widthOf(ctx: CanvasRenderingContext2D, line: Line, tokens: Tokens): number {
  const key = line.style + '|' + line.text;
  let width = widths.get(key);
  if (width === undefined) {
    ctx.font = font(line.style, tokens);
    width = ctx.measureText(line.text).width + (looks[line.style].spacing ?? 0) * line.text.length;
    widths.set(key, width);
  }
  return width;
}

const heightOf = (line: Line) => looks[line.style].size * 1.12;

/** sizeOf is the box of a block in CSS pixels. */
export function sizeOf(ctx: CanvasRenderingContext2D, block: Block, tokens: Tokens): { w: number; h: number } {
  const all = block.lines.map((line) => widthOf(ctx, line, tokens));
  if (block.row) return { w: all.reduce((a, b) => a + b, 0) + rowGap * (all.length - 1), h: Math.max(...block.lines.map(heightOf)) };
  return { w: Math.max(...all), h: block.lines.reduce((sum, line) => sum + heightOf(line), 0) };
}

export function rectAround(x: number, y: number, size: { w: number; h: number }): Rect {
  return { x: x - size.w / 2, y: y - size.h / 2, w: size.w, h: size.h };
}

/** moved shifts a placed block. */
export function moved(p: Placed, dx: number, dy: number): Placed {
  return dx || dy ? { ...p, x: p.x + dx, y: p.y + dy, dot: p.dot && { x: p.dot.x + dx, y: p.dot.y + dy } } : p;
}

/** boxesOf are what a placed block covers: its words with their halo, and its dot. */
export function boxesOf(ctx: CanvasRenderingContext2D, p: Placed, tokens: Tokens): Rect[] {
  const { x, y, w, h } = rectAround(p.x, p.y, sizeOf(ctx, p.block, tokens));
  return [{ x: x - 4, y: y - 4, w: w + 8, h: h + 8 }, ...(p.dot ? [{ x: p.dot.x - 4, y: p.dot.y - 4, w: 8, h: 8 }] : [])];
}

/** write draws the placed blocks, halos first, so that no halo cuts into a neighbour's words. */
export function write(ctx: CanvasRenderingContext2D, all: Placed[], tokens: Tokens) {
  ctx.textBaseline = 'alphabetic';
  ctx.lineJoin = 'round';
  for (const halo of [true, false]) {
    for (const placed of all) {
      if (placed.dot && halo) dot(ctx, placed.dot, tokens);
      each(ctx, placed, tokens, (line, x, y) => {
        ctx.font = font(line.style, tokens);
        if ('letterSpacing' in ctx) ctx.letterSpacing = `${looks[line.style].spacing ?? 0}px`;
        if (halo) {
          ctx.strokeStyle = line.halo;
          ctx.lineWidth = tokens.width.halo;
          ctx.strokeText(line.text, x, y);
        } else {
          ctx.fillStyle = line.colour;
          ctx.fillText(line.text, x, y);
        }
      });
    }
  }
  if ('letterSpacing' in ctx) ctx.letterSpacing = '0px';
}

/** each calls back with the left end of every line's base line. */
function each(ctx: CanvasRenderingContext2D, placed: Placed, tokens: Tokens, yield_: (line: Line, x: number, y: number) => void) {
  const { block } = placed;
  const size = sizeOf(ctx, block, tokens);
  if (block.row) {
    let x = placed.x - size.w / 2;
    for (const line of block.lines) {
      yield_(line, x, placed.y + looks[line.style].size * 0.36);
      x += widthOf(ctx, line, tokens) + rowGap;
    }
    return;
  }
  let top = placed.y - size.h / 2;
  for (const line of block.lines) {
    const w = widthOf(ctx, line, tokens);
    const x = placed.align === 'left' ? placed.x - size.w / 2 : placed.align === 'right' ? placed.x + size.w / 2 - w : placed.x - w / 2;
    yield_(line, x, top + heightOf(line) * 0.5 + looks[line.style].size * 0.36);
    top += heightOf(line);
  }
}

function dot(ctx: CanvasRenderingContext2D, at: { x: number; y: number }, tokens: Tokens) {
  ctx.beginPath();
  ctx.arc(at.x, at.y, 2.4, 0, 2 * Math.PI);
  ctx.fillStyle = tokens.colour.paper;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = tokens.colour['label-quiet'];
  ctx.stroke();
}
