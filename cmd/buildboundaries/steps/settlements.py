"""Named places with the units they lie in.

in:  cities500.txt, geonames.mo of en, ru and uk, 100 m topology,
     iso3166-2-db (GeoNames admin1 -> ISO)
out: settlements.tsv
"""

import argparse
import csv
import gettext
import json
import os
import re

import shapely
from shapely import STRtree

import place_names
import transcribe
from topojson import Topology

SMALL = {"RU", "UA", "BY", "PL", "LT", "LV", "EE", "FI", "KZ", "GE", "MD", "RO", "SK", "HU", "AZ", "NO", "MN", "CN"}
NEIGHBOURS = SMALL - {"CN", "NO", "MN", "AZ", "RO", "SK", "HU"}
SLAVIC = {"RU", "UA", "BY"}  # apostrophes in romanised names stand for a soft sign
LEAST, LEAST_WORLD = 500, 15000
SNAP = 0.15
ADMIN1_FIX = {("RU", "47"): "RU-MOS", ("RU", "48"): "RU-MOW", ("UA", "11"): "UA-43", ("UA", "20"): "UA-40",
              ("UA", "12"): "UA-30", ("UA", "13"): "UA-32"}


def admin1_codes(path):
    with open(path, encoding="utf-8") as f:
        db = json.load(f)
    codes = {(two, r["admin"]): f"{two}-{r['iso']}" for two, c in db.items() for r in c.get("regions", []) if r.get("admin")}
    return codes | ADMIN1_FIX


class Finder:
    """Points to units at the finest level. A place that lies in no unit, or in
    another country than GeoNames says, snaps to the nearest unit of its own
    region, else country, within SNAP degrees; within a country the coordinates
    decide, since GeoNames gives many suburbs to the wrong region."""

    def __init__(self, topology):
        self.units, shapes = [], []
        covered = {d.split(".")[0] for d in topology.ids("districts")}
        for d in topology.ids("districts"):
            self.units.append((d.split(".")[0], d))
            shapes.append(topology.shape("districts", d))
        for r in topology.ids("regions"):
            if r not in covered:
                self.units.append((r, ""))
                shapes.append(topology.shape("regions", r))
        has_regions = {r[:2] for r in topology.ids("regions")}
        for c in topology.ids("countries"):
            if c not in has_regions:
                self.units.append((c, ""))
                shapes.append(topology.shape("countries", c))
        self.shapes, self.tree = shapes, STRtree(shapes)
        for s in shapes:
            shapely.prepare(s)

    def at(self, point, country, region):
        inside = sorted(self.tree.query(point, predicate="intersects"))
        if inside and self.units[inside[0]][0][:2] == country:
            return self.units[inside[0]]
        near = self.tree.query(point, predicate="dwithin", distance=SNAP)
        ranked = sorted((self.units[i][0][:2] != country, self.units[i][0] != region, self.shapes[i].distance(point), i)
                        for i in near)
        if ranked and (not inside or not ranked[0][0]):
            return self.units[ranked[0][3]]
        return self.units[inside[0]] if inside else ("", "")


def tagged(folder, lang):
    with open(os.path.join(folder, lang, "LC_MESSAGES", "geonames.mo"), "rb") as f:
        return gettext.GNUTranslations(f)._catalog


def names_of(row, country, tags):
    gid, name, ascii_name, alternates = row[0], row[1], row[2], row[3].split(",")
    forms, cyr = [name, ascii_name], place_names.cyrillic(alternates)
    en = re.sub("[’‘ʼ]", "" if country in SLAVIC else "’", tags["en"].get(gid, name))
    en = en.replace("'", "") if country in SLAVIC else en
    ru = tags["ru"].get(gid) or (place_names.russian(cyr, forms) if country in SMALL else "")
    uk = tags["uk"].get(gid) or (place_names.ukrainian(cyr, forms, country == "UA") if country in SMALL else "")
    if ru and not uk and country in ("RU", "BY"):
        uk = transcribe.ukrainian(ru)
    others = set(place_names.latin_and_cyrillic(alternates + [name, ascii_name])) - {en, ru, uk}
    return en, ru, uk, "|".join(sorted(others)) if country in NEIGHBOURS else ""


def main():
    args = argparse.ArgumentParser()
    for name in ("cities", "tagged", "topology", "isodb", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    tags = {lang: tagged(args.tagged, lang) for lang in ("en", "ru", "uk")}
    finder, admin1, out = Finder(Topology(args.topology)), admin1_codes(args.isodb), []
    with open(args.cities, encoding="utf-8", newline="") as f:
        for row in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            country, code, population = row[8], row[7], int(row[14] or 0)
            if population < (LEAST if country in NEIGHBOURS else LEAST_WORLD) and code not in ("PPLC", "PPLA"):
                continue
            lat, lon = float(row[4]), float(row[5])
            region, district = finder.at(shapely.Point(lon, lat), country, admin1.get((country, row[10])))
            en, ru, uk, others = names_of(row, country, tags)
            out.append([row[0], f"{lon:.5f}", f"{lat:.5f}", code, str(population), region if "-" in region else "", district, en, ru, uk, others])
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("geonames_id\tlon\tlat\tcode\tpopulation\tregion_id\tdistrict_id\tname_en\tname_ru\tname_uk\talternates\n")
        f.writelines("\t".join(r) + "\n" for r in sorted(out))


if __name__ == "__main__":
    main()
