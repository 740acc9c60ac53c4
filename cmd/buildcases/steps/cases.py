"""Writing of case files: one case a line."""

from places import split

HEAD = ("slice", "split", "lang", "text", "within", "at", "expected", "source")


class Cases:
    def __init__(self, source):
        self.source, self.rows, self.seen = source, [], set()

    def add(self, slice, lang, text, expected, within="", at="", source=""):
        row = (slice, split(expected, text), lang, text, within, at, expected, source or self.source)
        if row[2:6] not in self.seen and text.strip():
            self.seen.add(row[2:6])
            self.rows.append(row)

    def write(self, path):
        with open(path, "w", encoding="utf-8") as f:
            f.write("\t".join(HEAD) + "\n")
            f.writelines("\t".join(r) + "\n" for r in sorted(self.rows))
