"""Working with one dataset: filters as addresses say them, statistics of its fields, its table."""
