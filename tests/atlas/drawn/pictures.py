"""Reading what was drawn: pixels of a picture, the text of a PDF."""

import io

import numpy as np
import pypdf
from PIL import Image

SIZE = (1200, 630)


def pixels(content: bytes) -> np.ndarray:
    """Red, green and blue, shape (height, width, 3)."""
    with Image.open(io.BytesIO(content)) as picture:
        return np.asarray(picture.convert("RGB"))


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
