"""The rules of aggregation, written a second time from their text: what records of drawn nights must lead to.

Numbers are (min, best, max); None is not known, and never 0.
"""
import datetime as dt
from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

RESPONSIBLE = ("governor", "mayor", "administration", "emergency_service", "defence_ministry", "armed_forces")
OBJECTS = ("dwelling", "building", "vehicle", "infrastructure")
NOTHING, NOT_GIVEN, OPEN = (0, 0, 0), (1, None, None), 10**9


def triple(count):
    return (count["min"], count["best"], count["max"]) if count else NOT_GIVEN


def total(numbers):
    """Rule 7: an unknown min adds nothing, an unknown best or max opens the sum's."""
    low, best, high = NOTHING
    for a, b, c in numbers:
        low, best, high = low + (a or 0), None if None in (best, b) else best + b, None if None in (high, c) else high + c
    return low, best, high


def moment(text):
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def region(unit):
    return unit.split(".")[0] if "-" in unit.split(".")[0] else unit


class World:
    def __init__(self, records):
        self.of = {record["id"]: record for record in records}
        self.incidents = [x for x in self.of.values() if x["kind"] == "incident"]
        self.tallies = [x for x in self.of.values() if x["kind"] == "tally"]

    def origins(self, document):
        """What a document repeats, in the end: itself where it repeats nothing."""
        derived = self.of[document]["derived_from"]
        return set().union(*(self.origins(d) for d in derived)) if derived else {document}

    def voices(self, incident):
        """Rule 9: how many statements are no relays of each other."""
        groups = []
        for statement in (self.of[s] for s in incident["statements"]):
            mine = self.origins(statement["document"]) | ({"quote " + statement["quote"]} if statement["quote"] else set())
            for group in [g for g in groups if g & mine]:
                groups.remove(group)
                mine |= group
            groups.append(mine)
        return len(groups)

    def sources(self, incident):
        return len({self.of[s]["document"] for s in incident["statements"]})

    def grade(self, incident, relation):
        official = any(self.of[s]["speaker_role"] in RESPONSIBLE for s in incident["statements"])
        if relation == "conflicts" and official:
            return "contested"
        return "confirmed" if official else "fair" if self.voices(incident) > 1 else "weak"

    def relayed(self, tally):
        document = self.of[self.of[tally["statements"][0]]["document"]]
        return bool(document["derived_from"])


def damaged(incident):
    found = [triple(e["count"]) for e in incident["effects"] if e["state"] == "reported" and e["subject"] in OBJECTS]
    return total(found) if found else None


def slot(incident):
    when = incident["when"]
    if when["night_of"]:
        return when["night_of"], "night"
    if when["start"]:
        return str(moment(when["start"]).astimezone(ZoneInfo(when["zone"])).date()), "day"
    return None


def overlap(a, b):
    if not a["window"] or not b["window"]:
        return True  # a phrase may
    return moment(a["window"]["start"]) < moment(b["window"]["end"]) and moment(b["window"]["start"]) < moment(a["window"]["end"])


