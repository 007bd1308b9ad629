"""What changed with a release, in words."""

from django.utils.translation import get_language, gettext, ngettext

from qala.atlas import formats
from qala.atlas.changes.history import Step
from qala.atlas.changes.told import changes
from qala.atlas.served import Served
from qala.core.dataset import Dataset
from qala.store.compare import Kind

EXAMPLES = 3
"""How many records of each kind are named."""


def counted(step: Step) -> str:
    """How many records were added, changed and removed, in the active language."""
    if step.before is None:
        return gettext("The first release that is kept here.")
    if step.release.raster:
        return gettext("The grid was published anew.")
    if step.comparison is None:
        return gettext("What changed is worked out when it is asked for.")
    told = [_counted(kind, step.comparison.counts[kind]) for kind in Kind]
    return ", ".join(each for each in told if each) or gettext(
        "The records are the same; the source or its description changed."
    )


def _counted(kind: Kind, count: int) -> str:
    if not count:
        return ""
    worded = {
        Kind.ADDED: ngettext("{number} record added", "{number} records added", count),
        Kind.CHANGED: ngettext("{number} record changed", "{number} records changed", count),
        Kind.REMOVED: ngettext("{number} record removed", "{number} records removed", count),
    }
    return worded[kind].format(number=formats.number(count, get_language() or ""))


def named(served: Served, dataset: Dataset, step: Step, language: str) -> list[str]:
    """A few of the records that changed, by their titles, with what happened to them."""
    if step.comparison is None or step.pair is None:
        return []
    found = [
        each for kind in Kind for each in step.comparison.differences(kind=kind, limit=EXAMPLES)
    ]
    happened = {
        Kind.ADDED: gettext("added: {title}"),
        Kind.CHANGED: gettext("changed: {title}"),
        Kind.REMOVED: gettext("removed: {title}"),
    }
    sentences = []
    for each in changes(served, dataset, step.pair, found, language):
        sentence = happened[each.difference.kind].format(title=each.title)
        what = [field.label for field in each.fields]
        what += [gettext("place")] if each.geometry else []
        sentences.append(f"{sentence} ({', '.join(what)})" if what else sentence)
    return sentences
