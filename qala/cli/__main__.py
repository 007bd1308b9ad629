"""`python -m qala.cli`, for where the command itself is not installed."""

from qala.cli import main

main()
