"""Compress one file with zstd at --level; level 0 copies it.

in:  --in; out: --out. The bytes depend on the input and the pinned library only.
"""

import argparse

import zstandard


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--in", dest="source", required=True)
    args.add_argument("--out", required=True)
    args.add_argument("--level", type=int, default=19)
    args = args.parse_args()
    with open(args.source, "rb") as f:
        data = f.read()
    packed = zstandard.ZstdCompressor(level=args.level, write_content_size=True).compress(data) if args.level else data
    with open(args.out, "wb") as f:
        f.write(packed)


if __name__ == "__main__":
    main()
