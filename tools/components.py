"""What runs in production: the locked Python packages, and the npm packages of the browser."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
PYTHON_LOCK = PROJECT / "requirements" / "run.txt"
NPM_LOCK = PROJECT / "web" / "package-lock.json"
POLICY = Path(__file__).with_name("licences.toml")

PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Component:
    """One package: `kind` is its package-URL type, `licence` an SPDX expression or what it says."""

    kind: str
    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The allowed licences, and how to read what packages say of themselves."""

    allowed: frozenset[str]
    spoken: Mapping[str, str]
    read: Mapping[str, str]


def policy(file: Path = POLICY) -> Policy:
    """The licence policy of the project."""
    table = tomllib.loads(file.read_text("utf-8"))
    return Policy(
        allowed=frozenset(table["permissive"]) | frozenset(table["weak_copyleft"]),
        spoken=table["spoken"],
        read=table["read"],
    )


def locked(lock: str) -> dict[str, str]:
    """The versions that a lock file of pip pins, by package."""
    return dict(PIN.findall(lock))


def components() -> list[Component]:
    """Every component that runs in production, Python first, each by name.

    Raises PackageNotFoundError where a locked Python package is not installed.
    """
    rules = policy()
    return [*python_components(PYTHON_LOCK, rules), *npm_components(NPM_LOCK)]


def python_components(lock: Path, rules: Policy) -> Iterator[Component]:
    """The packages of the lock file, with the licences that the installed packages declare."""
    for name, version in sorted(locked(lock.read_text("utf-8")).items()):
        licence = rules.read.get(name) or declared_licence(metadata(name), rules.spoken)
        yield Component("pypi", name, version, licence)


def declared_licence(described: PackageMetadata, spoken: Mapping[str, str]) -> str:
    """The licence in a package's metadata: PEP 639's expression, else its older fields."""
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in described.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    older = _field(described, "License")
    said = _field(described, "License-Expression") or (older if "\n" not in older else "")
    said = said or " AND ".join(spoken.get(each, each) for each in classifiers)
    return spoken.get(said, said)


def _field(described: PackageMetadata, name: str) -> str:
    return described[name].strip() if name in described else ""


def npm_components(lock: Path) -> Iterator[Component]:
    """The npm packages that end up in the browser: all that are not for development only."""
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text("utf-8"))["packages"]
    for path, package in sorted(packages.items()):
        if path and not package.get("dev") and not package.get("devOptional"):
            name = path.rpartition("node_modules/")[2]
            yield Component("npm", name, package["version"], package.get("license", ""))
