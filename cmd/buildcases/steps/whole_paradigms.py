"""Whole paradigms of the Ukrainian names of raions and settlements: every case that the dictionary gives, without preposition.

in:  data/boundaries, the Ukrainian dictionary
out: cases
"""

import argparse

from cases import Cases
from paradigms import Dictionary, adjectival
from places import Places, chance

SETTLEMENTS = 450


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "dictionary", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, words, out = Places(args.boundaries), Dictionary("uk", args.dictionary), Cases("pymorphy3-dicts-uk")
    regions = {u.id: words.phrase(u.names["uk"]) for u in places.of("region", ("UA",))}
    for u in places.of("district", ("UA",)):
        add(out, "paradigm-districts", words.phrase(u.names["uk"]), u.names["uk"], regions[u.parent], places.unique_unit(u, "uk"), u.id)
    usable = [s for s in places.settlements if s.country == "UA" and "uk" in s.names and s.region not in s.same
              and places.alone_in(s, "uk") and words.phrase(s.names["uk"], geographic=True, whole=True)]
    for s in chance("paradigms").sample(usable, SETTLEMENTS):
        name = s.names["uk"]
        alone = places.alone(s, "uk") and not adjectival(name.split(" ")[-1], "uk")
        add(out, "paradigm-settlements", words.phrase(name, geographic=True, whole=True), name, regions[s.region], alone, s.expected)
    out.write(args.out)


def add(out, slice, forms, name, parent, alone, expected):
    """Each form of a name once, alone where it is one place's own, else before the genitive of its oblast."""
    for form in sorted({name, *(forms or {}).values()}):
        if alone:
            out.add(slice + "-alone", "uk", form, expected)
        elif parent and "gent" in parent:
            out.add(slice + "-parent", "uk", f"{form} {parent['gent']}", expected)


if __name__ == "__main__":
    main()
