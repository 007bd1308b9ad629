"""The command `qala`: build, serve and look after an installation."""

import signal
import sys
from typing import NoReturn

import click

from qala import __version__
from qala.cli.backup import backup, restore
from qala.cli.build import build, check, publish
from qala.cli.index import index
from qala.cli.new import new
from qala.cli.releases import releases, withdraw
from qala.cli.serve import serve
from qala.core.errors import QalaError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qala")
def qala() -> None:
    """Qala, the city investment geoportal."""


for command in (build, check, index, new, publish, releases, withdraw, backup, restore, serve):
    qala.add_command(command)


def main() -> None:
    """Run the command; what is wrong is said in one line on standard error, with exit code 1.

    Told to stop, it clears away what is half done, as on Ctrl-C.
    """
    for told in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(told) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(told, _stop)
    try:
        qala(standalone_mode=True)
    except QalaError as error:
        _fail(str(error))
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _fail(sentence: str) -> NoReturn:
    click.secho(f"qala: {sentence}", fg="red", err=True)
    sys.exit(1)


def _stop(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)
