"""The translations of the interface: what there is to translate, and its compilation by Babel.

`python -m qala.portal.translations` compiles the catalogues; with `update` it first brings them
up to date with the sources. English sentences are the keys; a language of a city is one more
`django.po`.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
DJANGO_LOCALE = Path(django.__file__).parent / "conf" / "locale"

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "mark": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalogue_files() -> list[Path]:
    """Our catalogues, one per language, in the order of the languages' codes."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as Babel has it, in the language of its folder."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def compile_catalogues() -> None:
    """Write the `.mo` beside each `.po` that is newer."""
    for path in catalogue_files():
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, read_catalogue(path))
        draft.replace(target)


def extracted() -> Catalog:
    """Every message of our own: Python (marked sentences below Django too) and templates."""
    catalogue = Catalog(project="Qala", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        _add(catalogue, path, path.read_text(encoding="utf-8"))
    for pattern in ("*.html", "*.xml"):
        for path in sorted((PACKAGE / "templates").rglob(pattern)):
            _add(catalogue, path, templatize(path.read_text(encoding="utf-8"), origin=str(path)))
    return catalogue


def _add(catalogue: Catalog, path: Path, text: str) -> None:
    where = path.relative_to(PACKAGE.parent).as_posix()
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(text.encode()), keywords=KEYWORDS
    ):
        catalogue.add(message, locations=[(where, 0)], context=context)


def library_messages() -> Catalog:
    """Every message that Django itself may show."""
    with (DJANGO_LOCALE / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


def missing_in_django(language: str) -> Iterator[Message]:
    """Messages of Django that its own catalogue of the language does not translate."""
    path = DJANGO_LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "django.po"
    own = read_catalogue(path) if path.exists() else Catalog()
    for message in library_messages():
        if message.id and not translated(own.get(_key(message), message.context)):
            yield message


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def translated(message: Message | None) -> bool:
    """Whether a message has all its forms, none of them doubtful."""
    if message is None or message.fuzzy or not message.string:
        return False
    return isinstance(message.string, str) or all(message.string)


def update_catalogues() -> None:
    """Add what is new in the sources to each catalogue and drop what has gone."""
    for path in catalogue_files():
        language = path.parents[1].name
        wanted = extracted()
        for message in missing_in_django(language):
            wanted.add(message.id, context=message.context, locations=[("django", 0)])
        catalogue = read_catalogue(path)
        catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        catalogue.last_translator = catalogue.language_team = "Qala"
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update_catalogues()
    compile_catalogues()
