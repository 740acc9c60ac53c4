"""Names of units and towns with one and two slips, also in the first letter and in the parent; names as tags, and beside signs.

in:  data/boundaries
out: slips.tsv
"""

import argparse
import re

import slips
from cases import Cases
from places import Places, chance

LANGUAGES = ("en", "ru", "uk")
TYPED = (" район", " District", " Raion", " улус", " округ", " Urban Okrug", "область", " Oblast", " Region", " край", " Krai")
SIGNS = ("⚡️{}!!!", "🔥{}", "▪️{}❗️", "🇷🇺 {}", "❗️{}", "✈️{}❗️", "«{}»", "{}…", "  {}  ", "— {}")
DIGITS = {"о": "0", "О": "0", "o": "0", "O": "0", "з": "3", "З": "3", "l": "1", "I": "1", "б": "6"}


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, out = Places(args.boundaries), Cases("ours")
    units_alone(out, places)
    under_parents(out, places)
    towns(out, places)
    tags(out, places)
    signs(out, places)
    out.write(args.out)


def units(places, lang):
    """Regions and districts at home that the language has a name for: of Ukrainian names, all regions but districts of Ukraine."""
    return [u for level in ("region", "district") for u in places.of(level)
            if u.names.get(lang) and not (lang == "uk" and level == "district" and u.country != "UA")]


def wrong(name, n, rnd, first=False):
    """The name with n slips in its longest word, anywhere in it or, for one, also in the first letter."""
    word = max(re.sub("(" + "|".join(TYPED) + ")$", "", name).split(" "), key=len)
    bad = slips.first(word, rnd) if first else slips.several(word, n, rnd)
    return name.replace(word, bad, 1), word, bad


def units_alone(out, places):
    for lang, one, two in zip(LANGUAGES, (173, 182, 45), (268, 271, 61)):
        usable = [u for u in units(places, lang) if places.unique_unit(u, lang) and len(u.names[lang]) > 7]
        for slips_made, many in ((1, one), (2, two)):
            rnd = chance("misspelt alone", lang, str(slips_made))
            for u in rnd.sample(usable, min(many, len(usable))):
                text, word, bad = wrong(u.names[lang], slips_made, rnd, slips_made == 1 and rnd.random() < .25)
                if len(word) > 5 and not near_others(bad, u, usable, lang, slips_made):
                    out.add("typos-d1-unit-alone" if slips_made == 1 else "typos-d2-alone", lang, text, u.id)


def near_others(bad, u, others, lang, n):
    return slips.like_any(bad, [o.names[lang].split(" ")[0] for o in others if o is not u], n / len(bad) + .01)


def under_parents(out, places):
    """A slip in the region of a district that is right."""
    for lang, many in zip(LANGUAGES, (110, 136, 20)):
        rnd = chance("misspelt parent", lang)
        usable = [u for u in units(places, lang) if u.level == "district" and len(max(places.units[u.parent].names[lang].split(" "), key=len)) > 6]
        for u in rnd.sample(usable, many):
            parent = wrong(places.units[u.parent].names[lang], 1, rnd)[0]
            out.add("typos-parent", lang, f"{u.names[lang]}, {parent}", u.id)


def towns(out, places):
    """Two slips, or a slip in the first letter, in the name of a town whose region is right, in Russian and Ukrainian."""
    for lang, many, countries in (("ru", 200, ("RU", "BY")), ("uk", 100, ("UA",))):
        usable = [s for s in places.settlements if s.country in countries and lang in s.names and len(s.names[lang]) > 5 and places.alone_in(s, lang)]
        for slice, first in (("typos-d2-town-parent", False), ("typos-first-letter-town-parent", True)):
            rnd = chance(slice, lang)
            for s in rnd.sample(usable, many):
                others = [o.names[lang] for o in places.settlements if o.region == s.region and o is not s and lang in o.names]
                text, _, _ = wrong(s.names[lang], 2, rnd, first)
                if not slips.like_any(text, others, 2.01 / len(text)):
                    out.add(slice, lang, f"{text}, {places.units[s.region].names[lang]}", s.expected)


def known(places, lang):
    """Regions, and towns of 50,000 at home whose name alone means them."""
    return [(u.names[lang], u.expected) for u in places.of("region")] + [
        (s.names[lang], s.expected) for s in places.settlements
        if s.country in ("RU", "UA", "BY") and lang in s.names and s.population >= 50_000 and places.alone(s, lang)]


def tags(out, places):
    for lang, many in zip(LANGUAGES, (68, 118, 64)):
        rnd = chance("tags", lang)
        for name, expected in rnd.sample(known(places, lang), many):
            words = re.sub("[()«»'’ʼ.,–—]", "", name).split(" ")
            tag = rnd.choice(("".join(words).lower(), "".join(w[:1].upper() + w[1:] for w in words), "_".join(words)))
            out.add("tags", lang, "#" + tag, expected)


def signs(out, places):
    for lang, many in zip(LANGUAGES, (57, 84, 59)):
        rnd = chance("signs", lang)
        for name, expected in rnd.sample(known(places, lang), many):
            at = [i for i, c in enumerate(name) if i and c in DIGITS]
            text = rnd.choice(SIGNS).format(rnd.choice((name, name.upper())))
            if at and rnd.random() < .2:
                i = rnd.choice(at)
                text = name[:i] + DIGITS[name[i]] + name[i + 1:]
            out.add("signs", lang, text, expected)


if __name__ == "__main__":
    main()
