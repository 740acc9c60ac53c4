"""Compress one file with zstd, level 19.

in:  --in; out: --out. The bytes depend on the input and the pinned library only.
"""

import argparse

import zstandard


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--in", dest="source", required=True)
    args.add_argument("--out", required=True)
    args = args.parse_args()
    with open(args.source, "rb") as f:
        data = f.read()
    packed = zstandard.ZstdCompressor(level=19, write_content_size=True, threads=0).compress(data)
    with open(args.out, "wb") as f:
        f.write(packed)


if __name__ == "__main__":
    main()
