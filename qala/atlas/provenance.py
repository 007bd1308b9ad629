"""Where a release came from, in words: source, publisher, date, licence, what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qala.atlas import formats
from qala.atlas.reasons import reason_in_words
from qala.core.dataset import Dataset
from qala.core.text import Text
from qala.store.shelf import Release

NOT_STATED = ("", "not stated", "unknown")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records something happened to, in words, and the names of a few of them."""

    count: int
    reason: str
    examples: tuple[str, ...]


def source_title(release: Release, language: str) -> str:
    """What the source calls itself, else its publisher."""
    title = Text(release.manifest.source.get("title") or {}).in_language(language)
    return title or publisher(release, language)


def publisher(release: Release, language: str) -> str:
    """Who published the source."""
    return Text(release.manifest.source.get("publisher") or {}).in_language(language)


def source_note(release: Release, language: str) -> str:
    """What a reader should know about the source."""
    return Text(release.manifest.source.get("note") or {}).in_language(language)


def source_date(release: Release, language: str) -> str:
    """The date of the data as its source states it, in words; empty where it states none."""
    return formats.written_date(str(release.manifest.source.get("date") or ""), language)


def licence(release: Release) -> str:
    """The licence as the source states it; empty where it states none."""
    stated = release.manifest.licence
    return "" if stated.strip().lower() in NOT_STATED else stated


def attribution(release: Release, language: str = "") -> str:
    """The credit to show beside the data: publisher (without `language` in any) and licence."""
    parts = (publisher(release, language), licence(release))
    return ", ".join(part for part in parts if part)


def skipped(release: Release, dataset: Dataset, language: str) -> list[LeftOut]:
    """Records that are not in the release, by reason, most first."""
    return _in_words(release.manifest.skipped, release, dataset, language)


def mended(release: Release, dataset: Dataset, language: str) -> list[LeftOut]:
    """Records that were repaired, by reason, most first."""
    return _in_words(release.manifest.mended, release, dataset, language)


def noted(release: Release, dataset: Dataset, language: str) -> list[LeftOut]:
    """Records kept as they are that a reader should know about, most first."""
    return _in_words(release.manifest.noted, release, dataset, language)


def _in_words(
    counts: Mapping[str, int], release: Release, dataset: Dataset, language: str
) -> list[LeftOut]:
    examples: Mapping[str, Any] = release.manifest.examples
    return [
        LeftOut(
            count=count,
            reason=reason_in_words(reason, dataset, language),
            examples=tuple(examples.get(reason, ())),
        )
        for reason, count in sorted(counts.items(), key=lambda each: -each[1])
    ]
