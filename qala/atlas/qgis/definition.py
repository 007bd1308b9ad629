"""A dataset as a layer definition of QGIS, a `.qlr` file."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.utils.translation import gettext

from qala.atlas.drawn.classes import classes_of
from qala.atlas.provenance import attribution, licence
from qala.atlas.qgis.layers import Layer, grid_layer, record_layer, tile_layer
from qala.atlas.queries import Published

DOCTYPE = "<!DOCTYPE qgis-layer-definition>\n"


def layer_definition(each: Published, *, origin: str, language: str) -> str:
    """The file in `language`, which is the active one; sources are addresses below `origin`."""
    root = Element("qlr")
    title = each.dataset.title.in_language(language)
    tree = SubElement(root, "layer-tree-group", name="", checked="Qt::Checked", expanded="1")
    group = SubElement(tree, "layer-tree-group", name=title, checked="Qt::Checked", expanded="1")
    layers = SubElement(root, "maplayers")
    for layer in _layers(each, origin, language):
        SubElement(
            group,
            "layer-tree-layer",
            id=layer.id,
            name=layer.name,
            source=layer.source,
            providerKey=layer.provider,
            checked="Qt::Checked" if layer.shown else "Qt::Unchecked",
            expanded="1",
        )
        _describe(layer, each, origin, language)
        layers.append(layer.node)
    indent(root)
    return DOCTYPE + tostring(root, encoding="unicode") + "\n"


def _layers(each: Published, origin: str, language: str) -> list[Layer]:
    classes = classes_of(each.dataset, language)
    title = each.dataset.title.in_language(language)
    if each.dataset.is_raster:
        return [grid_layer(each, classes, origin=origin, name=title)]
    records = gettext("{title}: records").format(title=title)
    shown = each.release.tiles is None
    found = [record_layer(each, classes, origin=origin, name=records, shown=shown)]
    if each.release.tiles:
        found.insert(0, tile_layer(each, classes, origin=origin, name=title))
    return found


def _describe(layer: Layer, each: Published, origin: str, language: str) -> None:
    """What QGIS shows of a layer among its properties: abstract, credit, licence, page."""
    about = SubElement(layer.node, "resourceMetadata")
    told = {
        "identifier": f"{origin}/data/{each.dataset.id}",
        "title": each.dataset.title.in_language(language),
        "abstract": each.dataset.abstract.in_language(language),
        "rights": attribution(each.release, language),
        "license": licence(each.release),
    }
    for tag, text in told.items():
        if text:
            SubElement(about, tag).text = text
    page = f"{origin}/{language}/data/{each.dataset.id}"
    SubElement(layer.node, "attribution", href=page).text = told["rights"]
