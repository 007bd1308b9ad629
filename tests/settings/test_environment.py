"""Settings from the environment: defaults, values, and what is said of wrong ones."""

import pytest

from qala.core.errors import BadInput
from qala.settings.environment import PROJECT, read_environment


def test_without_any_variable_the_defaults_are_safe(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    environment = read_environment({})
    assert environment.city == "almaty"
    assert environment.city_folder == PROJECT / "cities" / "almaty"
    assert environment.data == tmp_path / "data"
    assert environment.releases == tmp_path / "data" / "releases"
    assert environment.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert environment.debug is False
    assert environment.trusted_proxies == 0
    assert environment.log_level == "INFO"
    assert environment.identify_per_minute == 120


def test_every_variable_is_taken(tmp_path):
    environment = read_environment(
        {
            "QALA_CITY": "monaco",
            "QALA_CITIES": str(tmp_path / "cities"),
            "QALA_DATA": str(tmp_path / "private"),
            "QALA_RELEASES": str(tmp_path / "shelf"),
            "DATABASE_URL": "postgresql://localhost/qala",
            "QALA_SECRET_KEY": "k" * 50,
            "QALA_ALLOWED_HOSTS": "map.example.org, www.example.org",
            "QALA_DEBUG": "yes",
            "QALA_TRUSTED_PROXIES": "1",
            "QALA_LOG_LEVEL": "warning",
            "QALA_IDENTIFY_PER_MINUTE": "0",
            "QALA_LINKS_PER_MINUTE": "5",
            "QALA_PRINTS_PER_MINUTE": "6",
        }
    )
    assert environment.city_folder == tmp_path / "cities" / "monaco"
    assert environment.data == tmp_path / "private"
    assert environment.releases == tmp_path / "shelf"
    assert environment.database_url == "postgresql://localhost/qala"
    assert environment.secret_key == "k" * 50
    assert environment.allowed_hosts == ("map.example.org", "www.example.org")
    assert environment.debug is True
    assert environment.trusted_proxies == 1
    assert environment.log_level == "WARNING"
    assert environment.identify_per_minute == 0
    assert environment.links_per_minute == 5
    assert environment.prints_per_minute == 6


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("QALA_CITY", "../etc", "give the name of a folder"),
        ("QALA_RELEASES", "s3://bucket/releases", "give a folder"),
        ("QALA_SECRET_KEY", "short", "at least 32 random characters"),
        ("QALA_ALLOWED_HOSTS", "https://map.example.org/", "without scheme"),
        ("QALA_ALLOWED_HOSTS", " , ", "at least one name"),
        ("QALA_DEBUG", "maybe", "yes or no"),
        ("QALA_TRUSTED_PROXIES", "many", "from 0 to 9"),
        ("QALA_TRUSTED_PROXIES", "-1", "from 0 to 9"),
        ("QALA_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING, ERROR"),
        ("QALA_IDENTIFY_PER_MINUTE", "1.5", "whole number"),
    ],
)
def test_a_wrong_value_names_the_variable_and_the_remedy(name, value, remedy):
    with pytest.raises(BadInput) as caught:
        read_environment({name: value})
    assert caught.value.file == name
    assert remedy in caught.value.remedy


def test_a_short_key_is_not_repeated_in_the_message():
    with pytest.raises(BadInput) as caught:
        read_environment({"QALA_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(caught.value)
