"""Which processes serve a venue on this machine: a note in the data folder, true for as long as its supervisor lives.

The supervisor holds a lock on the note, so that one left behind by a crash is never taken for a living venue's.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

NOTE: Final = "nodes.json"
LOOKED_AT: Final = 0.2
"""Seconds that a look at the note may take."""


class NodesNote:
    """The supervisor's end: open for the length of a `with` block."""

    def __init__(self, data: Path) -> None:
        self._path = data / NOTE
        self._file = -1
        self._said: dict[int, int] | None = None

    def __enter__(self) -> Self:
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            _lock(self._file)
        except OSError:  # no folder of its own, or a second supervisor shares it: nobody needs the note to serve
            self._close()
        return self

    def __exit__(self, *_: object) -> None:
        if self._file >= 0:
            os.ftruncate(self._file, 0)
        self._close()

    def say(self, processes: Mapping[int, int]) -> None:
        """Node's number -> its process id, of those that run."""
        if self._file < 0 or processes == self._said:
            return
        self._said = dict(processes)
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, json.dumps({str(number): pid for number, pid in processes.items()}).encode(), 0)

    def _close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _lock(file: int) -> None:
    """Take the lock, which somebody who only looks may hold for a moment. Raises `OSError`."""
    deadline = time.monotonic() + LOOKED_AT
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def nodes_of(data: Path) -> dict[int, int]:
    """The nodes that a living supervisor of this data folder keeps: number -> process id. Empty where there is none."""
    try:
        file = os.open(data / NOTE, os.O_RDONLY)
    except OSError:
        return {}
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        said = os.pread(file, 65536, 0)
        try:
            return {int(number): int(pid) for number, pid in json.loads(said or b"{}").items()}
        except ValueError:  # it is being written
            return {}
    else:
        return {}
    finally:
        os.close(file)
