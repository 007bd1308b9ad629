"""Ids: unique in the dataset, stable where the source gives something stable."""

from hypothesis import given
from hypothesis import strategies as st

from qala.sources.conform.identity import Seen, _hashes
from tests.sources.conform.support import HERE, chunk, dataset, field, one, run

KEYED = dataset(field("stop_id", "integer"), key="stop_id")


def test_the_declared_key_is_the_id() -> None:
    features, _ = one(KEYED, chunk(stop_id=["7", 9.0], ids=["a", "b"]))
    assert features.ids == ["7", "9"]


def test_a_repeated_key_is_skipped_in_the_same_and_in_a_later_chunk() -> None:
    found, intake = run(KEYED, chunk(stop_id=[7, 9, 7]), chunk(stop_id=[9, 11]))
    assert [each.ids for each in found] == [["7", "9"], ["11"]]
    assert [each.columns["stop_id"] for each in found] == [[7, 9], [11]]
    assert intake.skipped == {"duplicate_id": 2}
    assert intake.examples["duplicate_id"] == ["record 3: 7", "record 4: 9"]


def test_a_missing_key_gets_the_number_of_its_row() -> None:
    found, intake = run(KEYED, chunk(stop_id=[7, None]), chunk(stop_id=[None, 8]))
    assert [each.ids for each in found] == [["7", "row_2"], ["row_3", "8"]]
    assert intake.noted == {"id_missing": 2}


def test_ids_of_the_source_are_kept_and_repeated_ones_replaced() -> None:
    declared = dataset(field("a", "text"))
    found, intake = run(
        declared, chunk(a=["x"] * 4, ids=["5", "", "5", "row_3"]), chunk(a=["y"], ids=["5"])
    )
    assert [each.ids for each in found] == [["5", "row_2", "row_3_", "row_3"], ["row_5"]]
    assert intake.noted == {"source_id_repeated": 2}


def test_a_record_left_out_for_its_place_takes_no_id() -> None:
    nowhere = chunk([None, HERE], stop_id=[7, 7])
    nowhere.geometry[0] = HERE.buffer(0.001)
    features, intake = one(KEYED, nowhere)
    assert features.ids == ["7"]
    assert intake.skipped == {"geometry_type": 1}


@given(st.lists(st.lists(st.text(max_size=3), max_size=20), max_size=12))
def test_all_ids_are_unique_whatever_the_source_gives(own: list[list[str]]) -> None:
    declared = dataset(field("a", "text"))
    found, intake = run(declared, *(chunk(a=["x"] * len(ids), ids=ids) for ids in own))
    ids = [each for features in found for each in features.ids]
    assert len(ids) == sum(map(len, own)) == len(set(ids))
    assert all(ids)
    wanted = [each for ids in own for each in ids if each]
    assert intake.noted["source_id_repeated"] <= len(wanted)
    assert set(wanted) <= set(ids)


@given(st.lists(st.lists(st.text(max_size=4), max_size=30), max_size=20))
def test_what_was_seen_is_known(runs: list[list[str]]) -> None:
    seen = Seen()
    for texts in runs:
        seen.add(_hashes(texts))
    known = {each for texts in runs for each in texts}
    asked = [*sorted(known), "never seen before"]
    assert seen.contains(_hashes(asked)).tolist() == [True] * len(known) + [False]
