"""usage: python_socketio.py PORT REDIS_PORT   python-socketio with its Redis manager, under uvicorn"""

from __future__ import annotations

import sys

import socketio
import uvicorn

server = socketio.AsyncServer(
    async_mode="asgi",
    client_manager=socketio.AsyncRedisManager(f"redis://127.0.0.1:{sys.argv[2]}/0"),
    transports=["websocket"],
    http_compression=False,
)


async def connect(sid: str, _environ: dict[str, object]) -> None:
    await server.enter_room(sid, "room")
    await server.emit("ready", to=sid)


async def chat(_sid: str, data: object) -> None:
    await server.emit("chat", data, room="room")


server.on("connect", connect)
server.on("chat", chat)
uvicorn.run(socketio.ASGIApp(server), port=int(sys.argv[1]), log_level="warning")
