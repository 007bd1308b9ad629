"""The Django app of the map."""

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    """Datasets, releases and the map."""

    name = "qala.atlas"
