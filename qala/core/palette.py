"""Colours of data, as the browser draws them too (`web/src/layers/palette.ts`).

Samples of perceptually even ramps after viridis and cividis of matplotlib and ColorBrewer's blue to
red, from little to much. On a light map much is dark, on a dark map much is light.
"""

from collections.abc import Sequence

from qala.core.dataset import Style

RAMPS = {
    "light": {
        "viridis": ("#f1eaa6", "#a2d78b", "#4fb58c", "#2a828e", "#3d4f88", "#440154"),
        "cividis": ("#f6e7a0", "#cdbb68", "#948e77", "#666970", "#35456c", "#00224e"),
        "diverging": ("#2166ac", "#67a9cf", "#c5dcea", "#f6cdb6", "#ef8a62", "#b2182b"),
    },
    "dark": {
        "viridis": ("#46337e", "#3b5b8c", "#2a828e", "#2fab7f", "#8ad34f", "#fde725"),
        "cividis": ("#2b3f6b", "#4b536f", "#6f7073", "#948e77", "#c8b866", "#fee838"),
        "diverging": ("#67a9ff", "#4f86b8", "#3d5468", "#6b4a40", "#c8704d", "#ff8a6b"),
    },
}

CLEAR = "#00000000"
"""The colour of what is not painted."""


def ramp(palette: str, count: int, scheme: str = "light") -> list[str]:
    """`count` colours spread evenly over the ramp called `palette` (viridis when unknown)."""
    samples = RAMPS[scheme].get(palette) or RAMPS[scheme]["viridis"]
    return [_sample(samples, 0.5 if count == 1 else index / (count - 1)) for index in range(count)]


def step_colours(style: Style) -> list[str]:
    """The colour of each class of a raster, from below the first break to above the last."""
    if style.clear:
        return [CLEAR, *ramp(style.palette, len(style.breaks))]
    return ramp(style.palette, len(style.breaks) + 1)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb` or `#rrggbbaa`."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def _sample(samples: Sequence[str], share: float) -> str:
    place = share * (len(samples) - 1)
    below = int(place)
    start, end = channels(samples[below]), channels(samples[min(below + 1, len(samples) - 1)])
    mixed = (
        int(low + (high - low) * (place - below) + 0.5)
        for low, high in zip(start, end, strict=True)
    )
    return "#" + "".join(f"{value:02x}" for value in mixed)
