"""The Django app of the frame."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Home page, errors and headers."""

    name = "qala.portal"
