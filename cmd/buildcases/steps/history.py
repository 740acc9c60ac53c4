"""Cases of old names, with dates that choose.

in:  data/boundaries, the list of former names of towns (renamed.tsv), the Ukrainian and Russian dictionaries (adjectives)
out: history.tsv
"""

import argparse
import csv
import datetime
from collections import defaultdict

import pymorphy3

from cases import Cases
from places import Places, key

BEFORE, AFTER = "2019-06-01", "2023-06-01"  # of the reform of raions, 2020-07-19
RAIONS = 160  # of those that have no namesake today
SPREAD = 20  # times the population of any namesake, from which a former name means the town at any date


def raions(places, out):
    """Raions as before the reform: of those that have a namesake today in the same oblast, the date tells which is meant."""
    oblast = {u.id: u.names["en"] for u in places.units.values() if u.level == "region"}
    by_name, alone = defaultdict(dict), []
    for u in places.units.values():
        if u.level == "district" and u.country == "UA" and "en" in u.names:
            by_name[(u.parent, key(u.names["en"]))][u.past] = u
    for (parent, _), pair in sorted(by_name.items()):
        if True not in pair or "Raion" not in pair[True].names["en"]:
            continue
        text = f"{pair[True].names['en']}, {oblast[parent]}"
        if False in pair:
            out.add("history-raions", "en", text, pair[True].id, at=BEFORE)
            out.add("history-raions", "en", text, pair[False].id, at=AFTER)
        else:
            alone.append((pair[True].id, text))
    for unit, text in alone[:: max(1, len(alone) // RAIONS)]:
        out.add("history-raions", "en", text, unit, at=BEFORE)


def adjectives(town, known):
    """The adjectives of a town that a dictionary lists: the town without its last vowel, with the suffix; a shorter beginning
    would be that of another town."""
    town = town.lower().replace("ʼ", "'").replace("’", "'").rstrip("аеиоуюяіїєйьыё")
    stems = {town, town[:-2] + "і" + town[-1] if town[-2:-1] in "ео" else town}
    return sorted({s + e for s in stems if len(s) > 3 for e in ("ський", "ский") if s + e in known}
                  | {town + e for e in ("ий",) if town.endswith(("ск", "ськ")) and town + e in known})


def raions_declined(places, dictionaries, out):
    """The raions of before the reform in Ukrainian and Russian, by the adjective of the town that they have the name of in
    English, where the dictionary lists one and no other raion of the oblast has it."""
    towns = defaultdict(list)
    for s in places.settlements:
        towns[(s.region, key(s.names.get("en", "")))].append(s)
    for lang, cases in (("uk", ("gent", "loct")), ("ru", ("gent", "loct"))):
        morph = dictionaries[lang]
        known = {w for w, tag, normal, _, _ in morph.dictionary.iter_known_words() if w == normal and "ADJF" in tag.grammemes}
        for u in sorted(places.units.values(), key=lambda u: u.id):
            if not (u.past and u.level == "district" and u.country == "UA" and "en" in u.names):
                continue
            found = towns[(u.parent, key(u.names["en"].removesuffix(" Raion")))]
            if len(found) != 1 or lang not in found[0].names:
                continue
            words = adjectives(found[0].names[lang], known)
            if len(words) != 1 or not places.units[u.parent].names[lang].endswith((" область", " Область")):
                continue
            forms = next(p for p in morph.parse(words[0]) if "ADJF" in p.tag)
            for text, case in zip(("{} району {}", "у {} районі {}") if lang == "uk" else ("{} района {}", "в {} районе {}"), cases):
                form, oblast = forms.inflect({case, "masc"}), morph.parse(places.units[u.parent].names[lang].split(" ")[0].lower())
                if not form or not oblast or "ADJF" not in oblast[0].tag:
                    continue
                parent = oblast[0].inflect({"gent", "femn"}).word.capitalize() + (" області" if lang == "uk" else " области")
                out.add("history-raions-declined", lang, text.format(form.word.capitalize(), parent), u.id, at=BEFORE, source=f"pymorphy3-dicts-{lang}")


def towns(places, renamed, out):
    """Former names of towns, on their last day and without a date, where no other place of weight has the name."""
    settlements = {s.id: s for s in places.settlements}
    rows, named = list(csv.DictReader(renamed, delimiter="\t")), defaultdict(set)
    for s in places.settlements:
        for name in [*s.names.values(), *s.alternates]:
            named[loose(name)].add(s)
    former = defaultdict(set)
    for row in rows:
        former[loose(row["name"])].add(row["geonames_id"])
    for row in rows:
        s = settlements.get(row["geonames_id"])
        if not s:
            continue
        name, lang = row["name"], "en" if ord(row["name"][0]) < 0x400 else "uk" if set(row["name"]) & set("іїєґІЇЄҐ") else "ru"
        others = [o for o in named[loose(name)] if o is not s]
        if len(former[loose(name)]) > 1 or others and s.population < SPREAD * max(max(o.population for o in others), 500):
            continue
        if any(u not in s.same and not places.units[u].past for u in places.owners[lang].get(key(name), ())):
            continue
        out.add("history-towns", lang, name, s.expected)
        out.add("history-towns", lang, name, s.expected, at=datetime.date.fromisoformat(row["until"]).isoformat())


def loose(name):
    """A key that Russian and Ukrainian spellings of a name share."""
    return key(name).translate(str.maketrans({"і": "и", "ї": "и", "ы": "и", "є": "е", "э": "е", "ь": None}))


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "renamed", "ukrainian", "russian", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, out = Places(args.boundaries), Cases("ours")
    raions(places, out)
    raions_declined(places, {lang: pymorphy3.MorphAnalyzer(path=getattr(args, name), lang=lang) for lang, name in (("uk", "ukrainian"), ("ru", "russian"))}, out)
    with open(args.renamed, encoding="utf-8", newline="") as f:
        towns(places, f, out)
    out.write(args.out)


if __name__ == "__main__":
    main()
