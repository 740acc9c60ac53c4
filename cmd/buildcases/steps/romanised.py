"""Names in the romanisation schemes.

in:  data/boundaries
out: cases
"""

import argparse

from cases import Cases
from places import Places, chance, key
from schemes import RUSSIAN, UKRAINIAN, romanise

ENGLISH = {"район": "district", "область": "region", "край": "krai", "республика": "republic", "улус": "ulus", "автономный округ": "autonomous okrug"}


def english_words(name, scheme, lang):
    """The name in the scheme, its type word in English: Dzerzhinskiy district."""
    for word, en in ENGLISH.items():
        if name.endswith(" " + word):
            return romanise(name[: -len(word)], scheme, lang) + en
    return romanise(name, scheme, lang)


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, out = Places(args.boundaries), Cases("ours")
    for lang, schemes, countries in (("ru", RUSSIAN, ("RU",)), ("uk", UKRAINIAN, ("UA",))):
        units(out, places, lang, list(schemes), countries)
        settlements(out, places, lang, list(schemes), countries)
    out.write(args.out)


def units(out, places, lang, schemes, countries):
    def add(slice, u, text, scheme):
        out.add(f"{slice}-{lang}", "en", text, u.expected, source=scheme)

    for u in places.of("region", countries):
        rnd = chance("romanised", lang, u.id)
        for scheme in rnd.sample(schemes, 10):
            write = rnd.choice((romanise, english_words)) if lang == "ru" else romanise
            add("romanised-regions", u, write(u.names[lang], scheme, lang), scheme)
    for u in places.of("district", countries):
        rnd, name, parent = chance("romanised", lang, u.id), u.names.get(lang), places.units[u.parent]
        if not name or not (name.endswith(("район", "улус")) or lang == "uk"):
            continue
        for scheme in rnd.sample(schemes, 1 if lang == "ru" else 4):
            write = rnd.choice((romanise, english_words)) if lang == "ru" else romanise
            add("romanised-districts-parent", u, rnd.choice(("{}, {}", "{} {}")).format(
                write(name, scheme, lang), write(parent.names[lang], scheme, lang)), scheme)
        if places.unique_unit(u, lang):
            scheme = rnd.choice(schemes)
            add("romanised-districts-alone", u, (english_words if lang == "ru" else romanise)(name, scheme, lang), scheme)


def settlements(out, places, lang, schemes, countries):
    for s in places.settlements:
        rnd = chance("romanised", lang, s.id)
        if s.country not in countries or lang not in s.names or rnd.random() > .4 or s.region in s.same:
            continue
        scheme, name = rnd.choice(schemes), s.names[lang]
        text = romanise(name, scheme, lang)
        if places.alone(s, lang) and places.alone(s, "en") and len(key(text)) > 4:
            out.add(f"romanised-settlements-alone-{lang}", "en", text, s.expected, source=scheme)
        if places.alone_in(s, lang) and rnd.random() < .5:
            parent = romanise(places.units[s.region].names[lang], scheme, lang)
            out.add(f"romanised-settlements-parent-{lang}", "en", f"{text}, {parent}", s.expected, source=scheme)


if __name__ == "__main__":
    main()
