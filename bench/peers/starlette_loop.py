"""usage: starlette_loop.py PORT REDIS_PORT   as tutorials build it: publish, then send_text to each"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator

import uvicorn
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

redis = Redis(port=int(sys.argv[2]), decode_responses=True)
room: set[WebSocket] = set()


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()
    room.add(websocket)
    try:
        await websocket.send_text("ready")
        while True:
            await redis.publish("room", await websocket.receive_text())
    except WebSocketDisconnect:
        pass
    finally:
        room.discard(websocket)


async def listen() -> None:
    async with redis.pubsub() as subscription:
        await subscription.subscribe("room")
        async for message in subscription.listen():
            if message["type"] == "message":
                for websocket in tuple(room):
                    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                        await websocket.send_text(message["data"])


@contextlib.asynccontextmanager
async def lifespan(_app: Starlette) -> AsyncIterator[None]:
    listening = asyncio.create_task(listen())
    yield
    listening.cancel()


app = Starlette(routes=[WebSocketRoute("/ws", talk)], lifespan=lifespan)
uvicorn.run(app, port=int(sys.argv[1]), ws_per_message_deflate=False, log_level="warning")
