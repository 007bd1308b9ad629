"""Who published a source, in the reader's language."""

import pytest
from django.conf import settings

from qala.atlas import provenance
from qala.store.shelf import Shelf


@pytest.mark.usefixtures("town")
def test_the_publisher_is_named_in_the_reader_s_language():
    release = Shelf(settings.RELEASES).current("schools")
    named = {each: provenance.publisher(release, each) for each in ("kk", "ru", "en")}
    assert named == {"kk": "Қалалық кеңес", "ru": "Городской совет", "en": "Town Council"}
    assert provenance.attribution(release, "ru") == "Городской совет, CC-BY-4.0"
