// Reads areas as writers of web maps do: TopoJSON by its own client, FlatGeobuf in parts by its reader, and how large they are
// by D3. Arguments: base address, collection, box (west,south,east,north). Prints what was found, as JSON.
import { feature, mesh, merge, neighbors } from 'topojson-client';
import { geoArea } from 'd3-geo';
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';

const [base, name, box] = process.argv.slice(2);
const at = `${base}/collections/${name}/items?limit=10000&detail=2km`;
const read = async (address) => (await fetch(address)).json();
const idOf = (f) => f.properties.id ?? f.properties.region_id;
// area is that of GeoJSON (RFC 7946), whose rings run the other way than D3 wants
const area = ({ geometry: { type, coordinates } }) => {
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  return geoArea({ type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map((ring) => ring.toReversed())) });
};

const plain = new Map((await read(`${at}&f=json&bbox=${box}`)).features.map((f) => [idOf(f), f]));
const topology = await read(`${at}&f=topojson&bbox=${box}`);
const geometries = topology.objects.units.geometries;
const said = { objects: Object.keys(topology.objects), topo: geometries.length, plain: plain.size, wrong: [], neighbours: {} };
const all = geometries.map((g) => feature(topology, g));
for (const f of all) {
  const want = area(plain.get(f.id));
  if (geoArea(f) > 2 * Math.PI) said.wrong.push(`${f.id} is the rest of the world to D3`);
  if (Math.abs(geoArea(f) - want) > 1e-9 * want) said.wrong.push(`${f.id} has an area of ${geoArea(f)}, as GeoJSON ${want}`);
}
neighbors(geometries).forEach((of, i) => (said.neighbours[all[i].id] = of.map((j) => all[j].id)));
said.inner = mesh(topology, topology.objects.units, (a, b) => a !== b).coordinates.length;
said.outer = mesh(topology, topology.objects.units, (a, b) => a === b).coordinates.length;
const whole = geoArea(merge(topology, geometries));
said.merged = whole / all.reduce((sum, f) => sum + geoArea(f), 0);

// FlatGeobuf: the reader looks into the index and takes what it needs by ranges.
const [minX, minY, maxX, maxY] = box.split(',').map(Number);
const file = `${base}/collections/${name}/items?limit=10000&detail=2km&f=fgb`;
said.size = Number((await fetch(file, { method: 'HEAD' })).headers.get('content-length'));
said.read = said.requests = said.whole = 0;
const real = globalThis.fetch;
globalThis.fetch = async (address, options) => {
  const answer = await real(address, options);
  said.requests++;
  if (answer.status !== 206) said.whole++;
  said.read += (await answer.clone().arrayBuffer()).byteLength;
  return answer;
};
console.debug = () => {};
said.found = [];
for await (const f of deserialize(file, { rect: { minX, minY, maxX, maxY }, headerMetaFn: (h) => (said.count = h.featuresCount) })) {
  said.found.push(idOf(f));
  const want = plain.get(idOf(f)); // the box of an area may meet where the area does not
  if (want && Math.abs(area(f) - area(want)) > 1e-9 * area(want)) said.wrong.push(`${idOf(f)} in FlatGeobuf has another area`);
}
said.missing = [...plain.keys()].filter((id) => !said.found.includes(id));
console.log(JSON.stringify(said));
