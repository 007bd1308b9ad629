"""What was typed, understood: words, kinds, the number of a house."""

import re
from dataclasses import dataclass

from qala.atlas.search.vocabulary import Vocabulary, base_number, plain

LONGEST = 200
"""Letters of a search that are accepted."""
MOST_WORDS = 8
NUMBER = re.compile(r"\d+")

KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
LAYOUT = str.maketrans(KEYS, "йцукенгшщзхъфывапролджэячсмитьбюё")
BACK = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", KEYS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: `words` to be found in a name; or `street` words beside a `house` number.

    `kinds` (as `avenue`) help but are not asked for. `typing`: the last word may be unfinished.
    `number` are the keys of a land plot's, `plain` is all as it was written.
    """

    words: tuple[str, ...]
    kinds: frozenset[str]
    street: tuple[str, ...] = ()
    house: str = ""
    typing: bool = True
    number: tuple[str, str] = ("", "")
    plain: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed that could be a name."""
        return not self.words and not self.kinds


def asked(text: str, vocabulary: Vocabulary) -> Asked:
    """What `text` asks for; of more than MOST_WORDS words the first count."""
    rest, house = vocabulary.house_in(text)
    street = vocabulary.words(rest)
    number = tuple(part for part in house.split("/") if part)
    if not house:
        words = vocabulary.words(text)
        return Asked(
            words=words.names[:MOST_WORDS],
            kinds=words.kinds,
            typing=text[-1:].isalnum(),
            number=vocabulary.number_in(text),
            plain=plain(text),
        )
    return Asked(
        words=(*street.names, *number)[:MOST_WORDS],
        kinds=street.kinds,
        street=street.names[:MOST_WORDS],
        house=house if base_number(house) else "",
        typing=text[-1:].isalpha() and not text.rstrip().endswith(house[-1:]),
        number=vocabulary.number_in(text),
        plain=plain(text),
    )


def other_layouts(text: str) -> tuple[str, str]:
    """The text as if the keyboard had been set to the other alphabet: `f,fq` for `абай`."""
    small = text.lower()
    return small.translate(LAYOUT), small.translate(BACK)
