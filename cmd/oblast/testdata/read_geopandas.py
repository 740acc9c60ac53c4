"""Reads addresses with geopandas and pyogrio's reader of formats. Usage: read_geopandas.py ADDRESS...
Prints one JSON list: {"rows", "ids", "columns", "crs", "bounds"} of each."""

import io
import json
import sys
import urllib.request

import geopandas


def read(address):
    if "f=parquet" in address:
        with urllib.request.urlopen(address) as answer:
            return geopandas.read_parquet(io.BytesIO(answer.read()))
    return geopandas.read_file(address)


found = []
for address in sys.argv[1:]:
    frame = read(address)
    placed = frame[~frame.geometry.isna()]
    found.append(
        {
            "rows": len(frame),
            "ids": sorted(frame["id"]),
            "columns": sorted(c for c in frame.columns if c not in ("geometry", "bbox")),
            "crs": str(frame.crs),
            "bounds": [round(float(v), 6) for v in placed.total_bounds],
        }
    )
print(json.dumps(found))
