"""Filters made to break the parser, and random ones, read in a process of their own."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qala.atlas.cql2.limits import LENGTH_MAX
from qala.atlas.cql2.reading import JSON, TEXT
from tests.conftest import PROJECT

WITHIN_S = 0.5


class Child:
    """A process that reads filters."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.atlas.cql2.parsed"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def read(self, text: str, written_in: str) -> str:
        """What became of the filter; fails where the process died or took long."""
        self._process.stdin.write(json.dumps([text, written_in]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the process died of {text[:200]!r}"
        outcome, seconds = json.loads(line)
        assert seconds < WITHIN_S, f"{seconds} s for {text[:200]!r}"
        return outcome

    def close(self) -> None:
        self._process.stdin.close()
        assert self._process.wait(20) == 0
        self._process.stdout.close()


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    child = Child()
    yield child
    child.close()


def nested(before: str, inside: str, after: str) -> Iterator[str]:
    for depth in (5, 9, 12, 30, 500, 2_500):
        yield before * depth + inside + after * depth
        yield before * depth + inside
        yield before * depth + inside.replace("1", "") + after * depth


BOMBS = [
    *nested("(", "pupils = 1", ")"),
    *nested("NOT (", "pupils = 1", ")"),
    *nested("(NOT (", "pupils = 1", "))"),
    *nested("(-(", "1", "))"),
    *nested("(name LIKE (", "1", "))"),
    *nested("casei(", "1", ")"),
    *nested("(pupils = 1 AND ", "pupils = 1", ")"),
    *nested("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(", "POINT(1 1)", "))"),
    "NOT " * 1_400 + "pupils = 1",
    "pupils = " + "-" * 5_000 + "1",
    "pupils IN (" + ",".join(["1"] * 2_900) + ")",
    " AND ".join(["pupils = 1"] * 400),
    "((((((((" + " AND ".join(["pupils = 1"] * 40) + " AND pupils = ))))))))",
    "name = '" + "''" * 2_900 + "'",
    "a" * (LENGTH_MAX + 1),
    "(" * 2_999 + ")" * 2_999,
    "'" * 999,
    '"' * 999,
    "\x00",
    "\ud83d\ude00" * 100,
]
JSON_BOMBS = [
    '{"op":"not","args":[' * 250 + "true" + "]}" * 250,
    "[" * 5_900,
    '{"op":"and","args":[' + ",".join(["true"] * 1_100) + "]}",
    '{"op":"=","args":[{"property":"a"},' + "9" * 5_000 + "]}",
    '{"op":"=","args":[{"property":"a"},NaN]}',
    '{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":"x"}]}',
    '{"op":"s_intersects","args":[{"property":"geometry"},7]}',
    '{"op":"in","args":[{"property":"a"},{"property":"b"}]}',
    '{"op":{"op":"="},"args":3}',
    "null",
    "",
]


@pytest.mark.parametrize("text", BOMBS, ids=lambda text: f"{text[:24]!r}, {len(text)}")
def test_a_bomb_in_text_is_refused_or_read_at_once(child, text):
    child.read(text, TEXT)


@pytest.mark.parametrize("text", JSON_BOMBS, ids=lambda text: f"{text[:24]!r}, {len(text)}")
def test_a_bomb_in_json_is_refused_or_read_at_once(child, text):
    child.read(text, JSON)


WORDS = """
( ) ( ) (( )) NOT AND OR - + * / ^ div = <> < <= IN LIKE BETWEEN IS NULL , 'a' 1 2.5 TRUE name
pupils casei( accenti( foo( S_INTERSECTS( geometry POINT(1 2) POLYGON(( 0 0 BBOX(1,2,3,4)
DATE('2020-01-01') TIMESTAMP( INTERVAL( T_AFTER( A_CONTAINS( " '
"""
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=120))
def test_random_words_of_the_language_are_read_or_refused(child, pieces):
    child.read(" ".join(pieces), TEXT)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    depth=st.integers(1, 12),
    pieces=st.lists(PIECES, min_size=1, max_size=6),
    copies=st.integers(1, 60),
)
def test_deep_and_wide_ones_are_read_or_refused(child, depth, pieces, copies):
    piece = " ".join(pieces)
    child.read("(" * depth + " AND ".join([piece] * copies) + ")" * depth, TEXT)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tree=st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["op", "args", "property", "bbox", "date", "type", "coordinates"]),
                inner,
                max_size=3,
            )
            | st.builds(
                lambda op, args: {"op": op, "args": args},
                st.sampled_from(["and", "=", "in", "not", "like", "s_within", "casei"]),
                st.lists(inner, max_size=3),
            )
        ),
        max_leaves=12,
    )
)
def test_random_trees_are_read_or_refused(child, tree):
    child.read(json.dumps(tree), JSON)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused(child, text):
    child.read(text, TEXT)
    child.read(text, JSON)
