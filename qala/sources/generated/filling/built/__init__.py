"""What stands on a parcel, by the part that the division gave it."""

from collections.abc import Callable

from qala.sources.generated.filling.built.campus import campus, school_grounds
from qala.sources.generated.filling.built.estates import estate
from qala.sources.generated.filling.built.houses import houses
from qala.sources.generated.filling.built.rows import court, rows
from qala.sources.generated.filling.built.towers import mall, towers
from qala.sources.generated.filling.built.works import works
from qala.sources.generated.filling.sites import Built, Sites

BUILDERS: dict[str, Callable[[Sites], Built]] = {
    "house": houses,
    "row": rows,
    "court": court,
    "estate": estate,
    "school": school_grounds,
    "kindergarten": school_grounds,
    "towers": towers,
    "mall": mall,
    "works": works,
    "campus": campus,
}
"""By role; on parcels of any other role (lanes, open ground) nothing stands."""
