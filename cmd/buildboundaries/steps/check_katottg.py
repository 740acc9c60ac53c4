"""Every code and Ukrainian name of the raion table is in the official codifier.

in: --table ua_raions.tsv, --codifier kodifikator.xlsx; out: nothing, or an error
"""

import argparse
import html
import re
import zipfile

import sources


def plain(word):
    return re.sub("[ʼ’`]", "'", html.unescape(word)).strip()


def main():
    args = argparse.ArgumentParser()
    for name in ("table", "codifier"):
        args.add_argument("--" + name, required=True)
    args = args.parse_args()
    with zipfile.ZipFile(args.codifier) as book:
        words = set()
        for name in book.namelist():
            if name.endswith("sharedStrings.xml") or "/worksheets/" in name:
                words |= {plain(w) for w in re.findall(r"<t[^>]*>([^<]*)</t>", book.read(name).decode("utf-8"))}
    missing = []
    for row in sources.table(args.table):
        name = plain(row["name_uk"])
        if row["katottg"] not in words or not {name, name.removesuffix(" район")} & words:
            missing.append(f'{row["katottg"]} {row["name_uk"]}')
    if missing:
        raise SystemExit("not in the codifier: " + ", ".join(missing))


if __name__ == "__main__":
    main()
