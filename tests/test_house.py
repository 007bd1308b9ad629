"""The house itself: licences, bill of materials, import contracts, lock files, sizes, addresses."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import licences, sbom
from tools.components import PROJECT, Component, components, locked, policy

LARGEST_FILE = 500_000
LONGEST_MODULE = 300
MODULES = (".py", ".ts", ".css")
GENERATED = ("/migrations/", "/gen/")
LOCKS = ("requirements/run.txt", "requirements/dev.txt", "requirements/node.txt")

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|home|Users|root|opt)/[a-z]")
REGISTRY = re.compile(
    r"(?:https?|file)://[^\s\"']*(?:pythonhosted|pypi|npmjs|yarnpkg|/simple\b)"
    r"|^--(?:index-url|extra-index-url|find-links|trusted-host)"
    r'|"resolved":',
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files in git, as they are in the working tree."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    return [PROJECT / name for name in names if name and (PROJECT / name).is_file()]


def in_project(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def test_no_file_in_git_is_large(tracked):
    assert [in_project(path) for path in tracked if path.stat().st_size > LARGEST_FILE] == []


def test_no_module_is_long(tracked):
    modules = [
        path
        for path in tracked
        if path.suffix in MODULES and not any(part in f"/{in_project(path)}" for part in GENERATED)
    ]
    lengths = {in_project(path): path.read_text("utf-8").count("\n") for path in modules}
    assert len(lengths) > 20
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_registry_and_no_path_of_a_machine_in_git(tracked):
    found = []
    for path in tracked:
        content = path.read_bytes()
        if b"\0" in content or path == Path(__file__):
            continue
        text = content.decode("utf-8")
        found += [(in_project(path), hit[0]) for hit in MACHINE_PATH.finditer(text)]
        found += [(in_project(path), hit[0]) for hit in REGISTRY.finditer(text)]
    assert found == []


def test_import_contracts_hold():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=PROJECT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def project_requirements() -> dict[str, list[Requirement]]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    run = [Requirement(line) for line in project["dependencies"]]
    dev = [Requirement(line) for line in project["optional-dependencies"]["dev"]]
    node = (PROJECT / "requirements/node.in").read_text("utf-8").partition("#")[0]
    return dict(zip(LOCKS, (run, run + dev, [Requirement(node)]), strict=True))


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_files_agree_with_the_project(lock):
    pins = {canonicalize_name(name): version for name, version in pins_of(lock).items()}
    lagging = [
        str(requirement)
        for requirement in project_requirements()[lock]
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"))
    ]
    assert lagging == []


def pins_of(lock: str) -> dict[str, str]:
    return locked((PROJECT / lock).read_text("utf-8"))


def test_what_runs_is_tested_in_the_same_versions():
    assert pins_of("requirements/run.txt").items() <= pins_of("requirements/dev.txt").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock):
    text = (PROJECT / lock).read_text("utf-8")
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_npm_lock_agrees_with_the_package():
    package = json.loads((PROJECT / "web/package.json").read_text("utf-8"))
    root = json.loads((PROJECT / "web/package-lock.json").read_text("utf-8"))["packages"][""]
    for key in ("dependencies", "devDependencies"):
        assert root[key] == package[key]


def test_the_npm_lock_serves_every_platform():
    """Programs for other platforms are optional packages; one that is absent stops `npm ci`."""
    packages = json.loads((PROJECT / "web/package-lock.json").read_text("utf-8"))["packages"]
    named = {name for each in packages.values() for name in each.get("optionalDependencies", {})}
    assert any("darwin-arm64" in name for name in named)
    assert {name for name in named if f"node_modules/{name}" not in packages} == set()


def test_every_component_has_an_allowed_licence():
    found = components()
    assert {("pypi", "django"), ("npm", "maplibre-gl")} <= {
        (each.kind, each.name) for each in found
    }
    assert licences.refused(found, policy().allowed) == []


@pytest.mark.parametrize(
    ("licence", "problem"),
    [
        ("MIT", ""),
        ("MIT OR GPL-3.0-only", ""),
        ("(MIT AND MPL-2.0) OR AGPL-3.0-only", ""),
        ("MIT AND GPL-3.0-only", "is not allowed"),
        ("AGPL-3.0-or-later", "is not allowed"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "is not allowed"),
        ("Our own licence", "is not an SPDX licence expression"),
        ("", "names no licence"),
    ],
)
def test_a_licence_is_judged(licence, problem):
    lines = licences.refused([Component("pypi", "thing", "1.0", licence)], policy().allowed)
    assert len(lines) == (1 if problem else 0)
    assert all(line.startswith("thing 1.0 (pypi)") and problem in line for line in lines)


def test_the_built_browser_code_carries_the_licences_of_what_it_bundles():
    package = json.loads((PROJECT / "web/package.json").read_text("utf-8"))
    licences_of = (PROJECT / "qala/static/web/licences.md").read_text("utf-8")
    for name in package["dependencies"]:
        assert f"\n## {name} - " in licences_of
    assert "SIL OPEN FONT LICENSE" in licences_of


def test_the_bill_of_materials_is_valid_and_complete():
    count = sbom.write()
    text = sbom.TARGET.read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    listed = {part["purl"]: part for part in bill["components"]}
    assert len(listed) == count
    assert all(part["licenses"] for part in listed.values())
    assert bill["metadata"]["component"]["name"] == "qala"
    for name, version in pins_of("requirements/run.txt").items():
        assert f"pkg:pypi/{name}@{version}" in listed
