"""The way in: websockets go straight to their endpoint, everything else through Starlette.

A connection stays open all day. Through Starlette it would hold a dozen frames of middleware and routing that have done
their work, some 6 KB for each.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import Final

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from venue.web.ws import WebsocketDoor

_WS_PATH: Final = re.compile(r"/([^/]+)/ws")


class Entrance:
    """ASGI application. Its call hands over without a frame of its own."""

    def __init__(self, app: Starlette, secured: ASGIApp, door: WebsocketDoor) -> None:
        self._app = app
        self._secured = secured
        """The same with everything around it that answers to requests need."""
        self._door = door

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "websocket" or (found := _WS_PATH.fullmatch(scope["path"])) is None:
            return self._secured(scope, receive, send)
        scope["app"] = self._app
        scope["path_params"] = {"slug": found[1]}
        return self._door.endpoint(WebSocket(scope, receive, send))
