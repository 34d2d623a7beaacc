"""Where faults happen: nodes as processes on a Redis of their own, a day on them, and who comes to it.

At the end of a scene nothing may be left: no connection, no presence entry, no process, no task. `nobody_left` says so
after each test, `stopped` when the nodes stop.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed

from tests.faults.load import Load
from tests.faults.witness import Witness
from tests.guest import Refused
from tests.nodes import Day, until
from tests.redis_server import RedisServer
from tests.venue_process import NodeProcess
from venue.model.ids import EventSlug
from venue.store.keys import Keys

ENDED_WITHIN = 5.0
"""Seconds until a closed connection is gone from everywhere."""
STOPS_WITHIN = 15.0
"""Seconds until a node without people has ended."""
GONE_STATES = {"06", "07", "0A"}
"""TIME_WAIT, CLOSE, LISTEN (include/net/tcp_states.h): no connection, or none any more."""


class Scene:
    """One day on some nodes, with its Redis."""

    def __init__(self, server: RedisServer, nodes: Sequence[Node], day: Day) -> None:
        self.server = server
        self.nodes = nodes
        self.day = day
        self.keys = Keys(EventSlug(day.slug))
        self.held: set[str] = set()
        """People whose seat may still be held at the end: they were lost, and did not come back."""
        self.loads: list[Load] = []
        self.witnesses: list[Witness] = []
        self._rough: list[str] = []
        self._tasks = asyncio.all_tasks()

    def load(self, nodes: Sequence[int] = ()) -> Load:
        """People who come to the day; they go home with the scene."""
        load = Load(self.day, nodes)
        self.loads.append(load)
        return load

    async def witness(self, who: str = "w", room: str = "plenum", *, node: int = 0, **about: Any) -> Witness:
        """Somebody healthy, who closes with the scene."""
        witness = await Witness.come(self.day, who, room, node=node, **about)
        self.witnesses.append(witness)
        return witness

    async def pass_of(self, who: str, node: int = 0) -> str:
        """A pass for somebody without manners, who does not go home by themselves."""
        text = await self.day.pass_of(who, node)
        self._rough.append(text)
        return text

    async def connections(self, node: int) -> int:
        """How many websockets of this day the node has, as it tells Prometheus."""
        return int(await self.metric("venue_connections", node))

    async def metric(self, name: str, node: int) -> float:
        """A number of this day at a node."""
        text = (await self.day.http.get(f"{self.nodes[node].url}/metrics")).text
        begins = f'{name}{{event="{self.day.slug}"}}'
        [line] = [line for line in text.splitlines() if line.startswith(begins)]
        return float(line.split()[-1])

    async def until_connections(self, count: int, within: float, node: int = 0) -> None:
        """Waits until the node has so many websockets of this day."""

        async def so_many() -> bool:
            return await self.connections(node) == count

        await until(so_many, within)

    # --- what is left ---------------------------------------------------------------------------------------------

    async def nobody_left(self) -> None:
        """Everybody goes home; then no node has a connection, the kernel has none, and Redis knows of nobody."""
        living = [number for number, node in enumerate(self.nodes) if node.is_running]
        for load in self.loads:
            await load.go_home()
        for witness in self.witnesses:
            await witness.close()
        for guest in self.day.guests:
            with contextlib.suppress(ConnectionClosed, ConnectionError, Refused, TimeoutError):
                await guest.do("venue.leave")
        await self.day.close()
        if living:
            for text in self._rough:
                assert (await self.day.asked("leave", text, node=living[0], body={})).status_code == 200
        for number in living:
            await self.until_connections(0, ENDED_WITHIN, number)
        if living:  # otherwise nobody was there to tell the store
            with contextlib.suppress(TimeoutError):
                await until(lambda: not self.presence(), ENDED_WITHIN)
        assert not self.presence(), f"left in Redis: {self.presence()}"
        tasks = asyncio.all_tasks() - self._tasks - {asyncio.current_task()}
        assert not tasks, f"left running: {tasks}"

    async def no_socket_left(self) -> None:
        """The kernel holds no connection to any node, whatever became of the peer."""
        ports = {node.url.rpartition(":")[2] for node in self.nodes if node.is_running}
        with contextlib.suppress(TimeoutError):
            await until(lambda: not sockets_of(ports), ENDED_WITHIN)
        assert not sockets_of(ports), f"left in the kernel: {sockets_of(ports)}"

    def presence(self) -> dict[str, Any]:
        """Everything in Redis that says that somebody is here, of this day; without seats that are held."""
        with self.server.client() as client:
            found: dict[str, Any] = {}
            for key in client.scan_iter(f"{self.keys.prefix}*", count=1000):
                name = key.removeprefix(self.keys.prefix)
                if name.startswith("conns:"):
                    found[name] = client.hgetall(key)
                elif name in ("here", "seats"):
                    found[name] = set(client.hkeys(key)) - self.held
                elif name in ("lost", "away"):
                    found[name] = set(client.zrange(key, 0, -1)) - self.held
                elif name.startswith(("in:", "taken:")):
                    found[name] = client.smembers(key) - self.held
            return {name: entries for name, entries in found.items() if entries}


async def stopped(server: RedisServer, nodes: Sequence[Node]) -> None:
    """The nodes stop in order; nothing of them is left."""
    began = time.monotonic()
    living = [node for node in nodes if node.is_running]
    codes = await asyncio.gather(*(node.stop() for node in living))
    assert codes == [0] * len(living)
    assert time.monotonic() - began < STOPS_WITHIN
    for node in nodes:
        for sign in ("Traceback", "Task was destroyed", "never retrieved"):
            assert sign not in node.logged, node.logged[-4000:]
    with server.client() as client:
        leases = {key: client.zrange(key, 0, -1) for key in client.scan_iter("v:{*}:nodes")}
        others = [each for each in client.client_list() if each["id"] != str(client.client_id())]
    assert not leases, f"nodes left in Redis: {leases}"
    assert not others, f"connections left at Redis: {others}"
    left = processes_of([str(node.data) for node in nodes])
    assert not left, f"processes left: {left}"


def sockets_of(ports: set[str]) -> list[str]:
    """Sockets that the kernel still holds on the side of these listening ports: `STATE PEER UNSENT` (/proc/net/tcp)."""
    wanted, found = {f"{int(port):04X}" for port in ports}, []
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, remote, state, queues = line.split()[:5]
        if local.rpartition(":")[2] in wanted and state not in GONE_STATES:
            found.append(f"{state} {int(remote.rpartition(':')[2], 16)} {int(queues.partition(':')[0], 16)}")
    return found


def processes_of(folders: Sequence[str]) -> list[str]:
    """Command lines of running processes that name one of these folders."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            line = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            found += [line for folder in folders if folder in line]
    return found


