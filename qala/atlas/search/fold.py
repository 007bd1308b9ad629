"""Folding: the spellings of a word in Kazakh, Russian and Latin letters become one key.

Cyrillic letters and the common Latin transliterations meet in one alphabet: a to z, with `S` for
ш щ sh ş, `C` for ч ch ç, `J` for ж zh j, `h` for х һ kh h. Letters that only Kazakh has fall
together with their Russian neighbours, й ы і ı y with и; doubled letters become one.
"""

import re
import unicodedata
from functools import lru_cache

CYRILLIC_LETTERS = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=J з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h"
    " ц=c ч=C ш=S щ=S ъ= ы=i ь= э=e ю=iu я=ia"
    " ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h і=i ї=i є=e ў=u"
)
MARKED_LETTERS = "ý=u ş=S š=S ç=C č=C ž=J ğ=g ı=i ŋ=n ø=o æ=a ß=s"
LATIN_SPELLINGS = (
    "shch=S sch=S sh=S ch=C zh=J dzh=J dj=J j=J kh=h gh=g ph=f ts=c tz=c ck=k c=k ng=n"
    " ya=ia yu=iu yo=e ye=e y=i q=k w=u x=ks"
)


def _table(pairs: str) -> dict[str, str]:
    return dict(each.split("=") for each in pairs.split())


LETTERS = str.maketrans(_table(f"{CYRILLIC_LETTERS} {MARKED_LETTERS}"))
LATIN = _table(LATIN_SPELLINGS)
SPELLING = re.compile("|".join(sorted(LATIN, key=len, reverse=True)))
SOFT_C = re.compile("c(?=[eiy])")
"""As in centre and center, where Russian and Kazakh have ц."""
DOUBLED = re.compile(r"([A-Za-z])\1+")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
NUMBER_PARTS = re.compile(r"\d+|[^\W\d_]+")
CACHED_WORDS = 65_536


def cleaned(text: str) -> str:
    """The text in small letters, composed, without control and formatting characters."""
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return unicodedata.normalize("NFKC", text).casefold()


def _visible(letter: str) -> str:
    """Nothing for a formatting character, a space for another that is none of a text."""
    category = unicodedata.category(letter)
    return "" if category == "Cf" else " " if category[0] == "C" else letter


@lru_cache(maxsize=CACHED_WORDS)
def folded(word: str) -> str:
    """The key of one word in small letters, digits kept; empty where no letter is left."""
    if word.isdecimal():
        return word
    if CYRILLIC.search(word):
        key = word.translate(LETTERS).replace("ng", "n").replace("dJ", "J")
    else:
        plain = SOFT_C.sub("ts", _plain(word.translate(LETTERS)))
        key = SPELLING.sub(lambda found: LATIN[found[0]], plain)
    return DOUBLED.sub(r"\1", _plain(key))


STEM_FROM = 5
SURNAME = re.compile(
    rf"(?P<stem>.{{{STEM_FROM},}}?)"
    r"(?:uli|(?:ov|ev|in)?sk(?:i|ii|ogo|oi|aia)|(?:ov|ev)(?:a|u|oi|im)?|in(?:a|u|oi))"
)
"""With the longest ending that leaves enough."""


@lru_cache(maxsize=CACHED_WORDS)
def stem(key: str) -> str:
    """A folded word without the ending of a surname, where it has one and enough is left; else "".

    `baitursinuli` and `baitursinova` are both `baitursin`.
    """
    found = SURNAME.fullmatch(key)
    return found["stem"] if found else ""


def number_keys(text: str) -> tuple[str, str]:
    """The keys of a number as of a land plot: without separators; in groups, without leading zeros.

    `G-b05143-009`, `gb05143009` and `Г б05143 009` have the first in common, `G-b5143-9` with them
    the second: `gb-5143-9`.
    """
    parts = NUMBER_PARTS.findall(text.casefold().translate(LETTERS))
    groups: list[str] = []
    for part in parts:
        if part.isalpha() and groups and groups[-1].isalpha():
            groups[-1] += part
        else:
            groups.append(part if part.isalpha() else part.lstrip("0") or "0")
    return "".join(parts), "-".join(groups)


def _plain(word: str) -> str:
    """Latin letters without their marks."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(each for each in parts if not unicodedata.combining(each))
