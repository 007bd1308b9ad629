"""The log: a JSON line a request, with its id, and nothing personal."""

import json
import logging

import pytest

from qala.portal.logs import JsonFormatter, request_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


@pytest.fixture
def lines(caplog):
    """The lines written during the test, as they stand in the log."""
    caplog.set_level(logging.INFO)
    caplog.handler.setFormatter(JsonFormatter())
    return lambda: [json.loads(line) for line in caplog.text.splitlines()]


def test_a_request_leaves_one_line(client, lines):
    response = client.get("/api/identify?lon=76.94&lat=43.25&lang=ru", REMOTE_ADDR="192.0.2.77")
    (line,) = [each for each in lines() if each["logger"] == "qala.requests"]
    assert line["method"] == "GET"
    assert line["path"] == "/api/identify"
    assert line["status"] == 200
    assert line["ms"] >= 0
    assert line["level"] == "INFO"
    assert line["request_id"] == response["X-Request-ID"]
    assert "192.0.2.77" not in json.dumps(line)
    assert "76.94" not in json.dumps(line)


def test_an_id_sent_along_is_kept_when_it_is_safe(client):
    sent = "abc-DEF_0123456789"
    assert client.get("/health", headers={"X-Request-ID": sent})["X-Request-ID"] == sent


@pytest.mark.parametrize("sent", ["short", "x" * 65, 'a"b{}12345', "with space 123", "юникод-123"])
def test_an_unsafe_id_is_replaced(client, sent):
    answered = client.get("/health", headers={"X-Request-ID": sent})["X-Request-ID"]
    assert answered != sent
    assert len(answered) == 32


def test_two_requests_have_two_ids(client):
    assert client.get("/health")["X-Request-ID"] != client.get("/health")["X-Request-ID"]


def test_an_error_keeps_its_trace_on_one_line():
    error = ValueError("a\nb")
    record = logging.LogRecord(
        "qala", logging.ERROR, __file__, 1, "it broke", (), (ValueError, error, None)
    )
    token = request_id.set("request-1")
    try:
        written = JsonFormatter().format(record)
    finally:
        request_id.reset(token)
    assert "\n" not in written
    line = json.loads(written)
    assert line["message"] == "it broke"
    assert line["request_id"] == "request-1"
    assert "ValueError: a\nb" in line["error"]
