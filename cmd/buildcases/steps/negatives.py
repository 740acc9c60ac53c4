"""People and ordinary phrases, which name no place.

in:  the dictionaries of both languages
out: cases
"""

import argparse

import pymorphy3

from cases import Cases
from places import chance

PEOPLE, PHRASES = 150, 150


def main():
    args = argparse.ArgumentParser()
    for name in ("russian", "ukrainian", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    out = Cases("")
    for lang, path in (("ru", args.russian), ("uk", args.ukrainian)):
        words = sorted_words(pymorphy3.MorphAnalyzer(path=path, lang=lang), lang)
        rnd, source = chance("negatives", lang), "pymorphy3-dicts-" + lang
        for _ in range(PEOPLE):
            first, last = rnd.choice(words["name"]), rnd.choice(words["surname"])
            out.add("negatives-people", lang, f"{first.capitalize()} {last.capitalize()}", "-", source=source)
        for _ in range(PHRASES):
            out.add("negatives-phrases", lang, f"{rnd.choice(words['adjective'])} {rnd.choice(words['noun'])}", "-", source=source)
    out.write(args.out)


def sorted_words(morph, lang):
    """Masculine lemmas by kind."""
    kinds = {"name": set(), "surname": set(), "adjective": set(), "noun": set()}
    for word, tag, normal, _, _ in morph.dictionary.iter_known_words():
        g = tag.grammemes
        if word != normal or "masc" not in g or "nomn" not in g or not 4 < len(word) < 13 or "-" in word:
            continue
        if "Name" in g and "anim" in g:
            kinds["name"].add(word)
        elif "Surn" in g:
            kinds["surname"].add(word)
        elif "ADJF" in g and not word.endswith(("ский", "цкий", "ський", "цький")) and not g & {"Apro", "Anum"}:
            kinds["adjective"].add(word)
        elif "NOUN" in g and "inan" in g and not g & {"Geox", "Orgn", "Trad", "Name", "Surn"} and lang == "ru":
            kinds["noun"].add(word)
        elif "NOUN" in g and "inan" in g and lang == "uk" and word.endswith(("ння", "ок", "ник", "изм", "ізм", "ція", "тор", "рит", "лог", "ант")):
            kinds["noun"].add(word)
    return {k: sorted(v) for k, v in kinds.items()}


if __name__ == "__main__":
    main()
