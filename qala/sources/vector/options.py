"""The options of a file source, as its TOML writes them under `[sources.options]`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from qala.core.dataset import SourceSpec
from qala.core.errors import BadInput
from qala.sources.nearest import nearest_first


@dataclass(frozen=True, slots=True)
class Largest:
    """Name the numeric column with the largest value of each record in a new column.

    Looked at are the columns whose name starts with `prefix` (all, if empty), but `except`.
    """

    column: str
    prefix: str = ""
    omitted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a file; each has a default that suits a well-behaved one.

    `crs`: EPSG code or any name PROJ knows, over the file's own. `lon`, `lat`, `wkt`: columns of
    a table that hold the place; `geometry = "none"` reads a table without one. `swap`: the file
    has latitude first. `where`: column -> values to keep. `key_values`: a text column whose
    `key: value` lines become columns. `member`: the file to take out of an archive.
    """

    crs: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    layer: str = ""
    member: str = ""
    lon: str = ""
    lat: str = ""
    wkt: str = ""
    geometry: str = ""
    swap: bool = False
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key_values: str = ""
    largest: Largest | None = None


def parse_options(spec: SourceSpec) -> Options:
    """The options of `spec`; raises BadInput for one that is unknown or of the wrong type."""
    known = {each.name: each for each in fields(Options)}
    parsed: dict[str, Any] = {"layer": spec.layer}
    for name, value in spec.options.items():
        if name not in known:
            raise _wrong(spec, name, "is not an option of a file source")
        parsed[name] = _parse(spec, name, value)
    return Options(**parsed)


def _parse(spec: SourceSpec, name: str, value: object) -> object:
    if name == "where":
        return _where(spec, value)
    if name == "largest":
        return _largest(spec, value)
    if name == "swap":
        if not isinstance(value, bool):
            raise _wrong(spec, name, "must be true or false")
        return value
    if name == "geometry" and value != "none":
        raise _wrong(spec, name, 'can only be "none"')
    if name == "crs" and isinstance(value, int) and not isinstance(value, bool):
        return f"EPSG:{value}"
    if not isinstance(value, str):
        raise _wrong(spec, name, "must be text in quotes")
    return value


def _where(spec: SourceSpec, value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise _wrong(spec, "where", "must be a table of column = [values]")
    return {
        str(column): tuple(
            str(each).lower() if isinstance(each, bool) else str(each)
            for each in (allowed if isinstance(allowed, list | tuple) else [allowed])
        )
        for column, allowed in value.items()
    }


def _largest(spec: SourceSpec, value: object) -> Largest:
    if not isinstance(value, Mapping) or not isinstance(value.get("column"), str):
        raise _wrong(spec, "largest", 'must be a table such as { column = "main", except = [] }')
    unknown = set(value) - {"column", "prefix", "except"}
    if unknown:
        raise _wrong(spec, "largest", f"has the unknown key `{min(unknown)}`")
    return Largest(value["column"], str(value.get("prefix", "")), tuple(value.get("except", ())))


def _wrong(spec: SourceSpec, name: str, problem: str) -> BadInput:
    known = nearest_first(name, (each.name for each in fields(Options)))
    return BadInput(
        f"the option `{name}` {problem}",
        file=spec.path,
        where=f"options of the source in line {spec.line}",
        remedy=f"the options are: {known}",
    )
