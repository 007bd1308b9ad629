"""Backup and restore: everything of an installation in one file."""

from qala.cli.backup.commands import backup, restore

__all__ = ["backup", "restore"]
