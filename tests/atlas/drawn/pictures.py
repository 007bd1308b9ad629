"""Reading what was drawn: pixels of a PNG, the text of a PDF."""

import io
import warnings

import numpy as np
import pypdf
from rasterio import MemoryFile
from rasterio.errors import NotGeoreferencedWarning

SIZE = (1200, 630)


def pixels(png: bytes) -> np.ndarray:
    """Red, green and blue, shape (height, width, 3)."""
    with warnings.catch_warnings(), MemoryFile(png) as memory:
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # a picture has no place
        with memory.open(driver="PNG") as file:
            return np.moveaxis(file.read()[:3], 0, -1)


def share_of(picture: np.ndarray, colour: str, *, tolerance: int = 3) -> float:
    """How much of the picture has the colour `#rrggbb`."""
    wanted = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)])
    near = np.abs(picture.astype(int) - wanted).max(axis=-1) <= tolerance
    return float(near.mean())


def pdf(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """The words of the first page on one line."""
    return " ".join(pdf(content).pages[0].extract_text().split())


def body(response) -> bytes:
    """The content of an answer that is a file."""
    return b"".join(response.streaming_content)
