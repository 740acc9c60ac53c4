// Outlines over the ground: what is pointed at, what is chosen, how uncertain a point is. They have a canvas of their own, so
// that pointing at a region draws nothing else anew.
import { metresToWorld, worldX, worldY } from './mercator';
import { type Frame, boxOf, copies, onScreen, project } from './frame';
import type { Piece } from './pieces';
import { type Arc, type Unit, strokeArc } from './topology';

/** Outline is what the overlay draws: areas that are hovered or chosen, and a circle of uncertainty. */
export interface Outline {
  chosen: string[];
  hovered: string[];
  circle: { lon: number; lat: number; metres: number } | null;
}

/** drawOutline clears the overlay and draws it; edges gives the outline of an id as it is on the ground. */
export function drawOutline(frame: Frame, outline: Outline, edges: (id: string) => Path2D | null) {
  const { ctx, tokens } = frame;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  if (!frame.paper) ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.lineJoin = 'round';
  const px = 1 / frame.scale;
  const stroke = (id: string, width: number, under: number) => {
    const path = edges(id);
    if (!path) return;
    if (under) {
      ctx.strokeStyle = tokens.colour.halo;
      ctx.lineWidth = under * px;
      ctx.stroke(path);
    }
    ctx.strokeStyle = tokens.colour.select;
    ctx.lineWidth = width * px;
    ctx.stroke(path);
  };
  for (const copy of copies(boxOf(frame))) {
    project(frame, copy);
    for (const id of outline.hovered) stroke(id, 1.4, 3.2);
    for (const id of outline.chosen) stroke(id, tokens.width.select, 4.5);
    if (outline.circle) drawCircle(frame, copy, outline.circle);
  }
}

function drawCircle(frame: Frame, copy: number, circle: NonNullable<Outline['circle']>) {
  const { ctx } = frame;
  const [x, y] = onScreen(frame, worldX(circle.lon), worldY(circle.lat), copy);
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  ctx.beginPath();
  ctx.arc(x, y, metresToWorld(circle.metres, circle.lat) * frame.scale, 0, 2 * Math.PI);
  ctx.strokeStyle = frame.tokens.colour.interception;
  ctx.lineWidth = 1.4;
  ctx.setLineDash([3, 2.5]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** edgesOf is the outline of a unit, or of a region or country that is drawn in parts: the lines that have it on one side only. */
export function edgesOf(id: string, set: Piece[], loaded: Unit | null): Path2D | null {
  const own = set.filter((p) => p.unit.id === id || p.region?.id === id || p.unit.country === id);
  if (own.length === 1) return own[0].unit.path;
  if (!own.length) return loaded?.path ?? null;
  const sides = new Map<string, { arc: Arc; n: number }>();
  for (const piece of own) {
    for (const arc of piece.unit.arcs) {
      const side = sides.get(arc.key);
      if (side) side.n++;
      else sides.set(arc.key, { arc, n: 1 });
    }
  }
  const path = new Path2D();
  for (const { arc, n } of sides.values()) if (n === 1) strokeArc(path, arc.points);
  return path;
}
