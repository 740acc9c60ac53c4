// The map on the page of a collection: its features over the ground, tied to the rows of the table beside it.
import './core';
import * as L from 'leaflet';
import { add, svg } from './dom';
import { getJSON } from './fetch';
import { speak } from './i18n';
import { MapView } from './mapview';
import { type Cluster, rowsOf, symbolsOf } from './marks/group';
import { type Incident, precisionOf } from './records';
import { type Lang, languages } from './state';

interface Feature {
  id?: string | number;
  geometry: { type: string; coordinates: unknown } | null;
  properties: Partial<Incident> & { name?: string; region_id?: string | null };
}

async function start() {
  const box = document.getElementById('map');
  const url = box?.dataset.items;
  if (!box || !url) return;
  const { features } = await getJSON<{ features: Feature[] }>(url);
  const drawn = features.filter((f) => f.geometry);
  if (!drawn.length) return;
  const lang = document.documentElement.lang as Lang;
  await speak(languages.includes(lang) ? lang : 'en');
  box.hidden = false;
  const rows = drawn.filter((f) => f.geometry?.type === 'Point').map(rowOf);
  const view: MapView = new MapView(box, {
    version: box.dataset.boundaries ?? '', scrollZoom: false, failed: () => undefined, drawn: () => undefined, figure: () => null,
    markLabel: (c) => `${rowsOf(c).length}: ${nameOf(c)}`, tipOfMark: (c) => [nameOf(c)], tipOfUnit: () => [],
    areasOfMark: (c) => c.symbols.flatMap((s) => s.areas), chooseUnit: () => undefined,
    chooseMark: (c) => choose(rowsOf(c).map((r) => r.id)),
  });
  const bounds = L.latLngBounds([]);
  for (const f of drawn) eachPosition(f.geometry?.coordinates, (lon, lat) => bounds.extend([lat, lon]));
  view.map.fitBounds(bounds.pad(0.08), { animate: false, maxZoom: 9 });
  view.open();
  view.ground.show(null);
  view.marks.show(symbolsOf(rows));
  areas(view.map, drawn.filter((f) => f.geometry?.type !== 'Point'));
  view.map.once('click', () => view.map.scrollWheelZoom.enable());
  for (const tr of document.querySelectorAll<HTMLTableRowElement>('tr[data-id]')) {
    tr.addEventListener('focusin', () => near(view, tr.dataset.id ?? '', true));
    tr.addEventListener('mouseenter', () => near(view, tr.dataset.id ?? '', true));
    tr.addEventListener('mouseleave', () => near(view, tr.dataset.id ?? '', false));
  }
}

function rowOf(f: Feature): Incident {
  const [lon, lat] = f.geometry?.coordinates as [number, number];
  const row = { is_interception: true, is_damage: false, place_level: 'settlement', uncertainty_m: 1, district_id: null, country: null, ...f.properties, id: String(f.id ?? f.properties.id), lon, lat };
  return row as Incident;
}

function nameOf(c: Cluster): string {
  const rows = rowsOf(c);
  return rows.slice(0, 6).map((r) => r.title ?? `${r.id} (${precisionOf(r)})`).join('; ') + (rows.length > 6 ? ` +${rows.length - 6}` : '');
}

/** choose scrolls the table to the rows of a mark and gives the first the focus. */
function choose(ids: string[]) {
  for (const tr of document.querySelectorAll('tr.chosen')) tr.classList.remove('chosen');
  const found = ids.map((id) => document.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`)).filter((tr): tr is HTMLElement => tr !== null);
  for (const tr of found) tr.classList.add('chosen');
  found[0]?.scrollIntoView({ block: 'center' });
  found[0]?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
}

function near(view: MapView, id: string, on: boolean) {
  for (const node of document.querySelectorAll(`[data-area="${CSS.escape(id)}"]`)) node.classList.toggle('near', on);
  for (const mark of document.querySelectorAll('.mk.near')) mark.classList.remove('near');
  if (on) for (const mark of view.marks.find(id)) mark.classList.add('near');
}

/** areas draws polygons and lines as outlines over the ground, redrawn when the map rests. */
function areas(map: L.Map, features: Feature[]) {
  const layer = svg('svg.areas.leaflet-zoom-animated', { 'aria-hidden': 'true' });
  map.getPane('overlayPane')?.append(layer);
  const draw = () => {
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint([-size.x / 2, -size.y / 2]).round();
    L.DomUtil.setPosition(layer as unknown as HTMLElement, corner);
    layer.setAttribute('width', String(size.x * 2));
    layer.setAttribute('height', String(size.y * 2));
    const at = (lon: number, lat: number) => {
      const p = map.latLngToLayerPoint([lat, lon]).subtract(corner);
      return `${p.x.toFixed(1)} ${p.y.toFixed(1)}`;
    };
    layer.replaceChildren();
    add(layer, features.map((f) => svg('path', { d: lines(f.geometry?.coordinates).map((line) => 'M' + line.map(([lon, lat]) => at(lon, lat)).join('L')).join(''), 'data-area': String(f.id ?? f.properties.region_id ?? '') })));
  };
  map.on('moveend', draw);
  map.on('zoomstart', () => layer.replaceChildren());
  draw();
}

function lines(coordinates: unknown): [number, number][][] {
  if (!Array.isArray(coordinates) || !coordinates.length) return [];
  if (Array.isArray(coordinates[0]) && typeof coordinates[0][0] === 'number') return [coordinates as [number, number][]];
  return coordinates.flatMap((c) => lines(c));
}

function eachPosition(coordinates: unknown, visit: (lon: number, lat: number) => void) {
  for (const line of Array.isArray(coordinates) && typeof coordinates[0] === 'number' ? [[coordinates as [number, number]]] : lines(coordinates)) {
    for (const [lon, lat] of line) visit(lon, lat);
  }
}

void start();
