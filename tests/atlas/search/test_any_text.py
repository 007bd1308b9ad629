"""Whatever is typed gets a clear answer soon, and never an error of ours."""

import time

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched")]

MARKS = ["\u202e", "\u200f", "\u2066", "\x00", "\ue000", "\ufeff", "\ud7ff", "e\u0301" * 9]
WORDS = ["Абая", "даңғылы", "street", "45/1", "मार्ग", "שלום", "شارع", "街道", "𝔸𝕓𝕒𝕪", "ﬁ", "İ", "ß"]
SCRIPTS = st.sampled_from([*MARKS, *WORDS, "🎉", "№", "-"])
MIXED = st.lists(SCRIPTS, max_size=40).map(" ".join)
GLUED = st.lists(SCRIPTS, max_size=40).map("".join)
NUMBERS = st.text("0123456789GgbБ-/:. _", max_size=200)
TYPED = st.one_of(st.text(max_size=200), MIXED, GLUED, NUMBERS)
LONGEST_S = 5.0

unlimited = override_settings(SEARCH_PER_MINUTE=0)
arbitrary = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@unlimited
@arbitrary
@given(TYPED)
def test_any_text_is_answered_by_the_api(client, typed):
    started = time.monotonic()
    response = client.get("/api/search", {"q": typed, "lang": "kk", "at": "76.94,43.25"})
    assert time.monotonic() - started < LONGEST_S
    if response.status_code == 400:
        assert len(typed) > 200
        assert response.json()["errors"][0]["field"] == "q"
    else:
        assert response.status_code in {200, 414}
    if response.status_code == 200:
        answer = response.json()
        assert answer["query"] == typed
        assert answer["results"] or answer["hint"]


@unlimited
@arbitrary
@given(TYPED)
def test_any_text_is_answered_by_the_page(client, typed):
    response = client.get("/kk/search", {"q": typed})
    assert response.status_code in {200, 414}
    if response.status_code == 200 and typed.strip():
        assert 'role="status"' in response.content.decode()


@unlimited
@pytest.mark.parametrize("typed", ["а" * 5_000, "a" * 5_000, "\u0301" * 5_000, "a " * 2_500])
def test_five_thousand_letters_are_no_search(client, typed):
    assert client.get("/api/search", {"q": typed}).status_code in {400, 414}
    page = client.get("/ru/search", {"q": typed})
    assert page.status_code in {200, 414}
    if page.status_code == 200:
        assert "200" in page.content.decode()
