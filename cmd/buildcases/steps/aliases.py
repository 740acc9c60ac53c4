"""Decisions of reviewers: wrong words for a district, that hold under its region alone. Of each the words, the region, the
district, a text with them under the region and one with them under another.

in:  data/boundaries
out: apart/aliases.tsv
"""

import argparse
import os

import slips
from mistranslated import ENGLISH, LEAST, RUSSIAN, adjective
from names import names_inside
from places import OURS, Places, chance, key

EACH = 75  # of each language
HEAD = ("lang", "words", "scope", "region_id", "inside", "outside", "other")


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    places, rows = Places(args.boundaries), []
    regions = [r for r in places.of("region", ("RU",)) if any(not u.past for u in places.children[r.id])]
    towns = [s for s in places.settlements if s.country not in OURS and s.population >= LEAST]
    for lang, frames in (("en", ENGLISH), ("ru", [f for f in RUSSIAN if "{2}" not in f])):
        rnd, inside, made = chance("aliases", lang), {}, set()
        while len(made) < EACH:
            r, other = rnd.sample(regions, 2)
            u = rnd.choice([u for u in places.children[r.id] if not u.past])
            name = rnd.choice(towns).names.get(lang, "")
            forms = (name, "") if lang == "en" and name.isascii() and name.isalpha() else adjective(name) if lang == "ru" else None
            if not forms or len(name) < 5 or forms[0] in made or places.owners[lang].get(key(forms[0])):
                continue
            if any(slips.like_any(forms[0], inside.setdefault(p.id, names_inside(places, p, lang)), .4) for p in (r, other)):
                continue
            made.add(forms[0])
            frame = rnd.choice(frames)
            texts = [frame.format(forms[0], p.names[lang], "", forms[1]) for p in (r, other)]
            rows.append((lang, f"{forms[0]} {'district' if lang == 'en' else 'район'}", r.id, u.id, *texts, other.id))
    os.makedirs(os.path.dirname(args.out), exist_ok=True)
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("\n".join("\t".join(row) for row in [HEAD, *sorted(rows)]) + "\n")


if __name__ == "__main__":
    main()
