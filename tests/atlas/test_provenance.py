"""Who published a source, in the reader's language."""

from dataclasses import replace

import pytest

from qala.atlas import provenance
from qala.atlas.served import served

pytestmark = pytest.mark.usefixtures("town")


def test_the_publisher_is_named_in_the_reader_s_language():
    release = served().shelf.current("schools")
    named = {each: provenance.publisher(release, each) for each in ("kk", "ru", "en")}
    assert named == {"kk": "Қалалық кеңес", "ru": "Городской совет", "en": "Town Council"}
    assert provenance.attribution(release, "ru") == "Городской совет, CC-BY-4.0"


@pytest.mark.parametrize("old", [{"publisher": "Town Council"}, {"publisher": ""}, {}])
def test_a_manifest_of_old_names_it_in_one_language(old):
    release = served().shelf.current("schools")
    manifest = replace(release.manifest, source=old)
    assert provenance.publisher(replace(release, manifest=manifest), "kk") == old.get(
        "publisher", ""
    )
