"""How much one visitor may still read in this minute, over all processes.

The shared count is in the database, but not every request is written there: a process counts for
itself and hands over every `STRIDE` requests of a visitor. So a limit is kept to within a stride
for each process, and reading costs the database next to nothing.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from threading import Lock
from time import time

from django.db import DatabaseError

from qala.atlas.actions import add_requests

STRIDE = 20
POLICY = "reading"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a visitor may read in a minute, what is left of it, and when it begins anew."""

    per_minute: int
    left: int
    resets_in_s: int
    exceeded: bool


class _Tally:
    """Requests of this process in the running minute, and what the database said last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._own: Counter[str] = Counter()
        self._shared: dict[str, int] = {}

    def add(self, visitor: str, minute: int) -> int:
        """How often the visitor has asked in this minute, as far as is known here."""
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._own.clear()
                self._shared.clear()
            self._own[visitor] += 1
            own = self._own[visitor]
        if own % STRIDE == 0:
            self._hand_over(visitor, minute)
        with self._lock:
            return self._shared.get(visitor, 0) + own % STRIDE

    def _hand_over(self, visitor: str, minute: int) -> None:
        try:
            shared = add_requests(visitor, minute=minute, count=STRIDE)
        except DatabaseError:  # a full disk, for one: then this process counts alone
            logger.exception("requests cannot be counted")
            shared = self._own[visitor]
        with self._lock:
            if minute == self._minute:
                self._shared[visitor] = shared


_tally = _Tally()


def rate_fields(allowance: Allowance) -> dict[str, str]:
    """The fields of an answer that state the rate (draft-ietf-httpapi-ratelimit-headers)."""
    return {
        "RateLimit-Policy": f'"{POLICY}";q={allowance.per_minute};w=60',
        "RateLimit": f'"{POLICY}";r={allowance.left};t={allowance.resets_in_s}',
    }


def spend(address: str, *, per_minute: int) -> Allowance | None:
    """Count one reading from `address`; None where there is no limit (0)."""
    if not per_minute:
        return None
    now = time()
    count = _tally.add(f"read {address}", int(now // 60))
    return Allowance(
        per_minute=per_minute,
        left=max(per_minute - count, 0),
        resets_in_s=60 - int(now % 60),
        exceeded=count > per_minute,
    )
