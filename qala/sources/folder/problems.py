"""What is wrong in a city's folder: where it stands and how to mend it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from qala.core.errors import BadInput


class Severity(StrEnum):
    """An error stops a build; a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` counts from 1; 0 means the file as a whole."""

    file: Path
    line: int
    message: str
    remedy: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.severity}: {self.message} - {self.remedy}"

    def as_error(self) -> BadInput:
        """The same as an exception, for callers that cannot go on."""
        where = f"line {self.line}" if self.line else ""
        return BadInput(self.message, file=self.file, where=where, remedy=self.remedy)


@dataclass(slots=True)
class Problems:
    """The problems found so far, in the order they were met."""

    found: list[Problem] = field(default_factory=list)

    def error(self, file: Path, line: int, message: str, remedy: str) -> None:
        self.found.append(Problem(file, line, message, remedy))

    def warning(self, file: Path, line: int, message: str, remedy: str) -> None:
        self.found.append(Problem(file, line, message, remedy, Severity.WARNING))

    def first_error(self) -> Problem | None:
        return next((each for each in self.found if each.severity is Severity.ERROR), None)
