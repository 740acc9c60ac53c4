"""Names of units, one table a source.

in:  units table, tables of districts, CLDR, GeoNames admin2
out: --out folder: names-cldr.tsv, names-geonames.tsv, names-osm.tsv,
     names-katottg.tsv, names-oblast.tsv: id, lang, kind, name
"""

import argparse
import json
import os
import re
import xml.etree.ElementTree as ET

import sources
from transcribe import ukrainian

LANGS = ("en", "ru", "uk", "be", "de", "pl")


def cldr(folder, ids):
    """Countries and subdivisions; the official name where CLDR is the best we
    hold, `short` in English for the regions named by hand."""
    rows = set()
    for lang in LANGS:
        main = ET.parse(os.path.join(folder, "main", lang + ".xml"))
        for node in main.find("localeDisplayNames/territories").iter("territory"):
            kind = {None: "official", "short": "short", "variant": "alternate"}.get(node.get("alt"))
            if kind and node.get("type") in ids and node.text and "↑" not in node.text:
                rows.add((node.get("type"), lang, kind, node.text))
        path = os.path.join(folder, "subdivisions", lang + ".xml")
        for node in ET.parse(path).iter("subdivision") if os.path.exists(path) else ():
            code = node.get("type").upper()
            region = code[:2] + "-" + code[2:]
            if region in ids and node.text and "↑" not in node.text:
                rows.add((region, lang, "alternate" if node.get("alt") else "official", node.text))
    return rows


def cyrillic(text):
    return bool(re.search("[а-яёА-ЯЁ]", text))


def districts(args, by_lp):
    """(oblast, geonames, osm, katottg) rows of the hand-matched countries."""
    oblast, geonames, osm, katottg = set(), set(), set(), set()
    for path in (args.ru, args.by):
        for row in sources.table(path):
            unit = by_lp.get(int(row["locatepy_id"]))
            if not unit or "." not in unit:
                continue
            oblast |= {(unit, "ru", "official", row["name_ru"]), (unit, "en", "official", row["name_en"]),
                       (unit, "uk", "official", ukrainian(row["name_ru"]))}
            if row.get("name_be"):
                oblast.add((unit, "be", "official", row["name_be"]))
            if row["geonames_name"]:
                geonames.add((unit, "en", "alternate", row["geonames_name"]))
            if row["source_name"]:
                osm.add((unit, "ru" if cyrillic(row["source_name"]) else "en", "alternate", row["source_name"]))
    for row in sources.table(args.uaraions):
        unit = f'{row["region"]}.{row["admin2_code"]}'
        katottg.add((unit, "uk", "official", row["name_uk"]))
        oblast |= {(unit, "en", "official", row["name_en"]), (unit, "ru", "official", row["name_ru"])}
        geonames.add((unit, "en", "alternate", row["geonames_name"]))
    for row in sources.table(args.regions):
        oblast.add((row["region"], "en", "official", row["name_en"]))
    return oblast, geonames, osm, katottg


def hand_composites():
    names = {"composite.moscow": ("Moscow and Moscow Oblast", "Москва и Московская область", "Москва і Московська область")}
    return {(i, lang, "official", n) for i, all_ in names.items() for lang, n in zip(("en", "ru", "uk"), all_)}


def write(folder, name, rows, ids):
    with open(os.path.join(folder, f"names-{name}.tsv"), "w", encoding="utf-8") as f:
        f.write("id\tlang\tkind\tname\n")
        f.writelines("\t".join(r) + "\n" for r in sorted(rows) if r[0] in ids and r[3].strip())


def unofficial(rows, official):
    """The same rows, `official` turned to `short` where a better source has one."""
    taken = {(r[0], r[1]) for r in official if r[2] == "official"}
    return {(i, lang, "short" if kind == "official" and (i, lang) in taken else kind, n) for i, lang, kind, n in rows}


def main():
    args = argparse.ArgumentParser()
    for name in ("units", "leaves", "ru", "by", "uaraions", "regions", "world", "cldr", "admin2", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    ids = {r["id"] for r in sources.table(args.units)}
    by_lp = {}
    with open(args.leaves, encoding="utf-8") as f:
        for line in f:
            head = re.match(r'.*?"properties":(\{.*?\}),"geometry"', line)
            if head:
                p = json.loads(head.group(1))
                for s in p["source"].split("+"):
                    if s.startswith("locatepy:"):
                        by_lp[int(s.split(":")[1])] = p["unit"]
    oblast, geonames, osm, katottg = districts(args, by_lp)
    oblast |= hand_composites()
    world = cldr(args.cldr, ids)
    named = {(r[0], r[1]) for r in world | oblast if r[2] == "official"}
    for row in sources.table(args.world):
        if row["region"] in ids and (row["region"], "en") not in named:
            osm.add((row["region"], "en", "official", row["source"]))
        elif row["region"] in ids:
            osm.add((row["region"], "en", "alternate", row["source"]))
    for name, rows in (("cldr", unofficial(world, oblast)), ("geonames", geonames), ("osm", osm),
                       ("katottg", katottg), ("oblast", oblast)):
        write(args.out, name, rows, ids)


if __name__ == "__main__":
    main()
