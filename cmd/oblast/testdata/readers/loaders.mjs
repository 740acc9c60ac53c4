// Reads what maps of deck.gl read, by its loaders. Arguments: base address, collection of points, collection of areas, tile of
// areas (z/x/y). Prints what was found, as JSON.
import { parse } from '@loaders.gl/core';
import { MVTLoader, TileJSONLoader } from '@loaders.gl/mvt';
import { FlatGeobufLoader } from '@loaders.gl/flatgeobuf';

const [base, points, areas, tile] = process.argv.slice(2);
const [z, x, y] = tile.split('/').map(Number);
const here = { worker: false, core: { worker: false } };
const read = async (path, loader, options) => parse(await (await fetch(base + path)).arrayBuffer(), loader, { ...here, ...options });
const plain = async (path) => (await fetch(base + path)).json();
const bounds = (features) => {
  const flat = features.flatMap((f) => f.geometry.coordinates.flat(9));
  const of = (i) => flat.filter((_, n) => n % 2 === i);
  const least = (l) => l.reduce((a, b) => Math.min(a, b)), most = (l) => l.reduce((a, b) => Math.max(a, b));
  return [least(of(0)), least(of(1)), most(of(0)), most(of(1))];
};
const said = { files: {} };
for (const name of [points, areas]) {
  const at = `/collections/${name}/items?limit=1000&detail=2km`;
  const json = (await plain(`${at}&f=json`)).features;
  const table = await read(`${at}&f=fgb`, FlatGeobufLoader, { flatgeobuf: { shape: 'geojson-table' } });
  said.files[name] = { json: json.length, fgb: table.features.length, bounds: bounds(json), read: bounds(table.features), columns: Object.keys(table.features[0].properties) };
}
const about = await read(`/tiles/${areas}.json`, TileJSONLoader);
said.about = { name: about.name, zooms: [about.minZoom, about.maxZoom], layer: about.layers[0].name, fields: about.layers[0].fields.length, box: about.boundingBox };
const drawn = await read(`/tiles/${areas}/${tile}.mvt`, MVTLoader, { mvt: { shape: 'geojson-table', coordinates: 'wgs84', tileIndex: { x, y, z } } });
const features = drawn.features ?? drawn;
said.tile = { features: features.length, kinds: [...new Set(features.map((f) => f.geometry.type))], layers: [...new Set(features.map((f) => f.properties.layerName))], bounds: bounds(features) };
console.log(JSON.stringify(said));
