"""OpenStreetMap extracts: `.osm.pbf`, and whatever else osmium reads."""

from qala.sources.osm.description import OsmDescription, describe
from qala.sources.osm.extract import OsmExtract
from qala.sources.osm.layers import LAYERS, VOCABULARY

__all__ = ["LAYERS", "VOCABULARY", "OsmDescription", "OsmExtract", "describe"]
