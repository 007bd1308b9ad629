"""The codes of short links: the same address has the same codes, in every installation.

Consonants and figures in turn, without those that are mistaken for one another (l and 1, o and 0)
and without figures that are read as vowels (0, 1, 3, 4): no code spells a word.
"""

from collections.abc import Iterator
from hashlib import sha256

LETTERS = "bcdfghjkmnpqrstvwxz"
FIGURES = "256789"
LENGTH = 8
ATTEMPTS = 16


def codes_of(address: str) -> Iterator[str]:
    """The codes that the address may have, to be tried in order where others have taken one."""
    for attempt in range(ATTEMPTS):
        digest = sha256(f"{attempt} {address}".encode()).digest()
        yield _code(int.from_bytes(digest))


def _code(number: int) -> str:
    signs = []
    for place in range(LENGTH):
        alphabet = FIGURES if place % 2 else LETTERS
        number, remainder = divmod(number, len(alphabet))
        signs.append(alphabet[remainder])
    return "".join(signs)
