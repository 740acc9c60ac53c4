"""Holds KML against the OGC's schema (by FastKML, which brings it) and Atom against RFC 4287 (by feedparser and by hand).
Arguments: addresses of KML, "--", addresses of Atom. Prints what was found, as JSON by address."""

import json
import sys
import urllib.request
from pathlib import Path

import fastkml
import feedparser
from fastkml.utils import find_all
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"


def get(address):
    with urllib.request.urlopen(address) as answer:
        return answer.read()


def kml(text):
    schema = etree.XMLSchema(etree.parse(str(Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd")))
    schema.validate(etree.fromstring(text))
    placemarks = list(find_all(fastkml.KML.from_string(text).features[0], of_type=fastkml.Placemark))
    return {
        "wrong": [str(e) for e in schema.error_log][:5],
        "n": len(placemarks),
        "placed": sum(p.geometry is not None for p in placemarks),
        "timed": sum(p.times is not None for p in placemarks),
    }


def atom(text):
    said = feedparser.parse(text)
    feed, wrong = etree.fromstring(text), []
    if said.bozo:
        wrong.append(str(said.bozo_exception))
    entries = feed.findall(ATOM + "entry")
    for where in [feed, *entries]:
        for name in ("id", "title", "updated"):  # 4.1.1 and 4.1.2: one of each
            if len(where.findall(ATOM + name)) != 1:
                wrong.append(f"{where.findtext(ATOM + 'id')} has not one {name}")
        links = [(link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in where.findall(ATOM + "link")]
        if len([link for link in links if link[0] == "alternate"]) != len({link for link in links if link[0] == "alternate"}):
            wrong.append("two alternate links of one type")
        if where is not feed and not where.findall(ATOM + "content") and not [link for link in links if link[0] == "alternate"]:
            wrong.append("an entry has neither content nor an alternate link")
        if where is not feed and not where.findall(ATOM + "author") and not feed.findall(ATOM + "author"):
            wrong.append("an entry has no author, and the feed none")
    if len({e.findtext(ATOM + "id") for e in entries}) != len(entries):
        wrong.append("two entries have one id")
    return {
        "wrong": wrong[:5],
        "n": len(said.entries),
        "placed": sum("where" in e for e in said.entries),
        "timed": sum(e.get("published_parsed") is not None for e in said.entries),
    }


split = sys.argv.index("--")
result = {a: kml(get(a)) for a in sys.argv[1:split]} | {a: atom(get(a)) for a in sys.argv[split + 1 :]}
print(json.dumps(result))
