"""Filters written in CQL2 (OGC 21-065r2), as text or JSON, become conditions of the store.

`from qala.atlas.cql2.reading import condition_of` is all that others need.
"""
