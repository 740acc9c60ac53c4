"""Names as they stand, in their abbreviations and orders, misspelt, under a wrong
parent, and of many places at once.

in:  data/boundaries, the Russian dictionary (for names that no list has)
out: cases
"""

import argparse
from collections import defaultdict

import pymorphy3

import slips
from cases import Cases
from places import OURS, Places, bare, chance, key

LANGUAGES = ("en", "ru", "uk")


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "dictionary", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, out = Places(args.boundaries), Cases("ours")
    exact(out, places)
    abbreviated(out, places)
    misspelt(out, places)
    disguised(out, places)
    ambiguous(out, places)
    wrong_parents(out, places)
    strangers(out, places, place_lemmas(args.dictionary))
    out.write(args.out)


def exact(out, places):
    for lang in LANGUAGES:
        for u in places.units.values():
            rnd = chance("exact", lang, u.id)
            if u.past or lang not in u.names or u.level not in ("country", "region", "district"):
                continue
            if u.level == "country":
                out.add("exact-countries", lang, u.names[lang], u.expected)
            elif u.level == "region" and u.country in OURS:
                out.add("exact-regions", lang, u.names[lang], u.expected)
            elif u.level == "district" and u.country in OURS and rnd.random() < .25 and u.names[lang] != places.units[u.parent].names[lang]:
                out.add("exact-districts", lang, f"{u.names[lang]}, {places.units[u.parent].names[lang]}", u.id)
            elif u.level == "region" and rnd.random() < .1 and places.unique_unit(u, lang):
                out.add("exact-world-regions", lang, u.names[lang], u.id)
        for s in places.settlements:
            if lang in s.names and chance("exact", lang, s.id).random() < .02 and places.alone(s, lang):
                out.add("exact-settlements", lang, s.names[lang], s.expected)


SHORT = {
    "ru": ((" район", (" р-н", " рн", " р-он")), (" область", (" обл.", " обл")), (" городской округ", (" г.о.", " ГО")), (" автономный округ", (" АО",)),
           ("Республика ", ("Респ. ", "респ. "))),
    "uk": ((" район", (" р-н",)), (" область", (" обл.", " обл"))),
    "en": ((" District", (" Dist.", " distr.", " r-n", " rayon", " Raion", " dist")), (" Raion", (" District", " rayon", " r-n", " district")),
           (" Oblast", (" obl.", " Region", " region", " Province", " Obl")), (" Krai", (" Territory", " Kray", " Region")), ("Republic of ", ("Rep. of ", "Rep. "))),
}


def shorten(name, lang, rnd):
    for word, short in SHORT[lang]:
        if word in name:
            name = name.replace(word, rnd.choice(short))
    return name


def abbreviated(out, places):
    for lang in LANGUAGES:
        for u in places.of("district", ("RU", "UA", "BY") if lang != "uk" else ("UA",)):
            rnd = chance("abbreviated", lang, u.id)
            name, parent = u.names.get(lang, ""), places.units[u.parent].names[lang]
            if not name.endswith((" район", " District", " Raion")) or lang != "uk" and rnd.random() > .2:
                continue
            d, r = shorten(name, lang, rnd), shorten(parent, lang, rnd)
            text = rnd.choice(("{d}, {r}", "{r}, {d}", "{r} {d}", "{d} {r}", "{d} ({r})", "{D}, {R}")).format(d=d, r=r, D=d.upper(), R=r.upper())
            out.add("abbreviated", lang, text, u.id)


def misspelt(out, places):
    """Typos in the name of a district or a settlement whose region is right, and, for one slip, in a unique name alone."""
    for lang in LANGUAGES:
        for u in places.of("district", ("RU", "BY", "UA") if lang != "uk" else ("UA",)):
            rnd, name, parent = chance("misspelt", lang, u.id), u.names.get(lang, ""), places.units[u.parent].names[lang]
            word = name.split(" ")[0]
            if not name.endswith((" район", " District", " Raion")) or len(word) < 7:
                continue
            siblings = [o.names[lang].split(" ")[0].lower() for o in places.children[u.parent] if lang in o.names and o is not u]
            for kind in ("d1", "d2", "d3", "first-letter") if lang == "uk" else rnd.sample(("d1", "d2", "d2", "d3", "first-letter"), 1):
                n = {"d1": 1, "d2": 2, "d3": 3, "first-letter": 1}[kind]
                if rnd.random() > (.28 if lang != "uk" else 1):
                    continue
                wrong = slips.first(word, rnd) if kind == "first-letter" else slips.several(word, n, rnd)
                if any(slips.distance(wrong.lower(), s) <= n for s in siblings):
                    continue
                out.add(f"typos-{kind}-parent", lang, f"{name.replace(word, wrong, 1)}, {parent}", u.id)
            if kind == "d1" and places.unique_unit(u, lang):
                out.add("typos-d1-alone", lang, name.replace(word, slips.several(word, 1, rnd), 1), u.id)
        for u in places.of("region"):
            rnd, name = chance("misspelt", lang, u.id), u.names[lang]
            word = max(name.split(" "), key=len) if lang == "en" else name.split(" ")[0]
            if len(word) < 6 or word in ("Республика", "Автономная", "Автономна", "Республіка", "Republic", "Autonomous"):
                continue
            out.add("typos-region", lang, name.replace(word, slips.several(word, 1, rnd), 1), u.id)


