"""ISO 3166-2 codes for the states of the mosaic outside the hand-matched
countries, by overlap with Natural Earth's admin-1 units and by name.

in:  locatepy data base, Natural Earth layer, iso3166-2-db, CLDR subdivisions
out: TSV `state, region, country, name, source, signal`, sorted by state.
     region is empty for a country that is one piece; `source` is the mosaic's
     name. Unmatched states get `<country>-x<8 hex>`.
"""

import argparse
import hashlib
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import defaultdict
from difflib import SequenceMatcher

import shapely

import sources

HAND_MATCHED = {"RUS", "UKR", "BLR"}
# Areas that the mosaic keeps apart from any country, and the ISO country and
# region their land is shown with. Empty: no ISO country, left out.
DISPUTED = {
    "111": "SD", "112": "CN", "113": "CN", "114": "IN", "115": "HR", "116": "BF", "117": "FK",
    "118": "PS", "119": "NP", "120": "UY", "121": "IN", "122": "BJ", "123": "KR", "124": "",
    "125": "", "126": "EG", "127": "JP", "128": "", "129": "PS",
}
EXTRA = {"XKX": "XK", "ESH": "EH"}


def fold(text):
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\b(province|region|county|state|department|oblast|governorate|district|prefecture|"
                  r"municipality|of|the|de|del|autonomous|community|republic|city|council|parish)\b", " ", text)
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def iso_two(path):
    with open(path, encoding="utf-8") as f:
        db = json.load(f)
    return {c["iso3"]: two for two, c in db.items()}


def cldr_names(path):
    """country -> {region id: English name}, ISO 3166-2 entries only."""
    names = defaultdict(dict)
    for node in ET.parse(path).iter("subdivision"):
        code = node.get("type").upper()
        names[code[:2]][code[:2] + "-" + code[2:]] = node.text
    return names


def iso_db_names(path):
    names = defaultdict(dict)
    with open(path, encoding="utf-8") as f:
        for two, country in json.load(f).items():
            for r in country.get("regions", []):
                names[two][two + "-" + r["iso"]] = [n for k, n in r["names"].items() if n]
    return names


def likeness(a, b):
    a, b = fold(a), fold(b)
    if not a or not b:
        return 0.0
    return 1.0 if a == b else SequenceMatcher(None, a, b).ratio()


def candidates(state, shape, units, names):
    """(score, code, signal) for one state, best first."""
    scores = {}
    for code, ne_name, ne_shape in units:
        common = shape.intersection(ne_shape).area
        if common <= 0:
            continue
        union = shape.area + ne_shape.area - common
        like = max(likeness(state, n) for n in [ne_name] + names.get(code, []))
        scores[code] = (common / union, like, common / ne_shape.area)
    out = []
    for code in set(scores) | set(names):
        iou, like, within = scores.get(code, (0.0, 0.0, 0.0))
        if not scores.get(code):
            like = max((likeness(state, n) for n in names[code]), default=0.0)
        if iou >= 0.5 or (like >= 0.99) or (like >= 0.8 and within >= 0.5):
            signal = "+".join(s for s, yes in (("overlap", iou >= 0.5), ("name", like >= 0.8)) if yes)
            out.append((round(iou + like, 6), code, signal))
    return sorted(out, key=lambda c: (-c[0], c[1]))


def assign(states, units, names):
    """One-to-one, best pairs first. states: {state code: (name, shape)}."""
    pairs = []
    for code, (name, shape) in states.items():
        pairs += [(-score, code, region, signal) for score, region, signal in candidates(name, shape, units, names)]
    taken, result = set(), {}
    for _, code, region, signal in sorted(pairs):
        if code not in result and region not in taken:
            result[code] = (region, signal)
            taken.add(region)
    return result


def read_states(path, two):
    groups, labels = defaultdict(list), {}
    for m in sources.mosaic(path):
        if m.iso3 in HAND_MATCHED:
            continue
        country = DISPUTED.get(m.iso3, EXTRA.get(m.iso3, two.get(m.iso3)))
        if country is None:
            raise SystemExit(f"no ISO code for country {m.iso3} {m.country}")
        key = (country, m.state_code if m.iso3 not in DISPUTED else m.iso3)
        groups[key].append(m.shape)
        labels[key] = m.state if m.iso3 not in DISPUTED else m.country
    by_country = defaultdict(dict)
    for (country, state), shapes in groups.items():
        by_country[country][state] = (labels[country, state], shapely.union_all(shapes))
    return by_country


def main():
    args = argparse.ArgumentParser()
    for name in ("mosaic", "naturalearth", "isodb", "cldr", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    by_country = read_states(args.mosaic, iso_two(args.isodb))
    units = defaultdict(list)
    for p, shape in sources.natural_earth(args.naturalearth):
        code = p["iso_3166_2"] or ""
        if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code):
            units[code[:2]].append((code, p["name"] or "", shape))
    english, other = cldr_names(args.cldr), iso_db_names(args.isodb)
    rows = []
    for country, states in by_country.items():
        if not country:
            rows += [(s, "", "", "", n, "left out") for s, (n, _) in states.items()]
            continue
        names = {c: [n] + other[country].get(c, []) for c, n in english[country].items()}
        found = assign({s: v for s, v in states.items() if s not in DISPUTED}, units[country], names)
        for state, (name, shape) in states.items():
            if state in DISPUTED:
                overlaps = [(shape.intersection(u).area, found_code) for found_code, _, u in units[country]]
                best = max(overlaps, default=(0, ""))
                known = {r for r, _ in found.values()}
                rows.append((state, best[1] if best[1] in known else "", country, "", name, "disputed"))
                continue
            region, signal = found.get(state, ("", ""))
            if not region and len(states) > 1:
                region = f"{country}-x{hashlib.sha256(fold(name).encode()).hexdigest()[:8]}"
                signal = "unmatched"
            rows.append((state, region, country, english[country].get(region, name), name, signal))
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("state\tregion\tcountry\tname\tsource\tsignal\n")
        f.writelines("\t".join(r) + "\n" for r in sorted(rows))


if __name__ == "__main__":
    main()
