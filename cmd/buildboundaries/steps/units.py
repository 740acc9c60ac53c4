"""The table of units, from the finest topology.

in:  100 m topology, leaves (for place and source), waters topology
out: units.tsv
"""

import argparse
import json
import re

import measure
from topojson import Topology

COLUMNS = ("id level parent members label_lon label_lat area_km2 west south east north valid_from valid_to outline source").split()
COMPOSITES = {"composite.moscow": ("RU", "RU-MOS RU-MOW")}


def row(unit, level, parent, shape, outline="exact", source="", valid_from="", valid_to="", members=""):
    lon, lat = measure.label(shape)
    west, south, east, north = measure.box(shape)
    numbers = [f"{v:.4f}" for v in (lon, lat)] + [f"{measure.area_km2(shape):.2f}"] + [f"{v:.4f}" for v in (west, south, east, north)]
    return [unit, level, parent, members] + numbers + [valid_from, valid_to, outline, source]


def leaf_properties(path):
    out = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            head = re.match(r'.*?"properties":(\{.*?\}),"geometry"', line)
            if head:
                p = json.loads(head.group(1))
                out[p["unit"]] = p
    return out


def union_shape(topology, ids):
    import shapely
    return shapely.union_all([topology.shape("regions", i) for i in ids])


def main():
    args = argparse.ArgumentParser()
    for name in ("topology", "leaves", "historical", "waters", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    topology, leaves, rows = Topology(args.topology), leaf_properties(args.leaves), []
    for unit in topology.ids("countries"):
        rows.append(row(unit, "country", "", topology.shape("countries", unit), source="locatepy"))
    for unit in topology.ids("regions"):
        p = leaves.get(unit, {})
        outline = p.get("outline") or ("approximate" if unit.startswith("UA-") else "exact")
        rows.append(row(unit, "region", unit[:2], topology.shape("regions", unit), outline, p.get("source", "districts")))
    for unit in topology.ids("districts"):
        p = leaves[unit]
        valid_from = "2020-07-19" if unit.startswith("UA-") else ""
        rows.append(row(unit, "district", p["region"], topology.shape("districts", unit), p["outline"], p["source"], valid_from))
    for unit, (parent, members) in COMPOSITES.items():
        rows.append(row(unit, "composite_region", parent, union_shape(topology, members.split()), "approximate", "members", members=members))
    historical = Topology(args.historical)
    for unit in historical.ids("districts"):
        shape = historical.shape("districts", unit)
        rows.append(row(unit, "district", unit.split(".")[0], shape, "coarse", "locatepy", valid_to="2020-07-18"))
    waters = Topology(args.waters)
    for unit in waters.ids("waters"):
        rows.append(row(unit, "water_area", "", waters.shape("waters", unit), "coarse", "natural earth"))
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("\t".join(COLUMNS) + "\n")
        f.writelines("\t".join(r) + "\n" for r in sorted(rows))


if __name__ == "__main__":
    main()
