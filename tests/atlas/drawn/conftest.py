"""A folder of its own for drawn maps."""

from pathlib import Path

import pytest


@pytest.fixture
def kept(settings, tmp_path: Path) -> Path:
    """An empty folder for drawn maps."""
    settings.DRAWN = tmp_path / "drawn"
    return tmp_path / "drawn"
