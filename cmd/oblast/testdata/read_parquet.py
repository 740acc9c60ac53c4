"""Prints what geopandas and pyarrow find in a GeoParquet file, as JSON: features, system, version, boxes, faults."""
import datetime
import json
import sys

import geopandas
import pyarrow.parquet
import shapely

path = sys.argv[1]
file = pyarrow.parquet.ParquetFile(path)
meta = {k.decode(): v.decode() for k, v in (file.metadata.metadata or {}).items()}
geo = json.loads(meta["geo"])
rows = file.read().to_pylist()
frame = geopandas.read_parquet(path)

faults, features, boxes = [], [], 0
if len(frame) != len(rows):
    faults.append(f"geopandas reads {len(frame)} of {len(rows)} rows")
for row, geometry in zip(rows, frame.geometry):
    box = row.pop("bbox", None)
    row.pop("geometry", None)
    if geometry is not None:
        boxes += 1
        if box is None or [box["xmin"], box["ymin"], box["xmax"], box["ymax"]] != list(geometry.bounds):
            faults.append(f"{row['id']}: box {box} of {geometry.bounds}")
    elif box is not None:
        faults.append(f"{row['id']}: a box of nothing")
    for name, value in row.items():
        if isinstance(value, datetime.datetime):
            row[name] = value.isoformat().replace("+00:00", "Z")
        elif isinstance(value, datetime.date):
            row[name] = value.isoformat()
    features.append({"type": "Feature", "properties": row, "geometry": None if geometry is None else json.loads(shapely.to_geojson(geometry))})
epsg = frame.crs.to_epsg() if frame.crs is not None else None
json.dump({"features": features, "version": geo["version"], "crs": f"EPSG:{epsg}", "told": {k: v for k, v in meta.items() if k != "geo"},
           "boxes": boxes, "faults": faults[:10]}, sys.stdout)
