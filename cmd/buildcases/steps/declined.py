"""Names of countries, regions, districts and settlements in the oblique cases.

in:  data/boundaries, the dictionary of one language
out: cases
"""

import argparse

from cases import Cases
from paradigms import CASES, Dictionary, adjectival
from places import OURS, Places, chance

BEFORE = {
    "ru": {"gent": ("из", "около", "у", "в районе", ""), "datv": ("по", "к", ""), "accs": ("на", "в", "через", ""),
           "ablt": ("над", "под", "за", ""), "loct": ("в", "в", "о", "")},
    "uk": {"gent": ("з", "біля", "до", "в районі", ""), "datv": ("по", ""), "accs": ("на", "у", "через", ""),
           "ablt": ("над", "під", "за", ""), "loct": ("у", "в", "на", "")},
}
SOURCE = {"ru": "pymorphy3-dicts-ru", "uk": "pymorphy3-dicts-uk"}
SHAPES = ("{d} {r}", "{d}, {r}", "{R}, {d}", "{d} ({r})")
SHARE = .6  # of the settlements


def with_preposition(lang, case, form, rnd, place):
    words = BEFORE[lang][case]
    before = rnd.choice([w for w in words if w not in ("по", "у", "к") or place == "settlement" or w == "по"])
    if lang == "ru" and before == "в" and form[:2].lower() in ("вл", "во", "вс", "вт", "вя") and form[1:2] not in "аеиоуыя":
        before = "во"
    if lang == "ru" and before == "о" and form[0].lower() in "аиоуэ":
        before = "об"
    if lang == "uk" and before in ("у", "в"):
        before = "в" if form[0].lower() in "аеиоуіїєюя" else "у"
    return (before + " " + form).strip()


def inside(lang, form):
    return ("в " if lang == "ru" or form[0].lower() in "аеиоуіїєюя" else "у ") + form


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "dictionary", "lang", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    lang, places, words = args.lang, Places(args.boundaries), Dictionary(args.lang, args.dictionary)
    out = Cases(SOURCE[lang])
    countries(out, lang, places, words)
    regions(out, lang, places, words)
    districts(out, lang, places, words)
    settlements(out, lang, places, words)
    out.write(args.out)


def countries(out, lang, places, words):
    for u in places.units.values():
        if u.level != "country" or lang not in u.names:
            continue
        forms, rnd = words.phrase(u.names[lang], whole=True), chance("declined country", lang, u.id)
        for case in rnd.sample(CASES, 2) if forms else ():
            if case in forms and forms[case] != u.names[lang]:
                out.add("declined-countries", lang, with_preposition(lang, case, forms[case], rnd, "country"), u.id)


def regions(out, lang, places, words):
    for u in places.of("region"):
        forms, rnd = words.phrase(u.names[lang]), chance("declined region", lang, u.id)
        for case in CASES if forms else ():
            if case in forms and forms[case] != u.names[lang]:
                out.add("declined-regions", lang, forms[case], u.expected)
                out.add("declined-regions", lang, with_preposition(lang, case, forms[case], rnd, "region"), u.expected)


def districts(out, lang, places, words):
    countries = OURS if lang == "ru" else ("UA",)
    regions = {u.id: words.phrase(u.names[lang]) for u in places.of("region")}
    for u in places.of("district"):
        name, rnd = u.names.get(lang, ""), chance("declined district", lang, u.id)
        forms, parent = words.phrase(name), regions.get(u.parent)
        if not forms or not parent or "gent" not in parent:
            continue
        if u.country not in countries and rnd.random() > .1:
            continue  # Ukrainian names of Russian districts: a sample, they are transcribed by rule
        of, plain = parent["gent"], places.units[u.parent].names[lang]
        for k in range(3 if lang == "uk" and u.country == "UA" else 1):
            case = CASES[k] if lang == "uk" and u.country == "UA" and k else rnd.choice(CASES)
            d = with_preposition(lang, case, forms[case], rnd, "district")
            shape = rnd.choice(SHAPES)
            text = shape.format(d=d, r=of, R=inside(lang, parent["loct"]))
            out.add("declined-districts-parent", lang, text, u.id)
        if places.unique_unit(u, lang):
            for case in rnd.sample(CASES, 3 if lang == "uk" and u.country == "UA" else 1):
                out.add("declined-districts-alone", lang, with_preposition(lang, case, forms[case], rnd, "district"), u.id)


def settlements(out, lang, places, words):
    regions = {u.id: words.phrase(u.names[lang]) for u in places.of("region")}
    for s in places.settlements:
        name, rnd = s.names.get(lang, ""), chance("declined settlement", lang, s.id)
        forms = name and words.phrase(name, geographic=True, whole=True)
        if not forms or s.country not in OURS and s.population < 50_000:
            continue
        cases = [c for c in CASES if c in forms and forms[c] != name]
        if not cases:
            continue
        if places.alone(s, lang) and not adjectival(name.split(" ")[-1], lang) and rnd.random() < SHARE:
            for case in rnd.sample(cases, 1):
                out.add("declined-settlements-alone", lang, with_preposition(lang, case, forms[case], rnd, "settlement"), s.expected)
        parent = regions.get(s.region)
        if parent and "gent" in parent and rnd.random() < SHARE and places.alone_in(s, lang) and s.region not in s.same:
            case = rnd.choice(cases)
            text = rnd.choice(SHAPES).format(d=with_preposition(lang, case, forms[case], rnd, "settlement"), r=parent["gent"],
                                                  R=inside(lang, parent["loct"]))
            out.add("declined-settlements-parent", lang, text, s.expected)


if __name__ == "__main__":
    main()
