// The shapes of marks, the same on the map, in the legend, in the list and on the card. Shape first, colour second: a
// diamond is an interception, a triangle is damage; a plate is an area and never looks like a pin.
import { svg } from '../dom';
import type { Incident, Precision } from '../records';
import type { Cluster, Kind, Symbol } from './group';

/** A mark is filled where an official responsible for the place or two independent sources stand behind it, else hollow. */
export const standing = (row: Incident) => row.grade === 'confirmed' || row.grade === 'fair';

function diamond(x: number, y: number, r = 6.4): SVGElement {
  return svg('path.shape.k-int', { d: `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z` });
}

function triangle(x: number, y: number, r = 7): SVGElement {
  return svg('path.shape.k-dam', { d: `M${x} ${y - r}L${x + r * 1.02} ${y + r * 0.74}L${x - r * 1.02} ${y + r * 0.74}Z` });
}

function shapes(kind: Kind, x: number, y: number, scale = 1): SVGElement[] {
  if (kind === 'interception') return [diamond(x, y, 6.4 * scale)];
  if (kind === 'damage') return [triangle(x, y, 7 * scale)];
  return [diamond(x - 6.5 * scale, y, 6 * scale), triangle(x + 7 * scale, y, 6.4 * scale)];
}

function canvas(w: number, h: number, ...children: SVGElement[]): SVGElement {
  return svg('svg', { width: w, height: h, viewBox: `0 0 ${w} ${h}`, 'aria-hidden': 'true', focusable: 'false' }, ...children);
}

/** glyph draws the symbol of a kind and precision; figure stands in the plate. A total has the colour of totals instead of a mark: it counts drones, not reports. */
export function glyph(precision: Precision, kind: Kind, figure: string, bare = false, total = false): SVGElement {
  const two = kind === 'both';
  if (precision === 'place' && bare) {
    const w = two ? 34 : 20;
    return canvas(w, 20, ...shapes(kind, w / 2, 10));
  }
  const water = precision === 'water';
  const marks = two ? 2 : 1;
  const w = (figure ? 18 + 7.5 * figure.length : 10) + 14 * marks + (water ? 10 : 0);
  const colour = kind === 'damage' ? 'p-dam' : water ? 'p-wat' : 'p-int';
  const dashed = precision === 'region' ? ' p-reg' : '';
  const plate = { x: 1.5, y: 1.5, width: w - 3, height: 19, rx: water ? 9.5 : 5 };
  const start = water ? 18 : 0;
  return canvas(
    w, 22,
    svg('rect', { class: 'under', ...plate }),
    svg('rect', { class: `plate ${colour}${dashed}`, ...plate }),
    ...(water ? [svg('path.wave', { d: 'M8 9.4q2.2-2.4 4.4 0t4.4 0M8 13.4q2.2-2.4 4.4 0t4.4 0' })] : []),
    ...(total ? [svg('rect.swatch', { x: start + 7.5, y: 6.5, width: 9, height: 9, rx: 1.5 })] : shapes(kind, start + (two ? 18 : 12), 11, 0.72)),
    svg('text', { x: start + (two ? 31 : 20), y: 15.2 }, figure),
  );
}

/** symbolGlyph draws a symbol of the map. */
export function symbolGlyph(symbol: Symbol): SVGElement {
  if (symbol.rule) return restrictionGlyph();
  const made = glyph(symbol.precision, symbol.kind, symbol.figure ?? String(symbol.rows.length), symbol.rows.length === 1 && !symbol.figure, symbol.figure !== undefined);
  return graded(made, symbol.rows);
}

/** graded makes a glyph hollow when none of its records is confirmed. */
export function graded(made: SVGElement, rows: Incident[]): SVGElement {
  made.classList.toggle('hollow', rows.length > 0 && !rows.some(standing));
  return made;
}

const turn = 2 * Math.PI;

/** ringGlyph draws a cluster: arcs for the kinds, broken where only an area is known, the number of reports inside. */
export function ringGlyph(cluster: Cluster): SVGElement {
  const r = 12.5;
  const c = 17;
  const counts = { 'r-int': 0, 'r-int area': 0, 'r-dam': 0, 'r-dam area': 0 };
  const counted = new Set<Incident>();
  for (const symbol of cluster.symbols) {
    const area = symbol.precision === 'place' ? '' : ' area';
    for (const row of symbol.rows) {
      if (counted.has(row)) continue;
      counted.add(row);
      if (row.is_interception) counts[`r-int${area}` as 'r-int']++;
      if (row.is_damage) counts[`r-dam${area}` as 'r-dam']++;
    }
  }
  const all = Object.values(counts).reduce((a, b) => a + b, 0) || 1;
  const arcs: SVGElement[] = [svg('circle.hole', { cx: c, cy: c, r: r + 2.6 })];
  let from = -Math.PI / 2;
  for (const [name, n] of Object.entries(counts)) {
    if (!n) continue;
    const share = (n / all) * turn;
    const gap = share < turn ? 0.12 : 0;
    arcs.push(arc(c, r, from + gap / 2, from + share - gap / 2, name));
    from += share;
  }
  const figure = String(counted.size);
  return canvas(34, 34, ...arcs, svg('text.in', { x: c, y: c + 4.2, textLength: figure.length > 3 ? 20 : null, lengthAdjust: 'spacingAndGlyphs' }, figure));
}

function arc(c: number, r: number, from: number, to: number, name: string): SVGElement {
  const kind = name.split(' ')[0];
  const broken = name.endsWith('area');
  if (to - from > turn - 1e-6) return svg('circle', { class: `ring ${kind}${broken ? ' broken' : ''}`, cx: c, cy: c, r });
  const at = (a: number) => `${(c + r * Math.cos(a)).toFixed(2)} ${(c + r * Math.sin(a)).toFixed(2)}`;
  return svg('path', { class: `ring ${kind}${broken ? ' broken' : ''}`, d: `M${at(from)}A${r} ${r} 0 ${to - from > Math.PI ? 1 : 0} 1 ${at(to)}` });
}

/** restrictionGlyph is the sign of a rule that limits what may be published. */
export function restrictionGlyph(): SVGElement {
  return canvas(22, 18, svg('rect.under', { x: 1, y: 1, width: 20, height: 16, rx: 3 }), svg('rect.hole', { x: 1, y: 1, width: 20, height: 16, rx: 3 }), svg('rect.sq-cross', { x: 1, y: 1, width: 20, height: 16, rx: 3 }), svg('path.lock', { d: 'M8.2 8.2V6.9a2.8 2.8 0 0 1 5.6 0v1.3M7.2 8.2h7.6v5.2H7.2z' }));
}
