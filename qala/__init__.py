"""Qala: an open-source city investment geoportal."""

__version__ = "0.2.0"
