"""Businesses of the invented city, and the words they are made of."""

import re
from collections import Counter
from pathlib import Path

import pytest

from qala.core.dataset import Dataset
from qala.core.errors import BadInput
from qala.sources.folder import load_city
from qala.sources.generated.filling import Words, load_words
from qala.sources.generated.filling.words import PLACES
from tests.conftest import PROJECT
from tests.sources.generated.filling.conftest import LANGUAGES, Filled
from tests.sources.generated.filling.plans import BASE

SIZES = {"s1_5": (1, 5), "s6_15": (6, 15), "s16_50": (16, 50), "s51_100": (51, 100)}


@pytest.fixture(scope="module")
def datasets() -> dict[str, Dataset]:
    return {each.id: each for each in load_city(PROJECT / "cities" / "almaty").datasets}


def test_there_are_names_in_three_languages_for_every_category(words: Words) -> None:
    assert len(words.categories) >= 40
    for category in words.categories:
        for name in category.names:
            assert set(name) == set(LANGUAGES)
            assert all("{n}" in text for text in name.values())
        assert len({tuple(each.values()) for each in category.names}) == len(category.names)


def test_the_dataset_knows_all_categories_and_industries(
    words: Words, datasets: dict[str, Dataset]
) -> None:
    category = datasets["businesses"].field_named("category")
    industry = datasets["businesses"].field_named("industry")
    main = datasets["jobs"].field_named("main_industry")
    assert category is not None
    assert industry is not None
    assert main is not None
    assert list(category.values) == [each.id for each in words.categories]
    assert set(words.industries) <= set(industry.values)
    assert dict(industry.values) == dict(main.values)
    assert set(words.work) <= set(datasets["buildings"].field_named("use").values)


def test_the_parts_of_each_use_are_a_whole(words: Words) -> None:
    for work in words.work.values():
        assert sum(work.industries.values()) == pytest.approx(1)


def test_every_kind_of_place_has_a_business(words: Words) -> None:
    assert {place for each in words.categories for place in each.where} == set(PLACES)


def test_names_are_generic_and_numbered(filled: Filled) -> None:
    names = [filled.column("businesses", f"name_{each}") for each in LANGUAGES]
    assert len(names[0]) > 500
    for kk, ru, en in zip(*names, strict=True):
        numbers = {re.search(r"\d+", each).group() for each in (kk, ru, en)}
        assert len(numbers) == 1
        assert re.search("[А-Яа-я]", kk)
        assert not re.search("[А-Яа-я]", en)


def test_no_two_businesses_have_one_name(filled: Filled) -> None:
    for language in LANGUAGES:
        assert max(Counter(filled.column("businesses", f"name_{language}")).values()) == 1


def test_each_size_is_that_of_its_category(words: Words, filled: Filled) -> None:
    staff = {each.id: each.staff for each in words.categories}
    pairs = zip(
        filled.column("businesses", "category"), filled.column("businesses", "size"), strict=True
    )
    for category, size in set(pairs):
        if size in SIZES:
            low, high = SIZES[size]
            assert staff[category][0] <= high
            assert staff[category][1] >= low


def test_years_of_opening_are_of_a_market_economy(filled: Filled) -> None:
    years = filled.column("businesses", "opened")
    assert 1990 <= min(years) < max(years) <= 2025


def test_flats_on_busy_streets_have_more_shops_than_houses(filled: Filled) -> None:
    uses = dict(zip(filled.ids("buildings"), filled.column("buildings", "use"), strict=True))
    placed = Counter(uses[each.rsplit("-b", 1)[0]] for each in filled.ids("businesses"))
    there = Counter(uses.values())
    assert placed["apartments"] / there["apartments"] > 5 * placed["house"] / there["house"]


def test_a_school_is_in_every_school(filled: Filled) -> None:
    by_house = Counter(each.rsplit("-b", 1)[0] for each in filled.ids("businesses"))
    sorts = dict(
        zip(filled.ids("businesses"), filled.column("businesses", "category"), strict=True)
    )
    for business, category in sorts.items():
        if category in {"school", "kindergarten", "hotel", "polyclinic"}:
            assert by_house[business.rsplit("-b", 1)[0]] == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("staff = [5, 2]", "least and a most"),
        ("staff = [1, 2]\nwhere = { moon = 1 }", "moon"),
        ("staff = [1, 2]\nnames.ru = []", "no names"),
    ],
)
def test_what_is_wrong_with_the_words_is_said(tmp_path: Path, wrong: str, said: str) -> None:
    folder = tmp_path / "generated"
    folder.mkdir()
    (folder / "jobs.toml").write_text((BASE / "generated/jobs.toml").read_text("utf-8"), "utf-8")
    names = (
        ""
        if "names" in wrong
        else '\nnames.kk = ["№ {n}"]\nnames.ru = ["№ {n}"]\nnames.en = ["{n}"]'
    )
    text = f'[shop]\nindustry = "retail"\n{wrong}{names}\n'
    (folder / "businesses.toml").write_text(text, "utf-8")
    with pytest.raises(BadInput, match=said):
        load_words(tmp_path, LANGUAGES)
