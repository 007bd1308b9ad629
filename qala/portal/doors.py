"""The doors of the home page: the questions whose parts of the portal exist, handed over."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """A way into one part: a question and what the part does, both marked sentences."""

    question: str
    about: str
    url_name: str


_handed: list[Door] = []


def hand_over_doors(doors: Iterable[Door]) -> None:
    """Show these doors from now on, in this order."""
    _handed[:] = doors


def doors() -> tuple[Door, ...]:
    """The doors that were handed over; none where no part behind one exists."""
    return tuple(_handed)
