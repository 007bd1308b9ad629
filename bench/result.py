"""What a benchmark finds, and how it is told."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

FOLDER = Path(__file__).resolve().parents[1] / "build" / "bench"
RESULTS = FOLDER / "results.json"


@dataclass(frozen=True, slots=True)
class Result:
    """One figure. `at_least` or `at_most` is its goal, neither where it is told beside another.

    `runs` are the figures behind `measured`.
    """

    name: str
    what: str
    measured: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    runs: dict[str, list[float]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the goal is met."""
        enough = self.at_least is None or self.measured >= self.at_least
        return enough and (self.at_most is None or self.measured <= self.at_most)

    @property
    def goal(self) -> str:
        """The goal in words."""
        if self.at_least is not None:
            return f"at least {self.at_least:g} {self.unit}"
        if self.at_most is not None:
            return f"at most {self.at_most:g} {self.unit}"
        return ""

    def lines(self) -> list[str]:
        """The result for a terminal."""
        verdict = f" (goal {self.goal}): {'pass' if self.passed else 'FAIL'}" if self.goal else ""
        told = [
            f"{self.name}: {self.what}",
            f"  measured {self.measured:.3g} {self.unit}{verdict}",
        ]
        for name, values in self.runs.items():
            spread = f"{min(values):,.6g} to {max(values):,.6g}"
            told.append(f"  {name}: median {median(values):,.6g}, {spread}, {len(values)} runs")
        return told


def keep(results: list[Result]) -> None:
    """Write the results to RESULTS, with the machine and the day; other sections' stay."""
    kept = json.loads(RESULTS.read_text())["results"] if RESULTS.exists() else {}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for each in results:
        kept[each.name] = {**asdict(each), "passed": each.passed, "measured_at": now}
    machine = {
        "cores": os.cpu_count(),
        "system": platform.system(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "load": [round(each, 2) for each in os.getloadavg()],
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps({"machine": machine, "results": kept}, indent=1) + "\n")
