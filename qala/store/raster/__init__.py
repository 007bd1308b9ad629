"""Rasters on the shelf: a Cloud Optimized GeoTIFF, its tiles as pictures, the value at a point."""
