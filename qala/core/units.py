"""Units of measure that a field may name; whoever shows a number puts them into words."""

UNITS = (
    *("m", "km", "m2", "km2", "ha", "min", "days", "years", "year"),
    *("m_per_s", "km_per_h", "kv", "percent", "per_day", "per_ha", "people_per_km2"),
    *("kzt", "kzt_per_m2", "usd", "usd_per_m2"),
    *("places", "people", "beds", "levels", "lanes", "flats", "buildings", "pupils", "visits"),
    *("votes", "jobs", "shifts"),
)
"""A length of time is in `years`, a point in time is a `year`, which is written without groups."""
