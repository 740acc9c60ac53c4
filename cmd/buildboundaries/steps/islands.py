"""Land that the mosaic lacks, from Natural Earth: islands out of reach of any
polygon of the mosaic, and whole countries it does not hold. Such land has no
border with the mosaic, so nothing is drawn twice."""

import re

import shapely
from shapely import STRtree

import repair
import sources

REACH_DEG = 0.02
LEAST_KM2 = 5
# Natural Earth counts these with another country; ISO 3166-1 does not.
OWN_CODES = {"FR-GF": "GF", "FR-GP": "GP", "FR-MQ": "MQ", "FR-RE": "RE", "FR-YT": "YT", "NO-21": "SJ", "NO-X01~": "SJ",
             "NL-BQ1": "BQ", "NL-BQ2": "BQ", "NL-BQ3": "BQ"}
# Land borders with the mosaic all the same, so it is cut by it.
BY_LAND = {"FR-GF"}
KURILS = [("RU-SAK.2119443", (145.3, 43.3, 147.2, 44.6)), ("RU-SAK.2123978", (146.8, 44.6, 152.0, 47.4))]


def unit_for(code, iso2, piece, merged, place, tree, keys):
    """Unit that an island belongs to: the named Kurils, else the nearest unit of
    its region, else of its country; None for a country the mosaic lacks."""
    at = piece.representative_point()
    for unit, (west, south, east, north) in KURILS:
        if west < at.x < east and south < at.y < north:
            return unit
    country = OWN_CODES.get(code, iso2)
    box = shapely.box(*piece.buffer(8).bounds)
    near = [keys[i] for i in sorted(tree.query(box)) if place[keys[i]][1] == country]
    near = [u for u in near if place[u][0] == code] or near
    return min((at.distance(merged[u]), u) for u in near)[1] if near else None


def missing(merged, place, naturalearth):
    """[(unit, (region, country), shape)] to add."""
    keys = sorted(merged)
    tree, found = STRtree([merged[k] for k in keys]), []
    held = {c for _, c in place.values()}
    for p, shape in sources.natural_earth(naturalearth):
        code, iso2 = p["iso_3166_2"] or "", p["iso_a2"] or ""
        country = OWN_CODES.get(code, iso2)
        if not re.fullmatch("[A-Z]{2}", country) or country == "AQ":
            continue
        if code in BY_LAND:
            shape = shapely.difference(shape, shapely.union_all([merged[keys[i]] for i in tree.query(shape, "intersects")]))
        for piece in sources.polygons(shape):
            if code not in BY_LAND and len(tree.query(piece, "dwithin", REACH_DEG)):
                continue
            if country in held and repair.km2(piece) < LEAST_KM2:
                continue
            unit = unit_for(code, iso2, piece, merged, place, tree, keys) if country in held else country
            if unit is None:
                continue
            where = place.get(unit) or ((unit.split(".")[0], country) if "." in unit else ("", country))
            found.append((unit, where, piece))
    return found
