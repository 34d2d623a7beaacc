"""Peers that stop reading, fall silent, freeze or have a thin line cost little, go in time, and come back complete."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest
import pytest_asyncio

from tests.faults.conftest import Note, Scale
from tests.faults.elsewhere import Address, Elsewhere
from tests.faults.load import Load
from tests.faults.rough import RoughPeer, closed, command
from tests.faults.scene import Scene
from tests.faults.thin_line import thin_line
from tests.faults.witness import Witness
from tests.nodes import Day, day_at, until, venue_open
from tests.redis_server import RedisServer
from venue import serving
from venue.listening import SEND_BUFFER
from venue.live.keeper import SLOW_SECONDS
from venue.store.house import GRACE_MS

pytestmark = pytest.mark.asyncio(loop_scope="module")

P99_MS: Final = 400.0
COST: Final = 300_000
"""Bytes that a stuck peer may cost, in the node and in the kernel."""
KERNEL: Final = 2 * SEND_BUFFER + 4_400
"""What the kernel takes for a connection at most: it doubles SO_SNDBUF for its own bookkeeping (socket(7))."""
BUSY: Final = 2.0
"""Seconds for a machine that has other things to do, too."""
EIGHT_KILOBYTES: Final = "\U0001f389" * 1950
RING_FULL: Final = 300
"""Texts after which a node remembers as much of a room as it ever does."""


@pytest_asyncio.fixture(loop_scope="module")
async def talkers(lasting_scene: Scene) -> AsyncIterator[Load]:
    """People in the plenum, over both nodes."""
    load = lasting_scene.load()
    await load.come(20)
    yield load
    await load.settled()


class Stuck:
    """Peers that do not read any more, with little room in their own kernels, in the plenum of the first node."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.names: set[str] = set()
        self._peers: list[RoughPeer] = []

    async def come(self, kind: str, count: int) -> list[RoughPeer]:
        """So many people of a kind enter."""
        coming = []
        for number in range(count):
            self.names.add(f"{kind}{number}")
            text = await self._scene.pass_of(f"{kind}{number}")
            peer = await RoughPeer.open(self._scene.nodes[0].url, self._scene.day.slug, text, receives=4096)
            await peer.enter("plenum")
            coming.append(peer)
        self._peers += coming
        return coming

    def close(self) -> None:
        closed(self._peers)


@pytest_asyncio.fixture(loop_scope="module")
async def stuck(lasting_scene: Scene) -> AsyncIterator[Stuck]:
    """Nobody yet; whoever comes is closed at the end."""
    stuck = Stuck(lasting_scene)
    yield stuck
    stuck.close()


async def long_talk(talkers: Load, witness: Witness) -> None:
    """The node remembers as much of the room as it ever does, so that what it holds more is the peers'."""
    async with talkers.talking(200, filling=EIGHT_KILOBYTES):
        await witness.sees(lambda one: one.book().end >= RING_FULL)


async def test_who_asks_for_much_and_reads_nothing_costs_less_than_300_kb_and_is_cut_off_at_that(
    lasting_scene: Scene, talkers: Load, stuck: Stuck, scale: Scale, note: Note
) -> None:
    witness, node, count = await lasting_scene.witness(), lasting_scene.nodes[0], scale.people(60, 300)
    await long_talk(talkers, witness)
    peers = await stuck.come("greedy", count)
    position = {"epoch": witness.ear.epoch, "offset": witness.book().end - 15}
    asking = command("venue.resume", "o-1", room="plenum", position=position) * 4
    node.forget_peak()
    before = node.resident()
    async with talkers.talking(20):
        for peer in peers:
            await peer.send(asking)
        await lasting_scene.until_connections(11, 5)
    cost = (node.peak() - before) / count
    note("cost of one", f"{cost / 1e3:.0f} KB in the node, at most {KERNEL / 1e3:.0f} KB below it")
    assert cost + KERNEL < COST
    note("witness", await witness.must_have_heard(talkers.said("plenum"), p99_ms=P99_MS, but=talkers.repeated))


