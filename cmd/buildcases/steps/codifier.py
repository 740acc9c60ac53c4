"""The codifier of Ukraine's places (KATOTTG): oblasts, raions, communities and the places of each."""

import html
import re
import zipfile

CODES, CATEGORY, NAME = "ABCDE", "F", "G"
PLACES = ("M", "T", "X", "C")  # towns, villages


class Community:
    def __init__(self, name, oblast, raion):
        self.name, self.oblast, self.raion, self.places = name, oblast, raion, []

    @property
    def digits(self):
        """Its raion as ids of units have it: 0502 of UA-05.0502."""
        return self.raion[2:6]


def communities(path):
    """All communities in the order of the codifier, with the names of their places, and the names of oblasts by code."""
    found, oblasts = {}, {}
    for row in rows(path):
        codes, name = [row.get(c, "") for c in CODES], row.get(NAME, "")
        if row.get(CATEGORY) == "O":
            oblasts[codes[0]] = name
        elif row.get(CATEGORY) == "H":
            found[codes[2]] = Community(name, codes[0], codes[1])
        elif row.get(CATEGORY) in PLACES and codes[2] in found:
            found[codes[2]].places.append(name)
    return list(found.values()), oblasts


def rows(path):
    """The rows of the first sheet, by the letters of their columns."""
    with zipfile.ZipFile(path) as book:
        shared = ["".join(re.findall("<t[^>]*>([^<]*)</t>", s)) for s in re.findall("<si>(.*?)</si>", text(book, "xl/sharedStrings.xml"), re.S)]
        for row in re.findall("<row .*?</row>", text(book, "xl/worksheets/sheet1.xml"), re.S):
            cells = re.findall('<c r="([A-Z]+)[0-9]+"[^>]*t="s"[^>]*><v>([0-9]+)</v>', row)
            yield {column: plain(shared[int(n)]) for column, n in cells}


def text(book, name):
    return book.read(name).decode("utf-8")


def plain(word):
    return re.sub("[ʼ’`]", "'", html.unescape(word)).strip()
