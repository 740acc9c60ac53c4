"""The smallest level: countries, and the regions of a few, without islets.

in:  cleaned leaves
out: GeoJSON leaves of regions (in --regions countries) and countries
"""

import argparse
from collections import defaultdict

import shapely

import repair
import sources


def main():
    args = argparse.ArgumentParser()
    for name in ("leaves", "regions", "out"):
        args.add_argument("--" + name, required=True)
    args.add_argument("--least", type=float, default=500, help="km2 under which a part that is not its unit's largest is left out")
    args = args.parse_args()
    detailed, groups = set(args.regions.split(",")), defaultdict(list)
    for p, shape in sources.read_features(args.leaves):
        region = p["region"] if p["country"] in detailed else ""
        groups[region or p["country"], region, p["country"]].append(shape)
    out = []
    for (unit, region, country), shapes in sorted(groups.items()):
        parts = sources.polygons(shapely.union_all(shapes))
        large = max(repair.km2(p) for p in parts)
        keep = [p for p in parts if repair.km2(p) >= min(args.least, large)]
        out.append(({"unit": unit, "region": region, "country": country, "fine": 0, "source": ""}, shapely.multipolygons(keep)))
    sources.write_features(args.out, out)


if __name__ == "__main__":
    main()
