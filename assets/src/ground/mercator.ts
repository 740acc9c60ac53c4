// World coordinates: Web Mercator at zoom 0, x and y in [0, 256], y downwards. A screen pixel at zoom z is 2^-z of a unit.

export const worldSize = 256;
export const maxLatitude = 85.0511287798;

const radians = Math.PI / 180;

/** worldX takes degrees east. The date line is at 0 and 256; shapes are cut there. */
export function worldX(lon: number): number {
  return (lon / 360 + 0.5) * worldSize;
}

/** worldY takes degrees north; beyond 85.05 degrees it stays at the edge of the square. */
export function worldY(lat: number): number {
  const sin = Math.sin(Math.max(-maxLatitude, Math.min(maxLatitude, lat)) * radians);
  return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * worldSize;
}

/** metresToWorld is the length in world units of a distance at a latitude. */
export function metresToWorld(metres: number, lat: number): number {
  return (metres / (2 * Math.PI * 6378137 * Math.cos(lat * radians))) * worldSize;
}

/** Box is west, north, east, south in world units. */
export type Box = [number, number, number, number];

export const emptyBox = (): Box => [Infinity, Infinity, -Infinity, -Infinity];

export function grow(box: Box, x: number, y: number) {
  if (x < box[0]) box[0] = x;
  if (y < box[1]) box[1] = y;
  if (x > box[2]) box[2] = x;
  if (y > box[3]) box[3] = y;
}

export function overlaps(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** holds: b lies within a. */
export function holds(a: Box, b: Box): boolean {
  return a[0] <= b[0] && a[1] <= b[1] && a[2] >= b[2] && a[3] >= b[3];
}

/** grown widens a box on every side by a share of its own size. */
export function grown(box: Box, by: number): Box {
  const dx = (box[2] - box[0]) * by;
  const dy = (box[3] - box[1]) * by;
  return [box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy];
}

/** shifted moves a box by whole worlds. */
export function shifted(box: Box, worlds: number): Box {
  return [box[0] + worlds * worldSize, box[1], box[2] + worlds * worldSize, box[3]];
}

/** lonOf and latOf turn world units back into degrees. */
export function lonOf(x: number): number {
  return (x / worldSize - 0.5) * 360;
}

export function latOf(y: number): number {
  return Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / worldSize))) / radians;
}
