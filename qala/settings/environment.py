"""The configuration of an installation: environment variables, read once, typed.

Needs no Django, so that commands and the ASGI front read the same values. Every variable stands
in `docs/configuration.md`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qala.core.dataset import NAME
from qala.core.errors import BadInput

PROJECT = Path(__file__).resolve().parents[2]
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
YES, NO = ("1", "yes", "true", "on"), ("0", "no", "false", "off")


@dataclass(frozen=True, slots=True)
class Environment:
    """One installation's settings.

    `database_url` and `secret_key` are empty where they were not given: then the database is an
    SQLite file in `data`, and the key is generated there. `trusted_proxies` counts the reverse
    proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. The counts `per_minute`
    are what one address may ask; 0 is without limit. `downloads_mb` is the room for files made for
    downloads.
    """

    city: str
    cities: Path
    data: Path
    releases: Path
    database_url: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    debug: bool
    trusted_proxies: int
    log_level: str
    identify_per_minute: int
    search_per_minute: int
    read_per_minute: int
    links_per_minute: int
    prints_per_minute: int
    inside_per_minute: int
    downloads_mb: int

    @property
    def city_folder(self) -> Path:
        """The folder of the city that this installation serves."""
        return self.cities / self.city

    @property
    def drawn(self) -> Path:
        """Where drawn maps are kept; they can be removed at any time."""
        return self.data / "cache" / "drawn"

    @property
    def compared(self) -> Path:
        """Where differences between releases are kept; they can be removed at any time."""
        return self.data / "cache" / "compared"

    @property
    def downloads(self) -> Path:
        """Where files made for downloads are kept; they can be removed at any time."""
        return self.data / "cache" / "downloads"


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The settings in `variables`; BadInput names the variable that is wrong and the remedy."""
    data = Path(variables.get("QALA_DATA") or "data").absolute()
    return Environment(
        city=_city(variables),
        cities=Path(variables.get("QALA_CITIES") or PROJECT / "cities").absolute(),
        data=data,
        releases=_releases(variables, data),
        database_url=variables.get("DATABASE_URL", ""),
        secret_key=_secret_key(variables),
        allowed_hosts=_hosts(variables),
        debug=_switch(variables, "QALA_DEBUG"),
        trusted_proxies=_count(variables, "QALA_TRUSTED_PROXIES", default=0, most=9),
        log_level=_log_level(variables),
        identify_per_minute=_count(
            variables, "QALA_IDENTIFY_PER_MINUTE", default=120, most=1_000_000
        ),
        search_per_minute=_count(variables, "QALA_SEARCH_PER_MINUTE", default=300, most=1_000_000),
        read_per_minute=_count(variables, "QALA_READ_PER_MINUTE", default=1_200, most=1_000_000),
        links_per_minute=_count(variables, "QALA_LINKS_PER_MINUTE", default=20, most=1_000_000),
        prints_per_minute=_count(variables, "QALA_PRINTS_PER_MINUTE", default=20, most=1_000_000),
        inside_per_minute=_count(variables, "QALA_INSIDE_PER_MINUTE", default=30, most=1_000_000),
        downloads_mb=_count(variables, "QALA_DOWNLOADS_MB", default=2048, most=1_000_000),
    )


def _city(variables: Mapping[str, str]) -> str:
    city = variables.get("QALA_CITY") or "almaty"
    if not NAME.fullmatch(city):
        raise _wrong("QALA_CITY", city, "give the name of a folder in cities/, such as almaty")
    return city


def _releases(variables: Mapping[str, str], data: Path) -> Path:
    given = variables.get("QALA_RELEASES", "")
    if "://" in given:
        raise _wrong("QALA_RELEASES", given, "give a folder: object storage is not supported yet")
    return Path(given).absolute() if given else data / "releases"


def _secret_key(variables: Mapping[str, str]) -> str:
    key = variables.get("QALA_SECRET_KEY", "")
    if key and len(key) < 32:
        raise BadInput(
            f"the key has {len(key)} characters, which can be guessed",
            file="QALA_SECRET_KEY",
            remedy="give at least 32 random characters, or leave it out to have one generated",
        )
    return key


def _hosts(variables: Mapping[str, str]) -> tuple[str, ...]:
    given = variables.get("QALA_ALLOWED_HOSTS") or "localhost,127.0.0.1,[::1]"
    hosts = tuple(host.strip() for host in given.split(",") if host.strip())
    for host in hosts:
        if "/" in host:
            remedy = "give names without scheme and path, separated by commas: map.example.org"
            raise _wrong("QALA_ALLOWED_HOSTS", host, remedy)
    if not hosts:
        raise _wrong("QALA_ALLOWED_HOSTS", given, "give at least one name, or leave it out")
    return hosts


def _switch(variables: Mapping[str, str], name: str) -> bool:
    given = variables.get(name, "").strip().lower()
    if given in YES:
        return True
    if given in NO or not given:
        return False
    raise _wrong(name, given, "give yes or no")


def _count(variables: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    given = variables.get(name, "").strip()
    if not given:
        return default
    if not given.isdecimal() or int(given) > most:
        raise _wrong(name, given, f"give a whole number from 0 to {most}")
    return int(given)


def _log_level(variables: Mapping[str, str]) -> str:
    level = (variables.get("QALA_LOG_LEVEL") or "INFO").upper()
    if level not in LOG_LEVELS:
        raise _wrong("QALA_LOG_LEVEL", level, "give one of " + ", ".join(LOG_LEVELS))
    return level


def _wrong(name: str, value: str, remedy: str) -> BadInput:
    return BadInput(f"`{value[:80]}` cannot be used", file=name, remedy=remedy)
