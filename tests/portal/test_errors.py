"""Errors: a page with a way on in the visitor's language, a problem body for programs."""

import shutil

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override

from qala.atlas.served import served
from qala.portal import errors
from qala.store.shelf import Shelf
from qala.store.upkeep import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


@pytest.mark.parametrize(
    ("address", "language", "title"),
    [
        ("/kk/nothing", "kk", "Табылмады"),
        ("/ru/nothing", "ru", "Не найдено"),
        ("/en/nothing", "en", "Not found"),
        ("/ru/data/nothing", "ru", "Не найдено"),
        ("/xx/map", "en", "Not found"),
    ],
)
def test_a_page_that_is_not_there_says_so_and_leads_on(client, address, language, title):
    response = client.get(address, headers={"Accept-Language": "en"})
    text = response.content.decode()
    assert response.status_code == 404
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert f"<h1>{title}</h1>" in text
    assert f'href="/{language}/map"' in text
    assert f'href="/{language}/data"' in text


def test_a_dataset_that_is_not_there_is_named(client):
    text = client.get("/ru/data/nothing").content.decode()
    assert "Набора данных «nothing» нет." in text


def test_a_dataset_the_city_declares_but_has_not_published_is_not_found(client):
    assert client.get("/en/data/parcels").status_code == 404


@pytest.mark.parametrize(
    ("status", "kk", "ru"),
    [
        (400, "Сұраныс түсініксіз", "Запрос непонятен"),
        (403, "Бұған рұқсат жоқ", "Это не разрешено"),
        (410, "Енді мұнда жоқ", "Здесь этого больше нет"),
        (429, "Сұраныс тым көп", "Слишком много запросов"),
        (500, "Біздің тараптан қате кетті", "На нашей стороне произошла ошибка"),
        (503, "Қазір жауап беру мүмкін емес", "Сейчас ответить невозможно"),
    ],
)
def test_each_status_has_its_page_in_kazakh_and_russian(status, kk, ru):
    for language, title in (("kk", kk), ("ru", ru)):
        with override(language):
            request = RequestFactory().get(f"/{language}/data")
            response = errors.error_response(request, status)
        assert response.status_code == status
        assert f"<h1>{title}</h1>" in response.content.decode()


def test_an_error_of_ours_shows_a_page_without_its_details(town, monkeypatch):
    client = Client(raise_request_exception=False)
    monkeypatch.setattr(Shelf, "datasets", lambda self: 1 / 0)
    page = client.get("/ru/data")
    assert page.status_code == 500
    assert "На нашей стороне произошла ошибка" in page.content.decode()
    assert "ZeroDivisionError" not in page.content.decode()
    body = client.get("/api/map?lang=kk")
    assert body.status_code == 500
    assert body["Content-Type"] == "application/problem+json"
    assert body["Content-Security-Policy"]


def test_a_wrong_host_is_answered_with_400(client):
    response = client.get("/en/", headers={"host": "evil.example"})
    assert response.status_code == 400


def test_a_withdrawn_dataset_answers_410_with_its_reason(client, town, tmp_path, monkeypatch):
    shelf = served().shelf
    shutil.copytree(shelf.root / "greenery", tmp_path / "greenery")
    withdraw(Shelf(tmp_path), "greenery", 1, reason="two parks had changed places")
    monkeypatch.setattr(shelf, "root", tmp_path)
    response = client.get("/en/data/greenery")
    assert response.status_code == 410
    assert "two parks had changed places" in response.content.decode()
    assert client.get("/files/greenery/1/features.parquet").status_code == 410


@pytest.mark.parametrize("address", ["/api/nothing", "/files/nothing", "/tiles/nothing"])
def test_programs_get_a_problem_body(client, address):
    response = client.get(address, headers={"Accept-Language": "ru"})
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Не найдено",
        "status": 404,
        "detail": "По этому адресу ничего нет.",
    }


def test_a_very_long_address_is_refused_at_once(client):
    response = client.get("/en/data", {"q": "x" * 10_000_000})
    assert response.status_code == 414
    assert "The address is too long" in response.content.decode()
    assert client.get("/api/identify", {"lon": "1" * 10_000}).json()["status"] == 414
