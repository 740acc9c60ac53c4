// Joins the three levels of one coverage into a quantised TopoJSON whose
// objects share arcs.
//
// in:  any of --districts --regions --countries --waters (GeoJSON in grid units), --scale
// out: --out TopoJSON with transform; arcs delta-encoded
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { topology } from "topojson-server";

const names = ["countries", "regions", "districts", "waters"];
const { values } = parseArgs({
  options: Object.fromEntries([...names, "scale", "out"].map((n) => [n, { type: "string" }])),
});

const objects = {};
for (const name of names) {
  if (values[name]) objects[name] = JSON.parse(readFileSync(values[name], "utf8"));
}
const result = topology(objects);
const scale = Number(values.scale);
result.transform = { scale: [scale, scale], translate: [-180, -90] };
result.arcs = result.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([px, py]) => {
    const step = [px - x, py - y];
    [x, y] = [px, py];
    return step;
  });
});
delete result.bbox;
for (const object of Object.values(result.objects)) {
  for (const geometry of object.geometries) {
    delete geometry.properties;
    if (geometry.arcs.length === 1 && geometry.type === "MultiPolygon") {
      geometry.type = "Polygon";
      geometry.arcs = geometry.arcs[0];
    }
  }
}
writeFileSync(values.out, JSON.stringify({ type: "Topology", transform: result.transform, objects: result.objects, arcs: result.arcs }));
