"""The pages as Lighthouse judges them on a phone, and how much script the map brings."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from bench.growth import CITY, build
from bench.machine import PeerMissing, free_port, need, running
from bench.result import FOLDER, Result

PROJECT = Path(__file__).resolve().parents[1]
VERSION = "12.8.2"
ROUNDS = 3
LIVING = {"performance": 90, "accessibility": 100, "best-practices": 100}
"""Goals of pages that a map moves in."""
QUIET = dict.fromkeys(("performance", "accessibility", "best-practices", "seo"), 95)
"""Goals of all others."""
OWN_SCRIPT_KB = 60
MAP_LIBRARY = "maplibre"
INTENDED = "is-crawlable"
"""An audit that is left out: the pages of an invented city ask not to be indexed."""
FLAGS = (
    "--headless --no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader "
    "--disable-quic --disable-background-networking --disable-component-update --disable-sync"
)


@dataclass(frozen=True, slots=True)
class Visited:
    """A page to judge: its name among the results, its address, its goals."""

    name: str
    path: str
    goals: dict[str, int]


PAGES = (
    Visited("home", "/ru/", LIVING),
    Visited("map", "/ru/map", LIVING),
    Visited("catalogue", "/ru/data", QUIET),
    Visited("dataset", "/kk/data/parcels", QUIET),
    Visited("raster", "/ru/data/slope", QUIET),
    Visited("search", "/ru/search?q=Абая", QUIET),
    Visited("tours", "/ru/tours", QUIET),
    Visited("tour", "/ru/tours/figures", QUIET),
    Visited("help", "/kk/help", QUIET),
    Visited("developers", "/api/docs?lang=ru", QUIET),
)


def lighthouse() -> list[Result]:
    """The pages of the demonstration city; each the median of three visits."""
    need({"chromium": "chromium"})
    program = _installed()
    data = build("generated", ()).shelf.root.parent
    port = free_port()
    address = f"http://localhost:{port}"
    environment = {"QALA_CITY": CITY, "QALA_DATA": str(data), "QALA_RELEASES": ""}
    command = [sys.executable, "-m", "qala.cli", "serve", "--port", str(port)]
    found: list[Result] = []
    with running(command, ready=f"{address}/health", environment=environment):
        for page in PAGES:
            reports = [_visit(program, address + page.path) for _ in range(ROUNDS)]
            found += _judged(page, reports)
            if page.name == "map":
                found.append(_own_script(reports[0]))
    return found


def _judged(page: Visited, reports: list[dict[str, Any]]) -> list[Result]:
    """A result for each category."""
    points = {
        category: [round(100 * report["categories"][category]["score"], 1) for report in reports]
        for category in page.goals
    }
    return [
        Result(
            name=f"lighthouse-{page.name}-{category}",
            what=f"{page.path} in Lighthouse on a phone, {category}",
            measured=median(points[category]),
            unit="points",
            at_least=goal,
            runs={"points": points[category]},
        )
        for category, goal in page.goals.items()
    ]


def _own_script(report: dict[str, Any]) -> Result:
    """How much script the map page loads beside the library that draws, as it is sent."""
    sizes = {
        Path(urlsplit(each["url"]).path).name: each["transferSize"] / 1000
        for each in report["audits"]["network-requests"]["details"]["items"]
        if urlsplit(each["url"]).path.endswith((".js", ".mjs"))
    }
    own = {name: size for name, size in sizes.items() if MAP_LIBRARY not in name}
    return Result(
        name="lighthouse-map-script",
        what="own script of the map page, compressed",
        measured=sum(own.values()),
        unit="kB",
        at_most=OWN_SCRIPT_KB,
        runs={name: [size] for name, size in sizes.items()},
    )


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


def _visit(program: Path, address: str) -> dict[str, Any]:
    """The whole report of one visit."""
    report = FOLDER / "lighthouse.json"
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or "chromium"
    subprocess.run(
        [str(program), address, "--quiet", f"--chrome-flags={FLAGS}", "--output=json",
         f"--only-categories={','.join(QUIET)}", f"--skip-audits={INTENDED}",
         f"--output-path={report}"],
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(report.read_text())
    return found
