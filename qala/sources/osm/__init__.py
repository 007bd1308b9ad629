"""OpenStreetMap extracts: `.osm.pbf`, and whatever else osmium reads."""

from qala.sources.osm.description import OsmDescription, describe
from qala.sources.osm.extract import LAYERS, VOCABULARY, OsmExtract

__all__ = ["LAYERS", "VOCABULARY", "OsmDescription", "OsmExtract", "describe"]
