"""Whose data a file holds, for programs: said inside each file that leaves."""

from collections.abc import Mapping
from typing import Any

from qala.core.text import Text

GENERATED_NOTE = "Invented by a program, not measured."


def credit_of(
    title: Text, source: Mapping[str, Any], licence: str, *, generated: bool
) -> dict[str, str]:
    """Title, source, publisher, url, date, licence, citation, as far as they are stated.

    Texts stand in all their languages. `generated` is `true` where a program invented the data.
    """
    stated = {
        "title": in_all_languages(title),
        "source": in_all_languages(Text(source.get("title") or {})),
        "publisher": in_all_languages(Text(source.get("publisher") or {})),
        "url": str(source.get("url") or ""),
        "date": str(source.get("date") or ""),
        "licence": licence,
    }
    stated["citation"] = citation_of(stated)
    known = {name: value for name, value in stated.items() if value}
    return known | ({"generated": "true"} if generated else {})


def in_all_languages(text: Text) -> str:
    """The text in each of its languages, those that say the same once."""
    return " / ".join(dict.fromkeys(each for each in text.values() if each))


def citation_of(stated: Mapping[str, str]) -> str:
    """How to cite the data: publisher, source, date, address, licence."""
    names = dict.fromkeys(filter(None, (stated["publisher"], stated["source"] or stated["title"])))
    parts = [": ".join(names), stated["date"], stated["url"], stated["licence"]]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
