"""The map: datasets and releases, the map page, the catalogue, what is known at a point."""
