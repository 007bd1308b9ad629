"""The layout of an invented city: from its authored facts to streets and blocks."""

from qala.sources.generated.layout.plan import lay_out

__all__ = ["lay_out"]
