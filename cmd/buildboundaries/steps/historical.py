"""The Ukrainian raions as they were until 2020-07-18.

in:  locatepy data base, ua_old_raions.tsv
out: GeoJSON leaves (unit, region, country, fine, source, name)
"""

import argparse

import sources
from unit_id import unit_id


def main():
    args = argparse.ArgumentParser()
    for name in ("mosaic", "table", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    rows = {int(r["locatepy_id"]): r for r in sources.table(args.table)}
    features, seen = [], {}
    for m in sources.mosaic(args.mosaic):
        row = rows.get(m.id)
        if not row:
            continue
        key = (row["region"], m.name)
        seen[key] = seen.get(key, 0) + 1
        name = m.name if seen[key] == 1 else f"{m.name} {seen[key]}"
        features.append(({"unit": unit_id(row["region"], "", name), "region": row["region"], "country": "UA", "fine": 1,
                          "source": f"locatepy:{m.id}", "name": m.name}, m.shape))
    features.sort(key=lambda f: f[0]["unit"])
    sources.write_features(args.out, features)


if __name__ == "__main__":
    main()
