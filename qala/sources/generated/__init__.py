"""The generated city: an invented but recognisable one, grown from the city's authored facts."""

from qala.sources.generated.city import GeneratedCity

__all__ = ["GeneratedCity"]
