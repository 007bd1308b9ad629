"""OGC API - Features and Tiles below `/ogc/`: the same releases as the map's, for any client."""
