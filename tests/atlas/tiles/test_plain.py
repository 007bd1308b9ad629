"""Which requests may take the short way: only those that ask for nothing special."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.atlas.tiles.plain import REQUEST, is_plain

LINE = b" HTTP/1.1\r\n"
CHROMIUM = LINE + (
    b'Host: localhost:8000\r\nConnection: keep-alive\r\nsec-ch-ua-platform: "Linux"\r\n'
    b"User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r\nAccept: */*\r\n"
    b"Sec-Fetch-Site: same-origin\r\nReferer: http://localhost:8000/ru/map?at=76.9,43.2,12\r\n"
    b"Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: ru-RU,ru;q=0.9\r\n\r\n"
)
FIREFOX = LINE + (
    b"Host: localhost:8000\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
    b"Connection: keep-alive\r\nPriority: u=4\r\n\r\n"
)


@pytest.mark.parametrize("tail", [CHROMIUM, FIREFOX])
def test_what_browsers_send_is_plain(tail: bytes):
    assert is_plain(tail)


@pytest.mark.parametrize(
    "header",
    [
        b'If-None-Match: "a"',
        b"if-modified-since: x",
        b"Content-Length: 3",
        b"Transfer-Encoding: chunked",
        b"Expect: 100-continue",
        b"Upgrade: h2c",
        b"Connection: close",
        b"Connection: keep-alive, Upgrade",
        b"X: a\nIf-None-Match: b",
        b"X: a\r\n folded",
        b"X : a",
        "X: қала".encode(),
        b"X: a\x00",
    ],
)
def test_anything_more_takes_the_long_way(header: bytes):
    assert not is_plain(FIREFOX[:-2] + header + b"\r\n\r\n")


@pytest.mark.parametrize(
    "tail",
    [
        FIREFOX.replace(b"HTTP/1.1", b"HTTP/1.0"),
        FIREFOX.replace(b"Host: localhost:8000\r\n", b""),
        FIREFOX.replace(b"gzip, ", b""),
        FIREFOX.replace(b"gzip", b"gzip;q=0"),
        FIREFOX.replace(b"gzip", b"x-gzip"),
        FIREFOX[:-2],
        FIREFOX + b"GET / HTTP/1.1\r\n\r\n",
        b"",
    ],
)
def test_what_is_not_a_whole_request_takes_the_long_way(tail: bytes):
    assert not is_plain(tail)


def test_a_tile_of_a_release_and_one_of_the_current_are_recognised():
    match = REQUEST.fullmatch(b"GET /tiles/roads/12/14/1/2.mvt")
    assert match is not None
    assert match.groups() == (b"roads", b"12", b"14", b"1", b"2", b"mvt")
    match = REQUEST.fullmatch(b"GET /tiles/roads/14/1/2.png")
    assert match is not None
    assert match.groups() == (b"roads", None, b"14", b"1", b"2", b"png")


@pytest.mark.parametrize(
    "line",
    [
        b"HEAD /tiles/roads/14/1/2.mvt",
        b"GET /tiles/roads/14/1/2.mvt?lang=ru",
        b"GET /tiles/roads/014/1/2.mvt",
        b"GET /tiles/Roads/14/1/2.mvt",
        b"GET /tiles/roads/14/1/2.jpg",
        b"GET /tiles/roads.json",
        b"GET //tiles/roads/14/1/2.mvt",
    ],
)
def test_other_addresses_take_the_long_way(line: bytes):
    assert REQUEST.fullmatch(line) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(data: bytes):
    assert is_plain(LINE + data) in (True, False)
