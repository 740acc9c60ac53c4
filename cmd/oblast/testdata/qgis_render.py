"""Draws collections, and tiles of them, as QGIS does.

Usage: qgis_render.py BASE_URL FEATURES.png TILES.png
Prints one JSON object: {layer: is it valid}.
"""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorTileBasicRenderer,
    QgsVectorTileBasicRendererStyle,
    QgsVectorTileLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def fill():
    return QgsFillSymbol.createSimple({"color": "225,235,240", "outline_color": "90,110,120", "outline_width": "0.3"})


def mark():
    return QgsMarkerSymbol.createSimple({"name": "square", "color": "20,88,111", "outline_style": "no", "size": "2"})


def features(base):
    regions = QgsVectorLayer(f"url='{base}' typename='regions-1' restrictToRequestBBOX='1'", "regions", "OAPIF")
    regions.setRenderer(QgsSingleSymbolRenderer(fill()))
    incidents = QgsVectorLayer(f"url='{base}' typename='incidents'", "incidents", "OAPIF")
    incidents.setRenderer(QgsSingleSymbolRenderer(mark()))
    return [incidents, regions]


def tiles(base):
    layers = []
    for name, kind, symbol in (("incidents", QgsWkbTypes.PointGeometry, mark()), ("regions-1", QgsWkbTypes.PolygonGeometry, fill())):
        layer = QgsVectorTileLayer(f"type=xyz&url={base}/tiles/{name}/{{z}}/{{x}}/{{y}}.mvt&zmin=0&zmax=14", name)
        style = QgsVectorTileBasicRendererStyle("all", name, kind)
        style.setSymbol(symbol)
        renderer = QgsVectorTileBasicRenderer()
        renderer.setStyles([style])
        layer.setRenderer(renderer)
        layers.append(layer)
    return layers


def draw(layers, path):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(QgsRectangle(3_600_000, 6_600_000, 4_600_000, 7_500_000))
    settings.setOutputSize(QSize(300, 270))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)
    return {layer.name(): layer.isValid() for layer in layers}


def main():
    base, first, second = sys.argv[1:]
    app = QgsApplication([], False)
    app.initQgis()
    said = {"features": draw(features(base), first), "tiles": draw(tiles(base), second)}
    print(json.dumps(said))
    app.exitQgis()


main()
