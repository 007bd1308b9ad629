from pathlib import Path

import pytest

from tests.sources.osm.written import Written


@pytest.fixture
def osm(tmp_path: Path) -> Written:
    return Written(tmp_path)
