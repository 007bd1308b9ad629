"""The home page as Lighthouse judges it on a phone."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from bench.growth import CITY, build
from bench.machine import PeerMissing, free_port, need, running
from bench.result import FOLDER, Result

PROJECT = Path(__file__).resolve().parents[1]
VERSION = "12.8.2"
ROUNDS = 3
GOALS = {"performance": 90, "accessibility": 100, "best-practices": 100}
FLAGS = (
    "--headless --no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader "
    "--disable-quic --disable-background-networking --disable-component-update --disable-sync"
)


def lighthouse() -> list[Result]:
    """The home page of the demonstration city; the median of three visits."""
    need({"chromium": "chromium"})
    program = _installed()
    data = build("generated", ()).shelf.root.parent
    port = free_port()
    address = f"http://localhost:{port}"
    environment = {"QALA_CITY": CITY, "QALA_DATA": str(data), "QALA_RELEASES": ""}
    command = [sys.executable, "-m", "qala.cli", "serve", "--port", str(port)]
    with running(command, ready=f"{address}/health", environment=environment):
        visits = [_visit(program, f"{address}/ru/") for _ in range(ROUNDS)]
    return [
        Result(
            name=f"lighthouse-{category}",
            what=f"home page in Lighthouse on a phone, {category}",
            measured=median(visit[category] for visit in visits),
            unit="points",
            at_least=goal,
            runs={"points": [visit[category] for visit in visits]},
        )
        for category, goal in GOALS.items()
    ]


def _installed() -> Path:
    """Lighthouse from the npm registry, in a folder of its own."""
    folder = FOLDER / "lighthouse"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [str(PROJECT / "tools" / "npm"), "--prefix", str(folder), "install", "--no-audit"]
        done = subprocess.run(
            [*command, "--no-fund", f"lighthouse@{VERSION}"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise PeerMissing(f"lighthouse cannot be installed: {done.stderr.strip()[-500:]}")
    return program


def _visit(program: Path, address: str) -> dict[str, float]:
    """Points by category, 0 to 100."""
    report = FOLDER / "lighthouse.json"
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or "chromium"
    subprocess.run(
        [str(program), address, "--quiet", f"--chrome-flags={FLAGS}", "--output=json",
         f"--only-categories={','.join(GOALS)}", f"--output-path={report}"],
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
    )  # fmt: skip
    categories = json.loads(report.read_text())["categories"]
    return {name: round(100 * categories[name]["score"], 1) for name in GOALS}
