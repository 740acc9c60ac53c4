"""ISO 3166-2 codes for the states of the mosaic outside the hand-matched
countries, by overlap with Natural Earth's admin-1 units and by name.

in:  locatepy data base, Natural Earth layer, iso3166-2-db, CLDR subdivisions
     and their validity, world_states.tsv (corrections by hand)
out: TSV `state, region, country, name, source, signal`, sorted by state.
     region is empty for a country that is one piece; `source` is the mosaic's
     name. Unmatched states get `<country>-x<8 hex>`. Signal `merge`: slivers
     that go to a neighbour.
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
    if "Ã" in text:
        text = text.encode("latin-1", "ignore").decode("utf-8", "ignore")
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\b(province|region|county|state|department|oblast|governorate|district|prefecture|"
                  r"municipality|of|the|de|del|la|autonomous|community|republic|city|council|parish|voivodeship|"
                  r"maakond|maa|novads|kraj|governate|departamento|departement|du|des|canton|district|comarca|"
                  r"region|regiao|autonoma|administrative|special|capital|division|kanton)\b", " ", text)
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


def regular_codes(path):
    """ISO 3166-2 codes in force, from CLDR's validity data (`ad02~8` is a range
    over the last character)."""
    codes = set()
    for node in ET.parse(path).iter("id"):
        if node.get("idStatus") != "regular":
            continue
        for token in node.text.split():
            first, _, last = token.partition("~")
            for c in range(ord(first[-1]), ord(last or first[-1]) + 1):
                code = (first[:-1] + chr(c)).upper()
                codes.add(code[:2] + "-" + code[2:])
    return codes


def by_admin1(path):
    """GeoNames admin1 code (`PL.72`) -> ISO 3166-2 code."""
    with open(path, encoding="utf-8") as f:
        return {f"{two}.{r['admin']}": f"{two}-{r['iso']}" for two, c in json.load(f).items()
                for r in c.get("regions", []) if r.get("admin")}


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
    shapely.prepare(shape)
    for code, ne_name, ne_shape in units:
        common = shape.intersection(ne_shape).area if shapely.intersects(shape, ne_shape) else 0
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


def natural_earth_units(path, regular, admin1):
    """country -> [(code, name, shape)], old codes replaced by way of GeoNames."""
    units = defaultdict(list)
    for p, shape in sources.natural_earth(path):
        code = p["iso_3166_2"] or ""
        if code not in regular:
            code = admin1.get(p["gn_a1_code"], "")
        if code in regular:
            units[code[:2]].append((code, p["name"] or "", shape))
    return units


def rows_of(country, states, found, by_hand, units, names):
    """Table rows of one country."""
    known = {r for r, _ in found.values()}
    for state, (name, shape) in sorted(states.items()):
        if state in DISPUTED:
            overlaps = [(shape.intersection(u).area, code) for code, _, u in units if code in known]
            area, best = max(overlaps, default=(0, ""))
            yield state, best if area else "", country, "", name, "merge" if known and not area else "disputed"
        elif by_hand.get((country, name)) == "merge":
            yield state, "", country, "", name, "merge"
        elif len(by_hand.get((country, name), "")) == 2:
            yield state, "", by_hand[country, name], "", name, "hand"
        else:
            region, signal = found.get(state, ("", ""))
            if not region and len(states) > 1:
                region = f"{country}-x{hashlib.sha256(fold(name).encode()).hexdigest()[:8]}"
                signal = "unmatched"
            yield state, region, country, names.get(region, [name])[0], name, signal


def match(country, states, by_hand, units, names):
    fixed = {s: (by_hand[country, n], "hand") for s, (n, _) in states.items() if (country, n) in by_hand}
    taken = {r for r, _ in fixed.values()}
    free = {s: v for s, v in states.items() if s not in DISPUTED and s not in fixed}
    return fixed | assign(free, [u for u in units if u[0] not in taken], {c: n for c, n in names.items() if c not in taken})


def main():
    args = argparse.ArgumentParser()
    for name in ("mosaic", "naturalearth", "isodb", "cldr", "hand", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    by_country = read_states(args.mosaic, iso_two(args.isodb))
    regular = regular_codes(args.cldr + "/validity/subdivision.xml")
    units = natural_earth_units(args.naturalearth, regular, by_admin1(args.isodb))
    english, other = cldr_names(args.cldr + "/subdivisions/en.xml"), iso_db_names(args.isodb)
    by_hand = {(r["country"], r["source"]): r["region"] for r in sources.table(args.hand)}
    rows = []
    for country, states in by_country.items():
        if not country:
            rows += [(s, "", "", "", n, "left out") for s, (n, _) in states.items()]
            continue
        names = {c: [n] + other[country].get(c, []) for c, n in english[country].items() if c in regular}
        found = match(country, states, by_hand, units[country], names)
        rows += rows_of(country, states, found, by_hand, units[country], names)
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("state\tregion\tcountry\tname\tsource\tsignal\n")
        f.writelines("\t".join(r) + "\n" for r in sorted(rows))


if __name__ == "__main__":
    main()
