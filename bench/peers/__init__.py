"""The peers: small servers with one room and no product, each run if what it needs is installed.

Every program takes a port, and the port of a Redis if it publishes through one. They are as fast as their libraries let
them be with the settings that their documentation recommends; the room is the same for all: everybody hears everything.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from bench.load import EVENT, Talk

HERE: Final = Path(__file__).resolve().parent
GO_BUILD: Final = HERE.parent / "build" / "centrifuge"

SOCKET_IO: Final = Talk(
    path="/socket.io/?EIO=4&transport=websocket",
    replies=("0{*=>40", "2=>3"),
    ready='42["ready"',
    message='42["chat",' + EVENT + "]",
)
CENTRIFUGE: Final = Talk(
    hello=('{"id":1,"params":{}}', '{"id":2,"method":1,"params":{"channel":"room"}}'),
    ready='"id":2',
    message='{"id":3,"method":3,"params":{"channel":"room","data":' + EVENT + "}}",
)


@dataclass(frozen=True)
class Peer:
    """A program in this folder, and how one talks with it."""

    name: str
    title: str
    program: tuple[str, ...]
    redis: bool
    installed: Callable[[], bool]
    talk: Talk = field(default_factory=Talk)
    env: Mapping[str, str] = field(default_factory=dict)

    def command(self, port: int, redis_port: int) -> list[str]:
        """The command line."""
        return [*self.program, str(port), *([str(redis_port)] if self.redis else [])]


def _python(*modules: str) -> Callable[[], bool]:
    return lambda: all(find_spec(module) is not None for module in modules)


def _node(*packages: str) -> Callable[[], bool]:
    script = ";".join(f"require.resolve('{package}')" for package in packages)

    def found() -> bool:
        node = shutil.which("node")
        if node is None:
            return False
        done = subprocess.run([node, "-e", script], cwd=HERE, capture_output=True, timeout=30, check=False)
        return done.returncode == 0

    return found


def _go() -> bool:
    """Whether centrifuge could be built, with Debian's packages of it (below /usr/share/gocode)."""
    go = shutil.which("go")
    if go is None:
        return False
    GO_BUILD.parent.mkdir(exist_ok=True)
    command = ["env", "GO111MODULE=off", "GOPATH=/usr/share/gocode", "GOFLAGS=", go, "build", "-o", str(GO_BUILD)]
    done = subprocess.run([*command, "centrifuge.go"], cwd=HERE, capture_output=True, timeout=300, check=False)
    return done.returncode == 0


PY: Final = sys.executable
PEERS: Final = (
    Peer("prepared", "a prepared frame through uvicorn, no product", (PY, "prepared.py"), False, _python("uvicorn")),
    Peer("starlette", "Starlette, a loop of send_text, + Redis", (PY, "starlette_loop.py"), True, _python("starlette")),
    Peer("websockets", "websockets.broadcast()", (PY, "websockets_broadcast.py"), False, _python("websockets")),
    Peer("node-ws", "ws on Node + Redis", ("node", "node_ws.js"), True, _node("ws", "ioredis")),
    Peer(
        "socket.io",
        "Socket.IO + Redis",
        ("node", "socket_io.js"),
        True,
        _node("socket.io", "@socket.io/redis-adapter", "ioredis"),
        SOCKET_IO,
    ),
    Peer(
        "python-socketio",
        "python-socketio + Redis",
        (PY, "python_socketio.py"),
        True,
        _python("socketio", "redis"),
        SOCKET_IO,
    ),
    Peer(
        "channels",
        "Django Channels + Redis",
        (PY, "django_channels.py"),
        True,
        _python("django", "channels", "channels_redis"),
    ),
    Peer("uwebsockets", "uWebSockets (socketify)", (PY, "uwebsockets.py"), False, _python("socketify")),
    Peer(
        "centrifuge",
        "centrifuge (Go, one core) + Redis",
        (str(GO_BUILD),),
        True,
        _go,
        CENTRIFUGE,
        {"GOMAXPROCS": "1"},
    ),
)
