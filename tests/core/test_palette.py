"""The colours that the server paints are those of the browser."""

import re

import pytest

from qala.core.dataset import Style
from qala.core.palette import CLEAR, RAMPS, ramp, step_colours
from tests.conftest import PROJECT

SCHEME = re.compile(r"^  (light|dark): \{\n((?:    \w+: \[[^\]]*\],\n)+)  \}", re.MULTILINE)
SAMPLES = re.compile(r"(\w+): \[([^\]]*)\]")


def test_the_ramps_are_those_of_the_browser():
    text = (PROJECT / "web/src/layers/palette.ts").read_text("utf-8")
    _, _, ramps = text.partition("const RAMPS")
    found = {
        scheme: {
            name: tuple(re.findall(r"#\w{6}", samples)) for name, samples in SAMPLES.findall(body)
        }
        for scheme, body in SCHEME.findall(ramps)
    }
    assert found == RAMPS


@pytest.mark.parametrize(
    ("count", "colours"),
    [
        (1, ["#3d9c8d"]),
        (2, ["#f1eaa6", "#440154"]),
        (3, ["#f1eaa6", "#3d9c8d", "#440154"]),
        (6, list(RAMPS["light"]["viridis"])),
    ],
)
def test_colours_are_spread_evenly(count, colours):
    assert ramp("viridis", count) == colours
    assert ramp("unheard of", count) == colours


def test_a_clear_style_leaves_its_lowest_class_out():
    style = Style(kind="steps", breaks=(1.0, 10.0), palette="viridis")
    assert step_colours(style) == ["#f1eaa6", "#3d9c8d", "#440154"]
    clear = Style(kind="steps", breaks=(1.0, 10.0), palette="viridis", clear=True)
    assert step_colours(clear) == [CLEAR, "#f1eaa6", "#440154"]
