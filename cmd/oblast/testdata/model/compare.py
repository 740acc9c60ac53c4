"""Holds a server against the rules as rules.py has them; prints what differs, a line each, and how much was compared.

python compare.py BASE NIGHTS AS_OF FILE...    AS_OF is a version, or "" for the newest; later files replace records of earlier ones
"""
import json
import sys
import urllib.request

from draw import REGIONS, mornings
from rules import World, Night, damaged, overlap, region, total, triple, RESPONSIBLE, OBJECTS

compared = 0


def same(what, served, expected):
    global compared
    compared += 1
    if served != expected:
        print(f"{what}: served {served}, by the rules {expected}")


def server(base, as_of):
    def get(address):
        with urllib.request.urlopen(base + address + (f"&as_of={as_of}" if as_of else "")) as answer:
            return json.load(answer)
    return get


def bounds(row, fields=("min", "best", "max")):
    return tuple(row[f] for f in fields)


def incidents(get, world):
    """Rules 6, 7, 9 and 10, and grades. It returns the relations, which the other rules build on."""
    rows = {f["id"]: f for f in get("/collections/incidents/items?limit=10000")["features"]}
    same("incidents told", sorted(rows), sorted(i["id"] for i in world.incidents))
    for incident in world.incidents:
        row, name = rows[incident["id"]]["properties"], incident["id"] + " "
        same(name + "night", row["night_of"], incident["when"]["night_of"])
        same(name + "sources", (row["n_statements"], row["n_sources"], row["n_independent"]), (len(incident["statements"]), world.sources(incident), world.voices(incident)))
        same(name + "grade", row["grade"], world.grade(incident, row["tally_relation"]))
        same(name + "level", (row["place_level"], row["uncertainty_m"], rows[incident["id"]]["geometry"] is None),
             (incident["place"]["level"], None, not incident["place"]["region_ids"]))
        same(name + "count", bounds(row, ("count_min", "count_best", "count_max")), triple(incident["count"]) if incident["count"] else (None,) * 3)
        objects = damaged(incident)
        same(name + "damage", bounds(row, ("damaged_objects_min", "damaged_objects_max")), (objects[0], objects[2]) if objects else (None, None))
    return {id: row["properties"]["tally_relation"] for id, row in rows.items()}


def counted(name, night, world, tallies):
    """Rule 5: which tallies the entry counts, and which it lists beside."""
    parts = [t for t in tallies if t["id"] in night["parts"]]
    left = {x["id"] for x in night["not_added"]}
    same(name + "listed", sorted(night["parts"] + list(left)), sorted(t["id"] for t in tallies))
    for a in parts:
        same(name + a["id"] + " overlaps", [b["id"] for b in parts if b is not a and overlap(a, b)], [])
        same(name + a["id"] + " is a relay", world.relayed(a), False)
    for other in (t for t in tallies if t["id"] in left and not world.relayed(t)):
        against = [a for a in parts if overlap(a, other)]
        same(name + other["id"] + " is left out for a larger one", bool(against) and sum(a["count"]["min"] for a in against) >= other["count"]["min"], True)


def night(get, world, date, relations):
    name = date + " "
    ledger = [n for n in get("/ledger?night=" + date)["nights"] if n["part"] == "night" and n["scope"] == ["RU"]]
    tallies = [t for t in world.tallies if t["night_of"] == date]
    same(name + "entries", [bool(n["total"]) for n in ledger if n["total"]], [True] * bool(tallies))
    entry = ledger[0] if tallies else {"parts": []}
    x = Night(world, date, entry["parts"], relations)
    if tallies:
        counted(name, entry, world, tallies)
        same(name + "total", tuple(entry["total"][k] for k in ("min", "best", "max")), x.total)
        same(name + "not in incidents", tuple(entry["not_in_incidents"][k] for k in ("min", "max")), x.not_in_incidents())
        claims = {r["region_id"]: r["claimed"]["max"] for r in entry["regions"] if r["claimed"]}
        same(name + "claims", claims, {u: n for u, n in x.items.items() if "-" in u and "." not in u})
        if all(level["min"] == level["max"] for level in entry["ladder"].values()):
            same(name + "ladder", sum(level["min"] for level in entry["ladder"].values()), x.total[0])
    rows = {}
    for basis in ("claimed", "incidents", "reconciled"):
        for level in ("country", "region", "district"):
            features = get(f"/choropleth?level={level}&measure=interceptions&basis={basis}&from={date}&to={date}&part=night&geometry=none&within=RU")["features"]
            rows[basis, level] = {f["id"]: f["properties"] for f in features}
        regions(name, x, rows, basis)
        if basis != "claimed":
            districts(name, x, rows, basis)
    countries(name, x, rows)
    effects(get, name, x, world, date)


