"""What is installed besides Python."""

import subprocess
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def test_every_file_of_the_program_is_in_the_package():
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {
        found.relative_to(PROJECT).as_posix()
        for package, patterns in settings["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for found in PROJECT.joinpath(*package.split(".")).glob(pattern)
    }
    listed = ["git", "ls-files", "-z", "--", "qala"]
    kept = subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    files = {each for each in kept.split("\0") if each and not each.endswith(".py")}
    assert len(files) > 20
    assert files - declared == set()


def test_every_folder_with_python_is_a_package():
    """Only those are installed."""
    folders = {each.parent for each in (PROJECT / "qala").rglob("*.py")}
    assert [each for each in folders if not (each / "__init__.py").exists()] == []
