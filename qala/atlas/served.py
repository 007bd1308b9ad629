"""The city that this process serves, handed over once by `qala.wiring`."""

from dataclasses import dataclass

from qala.core.city import City
from qala.store.reader import Reader
from qala.store.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Served:
    """A city and the reader of its releases."""

    city: City
    reader: Reader

    @property
    def shelf(self) -> Shelf:
        """The shelf its releases stand on."""
        return self.reader.shelf


_handed: list[Served] = []


def hand_over(served: Served) -> None:
    """Serve this city from now on."""
    _handed[:] = [served]


def served() -> Served:
    """The city that was handed over; before that there is none, which is a mistake of ours."""
    return _handed[0]
