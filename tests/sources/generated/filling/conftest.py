"""A small city, filled once."""

from collections import defaultdict
from typing import Any

import pytest

from qala.core.features import Features
from qala.sources.generated.filling import Words, fill, load_words
from qala.sources.generated.plan import Plan
from tests.sources.generated.filling.plans import BASE, PROJECTION, small_plan

LANGUAGES = ("kk", "ru", "en")
POPULATIONS = {"d1": 52_345, "d2": 60_001}


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words(BASE, LANGUAGES)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return small_plan()


class Filled:
    """All features of each layer, as lists."""

    def __init__(self, plan: Plan, words: Words, **changed: Any) -> None:
        given = {"populations": POPULATIONS, "projection": PROJECTION, "seed": 1, **changed}
        chunks = fill(plan, words=words, languages=LANGUAGES, **given)
        self.layers: dict[str, list[Features]] = defaultdict(list)
        for layer, features in chunks:
            self.layers[layer].append(features)

    def column(self, layer: str, name: str) -> list[Any]:
        return [value for each in self.layers[layer] for value in each.columns[name]]

    def ids(self, layer: str) -> list[str]:
        return [value for each in self.layers[layer] for value in each.ids]

    def shapes(self, layer: str) -> list[Any]:
        return [value for each in self.layers[layer] for value in each.geometry]


@pytest.fixture(scope="session")
def filled(plan: Plan, words: Words) -> Filled:
    return Filled(plan, words)
