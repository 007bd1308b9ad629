"""`make run`: from a fresh clone to a served city, and once more."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.machine import answers, free_port, running
from bench.result import Result

PROJECT = Path(__file__).resolve().parents[1]
FIRST_WITHIN_S = 300
SECOND_WITHIN_S = 5
GIVE_UP_S = 1200


def start() -> list[Result]:
    """What is committed, cloned into an empty folder; package caches are used as they are."""
    folder = Path(tempfile.mkdtemp(prefix="qala-clone-"))
    try:
        subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(folder)], check=True)
        first = _seconds_to_the_city(folder)
        again = [_seconds_to_the_city(folder) for _ in range(3)]
    finally:
        shutil.rmtree(folder)
    return [
        Result(
            name="first-start",
            what="make run from a fresh clone to a served city",
            measured=first,
            unit="s",
            at_most=FIRST_WITHIN_S,
        ),
        Result(
            name="second-start",
            what="make run again",
            measured=median(again),
            unit="s",
            at_most=SECOND_WITHIN_S,
            runs={"s": again},
        ),
    ]


def _seconds_to_the_city(folder: Path) -> float:
    """Run `make run` until the map and its data answer; stop it."""
    port = free_port()
    home = f"http://localhost:{port}"
    command = ["make", "--directory", str(folder), "run", f"PORT={port}"]
    own = {name: "" for name in os.environ if name.startswith(("QALA_", "MAKE", "MFLAGS"))}
    with running(command, ready=f"{home}/health", environment=own, within_s=GIVE_UP_S) as seconds:
        started = time.monotonic()
        for path in ("/tiles/roads.json", "/en/map"):
            if not answers(home + path):
                raise RuntimeError(f"{path} is not served")
        return seconds + time.monotonic() - started
