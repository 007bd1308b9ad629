"""A TOML file as a tree whose every value knows its file and line."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from qala.sources.folder.problems import Problems

KeyPath = tuple[str | int, ...]
Scalar = str | int | float | bool | date | time


@dataclass(frozen=True, slots=True)
class Node:
    """A value with the place where it stands; `name` is its path for people: `fields[2].type`."""

    value: "Mapping[str, Node] | Sequence[Node] | Scalar"
    file: Path
    line: int
    name: str

    def plain(self) -> Any:  # noqa: ANN401 - a TOML value has no narrower type
        """The value without its places, as tomllib gives it."""
        if isinstance(self.value, Mapping):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value


def read_document(file: Path, problems: Problems) -> Node | None:
    """The file's tree, or None with the reason added to `problems`."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.error(file, 0, "the file does not exist", "create it")
    except UnicodeDecodeError as error:
        problems.error(
            file, 0, f"byte {error.start} is not UTF-8", "save the file in the encoding UTF-8"
        )
    except OSError as error:
        problems.error(file, 0, f"it cannot be read ({error.strerror})", "check path and rights")
    else:
        return _parse(text, file, problems)
    return None


def _parse(text: str, file: Path, problems: Problems) -> Node | None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = re.search(r"line (\d+)", str(error))
        line = int(said[1]) if said else text.count("\n") + 1
        problems.error(file, line, f"not valid TOML: {error}", "see https://toml.io/en/v1.0.0")
        return None
    return _node(data, (), file, key_lines(text), 1)


def _node(data: Any, path: KeyPath, file: Path, lines: dict[KeyPath, int], above: int) -> Node:  # noqa: ANN401
    line = lines.get(path, above)
    if isinstance(data, dict):
        tree = {k: _node(v, (*path, k), file, lines, line) for k, v in data.items()}
        return Node(tree, file, line, _spoken(path))
    if isinstance(data, list):
        items = [_node(v, (*path, i), file, lines, line) for i, v in enumerate(data)]
        return Node(items, file, line, _spoken(path))
    return Node(data, file, line, _spoken(path))


def _spoken(path: KeyPath) -> str:
    """The path as people say it; list items count from 1."""
    spoken = ""
    for step in path:
        spoken += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if spoken else step
    return spoken


def key_lines(text: str) -> dict[KeyPath, int]:
    """Line (from 1) of each table and key of a *valid* TOML text.

    tomllib keeps no positions, but it parses each statement alone: a statement ends with the first
    line that makes it valid, and its keys come out of the same parser. Items inside a multi-line
    array share the line of their key.
    """
    lines: dict[KeyPath, int] = {}
    lengths: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, statement, is_header in _statements(text):
        if is_header:
            table = _opened(statement, lengths)
            lines.setdefault(table, number)
        else:
            for path in _paths(statement):
                lines.setdefault(table + path, number)
    return lines


def _statements(text: str) -> Iterator[tuple[int, dict[str, Any], bool]]:
    """Each header or key with its value: first line, parsed, whether it is a header."""
    pending, start = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not pending:
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            start = number
        pending += line + "\n"
        statement = _parsed(pending)
        if statement is not None:
            yield start, statement, pending.lstrip().startswith("[")
            pending = ""


def _parsed(statement: str) -> dict[str, Any] | None:
    """What the text means alone, or None when it goes on in the next line."""
    try:
        return tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return None


def _opened(header: Mapping[str, Any], lengths: dict[KeyPath, int]) -> KeyPath:
    """The path that a header opens; `lengths` counts the items of each array of tables so far."""
    path: KeyPath = ()
    inside: Any = header
    while inside:
        (key, inside), *_ = inside.items()
        path = (*path, key)
        if isinstance(inside, list):
            lengths[path] = lengths.get(path, 0) + 1
            inside = inside[0]
        if path in lengths:
            path = (*path, lengths[path] - 1)
    return path


def _paths(data: Mapping[str, Any]) -> Iterator[KeyPath]:
    for key, value in data.items():
        yield (key,)
        if isinstance(value, dict):
            yield from ((key, *path) for path in _paths(value))
