"""Tables of rivers: mistakes are told with their line and remedy."""

import pytest

from qala.core.errors import BadInput
from qala.sources.relief.water import read_water

HEAD = "id,kind,wkt\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('a,river,"LINESTRING (76.9 43.2, 76.9 43.2)"', "has no length"),
        ('a,river,"LINESTRING (43.2 476.9, 43.3 476.9)"', "not in degrees"),
        ('a,river,"LINESTRING (76.9"', "cannot be read"),
        ("a,river,", "cannot be read|not in degrees"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, row, said):
    table = tmp_path / "water.csv"
    table.write_text(HEAD + 'b,river,"LINESTRING (76.9 43.2, 76.9 43.3)"\n' + row + "\n")
    with pytest.raises(BadInput, match=said) as refused:
        read_water([table], lambda xy: xy)
    assert "line 3" in str(refused.value)
