"""Draws vector tiles by a style of MapLibre's, as QGIS does: address of the tiles, address of the style, file for the picture.
Prints, as JSON, what QGIS made of the style and the colours of the picture."""
import json
import os
import sys
import urllib.parse
from collections import Counter

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle, QgsVectorTileLayer
from PyQt5.QtCore import QSize
from PyQt5.QtGui import QColor

tiles, style, picture = sys.argv[1:]
app = QgsApplication([], False)
app.initQgis()
layer = QgsVectorTileLayer("type=xyz&zmin=0&zmax=14&url=" + urllib.parse.quote(tiles, safe="") + "&styleUrl=" + urllib.parse.quote(style, safe=""), "tiles")
message, loaded = layer.loadDefaultStyle()
settings = QgsMapSettings()
settings.setLayers([layer])
settings.setOutputSize(QSize(900, 700))
settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
settings.setBackgroundColor(QColor("#d5e1e9"))
settings.setExtent(QgsRectangle(2400000, 5500000, 5400000, 8300000))
job = QgsMapRendererParallelJob(settings)
job.start()
job.waitForFinished()
image = job.renderedImage()
image.save(picture)
seen = Counter(QColor(image.pixel(x, y)).name() for x in range(0, 900, 3) for y in range(0, 700, 3))
print(json.dumps({"valid": layer.isValid(), "loaded": loaded, "message": message, "faults": [e.message for e in job.errors()],
                  "styles": [s.styleName() for s in layer.renderer().styles()], "colours": dict(seen.most_common(40))}), flush=True)
os._exit(0)  # QGIS may crash while it takes itself apart, which is not what is asked
