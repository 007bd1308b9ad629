"""Progress of long work: a bar in a terminal, a line now and then in a log."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from qala.core.features import Progress as Report

LINE_EVERY_S = 5.0


@contextmanager
def shown_progress() -> Iterator[Report]:
    """A function to report progress to, for as long as the work lasts."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines().report
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(what: str, done: int, total: int | None) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield report


class _Lines:
    """One line at most every few seconds."""

    def __init__(self) -> None:
        self.last = monotonic()

    def report(self, what: str, done: int, total: int | None) -> None:
        if monotonic() - self.last >= LINE_EVERY_S:
            self.last = monotonic()
            click.echo(f"{what}: {done:,}" + (f" of {total:,}" if total else ""), err=True)
