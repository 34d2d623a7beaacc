"""Whoever breaks the protocol or floods it ends their own connection; everybody else hardly notices.

Two nodes as operators run them; the abuse is against the one on which the witness and half of the people are.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio

from tests.faults.conftest import Note, Scale
from tests.faults.load import Load
from tests.faults.rough import (
    BINARY,
    CLOSE,
    CONTINUED,
    PING,
    PONG,
    TEXT,
    RoughPeer,
    closed,
    closing,
    command,
    dial,
    frame,
    handshake,
)
from tests.faults.scene import Scene
from tests.faults.witness import Witness
from tests.nodes import until
from venue.live.http import SILENT_SECONDS
from venue.live.whereabouts import CONNECTIONS_OF_ONE
from venue.protocol.codes import Close

pytestmark = pytest.mark.asyncio(loop_scope="module")

P99_MS: Final = 500.0
"""What the witness allows, on two busy cores that the abusers and everybody else share with the nodes."""
MEMORY_BACK: Final = 30_000_000
"""Bytes that a node may hold more than before, when the abuse is over: buffers that the allocator keeps."""
UNHARMED_PER_SECOND: Final = 40.0

HALF = frame(TEXT, b'{"do":', fin=False)
MALFORMED: Final[dict[str, tuple[bytes, int]]] = {
    # what is wrong (RFC 6455, section): what is sent, and the code that says so (7.4.1)
    "reserved bit 1 (5.2)": (frame(TEXT, b"x", reserved=4), 1002),
    "reserved bit 2 (5.2)": (frame(TEXT, b"x", reserved=2), 1002),
    "reserved bit 3 (5.2)": (frame(TEXT, b"x", reserved=1), 1002),
    "reserved data opcode 3 (5.2)": (frame(3, b"x"), 1002),
    "reserved data opcode 7 (5.2)": (frame(7, b"x"), 1002),
    "reserved control opcode 11 (5.2)": (frame(11, b"x"), 1002),
    "reserved control opcode 15 (5.2)": (frame(15, b"x"), 1002),
    "a length whose highest bit is set (5.2)": (frame(TEXT, size=1 << 63), 1009),
    "a length above the limit": (frame(TEXT, size=1 << 40), 1009),
    "not masked (5.1)": (frame(TEXT, b'{"do":"venue.ping","ref":"a-1"}', masked=False), 1002),
    "a ping in fragments (5.5)": (frame(PING, b"x", fin=False), 1002),
    "a ping of 126 bytes (5.5)": (frame(PING, b"x" * 126), 1002),
    "a close in fragments (5.5)": (frame(CLOSE, b"\x03\xe8", fin=False), 1002),
    "a close of one byte (5.5.1)": (frame(CLOSE, b"\x03"), 1002),
    "a close with code 999 (7.4.2)": (closing(999), 1002),
    "a close with code 1005 (7.4.1)": (closing(1005), 1002),
    "a close with code 1006 (7.4.1)": (closing(1006), 1002),
    "a close with code 5000 (7.4.2)": (closing(5000), 1002),
    "a close whose reason is no UTF-8 (5.5.1)": (closing(1000, b"\xff"), 1007),
    "text that is no UTF-8 (5.6)": (frame(TEXT, b"\xc3\x28"), 1007),
    "text that ends within a character (5.6)": (frame(TEXT, b"\xe2\x82"), 1007),
    "fragments that together are no UTF-8 (5.6)": (HALF + frame(CONTINUED, b"\xff\xff"), 1007),
    "a continuation of nothing (5.4)": (frame(CONTINUED, b"x"), 1002),
    "text within a fragmented message (5.4)": (HALF + frame(TEXT, b"x"), 1002),
    "bytes within a fragmented message (5.4)": (HALF + frame(BINARY, b"x"), 1002),
    "noise": (bytes(range(255, 127, -1)) * 40, 1002),
}


class Stage:
    """The scene with people who talk, a witness among them, and somebody's pass for the abuse."""

    def __init__(self, scene: Scene, load: Load, witness: Witness) -> None:
        self.scene = scene
        self.load = load
        self.witness = witness
        self.before = [node.resident() for node in scene.nodes]

    async def peer(self, who: str, room: str = "", node: int = 0) -> RoughPeer:
        """A rough peer with a pass of their own."""
        text = await self.scene.pass_of(who, node)
        peer = await RoughPeer.open(self.scene.nodes[node].url, self.scene.day.slug, text)
        if room:
            await peer.enter(room)
        return peer

    async def abusers_gone(self) -> None:
        """Only the witness and half of the people are connected to the first node."""
        await self.scene.until_connections(1 + (len(self.load.visitors) + 1) // 2, 8.0)

    async def unharmed(self, note: Note) -> None:
        """The witness has heard everything in time; the abusers' connections are gone, and so is what they cost."""
        note("witness", await self.witness.must_have_heard(self.load.said("plenum"), p99_ms=P99_MS))
        assert not self.witness.closed, "the witness was never cut off"
        assert not self.load.closed, "and nobody else"
        await self.abusers_gone()
        with contextlib.suppress(TimeoutError):  # what was told goodbye a moment ago is still there
            await until(lambda: self.grown() < MEMORY_BACK, 5.0)
        note("memory", f"{self.grown() / 1e6:+.1f} MB")
        assert self.grown() < MEMORY_BACK

    def grown(self) -> int:
        """Bytes that the node which has grown most holds more than before."""
        return max(node.resident() - before for node, before in zip(self.scene.nodes, self.before, strict=True))


@pytest_asyncio.fixture(loop_scope="module")
async def stage(lasting_scene: Scene) -> AsyncIterator[Stage]:
    """Twenty people on two nodes in a busy plenum."""
    witness = await lasting_scene.witness("w", "plenum")
    load = lasting_scene.load()
    await load.come(20)
    async with load.talking(UNHARMED_PER_SECOND):
        yield Stage(lasting_scene, load, witness)


async def test_every_frame_that_breaks_rfc_6455_ends_its_own_connection_with_the_right_code(
    stage: Stage, note: Note
) -> None:
    async def try_out(number: int, sent: bytes) -> int | None:
        peer = await stage.peer(f"x{number}", "plenum")
        await peer.send(sent)
        with contextlib.closing(peer):
            return await peer.ended(within=8)

    codes = await asyncio.gather(*(try_out(number, sent) for number, (sent, _) in enumerate(MALFORMED.values())))
    wrong = {
        what: (code, wanted)
        for (what, (_, wanted)), code in zip(MALFORMED.items(), codes, strict=True)
        if code != wanted
    }
    note("malformed frames", f"{len(codes)}, each closed with its code")
    assert not wrong, f"(code, wanted): {wrong}"
    await stage.unharmed(note)


async def test_messages_without_end_and_beyond_the_limit_cost_a_bounded_amount_of_memory(
    stage: Stage, scale: Scale, note: Note
) -> None:
    count = scale.people(40, 100)
    opening = frame(TEXT, b'"' * 2000, fin=False)
    more = frame(CONTINUED, b"x" * 2000, fin=False)
    endings = {
        "pieces that exceed the limit together": (opening + more * 70, {1009, int(Close.ABUSE)}),
        "empty pieces": (opening + frame(CONTINUED, b"", fin=False) * 5000, {int(Close.ABUSE)}),
        "one frame above the limit": (frame(TEXT, b"x" * 140_000), {1009}),
    }
    for number, (what, (sent, wanted)) in enumerate(endings.items()):
        peer = await stage.peer(f"x{number}", "plenum")
        await peer.send(sent)
        assert await peer.ended(within=8) in wanted, what
        peer.close()
    await never_finished(stage, opening + more * 60, count, note)
    await stage.abusers_gone()
    stage.before = [node.resident() for node in stage.scene.nodes]  # what the allocator keeps, it uses again
    await never_finished(stage, opening + more * 60, count, note)
    await stage.unharmed(note)


async def never_finished(stage: Stage, sent: bytes, count: int, note: Note) -> None:
    """So many people begin a message, and hang up in the midst of it."""
    before = stage.scene.nodes[0].resident()
    peers = await asyncio.gather(*(stage.peer(f"u{n}", "plenum") for n in range(count)))
    for peer in peers:
        await peer.send(sent)
    await asyncio.gather(*(peer.has_been_read() for peer in peers))
    most = stage.scene.nodes[0].resident() - before
    note("memory per message that never ends", f"{most / count / 1e3:.0f} KB ({count} of them)")
    assert most < count * 300_000 + MEMORY_BACK
    closed(peers)


FLOODS: Final = {
    "pings": frame(PING, b"x" * 60) * 500,
    "empty pings": frame(PING) * 5000,
    "pongs that nobody asked for": frame(PONG) * 5000,
    "empty messages": frame(TEXT) * 5000,
}


async def test_floods_of_tiny_frames_are_ended_at_once_however_often_they_come_back(
    stage: Stage, scale: Scale, note: Note
) -> None:
    seconds, codes, sent = scale.of(2, 30), Counter[int | None](), 0
    end = time.monotonic() + seconds

    async def flood(who: str, frames: bytes) -> None:
        nonlocal sent
        text = await stage.scene.pass_of(who)
        while time.monotonic() < end:
            peer = await RoughPeer.open(stage.scene.nodes[0].url, stage.scene.day.slug, text)
            reading = asyncio.create_task(peer.ended(within=8))
            while not reading.done():
                await peer.send(frames)
                sent += len(frames)
                await asyncio.sleep(0.01)
            codes[await reading] += 1
            peer.close()

    await asyncio.gather(*(flood(f"x{n}", frames) for n, frames in enumerate(FLOODS.values())))
    note("floods", f"{sent / seconds / 1e6:,.1f} MB/s of {', '.join(FLOODS)}; closed with {dict(codes)}")
    assert set(codes) <= {int(Close.ABUSE), int(Close.TOO_MANY_FRAMES), int(Close.OVERLOADED)}
    await stage.unharmed(note)


async def test_handshakes_in_slow_motion_are_ended_and_others_come_in_meanwhile(
    stage: Stage, scale: Scale, note: Note
) -> None:
    count, began = scale.people(200, 800), time.monotonic()
    request = handshake(stage.scene.day.slug, await stage.scene.pass_of("slow"))
    took: list[float] = []

    async def slowly() -> None:
        sock = await dial(stage.scene.nodes[0].url)
        loop, at = asyncio.get_running_loop(), 0
        with contextlib.closing(sock), contextlib.suppress(ConnectionError):
            while time.monotonic() - began < SILENT_SECONDS * 2:
                await loop.sock_sendall(sock, request[at : at + 1])
                at = min(at + 1, len(request) - 1)
                await asyncio.sleep(0.09)
                with contextlib.suppress(BlockingIOError):
                    if not sock.recv(1000):
                        break
        took.append(time.monotonic() - began)

    slow = [asyncio.create_task(slowly()) for _ in range(count)]
    entered = time.monotonic()
    newcomer = await stage.scene.day.come("new", "plenum")
    note("a newcomer came in within", f"{time.monotonic() - entered:.2f} s, during {count} slow handshakes")
    assert time.monotonic() - entered < 2
    await newcomer.do("venue.leave")
    await asyncio.gather(*slow)
    note("slow handshakes ended after", f"{min(took):.1f} to {max(took):.1f} s")
    assert max(took) < SILENT_SECONDS + 2
    await stage.unharmed(note)


async def test_five_hundred_connections_of_one_person_are_one_person_with_a_few_tabs(stage: Stage, note: Note) -> None:
    text = await stage.scene.pass_of("x")
    node = stage.scene.nodes[0].url
    opening = asyncio.Semaphore(32)

    async def open_one() -> RoughPeer:
        async with opening:
            return await RoughPeer.open(node, stage.scene.day.slug, text)

    peers = await asyncio.gather(*(open_one() for _ in range(500)))
    others = 1 + (len(stage.load.visitors) + 1) // 2

    async def few() -> bool:
        return await stage.scene.connections(0) <= others + CONNECTIONS_OF_ONE

    await until(few, 10)
    codes = await asyncio.gather(*(peer.ended(within=0.3) for peer in peers), return_exceptions=True)
    ended = Counter(code for code in codes if isinstance(code, int))
    note("500 connections of one person", f"closed with {dict(ended)}, others stayed")
    assert sum(ended.values()) >= 500 - CONNECTIONS_OF_ONE
    assert set(ended) <= {int(Close.TOO_MANY_CONNECTIONS), int(Close.OVERLOADED)}
    closed(peers)
    await stage.unharmed(note)


async def test_ten_thousand_commands_a_second_from_one_connection_are_refused_and_then_it_is_closed(
    stage: Stage, scale: Scale, note: Note
) -> None:
    seconds, codes, sent, began = scale.of(2, 30), Counter[int | None](), 0, time.monotonic()
    text = await stage.scene.pass_of("x")
    while time.monotonic() - began < seconds:
        peer = await RoughPeer.open(stage.scene.nodes[0].url, stage.scene.day.slug, text)
        reading = asyncio.create_task(peer.ended(within=seconds))
        while not reading.done() and time.monotonic() - began < seconds:
            batch = b"".join(command("chat.send", f"f-{sent + n}", room="foyer", text="flood") for n in range(500))
            due = began + sent / 10_000
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await peer.send(batch)
            sent += 500
        reading.cancel()
        with contextlib.suppress(asyncio.CancelledError, TimeoutError):
            codes[await reading] += 1
        peer.close()
    note("commands", f"{sent / (time.monotonic() - began):,.0f}/s; connections closed with {dict(codes)}")
    assert set(codes) <= {int(Close.TOO_MANY_FRAMES), int(Close.OVERLOADED), None}
    await stage.unharmed(note)
