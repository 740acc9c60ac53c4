"""Names of countries, regions and cities in languages that the program does not
speak.

in:  data/boundaries, CLDR, the tagged GeoNames names
out: cases
"""

import argparse
import gettext
import os
import xml.etree.ElementTree as ET

from cases import Cases
from places import OURS, Places, chance, key

LANGUAGES = ("pl", "de", "fr")
REGIONS = {"RU", "UA", "BY", "PL", "LT", "LV", "EE", "MD", "KZ", "GE", "FI", "RO", "SK", "HU"}


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "cldr", "tagged", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, out = Places(args.boundaries), Cases("CLDR")
    for lang in LANGUAGES:
        countries(out, places, lang, os.path.join(args.cldr, "main", lang + ".xml"))
        regions(out, places, lang, os.path.join(args.cldr, "subdivisions", lang + ".xml"))
        cities(out, places, lang, os.path.join(args.tagged, lang, "LC_MESSAGES", "geonames.mo"))
    out.write(args.out)


def countries(out, places, lang, path):
    for e in ET.parse(path).iter("territory"):
        u = places.units.get(e.get("type"))
        if u and not e.get("alt") and chance("language", lang, u.id).random() < .6:
            out.add("languages-countries", lang, e.text, u.expected)


def regions(out, places, lang, path):
    names, seen = {}, {}
    for e in ET.parse(path).iter("subdivision"):
        id = e.get("type")[:2].upper() + "-" + e.get("type")[2:].upper()
        names[id] = e.text
        seen.setdefault(key(e.text), []).append(id)
    for id, name in names.items():
        u = places.units.get(id)
        if not u or u.country not in REGIONS or len(seen[key(name)]) > 1 or u.country not in OURS and chance("language", lang, id).random() > .3:
            continue
        out.add("languages-regions", lang, name, u.expected)


def cities(out, places, lang, path):
    with open(path, "rb") as f:
        tagged = gettext.GNUTranslations(f)._catalog
    owners = {}
    for s in places.settlements:
        if name := tagged.get(s.id):
            owners.setdefault(key(name), []).append(s)
    for s in places.settlements:
        name = tagged.get(s.id)
        if not name or s.population < 20_000 or len(owners[key(name)]) > 1 or name == s.names.get("en"):
            continue
        namesakes = [o for o in places.namesakes["en"][key(name)] if o is not s]
        if places.owners["en"].get(key(name), set()) - set(s.same) or any(o.population * 20 > s.population for o in namesakes):
            continue
        if s.country in ("RU", "UA", "BY", "PL", "MD", "GE", "KZ", "LT", "LV", "EE") or chance("language", lang, s.id).random() < .08:
            out.add("languages-cities", lang, name, s.expected, source="GeoNames")


if __name__ == "__main__":
    main()
