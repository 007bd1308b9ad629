"""What a program invented says so in every file of its release."""

import json

import pyarrow.parquet as pq
from pmtiles.reader import MmapSource
from pmtiles.reader import Reader as PmtilesReader

from qala.core.features import Intake
from qala.store.publish import Provenance, Published, publish
from qala.store.shelf import Shelf
from tests.store.conftest import LANGUAGES, SCHOOLS, schools


def put(shelf: Shelf, *, generated: bool) -> Published:
    provenance = Provenance({"kind": "generated"}, licence="CC0-1.0", generated=generated)
    return publish(
        shelf,
        SCHOOLS,
        [schools(50)],
        languages=LANGUAGES,
        intake=Intake(read=50),
        provenance=provenance,
    )


def archive_description(published: Published) -> str:
    with (published.release.folder / "tiles.pmtiles").open("rb") as file:
        said = PmtilesReader(MmapSource(file)).metadata().get("description", "")
    return str(said)


def test_manifest_parquet_and_tiles_of_invented_features_say_so(shelf):
    release = put(shelf, generated=True).release
    assert json.loads((release.folder / "release.json").read_text())["generated"] is True
    assert pq.read_schema(release.features).metadata[b"generated"] == b"true"
    assert archive_description(Published(release, new=True)).startswith("generated")


def test_other_releases_say_nothing_of_the_kind(shelf):
    published = put(shelf, generated=False)
    assert b"generated" not in pq.read_schema(published.release.features).metadata
    assert "generated" not in archive_description(published)


def test_features_that_turn_out_to_be_real_make_a_new_release(shelf):
    assert put(shelf, generated=True).release.sequence == 1
    assert put(shelf, generated=False).release.sequence == 2
