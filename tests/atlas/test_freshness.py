"""How fresh a release is, in words of each language."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from qala.atlas.freshness import ago, freshness
from qala.atlas.queries import published_dataset
from qala.atlas.served import served

pytestmark = pytest.mark.usefixtures("wired")

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("then", "english", "russian", "kazakh"),
    [
        (date(2026, 11, 28), "today", "сегодня", "бүгін"),
        (date(2026, 11, 29), "today", "сегодня", "бүгін"),  # a clock that was ahead
        (date(2026, 11, 27), "yesterday", "вчера", "кеше"),
        (date(2026, 11, 26), "2 days ago", "2 дня назад", "2 күн бұрын"),
        (date(2026, 11, 7), "21 days ago", "21 день назад", "21 күн бұрын"),
        (date(2026, 9, 29), "60 days ago", "60 дней назад", "60 күн бұрын"),
        (date(2026, 8, 20), "3 months ago", "3 месяца назад", "3 ай бұрын"),
        (date(2020, 11, 1), "6 years ago", "6 лет назад", "6 жыл бұрын"),
    ],
)
def test_how_long_ago_a_day_was(then, english, russian, kazakh):
    for language, words in (("en", english), ("ru", russian), ("kk", kazakh)):
        with override(language):
            assert ago(then, TODAY, language) == words


def told(language="en", *, now=datetime(2026, 11, 28, 12, tzinfo=UTC), dated="2025-09", often=""):
    each = published_dataset(served(), "schools")
    manifest = replace(
        each.release.manifest,
        published_at="2026-11-20T20:00:00+00:00",
        source={**each.release.manifest.source, "date": dated},
    )
    shown = replace(
        each,
        release=replace(each.release, manifest=manifest),
        dataset=replace(each.dataset, frequency=often),
    )
    with override(language):
        return freshness(shown, language, time_zone="Asia/Almaty", now=now)


def test_the_day_is_that_of_the_city():
    # 20:00 UTC is the 21st in Almaty already
    assert told()[0] == "Published here 7 days ago."
    assert told(now=datetime(2026, 11, 28, 20, tzinfo=UTC))[0] == "Published here 8 days ago."


@pytest.mark.parametrize(
    ("dated", "sentence"),
    [
        ("2025-09", "The data are 13 months old."),
        ("2026-11", "The data are less than a month old."),
        ("2026", "The data are less than a month old."),
        ("2018-11-30", "The data are 7 years old."),
        ("", "How old the data are is not known."),
        ("some day", "How old the data are is not known."),
    ],
)
def test_the_age_is_that_of_the_source(dated, sentence):
    assert told(dated=dated)[1:] == [sentence]


def test_a_declared_rhythm_is_told():
    assert told("ru", often="monthly")[-1] == "Источник обновляется ежемесячно."
