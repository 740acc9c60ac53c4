"""Choosing English, Russian and Ukrainian names among GeoNames' untagged
alternates: names tagged by language first, then the Cyrillic alternate whose
romanisation is nearest to the English name and whose letters fit."""

import re
import unicodedata
from difflib import SequenceMatcher

RU = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
              "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" ")))
UK = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
              "a b v h g d e ye zh z y i i i k l m n o p r s t u f kh ts ch sh shch  yu ya".split(" ")))
ONLY_UK = re.compile("[іїєґІЇЄҐ'’]")
ONLY_RU = re.compile("[ыэёъЫЭЁЪ]")
OTHER = re.compile("[ўјљњћђџѓќәғқңөұүһӣӯӑӗҫҳҷӷ]", re.I)
CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў'’ \-–().]+")


def fold(text):
    text = unicodedata.normalize("NFKD", text.lower())
    return re.sub("[^a-z]", "", "".join(c for c in text if not unicodedata.combining(c)))


def roman(text, table):
    return fold("".join(table.get(c, c) for c in text.lower()))


def like(text, name, table):
    a, b = roman(text, table), fold(name)
    return SequenceMatcher(None, a, b).ratio() if a and b else 0.0


def russian(alternates, names):
    """Best Russian alternate, or an empty string."""
    best = [(max(like(a, n, RU) for n in names) + (0.1 if ONLY_RU.search(a) else 0), a)
            for a in alternates if not ONLY_UK.search(a) and not OTHER.search(a)]
    return choose(best)


def ukrainian(alternates, names, native):
    """Best Ukrainian alternate. Outside Ukraine only one with a letter that
    Russian lacks is known to be Ukrainian."""
    best = [(max(like(a, n, UK) for n in names) + (0.15 if ONLY_UK.search(a) else 0), a)
            for a in alternates if not ONLY_RU.search(a) and not OTHER.search(a) and (native or ONLY_UK.search(a))]
    return choose(best)


def choose(scored):
    scored = [(round(s, 4), a) for s, a in scored if s >= 0.6]
    if not scored:
        return ""
    top = max(s for s, _ in scored)
    return min(a for s, a in scored if s == top)


def cyrillic(alternates):
    return [a for a in alternates if CYRILLIC.fullmatch(a)]


def latin_and_cyrillic(alternates):
    """The alternates written in Latin or Cyrillic letters, sorted, once each."""
    keep = {a.strip() for a in alternates if a.strip() and all(
        unicodedata.name(c, "").startswith(("LATIN", "CYRILLIC")) for c in a if c.isalpha())}
    return sorted(a for a in keep if "|" not in a)
