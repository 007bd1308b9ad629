"""How often Python looks for objects that hold nothing but each other."""

import gc

OBJECTS, YOUNG, OLD = 200_000, 20, 100
"""New objects before a look, looks before a wider one, wider ones before one through all."""


def collect_rarely() -> None:
    """Let Python look for circles of objects rarely: for a command that makes a great many objects.

    A city in the making is millions of objects that nearly all go when the last name for them
    does; to look through them at Python's usual pace took a fourth of a build.
    """
    gc.set_threshold(OBJECTS, YOUNG, OLD)
