"""Cases of wrong translations: a town of elsewhere in the place of a district's name, under a stated region that holds nothing
of a like name (Dzhezkazgan district, Kaluga region), in the orders and words of reports.

in:  data/boundaries
out: mistranslated.tsv
"""

import argparse
import re

import slips
from cases import Cases
from names import names_inside
from places import OURS, Places, chance, key

EACH = 5  # a region and language
ENGLISH = ("{0} district, {1}", "{0} district of {1}", "{1}, {0} district", "the {0} district of Russia's {1}", "{0} raion, {1}", "in {1}'s {0} district")
RUSSIAN = ("{0} район, {1}", "{1}, {0} район", "{0} район {2}", "в {3} районе {2}", "{0} район ({1})")
LEAST = 100_000  # people of a town that a translator may take a district's name for


def adjective(name):
    """The adjective of a Russian name of a town, in the nominative and the locative; None where the rule does not hold."""
    if not re.fullmatch("[А-ЯЁ][а-яё]{4,}", name) or not re.search("[бвгджзлмнпрст]$|[бвгджзлмнпрст][аоы]$", name):
        return None
    stem = re.sub("[аоы]$", "", name) + "ск"
    return stem + "ий", stem + "ом"


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, out = Places(args.boundaries), Cases("ours")
    regions = [r for r in places.of("region", ("RU",)) if any(not u.past for u in places.children[r.id])]
    towns = [s for s in places.settlements if s.country not in OURS and s.population >= LEAST]
    for lang, frames in (("en", ENGLISH), ("ru", RUSSIAN)):
        for r in regions:
            rnd, inside, made, parent = chance("mistranslated", lang, r.id), names_inside(places, r, lang), 0, r.names[lang]
            genitive = re.sub("ая область$", "ой области", re.sub("(.)ий край$", r"\1ого края", parent))
            while made < EACH:
                name, frame = rnd.choice(towns).names.get(lang, ""), rnd.choice(frames)
                forms = (name, "") if lang == "en" else adjective(name)
                if not forms or len(name) < 5 or lang == "en" and not re.fullmatch("[A-Z][a-z]+", name) or "{2}" in frame and genitive == parent:
                    continue
                if slips.like_any(name, inside, .4) or slips.like_any(forms[0], inside, .4) or places.owners[lang].get(key(forms[0])):
                    continue
                made += 1
                out.add("wrong-parent-mistranslated", lang, frame.format(forms[0], parent, genitive, forms[1]), "parent:" + r.id)
    out.write(args.out)


if __name__ == "__main__":
    main()
