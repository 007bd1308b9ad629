"""What was typed, understood: words, kinds, the number of a house."""

import re
from dataclasses import dataclass

from qala.atlas.search.vocabulary import Vocabulary, base_number

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
    """

    words: tuple[str, ...]
    kinds: frozenset[str]
    street: tuple[str, ...] = ()
    house: str = ""
    typing: bool = True

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
        )
    return Asked(
        words=(*street.names, *number)[:MOST_WORDS],
        kinds=street.kinds,
        street=street.names[:MOST_WORDS],
        house=house if base_number(house) else "",
        typing=text[-1:].isalpha() and not text.rstrip().endswith(house[-1:]),
    )


def other_layouts(text: str) -> tuple[str, str]:
    """The text as if the keyboard had been set to the other alphabet: `f,fq` for `абай`."""
    small = text.lower()
    return small.translate(LAYOUT), small.translate(BACK)