def disguised(out, places):
    """The wrong keyboard layout, and letters of the other alphabet that look alike."""
    for lang in ("ru", "uk"):
        for u in places.of("region") + [u for u in places.of("district") if chance("disguised", lang, u.id).random() < (.12 if lang == "ru" else .5)]:
            rnd, name = chance("disguise", lang, u.id), u.names.get(lang, "")
            if not name or u.level == "district" and (not places.unique_unit(u, lang) or lang == "uk" and u.country != "UA"):
                continue
            out.add("keyboard", lang, slips.wrong_layout(name.lower() if rnd.random() < .5 else name, lang), u.id)
            out.add("look-alikes", lang, slips.look_alikes(name, rnd), u.id)


def ambiguous(out, places):
    for lang in LANGUAGES:
        groups = defaultdict(list)
        for u in places.of("district"):
            if u.names.get(lang, "").endswith((" район", " District", " Raion")) and not (lang == "uk" and u.country != "UA"):
                groups[key(u.names[lang].rsplit(" ", 1)[0])].append(u)
        for k, units in groups.items():
            if len(units) < 2:
                continue
            name = units[0].names[lang]
            if len(places.owners[lang][key(name)] - {u.id for u in units}) == 0:
                ids = " ".join(sorted(u.id for u in units))
                out.add("ambiguous-alone", lang, name, "any:" + ids)
            for u in units:
                rnd, parent = chance("ambiguous", lang, u.id), places.units[u.parent].names[lang]
                if rnd.random() < (.5 if lang != "uk" else 1):
                    out.add("ambiguous-parent", lang, rnd.choice(("{}, {}", "{} {}", "{} ({})")).format(u.names[lang], parent), u.id)


def wrong_parents(out, places):
    """Districts and towns under a region that holds nothing of a like name. The answer is the stated region."""
    for lang in LANGUAGES:
        regions = [r for r in places.of("region", ("RU", "UA") if lang != "uk" else ("UA",)) if any(not u.past for u in places.children[r.id])]
        inside = {r.id: names_inside(places, r, lang) for r in regions}
        districts = [u for u in places.of("district") if u.names.get(lang, "").endswith((" район", " District", " Raion"))]
        towns = [s for s in places.settlements if s.country in OURS and lang in s.names and len(s.names[lang]) > 4 and not s.same]
        for r in regions:
            rnd = chance("wrong parent", lang, r.id)
            for kind, pool, n in (("district", districts, 5), ("town", towns, 3)):
                made = 0
                while made < n:
                    o = rnd.choice(pool)
                    name = o.names[lang]
                    word = name.rsplit(" ", 1)[0] if kind == "district" else name
                    if r.id in (getattr(o, "parent", ""), getattr(o, "region", "")) or slips.like_any(word, inside[r.id]) or places.owners[lang].get(key(name), set()) & {r.id}:
                        continue
                    made += 1
                    text = rnd.choice(("{}, {}", "{} ({})") if lang != "en" else ("{}, {}", "{} in {}")).format(name, r.names[lang])
                    out.add(f"wrong-parent-{kind}", lang, text, "parent:" + r.id)


def strangers(out, places, words):
    """Districts of elsewhere, and names that no list has, under a region that holds something a little like them."""
    regions = [r for r in places.of("region", ("RU",)) if any(not u.past for u in places.children[r.id])]
    inside = {r.id: names_inside(places, r, "ru") for r in regions}
    districts = [u for u in places.of("district", ("RU", "BY")) if u.names.get("ru", "").endswith(" район")]
    unlisted = [w for w in words if not places.owners["ru"][key(w)] and not places.namesakes["ru"][key(w)]]
    for r in regions:
        rnd = chance("stranger", r.id)
        for slice, pool, n in (("wrong-parent-near", districts, 5), ("wrong-parent-unlisted", unlisted, 5)):
            for _ in range(4000):
                o = rnd.choice(pool)
                name, word = (o.names["ru"], o.names["ru"].rsplit(" ", 1)[0]) if slice.endswith("near") else (o, o)
                if getattr(o, "parent", "") == r.id or slips.like_any(word, inside[r.id], .21):
                    continue
                if slice.endswith("near") and not slips.like_any(word, inside[r.id], .4):
                    continue
                out.add(slice, "ru", f"{name}, {r.names['ru']}", "parent:" + r.id)
                n -= 1
                if n == 0:
                    break


def place_lemmas(path):
    """Names of places that the Russian dictionary lists."""
    morph = pymorphy3.MorphAnalyzer(path=path, lang="ru")
    words = {w for w, tag, normal, _, _ in morph.dictionary.iter_known_words() if w == normal and {"NOUN", "Geox", "nomn", "sing"} <= tag.grammemes}
    return sorted(w.capitalize() for w in words if len(w) > 5 and "-" not in w)


def names_inside(places, r, lang):
    names = {bare(n, l if l in LANGUAGES else "en") for u in places.children[r.id] for l, _, n in u.all if l == lang}
    names |= {s.names[lang] for s in places.settlements if s.region == r.id and lang in s.names}
    names |= {a for s in places.settlements if s.region == r.id for a in s.alternates}
    return {n.rsplit(" ", 1)[0] if n.endswith((" район", " District", " Raion")) else n for n in names} | {r.names[lang]}


if __name__ == "__main__":
    main()
