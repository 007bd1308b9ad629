"""The part of a file that a `Range` header asks for (RFC 9110, section 14)."""

import re

ONE_RANGE = re.compile(r"bytes=\s*(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))\s*", re.IGNORECASE)


class NotSatisfiable(Exception):
    """The file has no such part (HTTP 416)."""


def asked_part(header: str, size: int) -> tuple[int, int] | None:
    """Start and end (exclusive) of the part of a file of `size` bytes.

    None where the whole file is to be sent: without a header, and where the header is malformed,
    of another unit, or lists several ranges, all of which a server may ignore.
    """
    match = ONE_RANGE.fullmatch(header)
    if not match:
        return None
    first, last, suffix = match.groups()
    if suffix is not None:
        start, end = max(size - int(suffix), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= end:
        raise NotSatisfiable
    return start, end
