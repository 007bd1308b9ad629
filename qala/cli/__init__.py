"""The command `qala`: build, serve and look after an installation."""

import sys

import click

from qala import __version__
from qala.cli.build import build, check, publish
from qala.cli.new import new
from qala.cli.releases import releases, withdraw
from qala.cli.serve import serve
from qala.core.errors import QalaError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qala")
def qala() -> None:
    """Qala, the city investment geoportal."""


for command in (build, check, new, publish, releases, withdraw, serve):
    qala.add_command(command)


def main() -> None:
    """Run the command; what is wrong is said in one line on standard error, with exit code 1."""
    try:
        qala(standalone_mode=True)
    except QalaError as error:
        click.secho(f"qala: {error}", fg="red", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)
