"""People and ordinary phrases, second names, people of towns and ordinary nouns, which name no place.

What is, letter for letter, the name of a listed town of 15,000 people, of a region or of a country (Серов, Энгельс) is left
out where it stands alone: it means that.

in:  data/boundaries, the dictionaries of both languages
out: cases
"""

import argparse

import pymorphy3

from cases import Cases
from places import Places, chance, key
from schemes import romanise

PEOPLE, PHRASES = 150, 150
SURNAMES, INITIALS, NOUNS, DEMONYMS = 600, 300, 450, 200  # of each language
LARGE = 15_000
ABSTRACT = ("ння", "ок", "ник", "изм", "ізм", "ція", "тор", "рит", "лог", "ант", "ість", "ство", "ура")
FROM_TOWNS = {"ru": ("чанин", "чанка", "янин", "янка", "вчанин", "вчанка"), "uk": ("чанин", "чанка", "янин", "янка", "івець", "ївець", "инець")}
SCHEMES = {"ru": ("bgn-pcgn-plain", "english-press", "passport-2013"), "uk": ("ua-national-2010", "passport-2007")}
CAPITALS = {"ru": "АБВГДЕЖЗИКЛМНОПРСТФЭЮЯ", "uk": "АБВГДЕЄЖЗІКЛМНОПРСТФЮЯ", "en": "ABCDEFGHIKLMNOPRSTVY"}


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "russian", "ukrainian", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    out, taken = Cases(""), names_of_towns(Places(args.boundaries))
    for lang, path in (("ru", args.russian), ("uk", args.ukrainian)):
        morph = pymorphy3.MorphAnalyzer(path=path, lang=lang)
        words, lone = gather(morph, lang)
        rnd, source = chance("negatives", lang), "pymorphy3-dicts-" + lang
        for _ in range(PEOPLE):
            first, last = rnd.choice(words["name"]), rnd.choice(words["surname"])
            out.add("negatives-people", lang, f"{first.capitalize()} {last.capitalize()}", "-", source=source)
        for _ in range(PHRASES):
            out.add("negatives-phrases", lang, f"{rnd.choice(words['adjective'])} {rnd.choice(words['noun'])}", "-", source=source)
        alone(out, lang, source, lone, taken)
    out.write(args.out)


def alone(out, lang, source, words, taken):
    """Lone words, in any case form that is the name of no town: taken has those."""
    rnd = chance("negatives alone", lang)
    usual = {kind: [w for w in list if key(w) not in taken] for kind, list in words.items()}
    for word in rnd.sample(usual["surname"], SURNAMES // 2) + rnd.sample(usual["surnames"], SURNAMES // 2):
        out.add("negatives-surnames", lang, word.capitalize(), "-", source=source)
    for word in rnd.sample(words["surname"], INITIALS):
        out.add("negatives-initials", lang, f"{rnd.choice(CAPITALS[lang])}. {word.capitalize()}", "-", source=source)
    for word in rnd.sample(words["surname"], INITIALS // 3):
        name = romanise(word.capitalize(), rnd.choice(SCHEMES[lang]), lang)
        out.add("negatives-initials", "en", f"{rnd.choice(CAPITALS['en'])}. {name}", "-", source=source)
    for word in rnd.sample(usual["noun"], NOUNS):
        out.add("negatives-nouns", lang, rnd.choice((word, word.capitalize())), "-", source=source)
    for word in rnd.sample(usual["from town"], DEMONYMS):
        out.add("negatives-demonyms", lang, rnd.choice((word, word.capitalize())), "-", source=source)


def names_of_towns(places):
    taken = {key(n) for u in places.units.values() if u.level in ("country", "region") for _, _, n in u.all}
    for s in places.settlements:
        if s.population >= LARGE:
            taken |= {key(n) for n in (*s.names.values(), *s.alternates)}
    return taken


def gather(morph, lang):
    """Words of both kinds, lone and not, from one pass over the dictionary."""
    joined, kinds = {k: set() for k in ("name", "surname", "adjective", "noun")}, {k: set() for k in ("surname", "surnames", "noun", "from town")}
    for word, tag, normal, _, _ in morph.dictionary.iter_known_words():
        if 4 < len(word) < 15 and "-" not in word:
            g = tag.grammemes
            sort_lone(kinds, word, g, normal, lang)
            if word == normal and len(word) < 13 and "masc" in g and "nomn" in g:
                sort_joined(joined, word, g, lang)
    return ({k: sorted(v) for k, v in each.items()} for each in (joined, kinds))


def sort_lone(kinds, word, g, normal, lang):
    """Second names as lemmas and in the other cases, people of towns in any form, nouns as lemmas."""
    if "NOUN" not in g or g & {"Abbr", "Arch", "Infr", "Geox", "Orgn", "Trad", "Patr"}:
        return
    if "Surn" in g:
        kinds["surname" if word == normal and "masc" in g else "surnames"].add(word)
    elif normal.endswith(FROM_TOWNS[lang]) and (lang == "uk" or "anim" in g):
        kinds["from town"].add(word)
    elif word == normal and "Name" not in g and (lang == "ru" or "anim" in g or word.endswith(ABSTRACT)):
        kinds["noun"].add(word)


def sort_joined(kinds, word, g, lang):
    """Masculine lemmas by kind."""
    if "Name" in g and "anim" in g:
        kinds["name"].add(word)
    elif "Surn" in g:
        kinds["surname"].add(word)
    elif "ADJF" in g and not word.endswith(("ский", "цкий", "ський", "цький")) and not g & {"Apro", "Anum"}:
        kinds["adjective"].add(word)
    elif "NOUN" in g and "inan" in g and not g & {"Geox", "Orgn", "Trad", "Name", "Surn"} and lang == "ru":
        kinds["noun"].add(word)
    elif "NOUN" in g and "inan" in g and lang == "uk" and word.endswith(ABSTRACT[:10]):
        kinds["noun"].add(word)


if __name__ == "__main__":
    main()
