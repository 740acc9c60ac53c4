"""What QGIS finds in a rectangle and in a subset of a collection; what it asks of the server is the caller's to watch.

Usage: qgis_push.py BASE_URL COLLECTION W,S,E,N SUBSET
Prints one JSON object: {"inside", "since"}.
"""

import json
import sys

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer


def count(base, collection, box, subset):
    layer = QgsVectorLayer(f"url='{base}' typename='{collection}' restrictToRequestBBOX='1'", collection, "OAPIF")
    inside = sum(1 for _ in layer.getFeatures(QgsFeatureRequest().setFilterRect(QgsRectangle(*box))))
    whole = QgsVectorLayer(f"url='{base}' typename='{collection}'", collection, "OAPIF")
    whole.setSubsetString(subset)
    return {"inside": inside, "since": sum(1 for _ in whole.getFeatures())}


def main():
    base, collection, box, subset = sys.argv[1:]
    app = QgsApplication([], False)
    app.initQgis()
    print(json.dumps(count(base, collection, [float(n) for n in box.split(",")], subset)))
    app.exitQgis()


main()
