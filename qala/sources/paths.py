"""Paths as a city's TOML writes them: below a folder, perhaps a pattern for several files."""

from pathlib import Path, PurePosixPath

from qala.core.errors import BadInput

REMEDY = "name a file below the folder, or several by a pattern such as houses/*.geojson"


def trouble_with(path: str) -> str:
    """Why no file below a folder can be called so; empty where one can."""
    named = PurePosixPath(path)
    if not named.parts:
        return "names no file"
    if named.is_absolute():
        return f'is "{path}", which does not lie below the folder'
    if ".." in named.parts:
        return f'leads out of the folder: "{path}"'
    if any("**" in part and part != "**" for part in named.parts):
        return f'is "{path}", and ** stands for whole folders only'
    return ""


def below(root: Path, path: str) -> Path:
    """`path` below `root`; raises BadInput for what would lie elsewhere."""
    trouble = trouble_with(path)
    if trouble:
        raise BadInput(f"the path {trouble}", file=root, remedy=REMEDY)
    return root / path
