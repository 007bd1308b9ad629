"""Whether the city shows invented data: then every page says so and asks not to be indexed."""

from qala.atlas.queries import published
from qala.atlas.served import Served

NO_INDEX = "noindex"


def shows_generated(served: Served) -> bool:
    """Whether any release in force was generated."""
    return any(each.release.manifest.generated for each in published(served))
