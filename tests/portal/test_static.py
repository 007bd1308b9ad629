"""The one static file with a policy of its own."""

from pathlib import Path
from wsgiref.headers import Headers

import pytest

from qala.portal.static import add_headers

ASSETS = Path(__file__).resolve().parents[2] / "qala" / "static" / "web" / "assets"


def policy_of(client, pattern: str) -> str:
    (asset,) = ASSETS.glob(pattern)
    response = client.get(f"/static/web/assets/{asset.name}")
    response.close()
    assert response.status_code == 200
    return str(response["Content-Security-Policy"])


@pytest.mark.django_db
def test_the_reader_of_own_files_may_compile_webassembly_and_nothing_else(client):
    policy = policy_of(client, "file-worker-*.js")
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert policy.startswith("default-src 'none'")


@pytest.mark.django_db
def test_other_scripts_keep_the_policy_of_the_pages(client):
    assert "wasm" not in policy_of(client, "main-*.js")


@pytest.mark.parametrize(
    "url", ["/static/web/assets/file-worker.css", "/static/file-worker-12345678.js", "/en/map"]
)
def test_only_that_file_is_meant(url):
    headers = Headers()
    add_headers(headers, "", url)
    assert headers.items() == []
