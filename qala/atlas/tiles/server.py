"""Running the application: uvicorn's worker processes with the short way for tiles."""

from typing import Any

import uvicorn

from qala.atlas.tiles.quick import IDLE_S, QuickTiles

STOP_WITHIN_S = 10
ANSWER_WITHIN_S = 60
"""A worker starts with imports that take longer than uvicorn's 5 s on a busy machine."""

OPTIONS: dict[str, Any] = {
    "http": QuickTiles,
    "loop": "uvloop",
    "interface": "asgi3",
    "lifespan": "off",
    "ws": "none",
    "proxy_headers": False,  # the application itself knows how many proxies to believe
    "server_header": False,
    "access_log": False,  # Django logs its requests, tiles are logged when they fail
    "log_config": None,
    "timeout_keep_alive": int(IDLE_S),
    "timeout_worker_healthcheck": ANSWER_WITHIN_S,
    "timeout_graceful_shutdown": STOP_WITHIN_S,
}


def run(application: str, *, host: str, port: int, workers: int) -> None:
    """Serve the application at the import path `application` until told to stop.

    It must be a `qala.atlas.tiles.application.Front`. A worker that dies is started again.
    """
    uvicorn.run(application, host=host, port=port, workers=workers, **OPTIONS)
