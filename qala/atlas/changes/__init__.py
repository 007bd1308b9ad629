"""What changed from one release of a dataset to another: as JSON, as a feed, on its page."""
