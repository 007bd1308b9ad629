"""What the options of a source have in common: each reader knows its own, and refuses others."""

from collections.abc import Sequence

from qala.core.dataset import SourceSpec
from qala.core.errors import BadInput
from qala.sources.nearest import nearest_first


def require_known(spec: SourceSpec, known: Sequence[str]) -> None:
    """Raise BadInput for an option of `spec` that its reader does not know."""
    for name in spec.options:
        if name not in known:
            remedy = f"use {nearest_first(name, known)}"
            raise wrong_option(spec, name, "is not an option of this source", remedy)


def wrong_option(spec: SourceSpec, name: str, problem: str, remedy: str) -> BadInput:
    """The error for the option `name` of `spec`."""
    return BadInput(
        f"the option `{name}` {problem}",
        file=spec.path,
        where=f"options of the source in line {spec.line}",
        remedy=remedy,
    )
