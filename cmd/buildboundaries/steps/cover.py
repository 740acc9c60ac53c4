"""One detail level as a clean coverage on an integer grid.

The simplified leaves are drawn as lines, snap-rounded to the grid, cut into
faces, and each face goes to the leaf it lies in: so every polygon is valid and
neighbours meet vertex to vertex after quantising, not only before. Regions and
countries are unions of the faces, so their borders are the districts' borders.

in:  simplified leaves (GeoJSON), --scale grid step in degrees
out: GeoJSON in grid units: one collection a level (districts, regions,
     countries), x from -180 and y from -90
"""

import argparse
import json
from collections import defaultdict

import numpy as np
import shapely
from shapely import STRtree

import sources


def to_grid(shape, scale):
    return shapely.transform(shape, lambda c: (c + (180.0, 90.0)) / scale)


def faces_of(shapes):
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=1.0)
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))


def at_least_a_cell(shape):
    """A shape too small for the grid becomes a square of two by two cells."""
    if shape.area >= 4:
        return shape
    at = shape.representative_point() if not shape.is_empty else shape
    x, y = round(at.x), round(at.y)
    return shapely.box(x - 1, y - 1, x + 1, y + 1)


def give_faces(faces, shapes):
    """Index of the shape each face belongs to: the smallest that holds its inner
    point; -1 for open water."""
    tree, owner = STRtree(shapes), np.full(len(faces), -1)
    face, shape = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    areas = shapely.area(shapes)
    for f, k in sorted(zip(face.tolist(), shape.tolist()), key=lambda p: (p[0], -areas[p[1]], -p[1])):
        owner[f] = k
    return owner


def fill_slivers(faces, owner, cells):
    """Enclosed faces of at most so many cells that no shape holds go to the
    neighbour with the longest common border."""
    tree = STRtree(faces)
    for f in np.flatnonzero(owner < 0):
        if faces[f].area > cells:
            continue
        around = [(shapely.intersection(faces[f].boundary, faces[n].boundary).length, -int(owner[n]))
                  for n in tree.query(faces[f], predicate="touches") if owner[n] >= 0]
        if around and max(around)[0] > 0:
            owner[f] = -max(around)[1]


def union(parts):
    if len(parts) == 1:
        return parts[0]
    whole = shapely.coverage_union_all(parts)
    return whole if whole.is_valid else shapely.union_all(parts)


def level(pieces, key_of):
    groups = defaultdict(list)
    for unit, shape in pieces.items():
        key = key_of(unit)
        if key:
            groups[key].append(shape)
    return {k: union(v) for k, v in sorted(groups.items())}


def write(path, shapes):
    with open(path, "w", encoding="utf-8") as f:
        f.write('{"type":"FeatureCollection","features":[\n')
        rows = []
        for unit, shape in shapes.items():
            parts = [shapely.orient_polygons(p.normalize(), exterior_cw=False) for p in sources.polygons(shape)]
            parts.sort(key=lambda p: (-p.area, p.bounds))
            rows.append(json.dumps({"type": "Feature", "id": unit, "properties": {}, "geometry": {
                "type": "MultiPolygon", "coordinates": [[ring(p.exterior)] + [ring(h) for h in p.interiors] for p in parts]}},
                separators=(",", ":")))
        f.write(",\n".join(rows) + "\n]}\n")


def ring(line):
    return np.rint(shapely.get_coordinates(line)).astype(int).tolist()


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--leaves", required=True)
    args.add_argument("--scale", type=float, required=True)
    args.add_argument("--out", required=True, help="prefix of districts, regions, countries")
    args = args.parse_args()
    units, shapes = [], []
    for p, s in sources.read_features(args.leaves):
        units.append(p)
        shapes.append(at_least_a_cell(sources.valid(to_grid(s, args.scale))))
    faces = faces_of(shapes)
    owner = give_faces(faces, shapes)
    fill_slivers(faces, owner, 0.01 / args.scale / args.scale * 0.01)
    parts = defaultdict(list)
    for face, k in zip(faces, owner):
        if k >= 0:
            parts[k].append(face)
    pieces = {units[k]["unit"]: union(v) for k, v in sorted(parts.items())}
    for k in sorted(set(range(len(shapes))) - set(owner.tolist())):
        print("lost on the grid:", units[k]["unit"])
    place = {u["unit"]: (u["region"], u["country"]) for u in units}
    write(args.out + "-districts.json", {u: s for u, s in sorted(pieces.items()) if "." in u})
    write(args.out + "-regions.json", level(pieces, lambda u: place[u][0]))
    write(args.out + "-countries.json", level(pieces, lambda u: place[u][1]))


if __name__ == "__main__":
    main()
