"""Template words: texts in the visitor's language, numbers, dates, the browser's files."""

import json
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from qala.atlas import bundle as built
from qala.atlas import formats, grids
from qala.atlas.queries import Published
from qala.core.city import View
from qala.core.text import Text

register = template.Library()


def _language() -> str:
    return get_language() or str(settings.LANGUAGE_CODE)


@register.filter
def words(text: Mapping[str, str]) -> str:
    """A text of the city in the visitor's language."""
    return Text(text).in_language(_language())


@register.filter
def number(value: float) -> str:
    """A number as the visitor's language writes it."""
    return formats.number(value, _language())


@register.filter
def day(value: date | str) -> str:
    """A day, or an ISO moment in the city's time zone, in words."""
    if isinstance(value, date):
        return formats.day(value, _language())
    return formats.moment_day(value, _language(), time_zone=settings.TIME_ZONE)


@register.filter
def written(text: str) -> str:
    """A date as a source gives it (`2018`, `2018-11`, `2018-11-30`) in words."""
    return formats.written_date(text, _language())


@register.filter
def amount(each: Published) -> str:
    """How much a dataset holds: so many records, or cells of such a size."""
    return grids.amount(each, _language())


@register.filter
def megabytes(size: int) -> str:
    """A file's size in megabytes (10^6 bytes), at least a tenth."""
    return formats.number(max(size / 1e6, 0.1), _language(), decimals=1)


@register.filter
def map_state(view: View) -> str:
    """The query that opens the map at a ready view."""
    at = ",".join(f"{number:.6g}" for number in view.at)
    return urlencode({"at": at, "layers": ",".join(view.layers)}, safe=",")


IN_SCRIPTS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}


@register.filter
def ld_json(record: Mapping[str, object]) -> SafeString:
    """A record as the content of a data block: it can neither end the block nor begin another."""
    text = json.dumps(record, ensure_ascii=False).translate(IN_SCRIPTS)
    return mark_safe(text)  # noqa: S308 - escaped above


@register.simple_tag
def bundle(source: str) -> SafeString:
    """The elements that load what Vite built from `source`."""
    entry = built.entry(source)
    styles = format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((each,) for each in entry.styles)
    )
    preloads = format_html_join(
        "\n", '<link rel="modulepreload" href="{}">', ((each,) for each in entry.preloads)
    )
    if not entry.script:
        return styles
    script = format_html('<script type="module" src="{}"></script>', entry.script)
    return format_html("{}\n{}\n{}", styles, preloads, script)
