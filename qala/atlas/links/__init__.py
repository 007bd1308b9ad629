"""Short links: a view of the map under an address that can be read over the telephone."""
