"""Numbers, dates and distances as each language writes them.

The patterns of Kazakh, Russian and English are our own (`look.md`); other languages have those
of Unicode CLDR. The browser is not asked: its Kazakh is incomplete.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

NBSP = "\N{NO-BREAK SPACE}"
DAY = {
    "kk": f"y{NBSP}'жылғы' d{NBSP}MMMM",
    "ru": f"d{NBSP}MMMM y{NBSP}'г.'",
    "en": f"d{NBSP}MMMM y",
}
MONTH = {"kk": f"y{NBSP}'жылғы' MMMM", "ru": f"LLLL y{NBSP}'г.'", "en": "LLLL y"}
YEAR = {"kk": f"{{}}{NBSP}жыл", "ru": f"{{}}{NBSP}г."}
"""Breaks only where a reader would pause, as the browser's `lib/format.ts` does."""
WRITTEN_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def number(value: float, language: str, *, decimals: int | None = None) -> str:
    """`1234567.5` as `1 234 567,5` (no-break spaces) or `1,234,567.5`.

    Without `decimals` at most two are shown and none that are zero.
    """
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals) * bool(decimals)
    return format_decimal(value, format=pattern, locale=Locale.parse(language))


def day(value: date, language: str) -> str:
    """A day in words: `2026 жылғы 22 қараша`, `22 ноября 2026 г.`, `22 November 2026`."""
    return format_date(value, DAY.get(language, "long"), locale=Locale.parse(language))


def moment_day(iso: str, language: str, *, time_zone: str) -> str:
    """The day of an ISO 8601 moment in the city's time zone, in words."""
    return day(datetime.fromisoformat(iso).astimezone(ZoneInfo(time_zone)).date(), language)


def written_date(text: str, language: str) -> str:
    """A date as sources give it (`2025`, `2025-09`, `2025-09-30`) in words; else as it stands."""
    match = WRITTEN_DATE.fullmatch(text.strip())
    if not match:
        return text
    year, month, of_month = (int(part) if part else None for part in match.groups())
    try:
        value = date(year or 1, month or 1, of_month or 1)
    except ValueError:
        return text
    if of_month:
        return day(value, language)
    if month:
        return format_date(value, MONTH.get(language, "LLLL y"), locale=Locale.parse(language))
    return YEAR.get(language, "{}").format(year)
