"""Area, box and label point of shapes in lon/lat degrees."""

import math

import numpy as np
import shapely

AUTHALIC_RADIUS_KM = 6371.0072


def ring_area_km2(coords):
    """Spherical area under straight lon/lat edges (Chamberlain and Duquette)."""
    lon, lat = np.radians(coords[:, 0]), np.sin(np.radians(coords[:, 1]))
    return float(abs(np.sum(np.diff(lon) * (2 + lat[1:] + lat[:-1]))) / 2) * AUTHALIC_RADIUS_KM ** 2


def area_km2(shape):
    total = 0.0
    for p in shapely.get_parts(shape):
        total += ring_area_km2(shapely.get_coordinates(p.exterior))
        total -= sum(ring_area_km2(shapely.get_coordinates(h)) for h in p.interiors)
    return total


def box(shape):
    """(west, south, east, north); west > east where the shape lies on both
    sides of the antimeridian (RFC 7946 section 5.2)."""
    spans = sorted((p.bounds[0], p.bounds[2]) for p in shapely.get_parts(shape))
    south, north = shape.bounds[1], shape.bounds[3]
    gaps, reach = [], spans[0][1]
    for west, east in spans[1:]:
        if west > reach:
            gaps.append((west - reach, reach, west))
        reach = max(reach, east)
    around = 360 - (reach - spans[0][0])
    if gaps and max(gaps)[0] > around:
        _, east, west = max(gaps)
        return west, south, east, north
    return spans[0][0], south, reach, north


def label(shape):
    """Pole of inaccessibility of the largest part, in a plane where a degree of
    longitude is shortened by the cosine of the part's middle latitude."""
    part = max(shapely.get_parts(shape), key=area_km2)
    k = math.cos(math.radians((part.bounds[1] + part.bounds[3]) / 2)) or 1e-6
    flat = shapely.transform(part, lambda c: c * (k, 1))
    span = max(flat.bounds[2] - flat.bounds[0], flat.bounds[3] - flat.bounds[1])
    point = shapely.Point(shapely.maximum_inscribed_circle(flat, tolerance=span / 500).coords[0])
    return point.x / k, point.y
