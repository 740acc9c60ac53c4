"""Cases of reverse lookup: positions of named places, with the finest unit that GEOS found them in when data/boundaries was
built.

in:  data/boundaries
out: points.tsv
"""

import argparse

from cases import Cases
from places import OURS, chance, table

POINTS = {"ours": 500, "world": 250}


def main():
    args = argparse.ArgumentParser()
    for name in ("boundaries", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    out = Cases("GEOS")
    rows = [r for r in table(args.boundaries, "settlements.tsv") if r["region_id"]]
    for group, many in POINTS.items():
        chosen = [r for r in rows if (r["region_id"][:2] in OURS) == (group == "ours")]
        for r in chance("points", group).sample(chosen, many):
            out.add("reverse", "en", f"{r['lon']} {r['lat']}", r["district_id"] or r["region_id"])
    out.write(args.out)


if __name__ == "__main__":
    main()
