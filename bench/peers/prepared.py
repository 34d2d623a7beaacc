"""usage: prepared.py PORT   one prepared frame per message, written to every transport below ASGI; no product"""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request


class Opened(WebSocketsSansIOProtocol):
    """uvicorn's websocket, which tells its endpoint its transport."""

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        self.scope["extensions"]["write"] = {"write": self.transport.write}


def text_frame(payload: bytes) -> bytes:
    size = len(payload)
    return (bytes((0x81, size)) if size < 126 else struct.pack("!BBH", 0x81, 126, size)) + payload


room: dict[WebSocket, Callable[[bytes], None]] = {}


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()
    room[websocket] = websocket.scope["extensions"]["write"]["write"]
    try:
        await websocket.send_text("ready")
        while True:
            frame = text_frame((await websocket.receive_text()).encode())
            for write in tuple(room.values()):
                write(frame)
    except WebSocketDisconnect:
        pass
    finally:
        del room[websocket]


if __name__ == "__main__":
    app = Starlette(routes=[WebSocketRoute("/ws", talk)])
    uvicorn.run(app, port=int(sys.argv[1]), ws=Opened, ws_per_message_deflate=False, log_level="warning")