class Node(NodeProcess):
    """A node of a scene: a process that says where its data is and whether it runs."""

    @property
    def data(self) -> Path:
        return self._data

    def forget_peak(self) -> None:
        """From here on `peak` counts anew (proc(5), clear_refs)."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")

    def peak(self) -> int:
        """The most bytes of memory that it held."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None


@asynccontextmanager
async def nodes_open(
    server: RedisServer, slugs: Sequence[str], folder: Path, *options: str, count: int = 2
) -> AsyncIterator[list[Node]]:
    """So many nodes of these days, started together. Whatever happened to them, their processes end with the block."""
    nodes = [Node(folder / f"node{number}", slugs, *options, redis=server.url) for number in range(count)]
    try:
        await asyncio.gather(*(node.start() for node in nodes))
        yield nodes
    finally:
        for node in nodes:
            if node.is_running:
                await node.kill()


@asynccontextmanager
async def scene_on(server: RedisServer, nodes: Sequence[Node], slug: str) -> AsyncIterator[Scene]:
    """A day on these nodes; when the test has passed, nobody may be left of it."""
    async with httpx.AsyncClient(timeout=20.0) as http:
        scene = Scene(server, nodes, Day(slug, nodes, http))
        try:
            yield scene
            await scene.nobody_left()
        finally:
            for load in scene.loads:
                await load.gone()
            for witness in scene.witnesses:
                await witness.gone()
    await scene.no_socket_left()
