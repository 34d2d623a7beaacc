"""The HTTP protocol given to uvicorn: its own, plus an end to peers that connect and then say nothing."""

from __future__ import annotations

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

SILENT_SECONDS: Final = 5.0
"""How long a peer may take until a request's headers are complete."""


MOST_HEAD_BYTES: Final = 64 * 1024
"""Bytes of a request line and its headers; more than any browser sends, and with a small body behind them."""


class VenueHttp(HttpToolsProtocol):
    """uvicorn times out connections between requests, but not before the first one, nor within one that has begun."""

    _silent: asyncio.TimerHandle | None = None
    """Runs until the headers are complete."""
    _head_bytes: int = 0

    def data_received(self, data: bytes) -> None:
        if self._silent is not None:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES:  # uvicorn would gather them, at a cost that grows with the square
                self.transport.abort()
                return
        super().data_received(data)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_headers()

    def on_message_begin(self) -> None:
        self._wait_for_headers()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._heard()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._heard()
        super().connection_lost(exc)

    def _wait_for_headers(self) -> None:
        self._head_bytes = 0
        if self._silent is None:
            self._silent = self.loop.call_later(SILENT_SECONDS, self.transport.abort)

    def _heard(self) -> None:
        if self._silent is not None:
            self._silent.cancel()
            self._silent = None
