"""How wide a text is in Golos Text, read from the font's own tables.

Tables: OpenType 1.9, `head`, `hhea`, `hmtx`, and `cmap` in format 4 or 12.
"""

import struct
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
FAMILY = "Golos Text"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold"}
UNKNOWN_EM = 0.7
"""Assumed of a letter that the font lacks and another font will draw."""


@lru_cache(maxsize=len(WEIGHTS))
def advances(weight: int) -> dict[str, float]:
    """The width of each letter of the font, in em."""
    data = (FONTS / f"GolosText-{WEIGHTS[weight]}.ttf").read_bytes()
    tables = _tables(data)
    (per_em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    widths = struct.unpack_from(">" + "Hh" * count, data, tables["hmtx"])[::2]
    return {
        chr(code): widths[min(glyph, count - 1)] / per_em
        for code, glyph in _glyphs(data, tables["cmap"]).items()
    }


def width_em(text: str, weight: int) -> float:
    """The width of a line of text in em, without kerning."""
    known = advances(weight)
    return sum(known.get(letter, UNKNOWN_EM) for letter in text)


def _tables(data: bytes) -> dict[str, int]:
    """Where each table of the font begins."""
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * each) for each in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in records}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each character."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    found: dict[int, int] = {}
    for each in range(count):
        (offset,) = struct.unpack_from(">L", data, cmap + 8 + 8 * each)
        (kind,) = struct.unpack_from(">H", data, cmap + offset)
        if kind == 4:
            found.update(_format_4(data, cmap + offset))
        elif kind == 12:
            found.update(_format_12(data, cmap + offset))
    return found


def _format_4(data: bytes, at: int) -> dict[int, int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2

    def row(number: int, code: str = "H") -> tuple[int, ...]:
        gap = 2 if number else 0  # a padding word stands behind the first row
        return struct.unpack_from(f">{count}{code}", data, at + 14 + number * double + gap)

    offsets_at = at + 16 + 3 * double
    found = {}
    for each, (last, first, delta, offset) in enumerate(
        zip(row(0), row(1), row(2, "h"), row(3), strict=True)
    ):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = offsets_at + 2 * each + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", data, place)
                if not glyph:
                    continue
            found[code] = (glyph + delta) & 0xFFFF
    return found


def _format_12(data: bytes, at: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">L", data, at + 12)
    found = {}
    for each in range(count):
        first, last, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * each)
        found.update({code: glyph + code - first for code in range(first, last + 1)})
    return found
