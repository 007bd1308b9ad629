"""From the address of a download to the file it asks for."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qala import __version__
from qala.atlas.exports.asked import Asked, asked, parsed
from qala.atlas.exports.credits import columns, credit
from qala.atlas.queries import Published, published_dataset
from qala.atlas.served import Served
from qala.core.errors import NotFound, ShelfDamaged, TooLarge, mark
from qala.store.exports.order import SHEET_FULL, SHEET_ROWS_MAX, Form, Order
from qala.store.kept import KeptFile
from qala.store.manifest import FEATURES, RASTER

RASTER_FORM = "tif"


@dataclass(frozen=True, slots=True)
class Download:
    """An order, the file to keep of it, and what is known of its size.

    `own` is whether the release's own file is what is asked for, so that nothing is made.
    """

    order: Order
    file: KeptFile
    rows: int

    @property
    def own(self) -> bool:
        return self.order.form is Form.PARQUET and self.order.is_whole

    @property
    def filename(self) -> str:
        return f"{self.order.name}.{self.order.form}"


def download(
    served: Served, dataset_id: str, form_name: str, query: str, *, language: str
) -> Download:
    """What an address asks for. NotFound, Withdrawn, InvalidRequest or TooLarge where it cannot be.

    `language` is the visitor's, which `lang` in `query` overrides.
    """
    each = published_dataset(served, dataset_id)
    form = _form(each, form_name)
    city, manifest = served.city, each.release.manifest
    parameters = parsed(query)
    languages = tuple(dict.fromkeys((language, *city.languages)))
    wanted = asked(parameters, manifest, form, languages=languages, projection=city.projection)
    rows = manifest.counts["features"]
    if form is Form.XLSX and wanted.selection.is_everything and rows >= SHEET_ROWS_MAX:
        raise TooLarge(SHEET_FULL, maximum=SHEET_ROWS_MAX - 1)
    order = Order(
        shelf=served.shelf.root,
        dataset=each.dataset.id,
        sequence=manifest.sequence,
        form=form,
        name=_name(each, wanted),
        credit=credit(city, each, form, wanted),
        selection=wanted.selection,
        cut=wanted.cut,
        columns=columns(city, each, wanted.language) if wanted.for_people else {},
    )
    return Download(order, KeptFile(_key(order, parameters, wanted), form, (each.release,)), rows)


def _form(each: Published, name: str) -> Form:
    forms = [RASTER_FORM] if each.dataset.is_raster else [form.value for form in Form]
    if name not in forms or each.dataset.is_raster:
        raise NotFound(
            mark("“{dataset}” has no format “{form}”; there are: {forms}."),
            dataset=each.dataset.id,
            form=name[:20],
            forms=", ".join(forms),
        )
    return Form(name)


def raster_address(served: Served, dataset_id: str) -> str:
    """Where the GeoTIFF of a raster lies; NotFound where the dataset is none."""
    each = published_dataset(served, dataset_id)
    if not each.dataset.is_raster:
        _form(each, RASTER_FORM)
    return f"/files/{each.dataset.id}/{each.release.sequence}/{RASTER}"


def _name(each: Published, wanted: Asked) -> str:
    """Dataset, release and day: `roads-3-2026-11-28`, with `part` where it is one."""
    manifest = each.release.manifest
    parts = [manifest.dataset, str(manifest.sequence), manifest.published_at[:10]]
    whole = wanted.selection.is_everything
    return "-".join(parts if whole else [*parts, "part"])


def _key(order: Order, parameters: dict[str, list[str]], wanted: Asked) -> str:
    """The same for the same file, whoever asks; another one after an upgrade."""
    language = wanted.language if order.form in (Form.XLSX, Form.ZIP) or wanted.for_people else ""
    told = sorted((name, texts) for name, texts in parameters.items() if name != "lang")
    named = [__version__, order.dataset, order.sequence, order.form, language, told]
    digest = order.credit.facts.get("citation", ""), order.name
    return sha256(json.dumps([named, digest]).encode()).hexdigest()


def entity_tag(wanted: Download) -> str:
    """The tag of the file: by release and query, or the checksum of the release's own."""
    if wanted.own:
        return f'"{wanted.file.releases[0].manifest.files[FEATURES].sha256}"'
    return f'"{wanted.file.key}"'


def own_file(wanted: Download) -> Path:
    """The release's own file; ShelfDamaged where it is not there."""
    path = wanted.file.releases[0].features
    if not path.exists():
        raise ShelfDamaged(mark("A release cannot be read: {said}"), said=path.name)
    return path
