"""All layers of the reader, in the order of the map."""

from qala.sources.osm.built import ADDRESSES, BUILDINGS
from qala.sources.osm.districts import DISTRICTS
from qala.sources.osm.layer import Kind
from qala.sources.osm.nature import GREEN, LANDUSE, WATER
from qala.sources.osm.places import PLACES
from qala.sources.osm.transport import METRO, RAILWAYS, ROADS, STOPS

LAYER_NAMED = {
    layer.name: layer
    for layer in (
        *(DISTRICTS, ROADS, RAILWAYS, BUILDINGS, WATER, GREEN),
        *(LANDUSE, PLACES, ADDRESSES, STOPS, METRO),
    )
}
LAYERS = tuple(LAYER_NAMED)
VOCABULARY = {name: dict(layer.vocabulary) for name, layer in LAYER_NAMED.items()}
"""layer -> category column -> the values it may take, in a sensible order."""

NODE_KEYS = sorted(
    {key for each in LAYER_NAMED.values() if Kind.NODE in each.kinds for key in each.keys}
)
"""Nodes without any of these keys are of no concern."""
