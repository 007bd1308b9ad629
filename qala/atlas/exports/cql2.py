"""Where the text of a filter becomes a condition."""

from qala.core.errors import FieldError, InvalidRequest, mark
from qala.store.conditions import Condition


def condition_in(text: str, *, language: str) -> Condition:  # noqa: ARG001
    """The condition that CQL2 text or JSON says (`language` is `filter-lang`)."""
    raise InvalidRequest(
        FieldError(
            "filter",
            mark("Give conditions as column=value, such as {example}."),
            example="kind=school",
        )
    )
