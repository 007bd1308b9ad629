"""The room on disk for a file in the making: what is kept gives way, the disk is never filled."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from qala.atlas.exports.wanted import Download
from qala.core.errors import Busy, TooLarge, mark
from qala.store.exports import apart
from qala.store.exports.size import estimated_bytes
from qala.store.kept import KeptFiles

RESERVE_BYTES = 512 << 20
RESERVE_SHARE = 20
"""At least a twentieth of the disk, at most RESERVE_BYTES of it, stays free."""


@dataclass(frozen=True, slots=True)
class Room:
    """The room for the file that is made in `folder`."""

    kept: KeptFiles
    folder: Path

    def make(self, download: Download) -> None:
        """Have kept files give way to this one. TooLarge or Busy where that is not enough."""
        order = download.order
        estimate = estimated_bytes(download.file.releases[0], order.form)
        if order.is_whole:
            self._check_size(estimate)
        self.kept.evict(room_bytes=min(estimate, self.kept.max_bytes))
        if order.is_whole and self._free() < estimate:
            self.kept.evict(room_bytes=self.kept.max_bytes)
            if self._free() < estimate:
                raise _no_room()

    def check(self) -> None:
        """TooLarge or Busy where the file has grown beyond what can be kept, or fills the disk."""
        written = sum(each.stat().st_size for each in self._files())
        self._check_size(written)
        if self._free() < 0:
            self.kept.evict(room_bytes=self.kept.max_bytes)
            if self._free() < 0:
                raise _no_room()

    def _files(self) -> list[Path]:
        return [each for each in self.folder.iterdir() if each.name.startswith(apart.FILE)]

    def _check_size(self, size_bytes: int) -> None:
        if size_bytes > self.kept.max_bytes:
            raise TooLarge(
                mark("This file would be larger than {maximum} MB: ask for a part of it."),
                maximum=self.kept.max_bytes >> 20,
            )

    def _free(self) -> int:
        """Bytes that may be written before the reserve is touched."""
        usage = shutil.disk_usage(self.folder)
        return usage.free - min(RESERVE_BYTES, usage.total // RESERVE_SHARE)


def _no_room() -> Busy:
    return Busy(apart.NO_ROOM, retry_after_s=apart.NO_ROOM_RETRY_S)
