"""Cases of reverse lookup with an uncertainty: how a disc is shared by regions. The shares are those of positions drawn at
random, each held by the even-odd rule against the edges of every region, which the program's index does not do.

in:  data/boundaries
out: apart/uncertain.tsv
"""

import argparse
import json
import math
import os
from collections import Counter

import zstandard

from places import chance, table

MANY, POSITIONS = 150, 4000
RADII = (2_000, 5_000, 10_000, 20_000, 50_000)
EARTH = 6_371_007.2
HEAD = ("lon", "lat", "uncertainty_m", "shares")


class Regions:
    """Outlines of regions, and of countries without any, as chains of edges in lon, lat."""

    def __init__(self, folder):
        with open(os.path.join(folder, "topology-100m.topojson.zst"), "rb") as f:
            t = json.loads(zstandard.ZstdDecompressor().stream_reader(f).read())
        scale, move = t["transform"]["scale"], t["transform"]["translate"]
        self.arcs = [list(positions(a, scale, move)) for a in t["arcs"]]
        units = {r["id"]: r for r in table(folder, "units.tsv")}
        split = {r["parent"] for r in units.values() if r["level"] == "region"}
        self.units = []
        for level in ("regions", "countries"):
            for g in t["objects"][level]["geometries"]:
                if g.get("arcs") and (level == "regions" or g["id"] not in split):
                    r = units[g["id"]]
                    self.units.append((g["id"], [float(r[k]) for k in ("west", "south", "east", "north")], list(flat(g["arcs"]))))

    def near(self, box):
        """The edges of each region that may lie in a box or west of it, in its latitudes."""
        west, south, east, north = box
        for id, (w, s, e, n), arcs in self.units:
            if w > east or (e < west and w <= e) or s > north or n < south:
                continue
            edges = []
            for a in arcs:
                line = self.arcs[a if a >= 0 else ~a]
                edges += [(p, q) for p, q in zip(line, line[1:]) if min(p[1], q[1]) <= north and max(p[1], q[1]) >= south and min(p[0], q[0]) <= east]
            yield id, edges


def positions(arc, scale, move):
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale[0] + move[0], y * scale[1] + move[1]


def flat(arcs):
    for a in arcs:
        if isinstance(a, list):
            yield from flat(a)
        else:
            yield a


def holds(edges, lon, lat):
    """The even-odd rule, by a ray to the west."""
    inside = False
    for (x1, y1), (x2, y2) in edges:
        if (y1 > lat) != (y2 > lat) and x1 + (lat - y1) / (y2 - y1) * (x2 - x1) <= lon:
            inside = not inside
    return inside


def in_disc(lon, lat, radius, rnd):
    """A position in a disc on the sphere, evenly by area."""
    d = math.acos(1 - rnd.random() * (1 - math.cos(radius / EARTH)))
    b, y = rnd.random() * 2 * math.pi, math.radians(lat)
    north = math.asin(math.sin(y) * math.cos(d) + math.cos(y) * math.sin(d) * math.cos(b))
    east = math.atan2(math.sin(b) * math.sin(d) * math.cos(y), math.cos(d) - math.sin(y) * math.sin(north))
    return lon + math.degrees(east), math.degrees(north)


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    regions, rnd = Regions(args.boundaries), chance("uncertain")
    towns = [r for r in table(args.boundaries, "settlements.tsv") if r["region_id"][:2] in ("RU", "UA", "BY", "PL", "FI") and float(r["lon"]) < 170]
    rows = []
    while len(rows) < MANY:
        town, radius = rnd.choice(towns), rnd.choice(RADII)
        lon, lat = round(float(town["lon"]) + rnd.uniform(-.2, .2), 4), round(float(town["lat"]) + rnd.uniform(-.2, .2), 4)
        high, wide = math.degrees(radius / EARTH) * 1.01, math.degrees(radius / EARTH) / math.cos(math.radians(min(lat + 1, 89))) * 1.01
        near, counts = list(regions.near((lon - wide, lat - high, lon + wide, lat + high))), Counter()
        for _ in range(POSITIONS if len(near) > 1 else POSITIONS // 10):
            at = in_disc(lon, lat, radius, rnd)
            counts[next((id for id, edges in near if holds(edges, *at)), "-")] += 1
        if len(counts) > 1 or rnd.random() < .1:  # most that no border crosses are left out
            sum_ = sum(counts.values())
            rows.append((str(lon), str(lat), str(radius), " ".join(f"{id}={n / sum_:.4f}" for id, n in sorted(counts.items()))))
    os.makedirs(os.path.dirname(args.out), exist_ok=True)
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("\n".join("\t".join(r) for r in [HEAD, *sorted(rows)]) + "\n")


if __name__ == "__main__":
    main()
