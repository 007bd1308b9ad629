"""Open a dataset of a city in QGIS, in the colours of its map.

In QGIS choose Plugins > Python Console, and paste; or run it with the Python of QGIS:

    python3 open_in_qgis.py https://map.example.org districts

By hand: download `https://map.example.org/data/districts.qlr` and drag it into the window.
"""

import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

from qgis.core import QgsApplication, QgsLayerDefinition, QgsProject


def add_dataset(city: str, dataset: str, language: str = "en") -> list[str]:
    """Add the layers of a dataset to the open project; gives the names of those that work."""
    with urlopen(f"{city}/data/{dataset}.qlr?lang={language}") as answer:
        file = Path(tempfile.mkdtemp(), f"{dataset}.qlr")
        file.write_bytes(answer.read())
    project = QgsProject.instance()
    loaded, said = QgsLayerDefinition.loadLayerDefinition(
        str(file), project, project.layerTreeRoot()
    )
    if not loaded:
        raise RuntimeError(said)
    return [layer.name() for layer in project.mapLayers().values() if layer.isValid()]


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    print("layers:", ", ".join(add_dataset(sys.argv[1].rstrip("/"), sys.argv[2])))
