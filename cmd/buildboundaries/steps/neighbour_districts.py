"""GeoNames codes for the districts of the neighbouring countries.

A polygon takes the admin2 code that most GeoNames places in it carry, else the
code whose name is its own; one code, one polygon. Without a code the id is a
hash of the name.

in:  locatepy data base, world_regions.tsv, cities500.txt, admin2.json
out: TSV locatepy_id, region, admin2_code, signal, name, geonames_name
"""

import argparse
import csv
import json
from collections import Counter, defaultdict

import shapely
from shapely import STRtree

import sources
from world_regions import fold, likeness

# Countries where a code by place alone is trusted; and the country whose
# polygons are older than its codes (the Estonian reform of 2017): no codes.
PLACE_ALONE, OLD_VINTAGE = {"PL", "LT", "FI"}, {"EE"}
COUNTRIES = {"POL": "PL", "LTU": "LT", "LVA": "LV", "EST": "EE", "FIN": "FI", "KAZ": "KZ", "GEO": "GE"}


def places(path, wanted):
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[8] in wanted and row[11]:
                yield row[8], row[11], shapely.Point(float(row[5]), float(row[4])), int(row[14] or 0) + 1000


def bare(name):
    name = fold(name)
    for word in ("powiat", "rayon", "raion", "rajono", "rajonas", "savivaldybe", "municipality", "vald", "linn", "pag",
                 "pagasts", "pilseta", "seutukunta", "audany", "qalasy", "m", "n", "raj", "sav"):
        name = " ".join(w for w in name.split() if w != word)
    return name


def name_votes(polygons, codes):
    """polygon index -> code whose name is the same or nearly."""
    for i, m in polygons:
        for code, name in codes.items():
            like = likeness(bare(m.name), bare(name))
            if bare(m.name) and bare(m.name) == bare(name):
                yield 1.0, i, code
            elif like >= 0.85:
                yield like / 2, i, code


def match(polygons, country, all_places, codes):
    tree, votes = STRtree([m.shape for _, m in polygons]), defaultdict(Counter)
    for c, code, point, weight in all_places:
        if c == country and code in codes:
            for k in tree.query(point, "intersects"):
                votes[polygons[k][0]][code] += weight
    pairs = []
    for i, counter in votes.items():
        whole = sum(counter.values())
        pairs += [(n / whole + 1, i, code) for code, n in counter.items() if n / whole > 0.3]
    named = list(name_votes(polygons, codes))
    both = {(i, c) for _, i, c in pairs} & {(i, c) for _, i, c in named}
    pairs = [(s + (1 if (i, c) in both else 0), i, c, "name+place" if (i, c) in both else "place") for s, i, c in pairs]
    pairs = [p for p in pairs if p[3] != "place" or country in PLACE_ALONE]
    pairs += [(s, i, c, "name") for s, i, c in named]
    taken, result = set(), {}
    for score, i, code, signal in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if i not in result and code not in taken:
            result[i] = (code, signal)
            taken.add(code)
    return result


def main():
    args = argparse.ArgumentParser()
    for name in ("mosaic", "world", "cities", "admin2", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    regions = {r["state"]: r["region"] for r in sources.table(args.world)}
    with open(args.admin2, encoding="utf-8") as f:
        admin2 = [(r["code"].split(".", 2), r["name"]) for r in json.load(f)]
    all_places = list(places(args.cities, set(COUNTRIES.values())))
    mosaic = [m for m in sources.mosaic(args.mosaic) if m.iso3 in COUNTRIES]
    rows = []
    for iso3, country in COUNTRIES.items():
        polygons = [(m.id, m) for m in mosaic if m.iso3 == iso3]
        codes = {code[2]: name for code, name in admin2 if code[0] == country and len(code) == 3}
        found = {} if country in OLD_VINTAGE else match(polygons, country, all_places, codes)
        for i, m in polygons:
            code, signal = found.get(i, ("", ""))
            rows.append((m.id, regions[m.state_code], code, signal, m.name, codes.get(code, "")))
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("locatepy_id\tregion\tadmin2_code\tsignal\tname\tgeonames_name\n")
        f.writelines("\t".join(map(str, r)) + "\n" for r in sorted(rows))


if __name__ == "__main__":
    main()
