"""Datasets as layers of QGIS: ready `.qlr` files, styled like the map."""
