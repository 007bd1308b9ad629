"""The documents agree with the code: settings, commands, addresses, links and the tree."""

import dataclasses
import pkgutil
import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
from django.urls import LocalePrefixPattern, URLPattern, URLResolver, get_resolver

from qala.atlas.tiles.addresses import Address, TileAddress, parse_address
from qala.cli import qala
from qala.core.dataset import Dataset, Field, FieldType, GeometryType, SourceSpec, Style, TileSpec
from qala.sources.folder import Severity, check_city
from qala.sources.folder.sources import KINDS, OSM_LAYERS
from qala.sources.folder.style import DROPS, PALETTES
from qala.sources.folder.style import KINDS as STYLE_KINDS
from qala.sources.vector.options import Options

PROJECT = Path(__file__).resolve().parents[1]
DOCS = PROJECT / "docs"
PAGES = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted(DOCS.rglob("*.md"))

VARIABLE = re.compile(r"\b(?:QALA_[A-Z_]+[A-Z]|DATABASE_URL)\b")
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:)([^)\s]+)\)")
FILE = re.compile(r"(?<![/\w])(?:qala|web|cities|tools|requirements)/[a-z0-9_./-]+\.[a-z]+\b")
DOTTED = re.compile(r"\bqala\.(?:atlas|cli|core|portal|settings|sources|store|wiring)(?:\.\w+)*")
CODE_BLOCK = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)


def first_cells(page: Path) -> list[str]:
    """What stands in the first column of a page's tables, in code."""
    rows = [line.split("|")[1] for line in page.read_text("utf-8").splitlines() if "|" in line[:1]]
    return [code for cell in rows for code in re.findall(r"`([^`]+)`", cell)]


def section(page: str, heading: str) -> str:
    """The text below `## heading` up to the next heading of that rank; empty if there is none."""
    text = (DOCS / page).read_text("utf-8")
    _, _, rest = text.partition(f"\n## {heading}\n")
    return rest.partition("\n## ")[0]


def test_every_setting_is_documented_and_used():
    sources = [*PROJECT.glob("qala/**/*.py"), *PROJECT.glob("bench/**/*.py"), PROJECT / "Makefile"]
    used = {name for path in sources for name in VARIABLE.findall(path.read_text("utf-8"))}
    assert "DATABASE_URL" in used
    assert set(first_cells(DOCS / "configuration.md")) == used


