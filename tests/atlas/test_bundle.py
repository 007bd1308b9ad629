"""What Vite built, found through its manifest."""

import json

import pytest
from django.conf import settings

from qala.atlas.bundle import Entry, entry
from qala.atlas.templatetags.words import bundle

MANIFEST = {
    "src/main.ts": {
        "file": "assets/main-4f1c2a9b.js",
        "isEntry": True,
        "imports": ["_shared-aa11bb22.js"],
        "css": ["assets/main-12345678.css"],
    },
    "_shared-aa11bb22.js": {
        "file": "assets/shared-aa11bb22.js",
        "imports": ["_deep-cc33dd44.js"],
        "css": ["assets/shared-87654321.css"],
    },
    "_deep-cc33dd44.js": {"file": "assets/deep-cc33dd44.js", "imports": ["_shared-aa11bb22.js"]},
    "src/pages.css": {"file": "assets/pages-99887766.css", "isEntry": True},
}


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A folder of static files with a manifest, as Vite leaves it."""
    folder = tmp_path / "web" / ".vite"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(MANIFEST))
    monkeypatch.setattr(settings, "STATICFILES_DIRS", [tmp_path])


@pytest.mark.usefixtures("built")
def test_a_script_comes_with_its_parts_and_styles_each_once():
    assert entry("src/main.ts") == Entry(
        script="/static/web/assets/main-4f1c2a9b.js",
        preloads=("/static/web/assets/shared-aa11bb22.js", "/static/web/assets/deep-cc33dd44.js"),
        styles=("/static/web/assets/main-12345678.css", "/static/web/assets/shared-87654321.css"),
    )


@pytest.mark.usefixtures("built")
def test_styles_alone_need_no_script():
    assert bundle("src/pages.css") == (
        '<link rel="stylesheet" href="/static/web/assets/pages-99887766.css">'
    )


def test_a_page_whose_browser_part_is_not_built_is_still_a_page(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(settings, "STATICFILES_DIRS", [tmp_path])
    assert entry("src/main.ts") == Entry("", (), ())
    assert "not built" in caplog.text
