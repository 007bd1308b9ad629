"""The browser's files as Vite built them, found through its manifest."""

import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

WEB = "web"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page must load: a module script (empty for styles alone), its parts, its styles."""

    script: str
    preloads: tuple[str, ...]
    styles: tuple[str, ...]


def entry(source: str) -> Entry:
    """The files built from `source`, such as `src/main.ts`; none where nothing was built yet.

    Pages stay readable without them, so their absence is logged, not raised.
    """
    path = Path(settings.STATICFILES_DIRS[0]) / WEB / ".vite" / "manifest.json"
    try:
        manifest = _read(path, path.stat().st_mtime_ns)
        return _entry(manifest, source)
    except (FileNotFoundError, KeyError) as error:
        _warn_once(str(error))
        return Entry("", (), ())


@lru_cache(maxsize=4)
def _warn_once(error: str) -> None:
    logger.warning("the browser's part is not built: %s (run make web)", error)


@lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int) -> dict[str, Any]:  # noqa: ARG001 - part of the key
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _entry(manifest: dict[str, Any], source: str) -> Entry:
    chunk = manifest[source]
    parts = _imports(manifest, chunk, [])
    styles = dict.fromkeys(style for each in (chunk, *parts) for style in each.get("css", ()))
    if chunk["file"].endswith(".css"):
        return Entry("", (), (_address(chunk["file"]), *map(_address, styles)))
    return Entry(
        script=_address(chunk["file"]),
        preloads=tuple(_address(part["file"]) for part in parts),
        styles=tuple(map(_address, styles)),
    )


def _imports(
    manifest: dict[str, Any], chunk: dict[str, Any], seen: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The chunks that `chunk` imports, and theirs, each once."""
    for name in chunk.get("imports", ()):
        part = manifest[name]
        if part not in seen:
            seen.append(part)
            _imports(manifest, part, seen)
    return seen


def _address(file: str) -> str:
    return f"{settings.STATIC_URL}{WEB}/{file}"
