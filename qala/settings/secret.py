"""The secret key of an installation: made on first run, kept private to its user."""

import os
import secrets
from pathlib import Path
from uuid import uuid4

from qala.core.errors import BadInput

FILE = "secret_key"


def secret_key(folder: Path) -> str:
    """The key in `folder`, generated with mode 600 where there is none yet.

    Several processes may start at once: the first one's key is kept by all.
    """
    path = folder / FILE
    if not path.exists():
        _generate(path)
    key = path.read_text(encoding="ascii", errors="ignore").strip()
    if len(key) < 32:
        raise BadInput(
            "the secret key is damaged", file=path, remedy="delete the file to get a new one"
        )
    return key


def _generate(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{uuid4().hex}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
        os.link(draft, path)
    except FileExistsError:
        return  # another process was first
    finally:
        draft.unlink()
