"""Which encoding a Cyrillic text is in, and whether it was read with the wrong one."""

import codecs
import re
from typing import IO

CANDIDATES = ("utf-8", "cp1251", "cp866", "koi8-r")
READ_AS = ("cp1251", "latin-1", "cp1252", "cp866")
SAMPLE_BYTES = 1 << 16

_WORD = re.compile(r"[^\s\d\x00-\x40\x5b-\x60\x7b-\x7f«»„“”‘’—–№…°²³×\u00a0]+")
_CYRILLIC = re.compile(r"([А-ЯЁӘҒҚҢӨҰҮҺІЇЄ]?[а-яёәғқңөұүһіїє]+|[А-ЯЁӘҒҚҢӨҰҮҺІЇЄ]+)")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿĀ-žſ-ɏ]+")
_ASCII = re.compile(r"[A-Za-z]")


def plausibility(text: str) -> float:
    """Share (0..1) of the words beyond ASCII that look like words of one alphabet; 1 if none."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return 1.0
    return sum(map(_is_word, words)) / len(words)


def _is_word(word: str) -> bool:
    if _CYRILLIC.fullmatch(word):
        return True
    return bool(_LATIN.fullmatch(word)) and len(_ASCII.findall(word)) * 2 >= len(word)


def guess(data: bytes) -> str:
    """The likeliest encoding of `data` among `CANDIDATES`."""
    return max(CANDIDATES, key=lambda each: _score(data, each))


def _score(data: bytes, encoding: str) -> float:
    try:
        return plausibility(data.decode(encoding))
    except UnicodeDecodeError:
        return -1.0


def garbled(text: str) -> str | None:
    """The true encoding of a text that was read with a wrong one, or None if it looks right."""
    if "\ufffd" in text:
        return "another one"
    seems = plausibility(text)
    if seems > 0.7:
        return None
    for wrong in READ_AS:
        try:
            data = text.encode(wrong)
        except UnicodeEncodeError:
            continue
        true = guess(data)
        if true != wrong and _score(data, true) > max(0.9, seems + 0.3):
            return true
    return None


def decode_error(file: IO[bytes], encoding: str) -> tuple[int, bytes] | None:
    """Line (from 1) of the first byte that is not of `encoding`, and the text from there on."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    while block := file.read(SAMPLE_BYTES):
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            return line + error.object.count(b"\n", 0, error.start), whole_lines(block)
        line += block.count(b"\n")
    return None


def whole_lines(data: bytes) -> bytes:
    """A sample without its last, perhaps halved line."""
    return data[: data.rfind(b"\n") + 1] if b"\n" in data else data
