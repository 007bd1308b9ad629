"""The archive over HTTP: whole, in parts, and read by a client of the format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.reader import Reader

from qala.atlas.tiles.ranges import NotSatisfiable, asked_part
from qala.store.shelf import Shelf
from tests.atlas.tiles.conftest import Ask

PATH = "/tiles/schools.pmtiles"


@pytest.fixture
def stored(shelf: Shelf) -> bytes:
    return (shelf.root / "schools" / "1" / "tiles.pmtiles").read_bytes()


def test_the_whole_archive_comes_as_it_is_stored(ask: Ask, stored: bytes):
    answer = ask(PATH)
    assert answer.status_code == 200
    assert answer.content == stored
    assert answer.headers["content-type"] == "application/vnd.pmtiles"
    assert answer.headers["accept-ranges"] == "bytes"
    assert int(answer.headers["content-length"]) == len(stored)


def test_a_client_of_the_format_reads_tiles_through_ranges(ask: Ask, stored: bytes):
    def get_bytes(offset: int, length: int) -> bytes:
        answer = ask(PATH, headers={"Range": f"bytes={offset}-{offset + length - 1}"})
        assert answer.status_code == 206
        return answer.content

    over_http = Reader(get_bytes)
    from_file = Reader(lambda offset, length: stored[offset : offset + length])
    assert over_http.metadata() == from_file.metadata()
    assert over_http.get(8, 182, 93) == from_file.get(8, 182, 93) is not None


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-126", 0, 127),
        ("bytes=100-", 100, None),
        ("bytes=-10", -10, None),
        ("bytes=5-999999999", 5, None),
        ("bytes=-999999999", 0, None),
        ("BYTES=3-4", 3, 5),
    ],
)
def test_a_part_is_sent_with_its_place(
    ask: Ask, stored: bytes, asked: str, start: int, end: int | None
):
    answer = ask(PATH, headers={"Range": asked})
    first, last, _ = slice(start, end).indices(len(stored))
    assert answer.status_code == 206
    assert answer.content == stored[start:end]
    assert answer.headers["content-range"] == f"bytes {first}-{last - 1}/{len(stored)}"
    assert int(answer.headers["content-length"]) == last - first


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0", "bytes=999999999-9999999999"])
def test_a_part_that_is_not_there_is_416(ask: Ask, stored: bytes, asked: str):
    answer = ask(PATH, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(stored)}"
    assert answer.json()["status"] == 416


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=", "bytes", "bytes=-"]
)
def test_what_a_server_may_ignore_gets_the_whole(ask: Ask, stored: bytes, asked: str):
    answer = ask(PATH, headers={"Range": asked})
    assert (answer.status_code, len(answer.content)) == (200, len(stored))


def test_if_range_guards_against_mixing_two_archives(ask: Ask, stored: bytes):
    tag = ask(PATH).headers["etag"]
    part = {"Range": "bytes=0-9"}
    assert ask(PATH, headers={**part, "If-Range": tag}).content == stored[:10]
    for other in ('"other"', f"W/{tag}", "Sun, 22 Nov 2026 10:00:00 GMT"):
        assert ask(PATH, headers={**part, "If-Range": other}).content == stored


def test_head_ignores_ranges_and_sends_nothing(ask: Ask, stored: bytes):
    answer = ask(PATH, method="HEAD", headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(stored)


def test_an_archive_that_the_client_has_is_not_sent_again(ask: Ask, shelf: Shelf):
    tag = ask(PATH).headers["etag"]
    assert ask(PATH, headers={"If-None-Match": tag}).status_code == 304


@given(st.integers(0, 2**40), st.integers(0, 2**40), st.integers(1, 2**40))
def test_a_part_lies_inside_the_file(first: int, last: int, size: int):
    for header in (f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"):
        try:
            part = asked_part(header, size)
        except NotSatisfiable:
            assert first >= size or last == 0
            continue
        if part is None:
            assert last < first
        else:
            assert 0 <= part[0] < part[1] <= size


@given(st.text(max_size=40))
def test_any_text_is_a_part_the_whole_or_not_satisfiable(header: str):
    try:
        part = asked_part(header, 1000)
    except NotSatisfiable:
        return
    assert part is None or 0 <= part[0] < part[1] <= 1000
