"""`qala serve`: the web server."""

import os
import socket
from http.client import HTTPConnection, HTTPException
from threading import Thread
from time import sleep

import click

from qala.core.errors import BadInput
from qala.settings.environment import read_environment

READY_WITHIN_S = 60
EVERYWHERE = ("127.0.0.1", "0.0.0.0", "::1", "::")  # noqa: S104 - compared with, not bound to


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Serve the city; prints its address when it is ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qala.settings.django")
    _refuse_taken(host, port)
    _prepare()
    Thread(target=_announce, args=(host, port), daemon=True).start()
    from qala.atlas.tiles.server import run  # noqa: PLC0415 - it needs Django's settings

    run("qala.asgi:application", host=host, port=port, workers=workers)


def _prepare() -> None:
    """Compile translations that are newer, and bring the database up to date."""
    import django  # noqa: PLC0415 - only this command needs it, and it takes a second

    django.setup()
    from django.db import DatabaseError  # noqa: PLC0415 - as above

    from qala.wiring import prepare  # noqa: PLC0415 - after Django is set up

    try:
        prepare()
    except DatabaseError as error:
        raise BadInput(
            " ".join(str(error).split()),
            file="DATABASE_URL" if read_environment().database_url else read_environment().data,
            where="the database",
            remedy="see that it runs, and that this user may write to it",
        ) from error


def _refuse_taken(host: str, port: int) -> None:
    """Say at once that another program holds the port."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address[:2], family=family).close()
    except OSError as error:
        raise BadInput(
            error.strerror or str(error),
            file=f"{host}:{port}",
            remedy="stop the program that listens there, or give another --host or --port",
        ) from error


def _announce(host: str, port: int) -> None:
    """Print the address once the server answers."""
    shown = "localhost" if host in EVERYWHERE else host
    for _ in range(READY_WITHIN_S * 10):
        if _answers(shown, port):
            click.echo(f"http://{shown}:{port}")
            return
        sleep(0.1)
    click.secho(f"no answer on port {port} after {READY_WITHIN_S} s", fg="red", err=True)


def _answers(host: str, port: int) -> bool:
    """Whether the server is up; it is asked by a name that it allows."""
    name = read_environment().allowed_hosts[0].lstrip(".").replace("*", "localhost")
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health", headers={"Host": name})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
