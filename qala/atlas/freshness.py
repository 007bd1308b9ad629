"""How fresh a release is, in words: when it was published here, how old its data are."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from qala.atlas import formats
from qala.atlas.queries import Published
from qala.atlas.records.coverage import period_of

DAYS_SAID = 60
"""Beyond so many days months are said, beyond so many months years."""
MONTHS_SAID = 24

FREQUENCIES: dict[str, Promise] = {
    "continuous": _("The source is renewed all the time."),
    "daily": _("The source is renewed every day."),
    "weekly": _("The source is renewed every week."),
    "monthly": _("The source is renewed every month."),
    "quarterly": _("The source is renewed every quarter."),
    "annual": _("The source is renewed every year."),
    "irregular": _("The source is renewed now and then."),
}


def freshness(each: Published, language: str, *, time_zone: str, now: datetime) -> list[str]:
    """Sentences on the release in force, in `language`, which is the active one."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    moment = datetime.fromisoformat(each.release.manifest.published_at)
    published = moment.astimezone(ZoneInfo(time_zone)).date()
    sentences = [
        gettext("Published here {when}.").format(when=ago(published, today, language)),
        _age(each, today, language),
        str(FREQUENCIES.get(each.dataset.frequency, "")),
    ]
    return [sentence for sentence in sentences if sentence]


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def ago(then: date, today: date, language: str) -> str:
    """How long ago a day was: `today`, `5 days ago`, `3 months ago`."""
    days = max((today - then).days, 0)
    if days < 2:
        return gettext("yesterday") if days else gettext("today")
    if days <= DAYS_SAID:
        return _numbered(ngettext("{number} day ago", "{number} days ago", days), days, language)
    months = _months(then, today)
    if months <= MONTHS_SAID:
        text = ngettext("{number} month ago", "{number} months ago", months)
        return _numbered(text, months, language)
    years = months // 12
    return _numbered(ngettext("{number} year ago", "{number} years ago", years), years, language)


def _age(each: Published, today: date, language: str) -> str:
    """How old the data are by the date that their source gives; empty where it gives none."""
    period = period_of(str(each.release.manifest.source.get("date") or ""))
    if period is None:
        return gettext("How old the data are is not known.")
    months = _months(period.last, today)
    if months < 1:
        return gettext("The data are less than a month old.")
    if months <= MONTHS_SAID:
        text = ngettext(
            "The data are {number} month old.", "The data are {number} months old.", months
        )
        return _numbered(text, months, language)
    years = months // 12
    text = ngettext("The data are {number} year old.", "The data are {number} years old.", years)
    return _numbered(text, years, language)


def _months(then: date, today: date) -> int:
    """Whole months from one day to the other, none where the first is the later."""
    months = (today.year - then.year) * 12 + today.month - then.month
    return max(months - (today.day < then.day), 0)


def _numbered(text: str, number: int, language: str) -> str:
    return text.format(number=formats.number(number, language))
