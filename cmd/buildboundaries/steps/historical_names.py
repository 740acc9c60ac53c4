"""Names of the older Ukrainian raions, as the shape source spells them.

in:  historical leaves; out: names-historical.tsv
"""

import argparse

import sources


def main():
    args = argparse.ArgumentParser()
    for name in ("leaves", "out"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    rows = []
    for p, _ in sources.read_features(args.leaves):
        rows.append((p["unit"], "en", "official", p["name"] + " Raion"))
        rows.append((p["unit"], "en", "historical", p["name"]))
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("id\tlang\tkind\tname\n")
        f.writelines("\t".join(r) + "\n" for r in sorted(rows))


if __name__ == "__main__":
    main()
