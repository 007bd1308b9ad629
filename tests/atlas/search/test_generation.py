"""An index is made of the releases in force, beside the old one, and followed."""

import json
import subprocess
import sys
from dataclasses import replace
from fcntl import LOCK_EX, flock
from pathlib import Path

import numpy as np
import pytest
import shapely
from django.conf import settings

from qala.atlas.search.background import Background, wait_s
from qala.atlas.search.generation import BUILDING, RECORD, Generations
from qala.atlas.search.rows import Rows
from qala.atlas.search.searching import Search
from qala.atlas.search.streets import merged
from qala.core.text import Text
from qala.sources.build import Build
from qala.store.shelf import Shelf
from qala.wiring import NAMES


@pytest.fixture
def shelf(town, tmp_path):
    """The roads of the town alone, on a shelf of their own."""
    shelf = Shelf(tmp_path / "releases")
    list(Build(town, shelf).run((replace(town.dataset("roads"), mapped=False),)))
    return shelf


@pytest.fixture
def generations(town, shelf, tmp_path):
    return Generations(tmp_path / "data", town, shelf)


def test_the_same_releases_give_the_same_index(generations):
    built = generations.build(NAMES)
    assert built.names == 4  # the street, the dataset, the page, the tour
    assert generations.current() == built.key == generations.wanted()
    assert generations.build(NAMES) is None
    record = json.loads((generations.folder / built.key / RECORD).read_text())
    assert record["names"] == 4


def test_another_release_asks_for_another_index_and_the_old_one_answers_meanwhile(
    town, shelf, generations, monkeypatch
):
    monkeypatch.setattr("qala.atlas.search.searching.LOOK_EVERY_S", 0)
    begun = []
    search = Search(town, generations, lambda: begun.append(1))
    assert not search.answer("набережная", limit=1).ready
    generations.build(NAMES)
    assert search.answer("набережная", limit=1).results
    before = len(begun)
    list(Build(town, shelf).run((replace(town.dataset("schools"), mapped=False),)))
    assert not any(each.name.id for each in search.answer("школа", limit=9).results)
    assert len(begun) > before
    generations.build(NAMES)
    assert search.answer("школа 12", limit=1).results[0].name.title["ru"] == "Школа № 12"


def test_no_more_than_two_generations_are_kept(town, shelf, generations):
    keys = []
    for dataset in ("schools", "districts", "greenery"):
        list(Build(town, shelf).run((replace(town.dataset(dataset), mapped=False),)))
        keys.append(generations.build(NAMES).key)
    kept = {each.parent.name for each in generations.folder.glob(f"*/{RECORD}")}
    assert kept == set(keys[1:])


def test_while_another_process_makes_an_index_this_one_does_not(generations):
    generations.folder.mkdir(parents=True)
    with (generations.folder / BUILDING).open("a") as handle:
        flock(handle, LOCK_EX)
        assert generations.build(NAMES) is None
    assert generations.build(NAMES)


def test_a_damaged_release_leaves_the_others_to_be_found(town, shelf, generations, caplog):
    list(Build(town, shelf).run((replace(town.dataset("schools"), mapped=False),)))
    shelf.current("roads").features.write_bytes(b"PAR1 but nothing else PAR1")
    assert generations.build(NAMES)
    answer = Search(town, generations, lambda: None).answer("школа 12", limit=1)
    assert answer.results[0].name.dataset == "schools"
    assert "roads cannot be searched" in caplog.text


def test_a_release_of_before_a_language_was_added_is_found_by_the_names_it_has(town, tmp_path):
    shelf = Shelf(tmp_path / "releases")
    before = replace(town, languages=("ru",))
    list(Build(before, shelf).run((replace(town.dataset("schools"), mapped=False),)))
    generations = Generations(tmp_path / "data", town, shelf)
    assert generations.build(NAMES)
    found = Search(town, generations, lambda: None).answer("школа 12", limit=1).results[0].name
    assert (found.title["ru"], found.title["en"]) == ("Школа № 12", "№ 12 мектеп")


def test_a_background_command_runs_once_at_a_time(tmp_path):
    told = tmp_path / "told"
    script = f"import pathlib; p = pathlib.Path({str(told)!r}); p.open('a').write('x')"
    background = Background([sys.executable, "-c", script])
    background.begin()
    background.begin()
    background._thread.join()
    assert told.read_text() == "x"


def test_an_index_that_cannot_be_made_is_tried_ever_more_rarely(caplog):
    assert [wait_s(failures) for failures in range(5)] == [20, 40, 80, 160, 320]
    assert wait_s(8) == wait_s(5000) == 3600
    background = Background([sys.executable, "-c", "raise SystemExit('the disk is full')"])
    background.begin()
    background._thread.join()
    background.begin()  # does nothing yet
    (record,) = caplog.records
    assert record.getMessage() == (
        "the search index was not made; not again for 40 s: the disk is full"
    )


def test_the_command_makes_the_index(town):
    told = subprocess.run(
        [sys.executable, "-m", "qala.cli", "index"], capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("search ")
    assert Generations(settings.ENVIRONMENT.data, town, Shelf(settings.RELEASES)).current()


def test_the_pieces_of_a_street_are_one_and_a_far_namesake_is_another():
    lines = [
        shapely.LineString([(76.90, 43.25), (76.91, 43.25)]),
        shapely.LineString([(76.91, 43.25), (76.92, 43.25)]),
        shapely.LineString([(76.92, 43.25), (76.93, 43.25)]),
        shapely.LineString([(76.80, 43.15), (76.81, 43.15)]),
    ]
    title = Text({"ru": "улица Мира"})
    rows = Rows(
        ids=list("abcd"),
        shapes=np.array(lines, dtype=object),
        titles=[title] * 4,
        categories=[""] * 4,
        weights=["minor", "main", "minor", "minor"],
        houses=[""] * 4,
    )
    near, far = merged([rows], lambda title: ((title,), frozenset()))
    assert (near.id, near.bounds) == ("b", (76.9, 43.25, 76.93, 43.25))
    assert near.weights == ("minor", "main")
    assert (far.id, far.bounds) == ("d", (76.8, 43.15, 76.81, 43.15))


def test_where_an_index_lies(generations, tmp_path):
    assert generations.folder == Path(tmp_path) / "data" / "cache" / "search" / "town"
