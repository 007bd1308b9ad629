"""Tables of spot heights, sound and wrong: each mistake is told with its line and remedy."""

import pytest

from qala.core.errors import BadInput
from qala.sources.relief.heights import look_through, read_spots

HEAD = "id,lon,lat,elevation_m\n"
SOUND = HEAD + "a,76.90,43.20,900\nb,76.95,43.25,800\nc,77.00,43.20,1100\nd,76.95,43.10,2300\n"


def table(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "spots.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_sound_table_is_read_with_its_lines(tmp_path):
    spots = read_spots(table(tmp_path, "\ufeff" + SOUND))
    assert [(each.height_m, each.line) for each in spots] == [
        (900, 2),
        (800, 3),
        (1100, 4),
        (2300, 5),
    ]


MISTAKES = [
    ("a,76.90,43.20,900", "a,76.90,43.20,nan", 2, '`elevation_m` is "nan"'),
    ("a,76.90,43.20,900", "a,76.90,43.20,", 2, "no number"),
    ("a,76.90,43.20,900", 'a,76.90,43.20,"900,5"', 2, "no number"),
    ("a,76.90,43.20,900", "a,76.90,inf,900", 2, '`lat` is "inf"'),
    ("a,76.90,43.20,900", "a,43.20,176.90,900", 2, "no place"),
    ("d,76.95,43.10,2300", "d,76.95,43.10,14209", 5, "14209 feet are 4331 m"),
    ("d,76.95,43.10,2300", "d,76.95,43.10,-9999", 5, "no height on land"),
    ("c,77.00,43.20,1100", "c,76.9001,43.20,901", 4, "two heights at one place"),
    ("c,77.00,43.20,1100", "c,76.905,43.20,5550", 4, "4650 m between it and line 2, only 406 m"),
    ("elevation_m", "elevation_ft", 1, "no column `elevation_m`"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each[1])
def test_a_mistake_is_told_with_its_line(tmp_path, mistake):
    old, new, line, said = mistake
    path = table(tmp_path, SOUND.replace(old, new))
    with pytest.raises(BadInput) as caught:
        read_spots(path)
    assert said in str(caught.value)
    assert f"line {line}" in str(caught.value)
    assert str(path) in str(caught.value)


def test_what_can_be_no_surface_is_refused(tmp_path):
    three = HEAD + "a,76.9,43.2,900\nb,76.95,43.25,800\nc,77.0,43.2,1100\n"
    in_line = HEAD + "".join(f"{n},{76.9 + n / 50},{43.2 + n / 50},{900 + n}\n" for n in range(6))
    for text, said in ((three, "3 spot heights are too few"), (in_line, "in one line")):
        with pytest.raises(BadInput, match=said):
            read_spots(table(tmp_path, text))


def test_another_encoding_is_told(tmp_path):
    with pytest.raises(BadInput, match="not UTF-8"):
        read_spots(table(tmp_path, SOUND + "Медеу,77.05,43.15,1691\n", "cp1251"))


def test_all_mistakes_are_told_at_once(tmp_path):
    wrong = SOUND.replace("900", "x").replace("1100", "y")
    assert [each.line for each in look_through(table(tmp_path, wrong))[1]] == [2, 4]
