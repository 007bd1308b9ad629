"""The shelf: immutable, numbered releases of datasets, written once and read by everyone."""
