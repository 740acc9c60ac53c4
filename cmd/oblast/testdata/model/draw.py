"""Draws nights of reports: documents that relay each other, statements, incidents and official totals, as JSON lines.

python draw.py SEED NIGHTS BASE    the records; BASE is a running server, asked for districts
python draw.py SEED NIGHTS BASE x  the same, and what some of them were corrected to afterwards
"""
import copy
import datetime as dt
import json
import random
import sys
import urllib.request
from zoneinfo import ZoneInfo

UTC, MOSCOW = dt.timezone.utc, ZoneInfo("Europe/Moscow")
ZONES = ["Europe/Moscow"] * 4 + ["Europe/Kyiv", "Europe/Samara", "Europe/London"]
REGIONS = ["RU-KLU", "RU-BRY", "RU-LEN", "RU-ROS", "RU-ORL", "RU-TUL", "RU-BEL"]
PARTS = REGIONS + ["composite.moscow", "water.black-sea", "UA-43"]
# Windows of the totals of a night, in hours after the midnight before; "phrase" is one whose hours are not given.
WINDOWS = [[], ["phrase"], ["phrase"], [(20, 24)], [(20, 24), (24, 30)], [(19, 23), (23, 26), (26, 32)], [(20, 27), (24, 31)],
           ["phrase", (20, 24)], ["phrase", (20, 24), (24, 30)], [(20, 23), (25, 31)], [(20, 24), (24, 30), (22, 27)], ["phrase", "phrase"]]


def exact(n):
    return {"min": n, "best": n, "max": n, "qualifier": "exact"}


def qualified(r, n, words=("exact",) * 5 + ("at_least", "more_than", "about", "up_to", "not_given")):
    low, best, high = {"exact": (n, n, n), "at_least": (n, None, None), "more_than": (n + 1, None, None), "about": (None, n, None),
                       "up_to": (None, None, n), "not_given": (1, None, None)}[word := r.choice(words)]
    return {"min": low, "best": best, "max": high, "qualifier": word}


def local(day, hours, minutes, zone):
    return (dt.datetime(day.year, day.month, day.day) + dt.timedelta(hours=hours, minutes=minutes)).replace(tzinfo=zone).astimezone(UTC)


def written(moment):
    return moment and moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def night_of(start, end, zone):
    """The morning of the night, 18:00 to 12:00 local, that an interval lies in, or None."""
    day = start.astimezone(zone).date()
    for morning in (day, day + dt.timedelta(days=1)):
        opens, closes = local(morning - dt.timedelta(days=1), 18, 0, zone), local(morning, 12, 0, zone)
        if opens <= start and (end <= closes if end else start < closes):
            return morning
    return None