def regions(name, x, rows, basis):
    """Rules 4, 7, 8, 11 and 12."""
    for unit in REGIONS + ["RU-TA", "RU-MOW"]:
        row, at = rows[basis, "region"][unit], f"{name}{unit} {basis} "
        same(at + "status", row["status"], x.status(unit, basis))
        value = row["status"] == "value"
        same(at + "number", bounds(row), x.number(unit, basis) if value else (None,) * 3)
        inside = [d for d in rows[basis, "district"].values() if d["parent_id"] == unit and d["status"] == "value"]
        if value and row["min"] == row["max"] and all(d["min"] == d["max"] for d in inside) and basis != "claimed":
            rest = max(0, row["min"] - sum(d["min"] for d in inside))
            same(at + "residual", bounds(row, ("residual_min", "residual_max")), (rest, rest))


def districts(name, x, rows, basis):
    for unit, row in rows[basis, "district"].items():
        above = rows[basis, "region"].get(row["parent_id"])
        if row["parent_id"] not in REGIONS:
            continue
        own, at = x.district(unit), f"{name}{unit} {basis} "
        if own:
            same(at + "number", (row["status"], row["min"], row["max"]), ("value", *own))
            continue
        same(at + "status", row["status"], "no_data" if above["status"] in ("value", "zero", "no_data") else above["status"])
        same(at + "status of a claim", rows["claimed", "district"][unit]["min"], None)


def countries(name, x, rows):
    row = rows["claimed", "country"]["RU"]
    if x.total:
        same(name + "RU claimed", bounds(row), x.total)
        rest = (x.beside + x.rest[0], None if x.rest[1] is None else x.beside + x.rest[1])
        same(name + "RU residual", tuple(n or 0 if n is not None or rest[1] is not None else n for n in bounds(row, ("residual_min", "residual_max"))), rest)
    if (x.total or x.incidents) and all(i["place"]["region_ids"] for i in x.incidents):
        same(name + "RU reconciled", bounds(rows["reconciled", "country"]["RU"], ("min", "max")), x.country())


def effects(get, name, x, world, date):
    for measure, subjects in (("damaged_objects", OBJECTS), ("injured", ("injured",)), ("killed", ("killed",))):
        rows = {f["id"]: f["properties"] for f in get(f"/choropleth?level=region&measure={measure}&basis=incidents&from={date}&to={date}&part=night&geometry=none&within=RU")["features"]}
        for unit in REGIONS:
            found = [e for i in x.everything if unit in map(region, i["place"]["region_ids"]) for e in i["effects"] if e["subject"] in subjects]
            reported = [triple(e["count"]) for e in found if e["state"] == "reported"]
            denied = measure != "damaged_objects" and any(e["state"] == "none_reported" and world.of[e["statement"]]["speaker_role"] in RESPONSIBLE for e in found)
            status = "value" if reported else "none_reported" if denied else "no_data" if unit in x.spoken_of or x.tallies else "not_covered"
            same(f"{name}{unit} {measure}", (rows[unit]["status"], *bounds(rows[unit])), (status, *(total(reported) if reported else (None,) * 3)))


def main(base, nights, as_of, *files):
    records = {}
    for file in files:
        for line in open(file, encoding="utf-8"):
            records[json.loads(line)["id"]] = json.loads(line)
    world, get = World(records.values()), server(base, as_of)
    relations = incidents(get, world)
    for morning in mornings(int(nights)):
        night(get, world, str(morning), relations)
    print(f"compared {compared}")


if __name__ == "__main__":
    main(*sys.argv[1:])
