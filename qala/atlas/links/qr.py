"""QR codes of addresses, by segno: dark on light in every setting, with the quiet zone around."""

import io

import segno

PIXELS_PER_MODULE = 12
INK, PAPER = "#15232d", "#ffffff"


def qr_svg(address: str) -> bytes:
    """The code as SVG, one unit a module."""
    written = io.BytesIO()
    _code(address).save(
        written, kind="svg", dark=INK, light=PAPER, xmldecl=False, svgclass=None, lineclass=None,
        omitsize=True,
    )  # fmt: skip
    return written.getvalue()


def qr_png(address: str) -> bytes:
    """The code as PNG, large enough to be printed a hand wide."""
    written = io.BytesIO()
    _code(address).save(written, kind="png", scale=PIXELS_PER_MODULE, dark=INK, light=PAPER)
    return written.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m")
