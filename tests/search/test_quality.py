"""What people type, labelled by hand: how often the thing they mean comes first, or among five."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from qala.atlas.search.searching import Search

QUERIES = Path(__file__).parent / "queries.csv"
FIRST_AT_LEAST, TOP_FIVE_AT_LEAST = 0.85, 0.95


def queries() -> list[dict[str, str]]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rank_of(search: Search, query: dict[str, str]) -> int:
    """The place of the meant name in the answer, from 1; 0 where it is not among the first five."""
    found = search.answer(query["query"], limit=5).results
    ids = [(each.name.dataset, each.name.id) for each in found]
    meant = {(query["dataset"], query["id"]), tuple(query["or"].split("/"))}
    return next((place for place, each in enumerate(ids, start=1) if each in meant), 0)


def misses(ranks: list[tuple[dict[str, str], int]], search: Search) -> Iterator[str]:
    for query, rank in ranks:
        if rank != 1:
            first = search.answer(query["query"], limit=1).results
            got = f"{first[0].name.dataset}/{first[0].name.id}" if first else "nothing"
            yield f"{query['query']!r}: {query['dataset']}/{query['id']} at {rank}, first is {got}"


def test_the_set_is_large_and_half_of_it_is_spelt_otherwise():
    rows = queries()
    assert len(rows) >= 60
    assert len({each["query"] for each in rows}) == len(rows)
    assert sum(each["differs"] == "yes" for each in rows) >= 0.4 * len(rows)


@pytest.mark.parametrize("differs", ["yes", "no"])
def test_what_is_meant_is_found(search, differs, capsys):
    rows = [each for each in queries() if each["differs"] == differs]
    ranks = [(each, rank_of(search, each)) for each in rows]
    first = sum(rank == 1 for _, rank in ranks) / len(ranks)
    five = sum(rank > 0 for _, rank in ranks) / len(ranks)
    said = "\n".join(misses(ranks, search))
    with capsys.disabled():
        print(  # noqa: T201 - the rates are to be seen
            f"\n{len(rows)} queries ({differs=}): first {first:.1%}, top five {five:.1%}\n{said}"
        )
    assert first >= FIRST_AT_LEAST, said
    assert five >= TOP_FIVE_AT_LEAST, said
