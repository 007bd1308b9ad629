"""Tiles, TileJSON and archives, answered before Django from the archives of the releases."""
