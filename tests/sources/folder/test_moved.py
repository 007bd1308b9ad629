"""The table of ids that moved, and what `qala check` says of a wrong one."""

import pytest

from qala.sources.folder import load_city

MOVED = 'key = "number"\nmoved = "facts/moved.csv"\n'


def write(town, table: str, *, key: str = MOVED) -> None:
    town.replace("datasets/schools.toml", 'key = "number"\n', key)
    (town.folder / "facts" / "moved.csv").write_text(table, encoding="utf-8")


def test_each_old_id_leads_to_the_last_of_its_chain(town):
    write(town, "old,new\n1,2\n2,3\n7,8\n")
    assert town.problems() == []
    dataset = load_city(town.folder).dataset("schools")
    assert dataset.moved == {"1": "3", "2": "3", "7": "8"}


def test_the_order_of_the_rows_does_not_matter(town):
    write(town, "old,new\n2,3\n1,2\n3,4\n")
    assert load_city(town.folder).dataset("schools").moved == {"1": "4", "2": "4", "3": "4"}


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("old,new\n1,1\n", 2, "leads back to itself"),
        ("old,new\n1,2\n2,3\n3,1\n", 4, "leads back to itself"),
        ("old,new\n1,2\n1,3\n", 3, "moved twice"),
        ("old,new\n1,\n", 2, "an id is missing"),
        ("old,now\n1,2\n", 1, "there is no column `new`"),
    ],
)
def test_a_wrong_row_is_told_by_its_line(town, table, line, said):
    write(town, table)
    (problem,) = town.problems()
    assert (problem.file.name, problem.line) == ("moved.csv", line)
    assert said in problem.message


def test_a_table_that_is_not_there_is_told(town):
    town.replace("datasets/schools.toml", 'key = "number"\n', MOVED)
    (problem,) = town.problems()
    assert "does not exist" in problem.message


def test_ids_without_a_key_cannot_move(town):
    write(town, "old,new\n1,2\n", key='moved = "facts/moved.csv"\n')
    (problem,) = town.problems()
    assert "needs a `key`" in problem.message


def test_a_frequency_is_one_of_the_known(town):
    town.replace(
        "datasets/schools.toml", 'key = "number"\n', 'key = "number"\nfrequency = "yearly"\n'
    )
    (problem,) = town.problems()
    assert "annual" in problem.remedy
