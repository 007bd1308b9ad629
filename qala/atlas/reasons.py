"""Why a record was skipped, mended or noted, in words. The codes are those of `Intake`."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qala.core.dataset import Dataset

REASONS: dict[str, Promise] = {
    "geometry_missing": _("its place is not given"),
    "geometry_self_intersection": _("its outline crosses itself"),
    "geometry_empty": _("its geometry is empty"),
    "geometry_invalid": _("its geometry is not valid"),
    "outside_bounds": _("it lies outside the city's box"),
    "ring_not_closed": _("its outline is not closed"),
    "duplicate_id": _("another record has the same id"),
}
"""Reasons that concern a record as a whole."""

FIELD_REASONS: dict[str, Promise] = {
    "bad_value": _("the value of “{field}” cannot be read"),
    "unknown_value": _("the value of “{field}” is not among the declared ones"),
    "missing_value": _("“{field}” is not given"),
}
"""Reasons that name a field behind a colon, as `bad_value:capacity`."""


def reason_in_words(reason: str, dataset: Dataset, language: str) -> str:
    """The reason as a reader wants it; a code that is not in the tables is shown as it is."""
    code, _colon, column = reason.partition(":")
    if column and code in FIELD_REASONS:
        field = dataset.field_named(column)
        label = field.label.in_language(language) if field else column
        return str(FIELD_REASONS[code]).format(field=label)
    if code in REASONS:
        return str(REASONS[code])
    return gettext("other reason: {code}").format(code=reason)
