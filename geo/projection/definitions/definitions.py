"""Writes the definitions of the reference systems beside it, as PROJ tells them from the EPSG data set.

    python3 definitions/definitions.py     (pip install pyproj==3.7.2)
"""
import json
import pathlib
import pyproj

here = pathlib.Path(__file__).parent
for epsg in (4326, 3857, 3035, 6933):
    crs = pyproj.CRS.from_epsg(epsg)
    here.joinpath(f"{epsg}.json").write_text(json.dumps(crs.to_json_dict(), separators=(",", ":")) + "\n")
    here.joinpath(f"{epsg}.wkt").write_text(crs.to_wkt("WKT1_GDAL") + "\n")
