"""usage: websockets_broadcast.py PORT   the websockets library with its broadcast(), on uvloop"""

from __future__ import annotations

import asyncio
import sys

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

room: set[ServerConnection] = set()


async def talk(websocket: ServerConnection) -> None:
    room.add(websocket)
    try:
        await websocket.send("ready")
        async for message in websocket:
            broadcast(room, message)
    finally:
        room.discard(websocket)


async def main() -> None:
    async with serve(talk, "127.0.0.1", int(sys.argv[1]), compression=None, backlog=4096):
        await asyncio.get_running_loop().create_future()


uvloop.run(main())
