"""What an address below `/tiles/` asks for."""

from dataclasses import dataclass

from qala.core.errors import FieldError, InvalidRequest, NotFound, mark

PREFIX = "/tiles/"
DEEPEST_ZOOM = 30
EXTENSIONS = (".mvt", ".png")


@dataclass(frozen=True, slots=True)
class TileAddress:
    """A tile of a release; without a sequence, of the one in force. 0 <= x, y < 2^z.

    `extension`: `mvt` for features, `png` for a raster.
    """

    dataset: str
    sequence: int | None
    z: int
    x: int
    y: int
    extension: str = "mvt"


@dataclass(frozen=True, slots=True)
class DescriptionAddress:
    """The TileJSON of a dataset."""

    dataset: str


@dataclass(frozen=True, slots=True)
class ArchiveAddress:
    """The whole archive of the release in force."""

    dataset: str


Address = TileAddress | DescriptionAddress | ArchiveAddress


def parse_address(path: str) -> Address:
    """Read `/tiles/...`; NotFound for another form, InvalidRequest for numbers out of range."""
    match path.removeprefix(PREFIX).split("/"):
        case [name] if name.endswith(".json"):
            return DescriptionAddress(name.removesuffix(".json"))
        case [name] if name.endswith(".pmtiles"):
            return ArchiveAddress(name.removesuffix(".pmtiles"))
        case [dataset, z, x, last] if last.endswith(EXTENSIONS):
            y, _, extension = last.rpartition(".")
            return TileAddress(dataset, None, *place(z, x, y), extension)
        case [dataset, sequence, z, x, last] if last.endswith(EXTENSIONS) and _is_number(sequence):
            y, _, extension = last.rpartition(".")
            return TileAddress(dataset, int(sequence), *place(z, x, y), extension)
        case _:
            raise NotFound(mark("There is nothing at this address."))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 10


def place(z: str, x: str, y: str) -> tuple[int, int, int]:
    """Zoom, column and row as numbers; InvalidRequest where there is no such tile."""
    if not _is_number(z) or int(z) > DEEPEST_ZOOM:
        raise InvalidRequest(
            FieldError("z", mark("The zoom is a whole number from 0 to {most}."), most=DEEPEST_ZOOM)
        )
    most = 2 ** int(z) - 1
    wrong = [
        FieldError(name, mark("At this zoom it is a whole number from 0 to {most}."), most=most)
        for name, text in (("x", x), ("y", y))
        if not _is_number(text) or int(text) > most
    ]
    if wrong:
        raise InvalidRequest(*wrong)
    return int(z), int(x), int(y)
