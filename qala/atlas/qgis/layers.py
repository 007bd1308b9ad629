"""Layers of QGIS for one dataset: vector tiles to look at, records to work with, or a grid."""

from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from qala.atlas.drawn.classes import Classes
from qala.atlas.qgis.references import reference_system
from qala.atlas.qgis.symbols import SHAPES, Rule, rules, symbol
from qala.atlas.queries import Published
from qala.core.dataset import Dataset
from qala.core.palette import CLEAR
from qala.store.manifest import RASTER

WEB_MERCATOR, DEGREES = "EPSG:3857", "EPSG:4326"
BEYOND = "inf"


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: how QGIS is to call and open it, and whether it is shown at first."""

    id: str
    name: str
    source: str
    provider: str
    shown: bool
    node: Element


def tile_layer(each: Published, classes: Classes, *, origin: str, name: str) -> Layer:
    """Vector tiles of the release in force, coloured as on the map."""
    dataset, cut = each.dataset, each.release.manifest.tiles or {}
    template = quote(f"{origin}/tiles/{dataset.id}/{{z}}/{{x}}/{{y}}.mvt", safe=":/")
    zooms = f"zmin={cut['min_zoom']}&zmax={cut['max_zoom']}"
    layer = _layer(
        f"{dataset.id}_tiles",
        name,
        f"type=xyz&url={template}&{zooms}",
        "vectortile",
        kind="vector-tile",
        crs=WEB_MERCATOR,
    )
    renderer = SubElement(layer.node, "renderer", type="basic")
    styles = SubElement(renderer, "styles")
    for rule in reversed(list(rules(classes))):  # the first of the legend lies on top
        for shape in SHAPES[dataset.geometry]:
            style = SubElement(
                styles,
                "style",
                {
                    "name": rule.label,
                    "layer": dataset.id,
                    "geometry": str(int(shape)),
                    "enabled": "1",
                    "expression": rule.expression,
                    "min-zoom": "-1",
                    "max-zoom": "-1",
                },
            )
            symbol(SubElement(style, "symbols"), "0", shape, dataset, rule.colour)
    return layer


def record_layer(
    each: Published, classes: Classes, *, origin: str, name: str, shown: bool
) -> Layer:
    """Records with all their fields from the OGC API, asked for as they come into view."""
    dataset = each.dataset
    source = (
        f"pagingEnabled='true' preferCoordinatesForWfsT11='false' restrictToRequestBBOX='1'"
        f" srsname='{DEGREES}' typename='{dataset.id}' url='{origin}/ogc/'"
    )
    layer = _layer(
        f"{dataset.id}_records", name, source, "OAPIF", kind="vector", crs=DEGREES, shown=shown
    )
    shapes = SHAPES[dataset.geometry]
    if len(shapes) == 1:  # QGIS shows one kind of geometry in a layer and chooses it itself
        _rule_renderer(layer.node, dataset, list(rules(classes)))
    return layer


def grid_layer(each: Published, classes: Classes, *, origin: str, name: str) -> Layer:
    """The cells of a raster, read piece by piece."""
    source = f"/vsicurl/{origin}/files/{each.dataset.id}/{RASTER}"
    about = each.release.manifest.raster or {}
    layer = _layer(
        f"{each.dataset.id}_grid", name, source, "gdal", kind="raster", crs=str(about["crs"])
    )
    pipe = SubElement(layer.node, "pipe")
    renderer = SubElement(
        pipe,
        "rasterrenderer",
        type="singlebandpseudocolor",
        band="1",
        opacity=f"{each.dataset.style.opacity:g}",
        alphaBand="-1",
    )
    ramp = SubElement(
        SubElement(renderer, "rastershader"),
        "colorrampshader",
        colorRampType="DISCRETE",
        classificationMode="1",
        clip="0",
        minimumValue=f"{about['least']:g}",
        maximumValue=f"{about['most']:g}",
    )
    limits = [*(f"{limit:g}" for limit in classes.breaks), BEYOND]
    for limit, colour, label in zip(limits, classes.colours, classes.labels, strict=False):
        alpha = "0" if colour == CLEAR else "255"
        SubElement(ramp, "item", value=limit, color=colour[:7], alpha=alpha, label=label)
    return layer


def _layer(
    id_: str, name: str, source: str, provider: str, *, kind: str, crs: str, shown: bool = True
) -> Layer:
    node = Element("maplayer", type=kind)
    for tag, text in (("id", id_), ("datasource", source), ("layername", name)):
        SubElement(node, tag).text = text
    SubElement(node, "provider", encoding="UTF-8").text = provider
    reference = SubElement(SubElement(node, "srs"), "spatialrefsys", nativeFormat="Wkt")
    for tag, text in reference_system(crs).items():
        SubElement(reference, tag).text = text
    return Layer(id_, name, source, provider, shown, node)


def _rule_renderer(parent: Element, dataset: Dataset, found: list[Rule]) -> None:
    renderer = SubElement(parent, "renderer-v2", type="RuleRenderer", symbollevels="0")
    root = SubElement(renderer, "rules", key="all")
    symbols = SubElement(renderer, "symbols")
    (shape,) = SHAPES[dataset.geometry]
    for number, rule in enumerate(found):
        about = {"key": f"class{number}", "symbol": f"{number}", "label": rule.label}
        asked = {"filter": rule.expression} if rule.expression else {}
        SubElement(root, "rule", {**about, **asked})
        symbol(symbols, f"{number}", shape, dataset, rule.colour)