class Draw:
    def __init__(self, seed, districts):
        self.r, self.districts, self.records, self.n = random.Random(seed), districts, [], 0

    def add(self, kind, **fields):
        self.n += 1
        record = {"kind": kind, "id": f"{kind[:3]}-{self.n}", **fields}
        self.records.append(record)
        return record

    def document(self, derived=(), role="other"):
        return self.add("document", title=None, url=None, publisher=f"publisher {self.n}", publisher_role=role, language=None, published_at=None,
                        captured_at=None, sha256=None, archive_url=None, derived_from=list(derived))["id"]

    def statement(self, document, role, speaker, quote=""):
        return self.add("statement", document=document, speaker=speaker, speaker_role=role, channel=None, quote=quote, quote_lang=None,
                        summary=f"summary {self.n}", preliminary=False, supersedes=None, checks=[])["id"]

    def tally(self, morning, window):
        r, total = self.r, self.r.randint(3, 40)
        split = r.choice(["complete"] * 5 + ["below", "above", "partial", "none"])
        left = {"complete": total, "below": total - r.randint(1, 2), "above": total + r.randint(1, 5), "partial": r.randint(1, total), "none": 0}[split]
        items, names = [], r.sample(PARTS, min(r.randint(1, 5), max(1, left)))
        for i, name in enumerate(names if split != "none" else []):
            rest = len(names) - 1 - i
            count = left if rest == 0 else r.randint(1, left - rest)
            left -= count
            items.append({"region_id": name, "count": count, "note": None})
        count = exact(total)
        if split in ("partial", "none") and r.random() < .3:
            count = qualified(r, total, ("at_least", "more_than"))
        document = self.document(role="official_primary")
        evening = morning - dt.timedelta(days=1)
        fields = {"metric": "intercepted", "count": count, "window": None, "window_basis": "phrase_only", "zone": "Europe/Moscow", "night_of": str(morning),
                  "weapon_class": "uav", "scope": ["RU"], "split": {"below": "partial", "above": "complete"}.get(split, split), "items": items,
                  "statements": [self.statement(document, "defence_ministry", "the ministry")], "checks": [],
                  "status": {"below": "flagged", "above": "refused"}.get(split, "ok")}
        if window != "phrase":
            fields["window"] = {"start": written(local(evening, window[0], 0, MOSCOW)), "end": written(local(evening, window[1], 0, MOSCOW))}
            fields["window_basis"] = "stated"
        self.add("tally", **fields)
        if r.random() < .2:  # a relay without the split
            relay = self.statement(self.document([document]), "defence_ministry", "the ministry")
            self.add("tally", **{**fields, "statements": [relay], "items": [], "split": "none", "status": "ok"})

    def when(self, morning):
        r, name = self.r, self.r.choice(ZONES)
        zone, evening = ZoneInfo(name), morning - dt.timedelta(days=1)
        precision = r.choice(["night"] * 5 + ["exact", "window", "window", "approximate", "part_of_day", "day", "first_reported", "unknown"])
        start = end = None
        if precision == "night":
            start, end = local(evening, 20, 0, zone), local(morning, 8, 0, zone)
        elif precision in ("exact", "first_reported"):
            start = local(evening, r.randint(12, 40), r.choice([0, 30]), zone)
        elif precision in ("window", "approximate"):
            hour = r.randint(14, 34)
            start, end = local(evening, hour, 0, zone), local(evening, hour + r.randint(1, 9), 0, zone)
        elif precision in ("part_of_day", "day"):
            a, b = (8, 20) if precision == "day" else r.choice([(6, 12), (12, 18), (18, 24)])
            start, end = local(morning, a, 0, zone), local(morning, b, 0, zone)
        night = morning if precision == "night" else start and night_of(start, end, zone)
        return {"start": written(start), "end": written(end), "zone": name, "precision": precision, "night_of": night and str(night)}

    def place(self):
        r, region = self.r, self.r.choice(REGIONS)
        kind = r.choice(["district", "district", "region", "several", "settlement", "unknown"])
        ids = {"region": [region], "unknown": [], "several": r.sample(self.districts[region], 2)}.get(kind, [r.choice(self.districts[region])])
        return {"level": "district" if kind == "several" else kind, "region_ids": ids, "name": "a village" if kind == "settlement" else None, "verbatim": "words",
                "point": None, "uncertainty_m": None, "method": "given", "resolution": None, "generalised": None}

    def incident(self, morning):
        r, statements = self.r, []
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            role = r.choice(["governor", "governor", "media", "witness", "emergency_service", "other_side", "mayor", "other"])
            document, quote, speaker = self.document(), r.choice(["", "", f"Quote {self.n}: one was shot down."]), None if role == "media" else f"{role} {self.n}"
            statements.append(self.statement(document, role, speaker, quote))
            if r.random() < .4:  # said again: in the same words elsewhere, or by a relay
                again = self.document() if quote and r.random() < .5 else None
                statements.append(self.statement(again or self.document([document]), role, speaker, quote if again else ""))
        effects = []
        for subject in ("dwelling", "vehicle", "building", "infrastructure", "injured", "killed"):
            chance = r.random()
            state = "reported" if chance < .2 else "none_reported" if chance < .4 and subject in ("injured", "killed") else None
            if state:
                count = r.choice([None, exact(r.randint(1, 4)), qualified(r, 2, ("at_least",))]) if state == "reported" else None
                effects.append({"subject": subject, "part": None, "state": state, "count": count, "cause": "debris" if state == "reported" else "unknown",
                                "statement": statements[0], "preliminary": False})
        intercepted = r.random() < .8
        self.add("incident", is_interception=intercepted, is_damage=not intercepted or any(e["state"] == "reported" for e in effects),
                 weapon_class=r.choice(["uav"] * 6 + ["uav_fixed_wing", "unknown", "missile"]), count=qualified(r, r.randint(1, 9)) if intercepted else None,
                 when=self.when(morning), place=self.place(), effects=effects, response=None, attribution=None, statements=statements, grade="weak",
                 grade_reason=None, tags=[])

    def correct(self):
        """Corrects the number or the place of some incidents, and the total of some tallies without a split."""
        for record in [x for x in self.records if x["kind"] in ("incident", "tally")]:
            if self.r.random() > .25 or record["kind"] == "tally" and (record["items"] or record["status"] != "ok"):
                continue
            record = copy.deepcopy(record)
            if record["kind"] == "tally":
                record["count"] = exact(self.r.randint(3, 40))
            elif record["is_interception"]:
                record["count"] = qualified(self.r, self.r.randint(1, 9))
            if record["kind"] == "incident" and self.r.random() < .4:
                record["place"] = self.place()
            yield record


def mornings(nights):
    return [dt.date(2025, 3, 20) + dt.timedelta(days=4 * i) for i in range(nights)]  # over the hour that clocks skip


def main(seed, nights, base, corrected=""):
    with urllib.request.urlopen(base + "/collections/regions-2/items?country=RU&limit=10000&geometry=none&properties=id,parent_id") as page:
        districts = {}
        for feature in json.load(page)["features"]:
            districts.setdefault(feature["properties"]["parent_id"], []).append(feature["id"])
    draw = Draw(int(seed), {region: sorted(districts[region])[:5] for region in REGIONS})
    for morning in mornings(int(nights)):
        for window in draw.r.choice(WINDOWS):
            draw.tally(morning, window)
        for _ in range(draw.r.randint(0, 6)):
            draw.incident(morning)
    for record in draw.correct() if corrected else draw.records:
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
