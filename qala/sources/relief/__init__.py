"""Relief of a city that has no elevation file: from spot heights and the courses of its streams.

It passes through the heights that the city's folder gives, and is invented between them; so it is
flagged as generated, and says how well it fits.
"""
