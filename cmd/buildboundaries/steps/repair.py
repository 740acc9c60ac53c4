"""Repairs of the mosaic by set operations between shapes of the two sources.

Coordinates are lon/lat degrees; areas for thresholds are rough square
kilometres (degrees scaled by the cosine of the latitude).
"""

import math

import shapely

import sources


def km2(shape):
    if shape.is_empty:
        return 0.0
    lat = shape.representative_point().y
    return shape.area * 111.195 ** 2 * math.cos(math.radians(lat))


def carve(whole, kept, least_km2):
    """Split whole into (inside kept, the large pieces outside it). Pieces under
    least_km2 are differences of drawing, not of territory, and stay."""
    outside = shapely.difference(whole, kept)
    pieces = [p for p in sources.polygons(outside) if km2(p) >= least_km2]
    taken = shapely.union_all(pieces)
    return shapely.difference(whole, taken), taken


def fill_from_coarse(land, around, taken, reach):
    """Land of a coarse layer that no finer shape covers, within reach degrees
    of `around`: what lies open between the districts and the coast."""
    near = shapely.intersection(land, around.buffer(reach))
    return shapely.difference(near, taken)


def nearest(piece, shapes):
    """Key of the shape that shares the longest border with piece, else the
    closest one."""
    best = max(((shapely.intersection(piece.boundary, s.boundary).length, k) for k, s in shapes), default=(0, None))
    if best[0] > 0:
        return best[1]
    return min(((piece.distance(s), k) for k, s in shapes))[1]
