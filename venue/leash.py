"""The line between a supervisor and one of its nodes: a socket pair that both ends watch.

The node says once that it is open, then a beat a second: a supervisor that hears none knows that it hangs. Where the
supervisor dies, the node reads the end of the line and closes in order: no process is left behind.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Final

BEAT: Final = b"."
OPEN: Final = b"!"
BEAT_SECONDS: Final = 1.0


class Leash:
    """The node's end."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._socket.setblocking(False)

    def say_open(self) -> None:
        """The node takes connections."""
        self._say(OPEN)

    async def hold(self, lost: Callable[[], None]) -> None:
        """Beat until cancelled; `lost` is called once when nobody is at the other end any more."""
        loop = asyncio.get_running_loop()

        def heard() -> None:
            try:
                if self._socket.recv(64):
                    return
            except BlockingIOError:
                return
            except OSError:
                pass
            loop.remove_reader(self._socket)
            lost()

        loop.add_reader(self._socket, heard)
        try:
            while True:
                self._say(BEAT)
                await asyncio.sleep(BEAT_SECONDS)
        finally:
            loop.remove_reader(self._socket)

    def _say(self, what: bytes) -> None:
        try:
            self._socket.send(what)
        except OSError:
            return  # a full line is a supervisor that sleeps, a broken one is noticed by reading
