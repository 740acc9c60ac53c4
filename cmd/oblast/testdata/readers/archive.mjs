// Reads archives of tiles by PMTiles' own reader and their tiles by the vector tile reference reader. Arguments: base address, zoom
// up to which every tile is compared with the one of /tiles, layers. Prints what was found, as JSON by layer.
import { PMTiles, FetchSource } from 'pmtiles';
import { VectorTile } from '@mapbox/vector-tile';
import * as pbf from 'pbf';

const Pbf = pbf.default ?? pbf.PbfReader ?? pbf.Pbf;
const [base, compared, last, ...layers] = process.argv.slice(2);

// area is twice that of a ring on the screen, y downward: above 0 for outer rings (Vector Tile 2.1, 4.3.4.4).
function area(ring) {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i], ring[(i + 1) % ring.length]];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

function check(tile, name, at, report) {
  const of = new VectorTile(new Pbf(new Uint8Array(tile)));
  const names = Object.keys(of.layers);
  if (names.length !== 1 || names[0] !== name || of.layers[name].version !== 2 || of.layers[name].extent !== 4096) report.wrong.push(`${at}: layers ${names}`);
  const layer = of.layers[name];
  for (let i = 0; i < layer.length; i++) {
    const feature = layer.feature(i);
    const geometry = feature.loadGeometry();
    report.features++;
    if (geometry.length === 0 || feature.type < 1 || feature.type > 3) report.wrong.push(`${at}: feature ${i} of type ${feature.type} has no geometry`);
    if (feature.type === 3 && area(geometry[0]) <= 0) report.wrong.push(`${at}: the first ring of feature ${i} is a hole`);
    for (const part of geometry) {
      if (feature.type === 3 && (area(part) === 0 || part.length < 4)) report.wrong.push(`${at}: a ring of feature ${i} has no area`);
      for (const p of part) if (p.x < -64 || p.y < -64 || p.x > 4160 || p.y > 4160) report.wrong.push(`${at}: feature ${i} reaches ${p.x} ${p.y}`);
    }
    feature.toGeoJSON(0, 0, 0);
  }
}

const said = {};
for (const name of layers) {
  const report = { tiles: 0, features: 0, compared: 0, wrong: [] };
  const archive = new PMTiles(new FetchSource(`${base}/collections/${name}/tiles.pmtiles?maxzoom=${last}`));
  const header = await archive.getHeader();
  const metadata = await archive.getMetadata();
  report.header = { spec: header.specVersion, clustered: header.clustered, type: header.tileType, addressed: header.numAddressedTiles, entries: header.numTileEntries, contents: header.numTileContents, maxZoom: header.maxZoom };
  report.layers = metadata.vector_layers.map((l) => l.id);
  for (let z = 0; z <= header.maxZoom; z++) {
    for (let x = 0; x < 2 ** z; x++) {
      const row = await Promise.all(Array.from({ length: 2 ** z }, async (_, y) => [y, await archive.getZxy(z, x, y), z <= compared ? await (await fetch(`${base}/tiles/${name}/${z}/${x}/${y}.mvt`)).arrayBuffer() : null]));
      for (const [y, held, served] of row) {
        const at = `${z}/${x}/${y}`;
        if (held) {
          report.tiles++;
          check(held.data, name, at, report);
        }
        if (!served) continue;
        report.compared++;
        if (Buffer.compare(Buffer.from(held?.data ?? new ArrayBuffer(0)), Buffer.from(served)) !== 0) report.wrong.push(`${at}: ${held?.data.byteLength ?? 0} bytes, served are ${served.byteLength}`);
      }
    }
  }
  report.wrong = report.wrong.slice(0, 20);
  said[name] = report;
}
console.log(JSON.stringify(said));
