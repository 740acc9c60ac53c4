"""Districts of one region under another of the same country, in any case form: the answer is the region that is stated.

in:  data/boundaries, the dictionaries of both languages
out: cases
"""

import argparse

import slips
from cases import Cases
from names import names_inside
from paradigms import Dictionary
from places import Places, chance, key

MANY = {"en": 170, "ru": 200, "uk": 130}
COUNTRIES = {"en": ("RU", "UA", "BY"), "ru": ("RU", "BY"), "uk": ("UA",)}
SHAPES = {
    "en": ("in the {d} of {r}", "{d}, {r}", "{r}: {d}", "{r}, {d}", "the {r}'s {d}"),
    "ru": ("в {loct} {of}", "{d}, {r}", "{r}, {d}", "из {gent} {of}", "{d} ({r})", "над {ablt} {of}", "по {datv} {of}"),
    "uk": ("у {loct} {of}", "{d}, {r}", "{r}, {d}", "з {gent} {of}", "{d} ({r})", "над {ablt} {of}", "по {datv} {of}"),
}
LIKE = .3  # parts of a name within which it may be a misspelling of one that the region has


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "russian", "ukrainian", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, out = Places(args.boundaries), Cases("ours")
    words = {"ru": Dictionary("ru", args.russian), "uk": Dictionary("uk", args.ukrainian), "en": None}
    for lang, many in MANY.items():
        rnd = chance("wrong pairs", lang)
        regions = [r for r in places.of("region", COUNTRIES[lang]) if any(not u.past for u in places.children[r.id])]
        districts = [u for u in places.of("district", COUNTRIES[lang]) if u.names.get(lang, "").endswith((" район", " District", " Raion"))]
        inside, made = {}, set()
        while len(made) < many:
            u, r = rnd.choice(districts), rnd.choice(regions)
            if u.parent == r.id or u.country != r.country or (u.id, r.id) in made:
                continue
            names = inside.setdefault(r.id, names_inside(places, r, lang))
            word = u.names[lang].rsplit(" ", 1)[0]
            if slips.like_any(word, names, LIKE) or places.owners[lang].get(key(word), set()) & {r.id}:
                continue
            text = phrase(words[lang], lang, u.names[lang], r.names[lang], rnd)
            if text:
                made.add((u.id, r.id))
                out.add("wrong-parent-pairs", lang, text, "parent:" + r.id)
    out.write(args.out)


def phrase(words, lang, district, parent, rnd):
    """Both names in a shape of the language; None where the dictionary does not hold them."""
    if not words:
        return rnd.choice(SHAPES[lang]).format(d=district, r=parent)
    d, r = words.phrase(district), words.phrase(parent)
    if d and r and len(d) == 5 and "gent" in r:
        return rnd.choice(SHAPES[lang]).format(d=district, r=parent, of=r["gent"], **d)
    return None


if __name__ == "__main__":
    main()
