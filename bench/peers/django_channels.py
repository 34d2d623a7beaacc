"""usage: django_channels.py PORT REDIS_PORT   Django Channels: group_send through its Redis layer, under uvicorn"""

from __future__ import annotations

import sys

import django
import uvicorn
from django.conf import settings

LAYER = {
    "BACKEND": "channels_redis.core.RedisChannelLayer",
    # The default capacity of 100 loses messages at once.
    "CONFIG": {"hosts": [f"redis://127.0.0.1:{sys.argv[2]}/1"], "capacity": 10000},
}
settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="x", INSTALLED_APPS=["channels"], CHANNEL_LAYERS={"default": LAYER})
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402 - needs the settings
from channels.routing import ProtocolTypeRouter  # noqa: E402


class Room(AsyncWebsocketConsumer):  # type: ignore[misc]
    async def connect(self) -> None:
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()
        await self.send("ready")

    async def disconnect(self, _code: int) -> None:
        await self.channel_layer.group_discard("room", self.channel_name)

    async def receive(self, text_data: str = "", **_: object) -> None:
        await self.channel_layer.group_send("room", {"type": "chat.message", "text": text_data})

    async def chat_message(self, event: dict[str, str]) -> None:
        await self.send(event["text"])


app = ProtocolTypeRouter({"websocket": Room.as_asgi()})
uvicorn.run(app, port=int(sys.argv[1]), ws_per_message_deflate=False, log_level="warning")
