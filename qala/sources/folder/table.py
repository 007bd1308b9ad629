"""Typed reading of TOML tables: problems are collected, and a safe value always comes back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

from qala.core.text import Text
from qala.sources.folder.document import Node
from qala.sources.folder.problems import Problems
from qala.sources.nearest import nearest

T = TypeVar("T")


@dataclass(slots=True)
class Reading:
    """What the reading of one city's folder has in common.

    `languages` are the city's; texts under `base` may lack one of them, which `lacking` counts.
    """

    folder: Path
    base: Path
    problems: Problems = field(default_factory=Problems)
    languages: tuple[str, ...] = ()
    lacking: dict[str, int] = field(default_factory=dict)

    def text(self, node: Node) -> Text:
        """A text in the city's languages, first those of the interface's order."""
        written = _strings(node.value)
        if written is None:
            self.error(node, f"`{node.name}` is not a text", 'write it as { en = "..." }')
            return Text()
        missing = [each for each in self.languages if not written.get(each)]
        if node.file.is_relative_to(self.base):
            for language in missing:
                self.lacking[language] = self.lacking.get(language, 0) + 1
        else:
            self._compare(node, written, missing)
        kept = {each: written[each] for each in self.languages if written.get(each)}
        return Text(kept or dict(sorted(written.items(), key=lambda each: each[0] != "en")))

    def _compare(self, node: Node, written: Mapping[str, str], missing: Sequence[str]) -> None:
        if missing:
            what = f"`{node.name}` has no {', '.join(missing)}"
            self.error(node, what, "add " + ", ".join(f'{each} = "..."' for each in missing))
        for extra in sorted(written.keys() - set(self.languages)):
            self.warn(
                node,
                f"`{node.name}` has `{extra}`, which is not a language of the city",
                f"add it to `languages` of city.toml or remove it ({', '.join(self.languages)})",
            )

    def error(self, node: Node, message: str, remedy: str) -> None:
        self.problems.error(node.file, node.line, message, remedy)

    def warn(self, node: Node, message: str, remedy: str) -> None:
        self.problems.warning(node.file, node.line, message, remedy)


class Table:
    """One TOML table. Ask for its keys, then `finish`: what nobody asked for is unknown."""

    def __init__(self, node: Node, reading: Reading) -> None:
        self.node, self.reading = node, reading
        self._asked: list[str] = []
        self._children: Mapping[str, Node] = {}
        if isinstance(node.value, Mapping):
            self._children = node.value
        else:
            self.error("is not a table", f"write it as [{node.name}] with keys below")

    def __contains__(self, key: str) -> bool:
        return key in self._children

    def get(self, key: str) -> Node | None:
        """The value of `key` as it stands, or None."""
        self._asked.append(key)
        return self._children.get(key)

    def place(self, key: str) -> Node:
        """Where to point for `key`: its own line, or the table's."""
        return self._children.get(key, self.node)

    def error(self, what: str, remedy: str, *, key: str = "") -> None:
        """Report that the value of `key`, or the whole table, `what`."""
        name = ".".join(part for part in (self.node.name, key) if part)
        said = f"`{name}` {what}" if name else what
        self.reading.error(self.place(key), said, remedy)

    def finish(self) -> None:
        """Report the keys that no reader asked for."""
        for key in sorted(self._children.keys() - set(self._asked)):
            self.error("is not a known key", nearest(key, sorted(set(self._asked))), key=key)

    def string(self, key: str, default: str | None = None) -> str:
        """A text value; `default` None makes it required, as in the methods below."""
        return self._scalar(key, (str,), 'a text: "..."', default, "")

    def integer(self, key: str, default: int | None = None) -> int:
        return self._scalar(key, (int,), "a whole number", default, 0)

    def number(self, key: str, default: float | None = None) -> float:
        return float(self._scalar(key, (int, float), "a number", default, 0.0))

    def boolean(self, key: str, *, default: bool) -> bool:
        return self._scalar(key, (bool,), "true or false", default, default)

    def choice(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """One of `choices`; else the default, or the first where one is required."""
        fallback = next(iter(choices)) if default is None else default
        chosen = self.string(key, default)
        if key not in self:
            return fallback
        if chosen not in choices:
            self.error(f'is "{chosen}"', nearest(chosen, list(choices)), key=key)
            return fallback
        return chosen

    def reference(self, key: str, known: Collection[str], what: str) -> str:
        """An optional name that must be one of `known`; `what` says what it names."""
        named = self.string(key, "")
        if named and named not in known:
            self.error(
                f"names the {what} `{named}`, which is not declared",
                nearest(named, list(known)),
                key=key,
            )
            return ""
        return named

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when it is not given."""
        node = self.get(key)
        items = [] if node is None else node.value
        if isinstance(items, list) and all(isinstance(item.value, str) for item in items):
            return tuple(str(item.value) for item in items)
        self.error("is not a list of texts", 'write it as ["...", "..."]', key=key)
        return ()

    def numbers(self, key: str, count: int = 0) -> tuple[float, ...]:
        """A list of numbers, `count` of them if that is given; empty when it is not given."""
        node = self.get(key)
        items = [] if node is None else node.value
        if isinstance(items, list) and all(type(item.value) in (int, float) for item in items):
            found = tuple(float(item.value) for item in items)
            if node is None or not count or len(found) == count:
                return found
        many = f"{count} numbers" if count else "numbers"
        self.error(f"is not a list of {many}", "write it as [1, 2.5, ...]", key=key)
        return ()

    def string_map(self, key: str) -> dict[str, str]:
        """A table of texts by key; empty when it is not given."""
        node = self.get(key)
        found = {} if node is None else _strings(node.value)
        if found is None:
            self.error("is not a table of texts", 'write it as { a = "b" }', key=key)
        return found or {}

    def text(self, key: str, *, required: bool = True) -> Text:
        """A text in the city's languages."""
        node = self.get(key)
        if node is not None:
            return self.reading.text(node)
        if required:
            example = ", ".join(f'{each} = "..."' for each in self.reading.languages)
            self.error(f"lacks `{key}`", f"add {key} = {{ {example} }}")
        return Text()

    def name(self, key: str) -> Text:
        """An optional name: one text for all languages of the city, or a text in each."""
        node = self.get(key)
        if node is not None and isinstance(node.value, str):
            return Text(dict.fromkeys(self.reading.languages, node.value))
        return Text() if node is None else self.reading.text(node)

    def table(self, key: str) -> "Table":
        """The table under `key`; an empty one in the same place when it is not given."""
        node = self.get(key)
        if node is None:
            name = f"{self.node.name}.{key}" if self.node.name else key
            node = Node({}, self.node.file, self.node.line, name)
        return Table(node, self.reading)

    def entries(self) -> list[tuple[str, Node]]:
        """All keys with their values, for tables whose keys are data."""
        self._asked.extend(self._children)
        return list(self._children.items())

    def tables(self, key: str) -> list["Table"]:
        """The list of tables under `key`, as written with [[key]]."""
        node = self.get(key)
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.error("is not a list of tables", f"write each as [[{key}]]", key=key)
            return []
        return [Table(item, self.reading) for item in node.value]

    def _scalar(
        self, key: str, accepted: tuple[type, ...], said: str, default: T | None, empty: T
    ) -> T:
        node = self.get(key)
        if node is None:
            if default is None:
                self.error(f"lacks `{key}`", f"add `{key}`: {said}")
            return empty if default is None else default
        if type(node.value) not in accepted:
            self.error(f"is not {said}", f"write {said}", key=key)
            return empty if default is None else default
        return cast("T", node.value)


def _strings(value: object) -> dict[str, str] | None:
    """The texts of a table of texts, or None when it is not one."""
    if not isinstance(value, Mapping):
        return None
    found = {key: child.value for key, child in value.items() if isinstance(child.value, str)}
    return found if len(found) == len(value) else None
