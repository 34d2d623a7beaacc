"""usage: uwebsockets.py PORT   uWebSockets through socketify, with its native publish"""

from __future__ import annotations

import sys
from typing import Any

from socketify import App, AppListenOptions, OpCode


def opened(websocket: Any) -> None:
    websocket.subscribe("room")
    websocket.send("ready", OpCode.TEXT)


def said(websocket: Any, text: str, _opcode: Any) -> None:
    websocket.publish("room", text, OpCode.TEXT)


app = App()
app.ws("/ws", {"compression": 0, "max_payload_length": 1 << 20, "idle_timeout": 120, "open": opened, "message": said})
app.listen(AppListenOptions(port=int(sys.argv[1]), host="127.0.0.1"))
app.run()
