"""Recognising a plain request for a tile in the bytes of a connection."""

import re

HEAD_END = b"\r\n\r\n"
TAIL_START = b" HTTP/1.1\r\n"
REQUEST = re.compile(
    rb"GET /tiles/([a-z][a-z0-9_]{0,63})/"
    rb"(?:([0-9]{1,9})/)?([0-9]{1,2})/([0-9]{1,9})/([0-9]{1,9})\.(mvt|png)"
)
HEADERS = re.compile(rb" HTTP/1\.1\r\n(?:[A-Za-z0-9-]+: [\x20-\x7e]*\r\n)+\r\n")
HOST = re.compile(rb"\r\nHost: ", re.IGNORECASE)
READS_GZIP = re.compile(
    rb"\r\nAccept-Encoding: (?:[a-z]+, ?)*gzip(?:, ?[a-z]+)*\r\n", re.IGNORECASE
)
MORE = re.compile(
    rb"\r\n(?:If-|Content-Length:|Transfer-Encoding:|Expect:|Upgrade:"
    rb"|Connection: (?!keep-alive\r\n))",
    re.IGNORECASE,
)


def is_plain(tail: bytes) -> bool:
    """Whether a request that ends in `tail`, all behind its address, asks for nothing special.

    That is: well formed, no body, no condition, gzip welcome, the connection to be kept.
    """
    return bool(
        HEADERS.fullmatch(tail)
        and HOST.search(tail)
        and READS_GZIP.search(tail)
        and not MORE.search(tail)
    )
