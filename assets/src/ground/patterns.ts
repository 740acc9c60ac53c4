// Hatches for what is missing, in device pixels, anchored to the map so that they do not swim when it is redrawn.
import type { Tokens } from '../tokens';

export interface Patterns {
  noData: CanvasPattern;
  withheld: CanvasPattern;
}

/** makePatterns draws both tiles for a device pixel ratio. */
export function makePatterns(ctx: CanvasRenderingContext2D, tokens: Tokens, ratio: number): Patterns {
  return {
    noData: tile(ctx, Math.round(9 * ratio), tokens.colour['hatch-ground'], tokens.colour.hatch, 0.6 * ratio, false),
    withheld: tile(ctx, Math.round(8 * ratio), tokens.colour['hatch-ground'], tokens.colour.cross, 0.7 * ratio, true),
  };
}

function tile(ctx: CanvasRenderingContext2D, size: number, ground: string, line: string, width: number, cross: boolean): CanvasPattern {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const c = canvas.getContext('2d') as CanvasRenderingContext2D;
  c.fillStyle = ground;
  c.fillRect(0, 0, size, size);
  c.strokeStyle = line;
  c.lineWidth = width;
  c.beginPath();
  for (const shift of [-size, 0, size]) {
    c.moveTo(shift - 1, size + 1);
    c.lineTo(shift + size + 1, -1);
    if (!cross) continue;
    c.moveTo(shift - 1, -1);
    c.lineTo(shift + size + 1, size + 1);
  }
  c.stroke();
  return ctx.createPattern(canvas, 'repeat') as CanvasPattern;
}
