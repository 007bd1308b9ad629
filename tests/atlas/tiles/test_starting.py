"""A worker that takes its time to start, as on a busy machine, is waited for."""

from pathlib import Path

from qala.store.shelf import Shelf
from tests.atlas.tiles.serving import serving

SLOW = """
import os, pathlib, time
pathlib.Path(f"started-{os.getpid()}").touch()
time.sleep(6)  # uvicorn itself waits for 5 s
"""


def test_a_slow_worker_is_not_taken_for_a_dead_one(tmp_path: Path, shelf: Shelf) -> None:
    with serving(tmp_path, shelf, in_workers=SLOW):
        assert len(list(tmp_path.glob("started-*"))) == 2
