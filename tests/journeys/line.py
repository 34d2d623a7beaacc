"""The line between a browser and the venue: a relay that can be cut and mended, as networks are."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Final, Self
from urllib.parse import urlsplit

_CHUNK: Final = 65536


class Line:
    """Passes everything on to a venue's address (http://host:port) until it is cut; `address` is its own."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._to = (parts.hostname or "localhost", parts.port or 80)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self._listening.getsockname()[1]}"
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._broken = False
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def cut(self) -> None:
        """Whoever is connected is cut off, and nobody gets through any more."""
        self._broken = True
        with self._lock:
            for end in self._ends:
                _shut(end)

    def mend(self) -> None:
        """From now on one gets through again."""
        self._broken = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        _shut(self._listening)
        self._listening.close()
        self._thread.join()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self._broken:
                near.close()
                continue
            far = socket.create_connection(self._to)
            with self._lock:
                self._ends |= {near, far}
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK):
                target.sendall(data)
        _shut(target)
        with self._lock:
            self._ends.discard(source)
        source.close()


def _shut(end: socket.socket) -> None:
    """Ends both directions, which wakes up whoever waits on it."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