def commands(group: click.Group, said: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{said} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{said} {name}")


@pytest.mark.parametrize(("said", "command"), list(commands(qala, "qala")))
def test_every_command_is_documented_with_its_options(said, command):
    text = section("commands.md", " ".join(said.split()[:2]))
    assert f"`{said}" in text
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert any(option in text for option in parameter.opts), parameter.opts
        else:
            assert parameter.human_readable_name in text


def test_every_documented_command_exists():
    headings = re.findall(
        r"^## (qala .+)$", (DOCS / "commands.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(headings) == sorted(f"qala {name}" for name in qala.commands)


def test_every_target_of_make_is_documented():
    explained = re.findall(
        r"^([a-z-]+):.*## ", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    assert {"run", "test", "bench"} <= set(explained)
    text = section("commands.md", "make")
    assert [target for target in explained if f"`make {target}`" not in text] == []


def addresses(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        language = isinstance(each.pattern, LocalePrefixPattern)
        address = prefix + ("{}/" if language else str(each.pattern))
        if getattr(each, "name", "") == "api-root":
            continue  # the address below which the API lies; it answers 404
        if isinstance(each, URLPattern):
            yield re.sub(r"<[^>]+>", "{}", address)
        else:
            yield from addresses(each, address)


def documented_addresses() -> set[str]:
    cells = first_cells(DOCS / "endpoints.md")
    paths = [cell.rpartition(" ")[2].partition("?")[0] for cell in cells]
    return {re.sub(r"\{[^}]+\}", "{}", path) for path in paths if path.startswith("/")}


def test_every_address_is_documented():
    answered = set(addresses(get_resolver(), "/"))
    assert "/health" in answered
    assert answered - documented_addresses() == set()


def test_every_address_of_tiles_is_documented():
    filled = {"dataset": "roads", "sequence": "3", "z": "12", "x": "1", "y": "2"}
    cells = [cell for cell in first_cells(DOCS / "endpoints.md") if cell.startswith("/tiles/")]
    found = [parse_address(cell.format(**filled)) for cell in cells]
    assert {type(each) for each in found} == set(get_args(Address))
    assert TileAddress("roads", None, 12, 1, 2) in found
    assert TileAddress("roads", 3, 12, 1, 2) in found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_files_and_names_in_the_code_exist(page):
    code = " ".join(re.findall(r"`([^`\n]+)`", CODE_BLOCK.sub("", page.read_text("utf-8"))))
    files = FILE.findall(code)
    assert [name for name in files if not (PROJECT / name).exists()] == []
    for name in DOTTED.findall(code):
        pkgutil.resolve_name(name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(page):
    text = CODE_BLOCK.sub("", page.read_text("utf-8"))
    broken = []
    for link in LINK.findall(text):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.is_file() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings as forges make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("folder", ["", "how-to", "decisions"])
def test_every_page_is_linked(folder):
    listed = (DOCS / "decisions/README.md") if folder == "decisions" else (PROJECT / "README.md")
    text = listed.read_text("utf-8")
    pages = [page for page in (DOCS / folder).glob("*.md") if page != listed]
    assert [
        page.name for page in pages if page.relative_to(listed.parent).as_posix() not in text
    ] == []


def test_the_tree_in_the_readme_is_the_tree():
    block = CODE_BLOCK.search(
        (PROJECT / "README.md").read_text("utf-8").partition("## The tree")[2]
    )
    assert block
    lines = [re.split(r"\s{2,}", line.rstrip()) for line in block[0].splitlines()[1:-1]]
    top = {line[0].strip("/") for line in lines if line[0]}
    inner = {name.strip("/") for line in lines if not line[0] for name in line[1].split()}
    files = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, check=True, capture_output=True, text=True
    ).stdout.split()
    folders = {name.partition("/")[0] for name in files if "/" in name and name[0] != "."}
    modules = {path.stem for path in (PROJECT / "qala").glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in (PROJECT / "qala").glob("*/__init__.py")}
    assert top == folders
    assert inner == modules | packages


def example(page: str) -> str:
    """The first TOML block of a how-to, without its indentation."""
    block = re.search(
        r"```toml\n(.*?)^ *```",
        (DOCS / "how-to" / page).read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert block
    return textwrap.dedent(block[1])


@pytest.fixture
def cities(tmp_path: Path) -> Path:
    """A folder of cities that has the base only."""
    shutil.copytree(PROJECT / "cities" / "_base", tmp_path / "_base")
    return tmp_path


def test_the_city_of_the_how_to_is_right(cities):
    (cities / "monaco").mkdir()
    (cities / "monaco" / "city.toml").write_text(example("add-a-city.md"), "utf-8")
    problems = check_city(cities / "monaco")
    assert [str(each) for each in problems if each.severity is Severity.ERROR] == []


def test_the_dataset_of_the_how_to_is_right(cities):
    sample = cities / "sample"
    (sample / "datasets").mkdir(parents=True)
    (sample / "facts").mkdir()
    (sample / "facts" / "schools.csv").write_text("lon,lat,name,capacity\n", "utf-8")
    (sample / "city.toml").write_text(TRILINGUAL, "utf-8")
    (sample / "datasets" / "schools.toml").write_text(example("add-a-dataset.md"), "utf-8")
    assert check_city(sample) == []


TRILINGUAL = """
name = { kk = "Алматы", ru = "Алматы", en = "Almaty" }
languages = ["kk", "ru", "en"]
bounds = [76.60, 43.00, 77.20, 43.45]
projection = 32643
time_zone = "Asia/Almaty"
"""

INTERNAL = {"id", "file", "line", "sources", "fields", "tiles", "style"}


@pytest.mark.parametrize(
    "words",
    [
        *(
            [each.name for each in dataclasses.fields(kind)]
            for kind in (Dataset, Field, SourceSpec)
        ),
        *([each.name for each in dataclasses.fields(kind)] for kind in (TileSpec, Style, Options)),
        *(KINDS, OSM_LAYERS, STYLE_KINDS, PALETTES, DROPS, list(FieldType), list(GeometryType)),
    ],
    ids=lambda words: words[0],
)
def test_every_key_of_a_dataset_is_documented(words):
    text = (DOCS / "how-to" / "add-a-dataset.md").read_text("utf-8")
    known = set(re.findall(r"\b[a-z_0-9]+\b", text)) | INTERNAL
    renamed = {"omitted": "except"}
    assert {renamed.get(word, word) for word in words} - known == set()
