"""To whom a derived dataset is owed: to those who are owed what it was derived from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qala.core.dataset import SourceSpec
from qala.core.text import Text


def credited(spec: SourceSpec, source: Mapping[str, Any], licence: str) -> SourceSpec:
    """`spec` with what it leaves open filled in from the release it is derived from.

    `source` and `licence` are as that release's manifest has them. Title and note are not carried
    over: they tell how the other dataset was made.
    """
    return replace(
        spec,
        publisher=spec.publisher or Text(source.get("publisher") or {}),
        url=spec.url or str(source.get("url") or ""),
        date=spec.date or str(source.get("date") or ""),
        licence=spec.licence or licence,
    )
