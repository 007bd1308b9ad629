"""What cannot be used of the tables that an invented city grows from is told with its line."""

import pytest

from qala.core.errors import BadInput
from qala.sources.folder import load_city
from qala.sources.generated.skeleton import check_skeleton, load_skeleton
from tests.sources.generated.hamlet import box, hamlet

PLACE = box(76.90, 43.20, 76.92, 43.21)
BROKEN = {
    "words": ("id,population,wkt\na,12,{0}\nb,2 000,{0}\n", 3, '`population` is "2 000"'),
    "half": ("id,population,wkt\na,0.5,{0}\n", 2, '`population` is "0.5"'),
    "below": ("id,population,wkt\na,-5,{0}\n", 2, '`population` is "-5"'),
    "long": (f"id,population,wkt\na,{'9' * 200_000},{{0}}\n", 0, "it is no CSV"),
    "letters": ("id,population,wkt\na,12,\udcff\n", 0, "it is not UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_says_what_is_wrong_in_the_districts(tmp_path, what):
    table, line, message = BROKEN[what]
    folder = hamlet(tmp_path)
    text = table.format(f'"{PLACE}"')
    (folder / "facts" / "districts.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    (problem,) = check_skeleton(folder)
    assert (problem.file.name, problem.line) == ("districts.csv", line)
    assert message in problem.message
    with pytest.raises(BadInput, match=r"districts\.csv"):
        load_skeleton(load_city(folder))


ROADS = {
    "class": ("primary,4", ",4", "the road has no `class`"),
    "lanes": ("primary,4", "primary,four", '`lanes` is "four"'),
}


@pytest.mark.parametrize("what", ROADS)
def test_says_what_is_wrong_in_the_roads(tmp_path, what):
    sound, broken, message = ROADS[what]
    folder = hamlet(tmp_path)
    file = folder / "facts" / "roads.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(sound, broken, 1), encoding="utf-8")
    (problem,) = check_skeleton(folder)
    assert (problem.file.name, problem.line, problem.message) == ("roads.csv", 2, message)


def test_a_district_may_have_no_population(tmp_path):
    folder = hamlet(tmp_path)
    rows = f'id,population,wkt\na,,"{PLACE}"\nb,1200,"{PLACE}"\n'
    (folder / "facts" / "districts.csv").write_text(rows, encoding="utf-8")
    assert check_skeleton(folder) == []
