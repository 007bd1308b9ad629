"""Opens a layer file in QGIS, draws it and tells what it found as JSON. Run by QGIS's own Python.

`open_in_qgis.py FILE WEST SOUTH EAST NORTH [PICTURE]`
"""

import json
import os
import sys
from collections import Counter

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PyQt5.QtCore import QSize
from PyQt5.QtGui import QColor
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerDefinition,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
)

application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
loaded, said = QgsLayerDefinition.loadLayerDefinition(sys.argv[1], project, project.layerTreeRoot())
layers = list(project.mapLayers().values())
shown = [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
mercator = QgsCoordinateReferenceSystem("EPSG:3857")
move = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), mercator, project)
settings = QgsMapSettings()
settings.setLayers(shown)
settings.setDestinationCrs(mercator)
settings.setOutputSize(QSize(400, 400))
settings.setBackgroundColor(QColor("#ffffff"))
settings.setExtent(move.transformBoundingBox(QgsRectangle(*map(float, sys.argv[2:6]))))
job = QgsMapRendererSequentialJob(settings)
job.start()
job.waitForFinished()
image = job.renderedImage()
if len(sys.argv) > 6:
    image.save(sys.argv[6])
colours = Counter(
    image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
)
sys.stdout.write(
    json.dumps(
        {
            "loaded": loaded,
            "said": said,
            "layers": {
                each.id(): {
                    "name": each.name(),
                    "valid": each.isValid(),
                    "renderer": each.renderer().type() if each.renderer() else "",
                    "crs": each.crs().authid(),
                    "rights": each.metadata().rights(),
                }
                for each in layers
            },
            "shown": [each.id() for each in shown],
            "colours": dict(colours.most_common(12)),
        }
    )
)
