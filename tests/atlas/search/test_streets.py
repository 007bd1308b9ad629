"""Streets of their pieces, and streets that another dataset has already."""

import numpy as np
import shapely

from qala.atlas.search.names import Name
from qala.atlas.search.rows import Rows
from qala.atlas.search.streets import MOST_BONUS, Told, length_bonus, merged
from qala.core.text import Text

KINDS = {"ул.": "street", "пер.": "lane"}
BOX = (76.9, 43.25, 76.93, 43.25)


def key(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    words = title.split()
    kinds = frozenset(KINDS[each] for each in words if each in KINDS)
    return tuple(each for each in words if each not in KINDS), kinds


def rows(*titles: str) -> Rows:
    """Pieces in a row from west to east."""
    west = [76.9 + 0.01 * number for number in range(len(titles))]
    lines = [shapely.LineString([(lon, 43.25), (lon + 0.01, 43.25)]) for lon in west]
    count = len(titles)
    return Rows(
        ids=[str(number) for number in range(count)],
        shapes=np.array(lines, dtype=object),
        titles=[Text({"ru": each}) for each in titles],
        categories=[""] * count,
        weights=[""] * count,
        houses=[""] * count,
    )


def test_a_piece_that_says_no_kind_belongs_to_the_street_of_its_words():
    (street,) = merged([rows("ул. Мира", "Мира", "ул. Мира")], key)
    assert street.bounds == BOX
    assert street.title["ru"] == "ул. Мира"


def test_a_street_and_a_lane_of_one_name_are_two():
    found = list(merged([rows("ул. Мира", "пер. Мира", "Мира")], key))
    assert sorted(each.title["ru"] for each in found) == ["Мира", "пер. Мира", "ул. Мира"]


def test_what_another_dataset_has_at_the_place_is_told_once():
    told = Told(key)
    told.add(Name(Text({"ru": "ул. Мира"}), dataset="roads", bounds=BOX))
    same = Name(Text({"ru": "Мира"}), dataset="register", bounds=BOX)
    far = Name(Text({"ru": "ул. Мира"}), dataset="register", bounds=(77.2, 43.25, 77.3, 43.25))
    assert told.has("roads", same)
    assert not told.has("roads", far)
    assert not told.has("metro", same)
    assert not told.has("", same)


def test_a_long_street_is_likelier_meant():
    short, long = (76.9, 43.25, 76.901, 43.25), (76.8, 43.25, 77.0, 43.25)
    assert 0 < length_bonus(short) < length_bonus(long) == MOST_BONUS
