"""A real server: the short way answers as the application does, and nothing breaks it."""

import json
import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress

import httpx
import pytest

from qala.store.shelf import Shelf
from qala.store.upkeep import withdraw
from tests.atlas.tiles.conftest import EMPTY, INSIDE
from tests.atlas.tiles.serving import HEADERS, exchange, parsed, request, serving
from tests.store.conftest import put, schools

TILE = f"/tiles/schools/1/{INSIDE}.mvt"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("served") / "releases")
    put(shelf, schools(500))
    return shelf


@pytest.fixture(scope="module")
def port(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server with two workers over the shelf."""
    folder = tmp_path_factory.mktemp("server")
    with serving(folder, shelf) as port:
        yield port
    lines = (folder / "log").read_text().splitlines()
    assert [line for line in lines if "Traceback" in line] == []


@pytest.mark.parametrize("path", [TILE, f"/tiles/schools/{INSIDE}.mvt"])
def test_both_ways_give_the_same_answer(port: int, path: str):
    short = parsed(exchange(port, request(path)))
    long = parsed(exchange(port, request(path + "?")))
    assert short == long
    assert short[0] == b"HTTP/1.1 200 OK"


def test_a_tile_is_what_the_archive_holds(port: int):
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        short, long = client.get(TILE), client.get(TILE, headers={"Accept-Encoding": "identity"})
    assert short.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in long.headers
    assert short.content == long.content


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/tiles/schools/1/{EMPTY}.mvt", b"204"),
        ("/tiles/schools/1/8/999/0.mvt", b"400"),
        ("/tiles/schools/1/99/0/0.mvt", b"400"),
        ("/tiles/schools/9/8/0/0.mvt", b"404"),
        ("/tiles/nothing/8/0/0.mvt", b"404"),
    ],
)
def test_what_is_no_tile_is_told_the_long_way(port: int, path: str, status: bytes):
    assert exchange(port, request(path)).split(b" ")[1] == status


def test_many_requests_on_one_connection(port: int):
    answers = exchange(port, *[request(TILE)] * 20, pause_s=0.01)
    assert answers.count(b"HTTP/1.1 200 OK") == 20


@pytest.mark.parametrize("paths", [(TILE, TILE), (TILE, "/health", TILE), ("/health", TILE)])
def test_requests_in_one_packet_are_answered_in_order(port: int, paths: tuple[str, ...]):
    answers = exchange(port, b"".join(request(path) for path in paths))
    types = re.findall(rb"content-type: ([^\r]+)", answers)
    expected = {TILE: b"application/vnd.mapbox-vector-tile", "/health": b"application/json"}
    assert types == [expected[path] for path in paths]


def test_a_thousand_requests_at_once_are_not_one_long_head(port: int):
    answers = exchange(port, request(TILE + "?") * 2_000 + request(TILE)[:-10])
    assert answers.count(b"HTTP/1.1 200 OK") == 2_000
    assert b"HTTP/1.1 431" not in answers


def test_a_tile_asked_for_before_a_page_is_ready_waits_its_turn(port: int):
    answers = exchange(port, request("/health"), request(TILE), pause_s=0)
    assert answers.index(b"application/json") < answers.index(b"mapbox-vector-tile")


@pytest.mark.parametrize("cut", [1, 10, 40, -3, -1])
def test_a_request_in_two_packets_is_one_request(port: int, cut: int):
    whole = request(TILE)
    answers = exchange(port, whole[:cut], whole[cut:])
    assert answers.count(b"HTTP/1.1 200 OK") == 1


def test_a_body_that_looks_like_a_request_is_a_body(port: int):
    inner = request(TILE)
    head = request("/tiles/schools.json", f"Content-Length: {len(inner)}\r\n", method="POST")
    answers = exchange(port, head, inner)
    assert answers.count(b"HTTP/1.1 ") == 1
    assert answers.startswith(b"HTTP/1.1 405")


def test_a_head_that_begins_like_a_request_line_is_a_head(port: int):
    first, second = b"GET /tiles/schools.json HTTP/1.1\r\nHost: localhost\r\nX: ", request(TILE)
    answers = exchange(port, first, second)
    assert answers.count(b"HTTP/1.1 ") == 1
    assert b"tilejson" in answers


def test_conditions_and_closing_are_respected(port: int):
    tag = parsed(exchange(port, request(TILE)))[1]["etag"]
    assert exchange(port, request(TILE, f"If-None-Match: {tag}\r\n")).startswith(b"HTTP/1.1 304")
    closed = exchange(port, request(TILE, "Connection: close\r\n"), request(TILE))
    assert closed.count(b"HTTP/1.1 200 OK") == 1
    assert b"connection: close" in closed


@pytest.mark.parametrize("path", ["/kk/map?q=", "/api/identify?lon=", f"{TILE}?", "/"])
def test_ten_megabytes_of_query_are_refused_in_words(port: int, path: str):
    """The client sends all before it reads: it must see the answer, not a broken connection."""
    started = time.monotonic()
    answer = exchange(port, f"GET {path}{'a' * 10_000_000} HTTP/1.1\r\n{HEADERS}\r\n".encode())
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 431")
    assert json.loads(body)["status"] == 431
    assert time.monotonic() - started < 3


def test_a_query_without_end_is_cut_off(port: int):
    with closing(socket.create_connection(("127.0.0.1", port))) as connection:
        connection.settimeout(5)
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            connection.sendall(b"GET /kk/map?q=" + b"a" * 100_000_000)


@pytest.mark.parametrize("path", ["/kk/map", "/api/identify", TILE])
def test_ten_megabytes_of_body_are_refused_in_words(port: int, path: str):
    more = "Content-Length: 10000000\r\nConnection: close\r\n"
    answer = exchange(port, request(path, more, method="POST") + b"a" * 10_000_000)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 413")
    assert json.loads(body)["status"] == 413


def test_bodies_that_do_not_come_hold_up_no_page(port: int):
    """More of them than there are threads for pages, each with the cookie that has it read."""
    more = (
        f"Cookie: csrftoken={'a' * 32}\r\nContent-Length: 100\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
    )
    with ExitStack() as open_connections:
        for _ in range(40):
            connection = open_connections.enter_context(
                closing(socket.create_connection(("127.0.0.1", port)))
            )
            connection.sendall(request("/kk/map", more, method="POST") + b"a=")
        assert exchange(port, request("/health")).startswith(b"HTTP/1.1 200 OK")


def test_a_long_query_for_tiles_and_pages_is_a_4xx(port: int):
    for path in (TILE, "/kk/map", "/health"):
        assert exchange(port, request(f"{path}?{'q' * 20_000}")).startswith(b"HTTP/1.1 414")


@pytest.mark.parametrize(
    "junk",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\n\r\n",
        "GET /kk/data/Қала HTTP/1.1\r\n\r\n".encode(),
        b"BREW /kk/map HTTP/1.1\r\n\r\n",
    ],
)
def test_junk_is_refused_and_the_server_goes_on(port: int, junk: bytes):
    head, _, body = exchange(port, junk).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["status"] == 400
    assert exchange(port, request(TILE)).startswith(b"HTTP/1.1 200 OK")


def test_a_client_that_does_not_read_holds_up_nobody(port: int):
    with closing(socket.create_connection(("127.0.0.1", port))) as lazy:
        lazy.setblocking(False)
        for _ in range(2_000):
            try:
                lazy.sendall(request(TILE))
            except BlockingIOError:
                break
        assert exchange(port, request(TILE)).startswith(b"HTTP/1.1 200 OK")


def test_clients_that_leave_before_their_answers_are_no_errors(port: int):
    """The fixture looks for tracebacks in the log when all is done."""
    for _ in range(20):
        with closing(socket.create_connection(("127.0.0.1", port))) as hasty:
            hasty.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with suppress(OSError):
                hasty.sendall(request("/tiles/schools.json") * 500)
    assert exchange(port, request(TILE)).startswith(b"HTTP/1.1 200 OK")


def test_an_archive_comes_through_in_parts_and_whole(port: int, shelf: Shelf):
    stored = (shelf.root / "schools" / "1" / "tiles.pmtiles").read_bytes()
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        assert client.get("/tiles/schools.pmtiles").content == stored
        part = client.get("/tiles/schools.pmtiles", headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, stored[100:200])


def test_every_worker_follows_a_switch_and_a_withdrawal_within_a_second(port: int, shelf: Shelf):
    assert put(shelf, schools(500, seed=2)).release.sequence == 2
    time.sleep(1)
    headers = {"Connection": "close", "Host": "localhost"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers) as it:
        answers = [it.get("/tiles/schools.json").json()["version"] for _ in range(10)]
        assert set(answers) == {"2.0.0"}
        withdraw(shelf, "schools", 2, reason="a test")
        time.sleep(1)
        assert {it.get("/tiles/schools.json").json()["version"] for _ in range(10)} == {"1.0.0"}
        statuses = {it.get(f"/tiles/schools/2/{INSIDE}.mvt").status_code for _ in range(10)}
    assert statuses == {410}
