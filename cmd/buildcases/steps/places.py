"""The units and settlements of data/boundaries, as the steps need them: names by
language, which names are one place's alone, and the split of places."""

import csv
import hashlib
import io
import os
import random
import re
from collections import defaultdict

import zstandard

OURS = ("RU", "UA", "BY")
DOMINANT = 20  # times the population of the next namesake, from which a name alone means the place
OWN_FILES_FIRST = ("oblast", "cldr", "katottg", "geonames", "osm", "historical")


def table(folder, name):
    path = os.path.join(folder, name)
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            text = f.read()
    else:
        with open(path + ".zst", "rb") as f:
            text = zstandard.ZstdDecompressor().stream_reader(f).read().decode()
    return csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)


class Unit:
    def __init__(self, row):
        self.id, self.level, self.parent = row["id"], row["level"], row["parent"]
        self.past = row["valid_to"] != ""
        self.names, self.all = {}, []  # official name by language; (language, kind, name)
        self.same = []  # of a region: the settlement that it is, too

    @property
    def country(self):
        return self.id[:2]

    @property
    def expected(self):
        return " ".join([self.id] + self.same)


class Settlement:
    def __init__(self, row):
        self.id, self.code, self.population = row["geonames_id"], row["code"], int(row["population"] or 0)
        self.region, self.district = row["region_id"], row["district_id"]
        self.names = {k: row["name_" + k] for k in ("en", "ru", "uk") if row["name_" + k]}
        self.alternates = row["alternates"].split("|") if row["alternates"] else []
        self.same = []  # ids of units that are this place too

    @property
    def country(self):
        return self.region[:2]

    @property
    def expected(self):
        return " ".join(self.same + ["gn:" + self.id])


def key(name):
    """What makes two spellings one name, apart from the program's own folding."""
    return "".join(c for c in name.lower().replace("ё", "е").replace("'", "").replace("’", "").replace("ʼ", "") if c.isalnum())


def split(expected, text):
    """The split of a place, by the first id that is expected: 40 % train, 20 % dev, 40 % test."""
    place = text if expected == "-" else re.sub("^(any|list|border|parent):", "", expected).split(" ")[0]
    n = hashlib.sha256(("split " + place).encode()).digest()[0]
    return "train" if n < 102 else "dev" if n < 154 else "test"


def chance(*what):
    """A random source of its own for each thing, so that one case more moves no other."""
    return random.Random("|".join(what))


CITY_WORDS = {"en": (" Urban Okrug", "ZATO "), "ru": ("городской округ ", "ЗАТО ", "город "), "uk": ("міський округ ", "ЗАТО ")}


def bare(name, lang):
    for word in CITY_WORDS[lang]:
        name = name.replace(word, "")
    return name


class Places:
    def __init__(self, folder):
        self.units = {r["id"]: Unit(r) for r in table(folder, "units.tsv")}
        for source in OWN_FILES_FIRST:
            for r in table(folder, f"names-{source}.tsv"):
                u = self.units[r["id"]]
                u.all.append((r["lang"], r["kind"], r["name"]))
                if r["kind"] == "official":
                    u.names.setdefault(r["lang"], r["name"])
        self.settlements = [Settlement(r) for r in table(folder, "settlements.tsv")]
        self.join()
        self.today, self.children = defaultdict(list), defaultdict(list)  # units by level and by parent
        for u in self.units.values():
            self.children[u.parent].append(u)
            if not u.past:
                self.today[u.level].append(u)
        self.owners = {lang: defaultdict(set) for lang in ("en", "ru", "uk")}
        for u in self.units.values():
            for lang, _, name in u.all:
                if lang in self.owners:
                    self.owners[lang][key(bare(name, lang))].add(u.id)
        self.namesakes = {lang: defaultdict(list) for lang in ("en", "ru", "uk")}
        for s in self.settlements:
            for lang, name in s.names.items():
                self.namesakes[lang][key(name)].append(s)
            for name in s.alternates:
                lang = "en" if name.isascii() or ord(name[0]) < 0x400 else "ru"
                if s not in self.namesakes[lang][key(name)]:
                    self.namesakes[lang][key(name)].append(s)

    def join(self):
        """Finds the units that are a settlement once more: cities that are regions, and urban districts."""
        for s in self.settlements:
            for id in (s.district, s.region):
                u = self.units.get(id)
                if u and any(key(bare(u.names.get(lang, ""), lang)) == key(s.names.get(lang, " ")) for lang in ("en", "ru")):
                    s.same.append(id)
                    if u.level == "region":
                        u.same.append("gn:" + s.id)

    def of(self, level, countries=OURS):
        return [u for u in self.today[level] if u.country in countries]

    def unique_unit(self, u, lang):
        """Whether no other unit of today or of the past, and no settlement of weight, has the name."""
        k = key(bare(u.names[lang], lang))
        return self.owners[lang][k] == {u.id} and not self.namesakes[lang][k]

    def alone(self, s, lang):
        """Whether the name without a parent means this settlement: it has no namesakes, or outweighs them."""
        k = key(s.names[lang])
        if self.owners[lang].get(k, set()) - set(s.same):
            return False
        others = [o.population for o in self.namesakes[lang][k] if o is not s]
        return not others or s.population >= DOMINANT * max(max(others), 500)

    def alone_in(self, s, lang):
        """Whether the name means this settlement alone within its region."""
        k = key(s.names[lang])
        return sum(o.region == s.region for o in self.namesakes[lang][k]) == 1 and not any(
            self.units[i].parent == s.region for i in self.owners[lang].get(k, set()) - set(s.same))
