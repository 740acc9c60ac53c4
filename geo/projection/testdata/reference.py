"""Writes reference.tsv: positions of CRS84 in the other systems, in the authority's order of axes, as PROJ has them.

    python3 testdata/reference.py > testdata/reference.tsv     (pip install pyproj==3.7.2)
"""
import itertools
import pyproj

lons = [-180, -179.9, -123.4, -61.3, -9.142685, 0, 2.35, 10, 19.999, 30.5, 36.2754, 37.6173, 60.6, 104.3, 142.7, 179.5, 180]
lats = [-85.05, -60, -23.4, 0, 12.5, 38.7169, 47.1, 52, 54.51, 55.7558, 59.9343, 66.6, 71.2, 80.4, 89.999]
print(f"# pyproj {pyproj.__version__}, PROJ {pyproj.proj_version_str}; reference.py writes this file")
for epsg in (4326, 3857, 3035, 6933):
    to = pyproj.Transformer.from_crs("OGC:CRS84", f"EPSG:{epsg}")
    for lon, lat in itertools.product(lons, lats):
        a, b = to.transform(lon, lat)
        print(epsg, lon, lat, repr(float(a)), repr(float(b)), sep="\t")
    if epsg not in (3857,):
        for lat in (90,) if epsg != 4326 else (90, -90):
            a, b = to.transform(0, lat)
            print(epsg, 0, lat, repr(float(a)), repr(float(b)), sep="\t")
