"""Pictures of values: heights that are read back, classes in their colours."""

import io

import numpy as np
import pytest
from PIL import Image

from qala.core.dataset import Style
from qala.store.raster.paint import painter, png
from tests.store.raster.support import decoded, metres

HEIGHT = Style(kind="elevation")
STEPS = Style(kind="steps", breaks=(10.0, 20.0), palette="viridis")


def tile(values: dict[tuple[int, int], float], rest: float = np.nan) -> np.ndarray:
    pixels = np.full((256, 256), rest, np.float32)
    for place, value in values.items():
        pixels[place] = value
    return pixels


@pytest.mark.parametrize(
    ("height_m", "rgb"),
    [  # R * 256 + G + B / 256 - 32768, by hand
        (0, (128, 0, 0)),
        (4010, (143, 170, 0)),
        (786.5, (131, 18, 128)),
        (-154.25, (127, 101, 192)),
        (8848.86, (162, 144, 224)),  # rounded to .875
    ],
)
def test_a_height_becomes_the_colour_of_the_terrarium_format(height_m, rgb):
    bands = decoded(painter(HEIGHT)(tile({}, rest=height_m)))
    assert tuple(bands[:, 100, 100]) == rgb


def test_heights_are_read_back_to_a_sixteenth_of_a_metre():
    heights = np.linspace(-400, 5000, 256 * 256, dtype=np.float32).reshape(256, 256)
    assert np.abs(metres(painter(HEIGHT)(heights)) - heights).max() <= 1 / 32


def test_an_unknown_height_takes_the_nearest_known_one_in_its_row_then_column():
    pixels = tile({(10, 0): 700.0, (10, 100): 900.0, (20, 5): 1200.0})
    heights = metres(painter(HEIGHT)(pixels))
    assert list(heights[10, [0, 49, 51, 100, 255]]) == [700, 700, 900, 900, 900]
    assert list(heights[[0, 14, 16, 255], 3]) == [700, 700, 1200, 1200]


def test_a_value_has_the_colour_of_its_class_and_an_unknown_one_none():
    pixels = tile({(0, 0): 9.99, (0, 1): 10, (0, 2): 19.9, (0, 3): 20, (0, 4): 1e6})
    bands = decoded(painter(STEPS)(pixels))
    light, middle, dark = (241, 234, 166, 255), (61, 156, 141, 255), (68, 1, 84, 255)
    assert [tuple(bands[:, 0, x]) for x in range(5)] == [light, middle, middle, dark, dark]
    assert tuple(bands[:, 1, 0]) == (0, 0, 0, 0)


def test_the_lowest_class_may_be_left_clear():
    style = Style(kind="steps", breaks=(10.0, 20.0), palette="viridis", clear=True)
    bands = decoded(painter(style)(tile({(0, 0): 1, (0, 1): 15, (0, 2): 25})))
    assert bands[3, 0, :3].tolist() == [0, 255, 255]
    assert tuple(bands[:3, 0, 1]) == (241, 234, 166)


@pytest.mark.parametrize(("count", "mode"), [(3, "RGB"), (4, "RGBA")])
@pytest.mark.parametrize("zlevel", [1, 9])
def test_another_program_reads_the_colours_and_the_opacity(count, mode, zlevel):
    bands = np.random.default_rng(1).integers(0, 256, (count, 20, 30), dtype=np.uint8)
    with Image.open(io.BytesIO(png(bands, zlevel=zlevel))) as picture:
        assert (picture.mode, picture.size) == (mode, (30, 20))
        assert (np.asarray(picture).transpose(2, 0, 1) == bands).all()
