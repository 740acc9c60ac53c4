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
from collections import defaultdict

import sources
from transcribe import ukrainian
from unit_id import unit_id

LANGS = ("en", "ru", "uk", "be", "de", "pl", "fr")
COMPOSITES = {"composite.moscow": ("Moscow and Moscow Oblast", "Москва и Московская область", "Москва і Московська область")}


def cldr(folder, ids):
    """Countries and subdivisions as CLDR names them, without the mark that it
    puts on the second of two equal names of a country."""
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
                rows.add((region, lang, "alternate" if node.get("alt") else "official", node.text.rstrip("²")))
    return rows


def script(text):
    return "ru" if re.search("[а-яёА-ЯЁ]", text) else "en"


def hand_matched(args, rows):
    """RU and BY: names restored by hand or rule, the source's and GeoNames'."""
    for path in (args.ru, args.by):
        for row in sources.table(path):
            unit = unit_id(row["region"], row["admin2_code"], row["name_ru"])
            rows["oblast"] |= {(unit, "ru", "official", row["name_ru"]), (unit, "en", "official", row["name_en"]),
                               (unit, "uk", "official", ukrainian(row["name_ru"]))}
            if row.get("name_be"):
                rows["oblast"].add((unit, "be", "official", row["name_be"]))
            rows["geonames"].add((unit, "en", "alternate", row["geonames_name"]))
            rows["osm"].add((unit, script(row["source_name"]), "alternate", row["source_name"]))


def ukraine(args, rows):
    for row in sources.table(args.uaraions):
        unit = f'{row["region"]}.{row["admin2_code"]}'
        rows["katottg"].add((unit, "uk", "official", row["name_uk"]))
        rows["oblast"] |= {(unit, "en", "official", row["name_en"]), (unit, "ru", "official", row["name_ru"])}
        rows["geonames"].add((unit, "en", "alternate", row["geonames_name"]))


def neighbours(args, rows):
    """The other countries' districts: GeoNames' name where there is a code (the
    shape source cuts long names), else the source's."""
    for row in sources.table(args.neighbours):
        unit = unit_id(row["region"], row["admin2_code"], row["name"])
        rows["geonames"].add((unit, "en", "official", row["geonames_name"]))
        rows["osm"].add((unit, "en", "alternate" if row["geonames_name"] else "official", row["name"]))


def world(args, rows, ids):
    """Regions of the mosaic: its own names, official where nobody else names
    the region."""
    named = {(r[0], r[1]) for r in rows["cldr"] | rows["oblast"] if r[2] == "official"}
    for row in sources.table(args.world):
        if row["region"] in ids and row["signal"] not in ("merge", "disputed"):
            kind = "alternate" if (row["region"], "en") in named else "official"
            rows["osm"].add((row["region"], "en", kind, unmangled(row["source"])))


def unmangled(text):
    """UTF-8 that was read as Latin-1 once, put right."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def demote(rows, better):
    """`official` turned to `short` where a better source has an official name."""
    taken = {(r[0], r[1]) for r in better if r[2] == "official"}
    return {(i, lang, "short" if kind == "official" and (i, lang) in taken else kind, n) for i, lang, kind, n in rows}


def write(folder, name, rows, ids):
    with open(os.path.join(folder, f"names-{name}.tsv"), "w", encoding="utf-8") as f:
        f.write("id\tlang\tkind\tname\n")
        f.writelines("\t".join(r) + "\n" for r in sorted(rows) if r[0] in ids and r[3].strip())


def main():
    args = argparse.ArgumentParser()
    for name in ("units", "ru", "by", "uaraions", "regions", "extra", "world", "neighbours", "cldr", "admin2", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    ids, rows = {r["id"] for r in sources.table(args.units)}, defaultdict(set)
    hand_matched(args, rows)
    ukraine(args, rows)
    neighbours(args, rows)
    rows["oblast"] |= {(r["region"], "en", "official", r["name_en"]) for r in sources.table(args.regions)}
    rows["oblast"] |= {(r["id"], r["lang"], r["kind"], r["name"]) for r in sources.table(args.extra)}
    rows["oblast"] |= {(i, lang, "official", n) for i, names in COMPOSITES.items() for lang, n in zip(("en", "ru", "uk"), names)}
    with open(args.admin2, encoding="utf-8") as f:
        names = {r["code"].split(".")[-1]: r["name"] for r in json.load(f) if r["code"][:3] in ("RU.", "BY.")}
    rows["geonames"] |= {(i, "en", "alternate", names[i.split(".")[1]]) for i in ids if i[:2] in ("RU", "BY") and i.split(".")[-1] in names}
    rows["cldr"] = demote(cldr(args.cldr, ids), rows["oblast"])
    world(args, rows, ids)
    for name in ("cldr", "geonames", "osm", "katottg", "oblast"):
        write(args.out, name, rows[name], ids)


if __name__ == "__main__":
    main()
