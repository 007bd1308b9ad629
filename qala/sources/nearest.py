"""Names that there are, proposed for one that there is not."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

SHOWN = 15


def nearest_first(wanted: str, there: Iterable[str]) -> str:
    """The names there are, the most similar to `wanted` first, for a sentence."""

    def likeness(name: str) -> float:
        return SequenceMatcher(None, wanted.casefold(), name.casefold()).ratio()

    names = sorted(there, key=likeness, reverse=True)
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def nearest(wrong: str, known: list[str], *, shown: int = 12) -> str:
    """A remedy for a name that is not known: the closest one, else the names there are."""
    close = get_close_matches(wrong, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    if not known:
        return "remove it"
    more = ", ..." if len(known) > shown else ""
    return "use one of " + ", ".join(f"`{each}`" for each in known[:shown]) + more