class Night:
    """The night entry that counted tallies form, and the incidents of that night with their relations to it."""

    def __init__(self, world, date, counted, relations):
        self.tallies = [t for t in world.tallies if t["night_of"] == date]
        self.counted = [t for t in self.tallies if t["id"] in counted]
        self.everything = [i for i in world.incidents if slot(i) == (date, "night")]
        self.incidents = [i for i in self.everything if i["is_interception"]]
        self.relation = lambda i: relations[i["id"]] or "outside"
        self.total = total(triple(t["count"]) for t in self.counted) if self.counted else None
        self.whole = bool(self.counted) and all(t["split"] == "complete" and t["status"] == "ok" for t in self.counted)
        self.items = Counter()
        for tally in self.counted:
            if tally["status"] != "refused":  # rule 4
                for item in tally["items"]:
                    self.items[item["region_id"]] += item["count"]
        split = sum(self.items.values())
        self.rest = self.total and (self.total[0] - split, None if self.total[2] is None else self.total[2] - split)
        self.beside = sum(n for unit, n in self.items.items() if not unit.startswith("RU-"))
        self.named = {item["region_id"] for t in self.tallies for item in t["items"]}
        self.spoken_of = {region(u) for i in self.everything for u in i["place"]["region_ids"]}

    def within(self, unit):
        return [i for i in self.incidents if any(unit in (u, region(u)) for u in i["place"]["region_ids"])]

    def reconcile(self, low, high, incidents):
        """The double-counting rule: a claim held against incidents that may be part of it."""
        by = {kind: total(triple(i["count"]) for i in incidents if self.relation(i) in names)
              for kind, names in {"in": ["contained"], "against": ["conflicts"], "perhaps": ["undetermined", "overlaps"], "out": ["outside"]}.items()}
        least = max(low, by["against"][0], by["in"][0] + by["perhaps"][0]) + by["out"][0]
        if None in (high, by["against"][2], by["perhaps"][2], by["out"][2]):
            return least, None
        return least, max(high, by["against"][2]) + by["perhaps"][2] + by["out"][2]

    def number(self, unit, basis):
        """Of a region; None where there is none."""
        claim, incidents = self.items.get(unit), self.within(unit)
        if basis == "claimed":
            return None if claim is None else (claim,) * 3
        if basis == "incidents":
            return total(triple(i["count"]) for i in incidents) if incidents else None
        if claim is None and not incidents:
            return None
        low, high = self.reconcile(claim or 0, claim or 0, incidents)
        return low, low if low == high else None, high

    def status(self, unit, basis):
        """Rule 12."""
        number = self.number(unit, basis)
        if number and (number[0] or number[2] is None or number[2]):
            return "value"
        joined = unit in ("RU-MOW", "RU-MOS") and "composite.moscow" in self.items
        if basis != "incidents" and self.whole and unit.startswith("RU-") and unit not in self.items and not joined:
            return "none_reported"
        covered = self.tallies and unit.startswith("RU-") or unit in self.named
        return "no_data" if covered or unit in self.spoken_of else "not_covered"

    def country(self):
        """What is known of all of RU, reconciled; only for nights whose incidents all have a region."""
        closed = [u for u in {region(u) for i in self.incidents for u in i["place"]["region_ids"]} | {u for u in self.items if u.startswith("RU-")}
                  if u in self.items or self.whole or not self.total]
        spans = [self.number(u, "reconciled") for u in closed]
        if self.total:
            spans.append((self.beside, None, self.beside))
            if not self.whole:
                low, high = self.reconcile(*self.rest, [i for i in self.incidents if region(i["place"]["region_ids"][0]) not in closed])
                spans.append((low, None, high))
        low, _, high = total(s for s in spans if s)
        return low, high

    def not_in_incidents(self):
        """Rule 2."""
        held = defaultdict(lambda: [0, 0, 0])
        for incident in self.incidents:
            low, _, high = triple(incident["count"])
            sums = held[region(incident["place"]["region_ids"][0]) if incident["place"]["region_ids"] else None]
            if self.relation(incident) == "contained":
                sums[0], sums[1] = sums[0] + (low or 0), sums[1] + (OPEN if high is None else high)
            elif self.relation(incident) != "outside":
                sums[2] += OPEN if high is None else high
        most = sum(min(sums[1] + sums[2], self.items.get(unit, OPEN)) for unit, sums in held.items())
        least = sum(min(sums[0], self.items.get(unit, OPEN)) for unit, sums in held.items())
        return max(0, self.total[0] - most), None if self.total[2] is None else self.total[2] - least

    def district(self, unit):
        """The sum of its own incidents, what is contained no more than the region's item; None where there are none."""
        own = [i for i in self.incidents if i["place"]["region_ids"] == [unit]]
        if not own:
            return None
        inside = [triple(i["count"]) for i in own if self.relation(i) == "contained"]
        low, _, high = total(triple(i["count"]) for i in own)
        if inside and region(unit) in self.items:
            cap, (_, _, most) = self.items[region(unit)], total(inside)
            _, _, high = total([(0, 0, cap if most is None else min(cap, most))] + [triple(i["count"]) for i in own if self.relation(i) != "contained"])
        return low, high
