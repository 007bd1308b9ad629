"""Headers of single static files."""

import re
from wsgiref.headers import Headers

FILE_WORKER = re.compile(r"/assets/file-worker-[\w-]+\.js$")
FILE_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""SQLite reads GeoPackages as WebAssembly; a worker has the policy of its own file."""


def add_headers(headers: Headers, _path: str, url: str) -> None:
    """Let the reader of visitors' own files, and nothing else, compile WebAssembly."""
    if FILE_WORKER.search(url):
        headers["Content-Security-Policy"] = FILE_WORKER_POLICY
