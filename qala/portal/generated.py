"""Whether the city shows invented data: then every page says so and asks not to be indexed."""

from qala.atlas.queries import published, shows_invented_city
from qala.atlas.served import Served

NO_INDEX = "noindex"


def shows_generated(served: Served) -> bool:
    """Whether the generated city is in force."""
    return shows_invented_city(published(served))
