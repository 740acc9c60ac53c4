"""Draws layers of a service with their QML styles, as QGIS does: base address, folder, and triples of name, address of the
items, address of the style. Prints, as JSON, how many features fall under each rule of each style, and the colours of the
picture. Draws all layers together, the last on top, into map.png."""
import json
import os
import sys
import urllib.request
from collections import Counter

from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle, QgsRenderContext, QgsVectorLayer
from PyQt5.QtCore import QSize
from PyQt5.QtGui import QColor

folder = sys.argv[1]
app = QgsApplication([], False)
app.initQgis()
said, layers = {}, []


def draw(layers, width, height, extent, path):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor("#d5e1e9"))
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(path)
    return image


for name, items, style in zip(*[iter(sys.argv[2:])] * 3):
    layer_file, style_file = os.path.join(folder, name + ".json"), os.path.join(folder, name + ".qml")
    urllib.request.urlretrieve(items, layer_file)
    urllib.request.urlretrieve(style, style_file)
    layer = QgsVectorLayer(layer_file, name, "ogr")
    message, loaded = layer.loadNamedStyle(style_file)
    report = {"valid": layer.isValid(), "loaded": loaded, "message": message, "renderer": layer.renderer().type(), "rules": {}}
    context = QgsRenderContext()
    context.expressionContext().appendScopes([])
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        for key in renderer.legendKeysForFeature(feature, context):
            label = renderer.rootRule().findRuleByKey(key).label()
            if not label:  # the rule above all
                continue
            report["rules"][label] = report["rules"].get(label, 0) + 1
    renderer.stopRender(context)
    image = draw([layer], 900, 700, QgsRectangle(22, 44, 48, 60), os.path.join(folder, name + ".png"))
    seen = Counter(QColor(image.pixel(x, y)).name() for x in range(0, 900, 3) for y in range(0, 700, 3))
    report["colours"] = dict(seen.most_common(40))
    said[name] = report
    layers.insert(0, layer)
draw(layers, 480, 400, QgsRectangle(30, 45, 45, 57.5), os.path.join(folder, "map.png"))
print(json.dumps(said), flush=True)
os._exit(0)  # QGIS may crash while it takes itself apart, which is not what is asked
