"""What a filter may be before it is parsed at all.

The parser of the package `cql2` recurses for every parenthesis, which ends the process at some
thousands, and goes back and tries again for every one that encloses a mistake: two dozen
unclosed ones take minutes. So what it would cost is counted first, as the length times two to the
power of the depth, which was found by measuring.
"""

import re

from qala.core.errors import FieldError, InvalidRequest, mark

LENGTH_MAX = 6_000
TOKENS_MAX = 2_000
DEPTH_MAX = 12
EFFORT_MAX = 150_000
TOKEN = re.compile(
    r"""'(?:[^']|'')*'|"[^"]*"|\w[\w.]*|(?P<open>\()|(?P<close>\))|\s+|.""", re.DOTALL
)
SHAPES = frozenset(
    f"{many}{kind}" for many in ("", "multi") for kind in ("point", "linestring", "polygon")
) | {"geometrycollection", "bbox"}
"""Words whose brackets hold coordinates, which the parser reads in one go."""
UNARY = frozenset({"not", "-", "+"})
UNARY_MAX = 50


def check_text(text: str) -> None:
    """Raises InvalidRequest where the text is too long, too deep or unbalanced to be parsed."""
    if len(text) > LENGTH_MAX:
        raise _too_long()
    tokens = [match for match in TOKEN.finditer(text) if not match[0].isspace()]
    if len(tokens) > TOKENS_MAX:
        raise _too_long()
    if len(text) << _depth(tokens) > EFFORT_MAX or _longest_unary(tokens) > UNARY_MAX:
        raise _too_deep()


def _depth(tokens: list[re.Match[str]]) -> int:
    """The depth of brackets, those of coordinates not counted; all of them are bounded."""
    in_shape: list[bool] = []
    deepest = 0
    word = ""
    for token in tokens:
        if token.lastgroup == "open":
            in_shape.append(word in SHAPES or in_shape[-1:] == [True])
            deepest = max(deepest, in_shape.count(False))
        elif token.lastgroup == "close":
            if not in_shape:
                raise _unbalanced()
            in_shape.pop()
        if len(in_shape) > DEPTH_MAX:
            raise _too_deep()
        word = token[0].lower()
    if in_shape:
        raise _unbalanced()
    return deepest


def _longest_unary(tokens: list[re.Match[str]]) -> int:
    """How many NOT and signs follow on one another at most."""
    longest = run = 0
    for token in tokens:
        run = run + 1 if token[0].lower() in UNARY else 0
        longest = max(longest, run)
    return longest


def check_json(text: str) -> None:
    """The same for JSON, by its brackets outside strings."""
    if len(text) > LENGTH_MAX:
        raise _too_long()
    depth = 0
    for sign in re.sub(r'"(?:[^"\\]|\\.)*"', "", text):
        depth += (sign in "[{") - (sign in "]}")
        if depth > 3 * DEPTH_MAX:
            raise _too_deep()


def _too_long() -> InvalidRequest:
    return InvalidRequest(
        FieldError(
            "filter",
            mark("The filter is too long: at most {letters} characters and {words} words."),
            letters=LENGTH_MAX,
            words=TOKENS_MAX,
        )
    )


def _too_deep() -> InvalidRequest:
    return InvalidRequest(
        FieldError(
            "filter", mark("The filter is nested too deeply for its length: make it flatter.")
        )
    )


def _unbalanced() -> InvalidRequest:
    return InvalidRequest(
        FieldError("filter", mark("The filter has a bracket without its counterpart."))
    )
