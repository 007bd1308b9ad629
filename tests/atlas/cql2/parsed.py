"""Reads filters from lines of JSON on standard input: run by itself, so that a crash is seen."""

import json
import sys
import time

from qala.atlas.cql2.reading import condition_of
from qala.core.errors import InvalidRequest


def main() -> None:
    """Answer each line `[text, language]` with a line `[outcome, seconds]`."""
    for line in sys.stdin:
        text, written_in = json.loads(line)
        started = time.process_time()
        try:
            outcome = type(condition_of(text, written_in=written_in, placed=lambda it: it)).__name__
        except InvalidRequest as error:
            outcome = "refused: " + "; ".join(each.field for each in error.errors)
        sys.stdout.write(json.dumps([outcome, time.process_time() - started]) + "\n")
        sys.stdout.flush()


main()
