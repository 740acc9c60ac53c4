"""Reads every feature of every collection through QGIS's OGC API Features provider.

Usage: read_all.py BASE_URL COLLECTION...
Prints one JSON object: {collection: {"valid", "error", "count", "fields": {name: type}, "geometries", "null_geometries", "invalid"}}.
"""

import json
import sys

from qgis.core import QgsApplication, QgsVectorLayer


def read(base, collection):
    layer = QgsVectorLayer(f"url='{base}' typename='{collection}'", collection, "OAPIF")
    if not layer.isValid():
        return {"valid": False, "error": layer.error().message()}
    count = null = invalid = 0
    for feature in layer.getFeatures():
        count += 1
        geometry = feature.geometry()
        if geometry.isNull():
            null += 1
        elif not geometry.isGeosValid():
            invalid += 1
    return {
        "valid": True,
        "count": count,
        "null_geometries": null,
        "invalid": invalid,
        "fields": {f.name(): f.typeName() for f in layer.fields()},
    }


def main():
    base, collections = sys.argv[1], sys.argv[2:]
    app = QgsApplication([], False)
    app.initQgis()
    print(json.dumps({c: read(base, c) for c in collections}))
    app.exitQgis()


main()