async def test_who_stops_reading_falls_silent_freezes_or_has_64_kbit_s_goes_in_time_and_comes_back_complete(
    lasting_scene: Scene, talkers: Load, stuck: Stuck, scale: Scale, note: Note
) -> None:
    scene, node, each = lasting_scene, lasting_scene.nodes[0], scale.people(30, 80)
    witnesses = [await scene.witness(f"w-{number}", "plenum", node=number) for number in (0, 1)]
    async with thin_witness(scene, node=1) as thin, asyncio.TaskGroup() as besides:
        await thin_in_calm(thin, talkers, note)
        besides.create_task(a_few_bytes_too_slow(scene, note))
        await long_talk(talkers, witnesses[0])
        healthy, before = await scene.connections(0), node.resident()
        await stuck.come("deaf", each)
        for peer in await stuck.come("silent", each):
            peer.fall_silent()
        since = witnesses[0].book().end
        async with frozen_witness(scene) as frozen:
            for witness in witnesses:
                await witness.sees(lambda one: one.quiet_for > 0.6)
                witness.forget()
            frozen.process.send_signal(signal.SIGSTOP)
            began = time.monotonic()
            node.forget_peak()
            async with talkers.talking(60, filling=EIGHT_KILOBYTES):
                await scene.until_connections(healthy, SLOW_SECONDS + BUSY)
            note("gone", f"{2 * each} stuck peers and a frozen one after {time.monotonic() - began:.1f} s")
            cost = (node.peak() - before) / (2 * each)
            note("cost of one", f"{cost / 1e3:.0f} KB in the node, at most {KERNEL / 1e3:.0f} KB below it")
            assert cost + KERNEL < COST
            async with talkers.talking(8):
                await off_the_roster(stuck, witnesses, {"frozen"})
            note("off the roster", f"after {time.monotonic() - began:.1f} s")
            frozen.process.send_signal(signal.SIGCONT)
            said = talkers.said("plenum")
            answer = await frozen.has_heard({text: offset for text, offset in said.items() if offset > since})
            note("the frozen one, thawed", answer)
            assert answer.startswith("heard")
        for witness in witnesses:
            note(witness.who, await witness.must_have_heard(said, p99_ms=P99_MS, but=talkers.repeated))
            assert not witness.closed
        await thin.sees(lambda one: one.book().end == witnesses[0].book().end, 30)
        assert not thin.book().contradicts(said), thin.book().contradicts(said)
        longest = max(thin.away, default=0.0)
        note("64 kbit/s, after the storm", f"up to date; cut off {len(thin.closed)} times, away for {longest:.1f} s")


async def test_a_connection_that_falls_silent_in_a_quiet_room_is_ended_by_the_keepalive(
    one_redis: RedisServer, slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scale: Scale, note: Note
) -> None:
    """In this process, where the clocks of keepalive and grace can be set to be quick; in the long run they are not."""
    if not scale.soak:
        monkeypatch.setattr(serving, "PING_SECONDS", 0.5)
        monkeypatch.setattr("venue.store.house.GRACE_MS", 500)
    deadline = 2 * serving.PING_SECONDS + BUSY
    async with venue_open(one_redis.url, [slug], tmp_path) as nodes, day_at(nodes, slug) as day:
        guest = await day.come("healthy", "plenum")
        peer = await RoughPeer.open(nodes[0].url, slug, await day.pass_of("silent"))
        await peer.enter("plenum")
        peer.fall_silent()
        began = time.monotonic()
        try:
            await until(lambda: len(day.site().connections) == 1, deadline)
            note("ended", f"after {time.monotonic() - began:.1f} s, with a ping each {serving.PING_SECONDS} s")
            await guest.sees(lambda one: set(one.roster or ()) == {"healthy"}, GRACE_MS / 1000 + BUSY)
            assert peer.is_established, "it was never told"
        finally:
            peer.close()


@asynccontextmanager
async def thin_witness(scene: Scene, node: int) -> AsyncIterator[Witness]:
    """Somebody in the plenum over a line of 64 kbit/s."""
    text = await scene.day.pass_of("thin")
    async with thin_line(scene.nodes[node].url) as address, httpx.AsyncClient() as http:
        thin = await Witness.with_pass(
            Day(scene.day.slug, [Address(address)], http), "thin", text, "plenum", patience=20
        )
        try:
            yield thin
            await thin.close()
        finally:
            await thin.gone()


async def thin_in_calm(thin: Witness, talkers: Load, note: Note) -> None:
    """While people talk at a pace that a thin line carries, it carries all of it."""
    async with talkers.talking(8):
        await thin.sees(lambda one: len(one.texts) >= 12)
    note("64 kbit/s, in calm", await thin.must_have_heard(talkers.said("plenum"), p99_ms=2_000))


async def a_few_bytes_too_slow(scene: Scene, note: Note) -> None:
    """Whoever has only so much unsent that bytes alone do not count is cut off when that has lasted too long."""
    filler = await scene.day.come("filler", "foyer", node=1)
    for _ in range(16):
        await filler.say(EIGHT_KILOBYTES)
    peer = await RoughPeer.open(scene.nodes[1].url, scene.day.slug, await scene.pass_of("slow"), receives=4096)
    await peer.enter("foyer")
    await peer.send(command("venue.resume", "o-1", room="foyer", position={"epoch": filler.epoch, "offset": 1}))
    began = time.monotonic()
    try:
        await until(lambda: not peer.is_established, SLOW_SECONDS + 2 * BUSY)
        lasted = time.monotonic() - began
        note("slow, but not by much", f"cut off after {lasted:.1f} s")
        assert lasted > SLOW_SECONDS - 1, "it was the time that counted"
    finally:
        peer.close()


@asynccontextmanager
async def frozen_witness(scene: Scene) -> AsyncIterator[Elsewhere]:
    """Somebody in the plenum whose process can be stopped."""
    frozen = await Elsewhere.open(scene.day, await scene.pass_of("frozen"), "plenum")
    try:
        yield frozen
    finally:
        await frozen.kill()


async def off_the_roster(stuck: Stuck, witnesses: list[Witness], perhaps: set[str]) -> None:
    """The stuck ones are announced as gone when their grace is over, each once, and nobody else is."""
    for witness in witnesses:
        await witness.sees(lambda one: stuck.names <= one.announced_gone.keys(), GRACE_MS / 1000 + BUSY)
        assert set(witness.announced_gone) - stuck.names <= perhaps
        assert set(witness.announced_gone.values()) == {1}
