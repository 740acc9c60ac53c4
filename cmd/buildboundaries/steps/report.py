"""The table that the build prints: units, codes, defects mended, area error,
sizes.

in:  cleaned leaves, topologies and tables of the work folder, the target folder
out: report.txt
"""

import argparse
import os
from collections import Counter, defaultdict

import numpy as np
import shapely

import measure
import sources
from topojson import Topology

DETAILS = ("100m", "500m", "2km")
FIRST = ["RU", "UA", "BY", "PL", "LT", "LV", "EE", "FI", "KZ", "GE", "MD"]


def exact_areas(path):
    """unit, region and country -> km2 before simplification."""
    total = defaultdict(float)
    for p, shape in sources.read_features(path):
        area = measure.area_km2(shapely.multipolygons(sources.polygons(shape)))
        for key in {p["unit"], p["region"], p["country"]} - {""}:
            total[key] += area
    return total


def errors(work, exact):
    """(detail, level, group) -> relative area errors; None where a unit is gone."""
    out = defaultdict(list)
    for detail in DETAILS:
        topology = Topology(os.path.join(work, f"topology-{detail}.topojson"))
        for level in ("countries", "regions", "districts"):
            for unit in topology.ids(level):
                group = unit[:2] if unit[:2] in FIRST else "world"
                got = measure.area_km2(topology.shape(level, unit))
                out[detail, level, group].append(abs(got - exact[unit]) / max(exact[unit], 1e-9))
    return out


def units_table(units, names):
    count = Counter((u["id"][:2] if u["id"][:2] in FIRST else "world", u["level"], hashed(u["id"])) for u in units
                    if not u["valid_to"] and u["level"] in ("country", "region", "district"))
    yield "country   regions (own id)   districts   coded   own id"
    for c in FIRST + ["world"]:
        regions, own = count[c, "region", False], count[c, "region", True]
        coded, hashes = count[c, "district", False], count[c, "district", True]
        yield f"{c:8} {regions + own:8} {own:9} {coded + hashes:11} {coded:7} {hashes:8}"
    yield f"countries {sum(u['level'] == 'country' for u in units)}, waters {sum(u['level'] == 'water_area' for u in units)}, " \
          f"older raions {sum(bool(u['valid_to']) for u in units)}"
    official = Counter((n["id"], n["lang"]) for n in names if n["kind"] == "official")
    for c in FIRST + ["world"]:
        ids = [u["id"] for u in units if u["level"] == "district" and not u["valid_to"] and u["id"][:2] == c]
        if ids:
            have = [sum(1 for i in ids if official[i, lang]) for lang in ("en", "ru", "uk")]
            yield f"official names of districts, {c}: en {have[0]}, ru {have[1]}, uk {have[2]} of {len(ids)}"


def settlements_table(rows):
    yield "settlements      all  region district  Russian Ukrainian names"
    groups = defaultdict(list)
    for r in rows:
        country = r["region_id"][:2]
        groups[country if country in FIRST else "world"].append(r)
    for c in FIRST + ["world"]:
        have = [sum(1 for r in groups[c] if r[key]) for key in ("region_id", "district_id", "name_ru", "name_uk")]
        yield f"{c:12} {len(groups[c]):7} {have[0]:7} {have[1]:8} {have[2]:8} {have[3]:9}"


def hashed(unit):
    tail = unit.split(".")[-1] if "." in unit else unit[3:]
    return tail.startswith("x") and len(tail) == 9


def defects(work, councils_shape, by_id):
    """Figures of what is mended, from the finished 100 m level."""
    top = Topology(os.path.join(work, "topology-100m.topojson"))
    russia = [top.shape("districts", d) for d in top.ids("districts") if d.startswith("RU-")]
    near = [s for s in russia if s.intersects(councils_shape)]
    on_ukraine = sum(measure.area_km2(shapely.multipolygons(sources.polygons(s.intersection(councils_shape)))) for s in near)
    with open(os.path.join(work, "repairs.txt"), encoding="utf-8") as f:
        yield from f.read().splitlines()
    yield f"Ukrainian council land in Russian districts: {on_ukraine:.1f} km2 (1,048 in the mosaic)"
    for unit, what, was in (("RU-MOW", "Moscow", "none"), ("RU-SPE", "Saint Petersburg", "none"), ("BY-MA.828843", "Drybin", "none"),
                            ("RU-SAK.2119443", "Yuzhno-Kurilsky", "none")):
        yield f"{what} ({unit}): {float(by_id[unit]['area_km2']):,.0f} km2, in the mosaic {was}"
    for lake, at in (("Ladoga", (31.5, 60.8)), ("Onega", (35.5, 61.6)), ("Khanka", (132.4, 44.9)), ("Peipus, Estonian half", (27.3, 58.64))):
        p = shapely.Point(at)
        yield f"{lake}: {'open water' if not top.shape('countries', 'RU').intersects(p) else 'STILL LAND'}"
    for town, at, want in (("Simferopol", (34.10, 44.95), "UA-43"), ("Sevastopol", (33.53, 44.60), "UA-40")):
        yield f"{town}: {want if top.shape('regions', want).intersects(shapely.Point(at)) else 'ELSEWHERE'}"


def main():
    args = argparse.ArgumentParser()
    for name in ("clean", "work", "target", "districts", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    units = sources.table(os.path.join(args.work, "units.tsv"))
    by_id = {u["id"]: u for u in units}
    names = [r for n in ("cldr", "geonames", "osm", "katottg", "oblast") for r in sources.table(os.path.join(args.work, f"names-{n}.tsv"))]
    places = sources.table(os.path.join(args.work, "settlements.tsv"))
    lines = ["UNITS", *units_table(units, names), *settlements_table(places), "", "UNMATCHED (region ids of our own)"]
    by_country = defaultdict(list)
    for r in sources.table(os.path.join(args.work, "world_regions.tsv")):
        if r["signal"] == "unmatched":
            by_country[r["country"]].append(r["source"])
    lines += [f"{c}: {', '.join(sorted(v))}" for c, v in sorted(by_country.items())]
    without = sorted(u["id"] for u in units if u["id"][:2] in ("RU", "UA", "BY") and "." in u["id"] and hashed(u["id"]) and not u["valid_to"])
    lines += [f"districts of RU, UA, BY without a code ({len(without)}): {' '.join(without)}", "", "DEFECTS MENDED"]
    councils = shapely.union_all([s for _, s in sources.read_features(os.path.join(args.work, "ua_raions.geojson"))])
    lines += list(defects(args.work, councils, by_id))
    lines += ["", "AREA ERROR against the cleaned mosaic, percent: median, p99, largest"]
    for (detail, level, group), e in sorted(errors(args.work, exact_areas(args.clean)).items()):
        lines.append(f"{detail:5} {level:9} {group:5} n={len(e):4}  {100 * np.median(e):7.3f} {100 * np.percentile(e, 99):8.3f} {100 * max(e):8.2f}")
    lines += ["", "FILES, bytes"]
    names = sorted(n for n in os.listdir(args.target) if n.endswith((".zst", ".tsv", ".json")) and n != "PROVENANCE.json")
    sizes = {n: os.path.getsize(os.path.join(args.target, n)) for n in names}
    lines += [f"{size:9} {n}" for n, size in sizes.items()] + [f"{sum(sizes.values()):9} in all"]
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
