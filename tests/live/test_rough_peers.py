"""Peers that do not read, ping without end or talk in crumbs: they are cut off, and nobody else notices.

On a node as operators run it, since much of this depends on the event loop's transports.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from tests.guest import Guest
from tests.nodes import Day, day_at, until
from tests.redis_server import RedisServer
from tests.venue_process import NodeProcess
from venue.live.keeper import SLOW_SECONDS
from venue.live.websocket import CLOSE_SECONDS, MOST_BYTES
from venue.protocol.codes import Close

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(
    request: pytest.FixtureRequest, _lasting_redis: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[NodeProcess, list[str]]]:
    """One node for this module, and as many days as it has tests."""
    _lasting_redis.flush()
    slugs = [f"day-{n}" for n in range(sum(item.path == request.path for item in request.session.items))]
    async with NodeProcess(tmp_path_factory.mktemp("node"), slugs, redis=_lasting_redis.url) as node:
        yield node, slugs


@pytest.fixture
def node(served: tuple[NodeProcess, list[str]]) -> NodeProcess:
    return served[0]


@pytest_asyncio.fixture(loop_scope="module")
async def day(served: tuple[NodeProcess, list[str]]) -> AsyncIterator[Day]:
    """A day of its own."""
    async with day_at([served[0]], served[1].pop()) as day:
        yield day


async def deaf_peer(day: Day, text: str, room: str = "plenum") -> ClientConnection:
    """Somebody who enters a room and never reads again, with little room in their own kernel."""
    host, port = day.nodes[0].url.removeprefix("http://").split(":")
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.setblocking(False)
    await asyncio.get_running_loop().sock_connect(sock, (host, int(port)))
    url = f"{day.nodes[0].url.replace('http', 'ws')}/{day.slug}/ws"
    headers = {"Authorization": f"Bearer {text}"}
    peer = await connect(url, sock=sock, additional_headers=headers, compression=None, ping_interval=None)
    await peer.send(json.dumps({"do": "room.enter", "ref": "x-1", "room": room}))
    while '"re":"x-1"' not in str(await peer.recv()):
        pass
    peer.transport.pause_reading()
    return peer


async def connections(day: Day) -> int:
    """How many websockets of this day the node has, as it tells Prometheus."""
    text = (await day.http.get(f"{day.nodes[0].url}/metrics")).text
    [line] = [line for line in text.splitlines() if line.startswith(f'venue_connections{{event="{day.slug}"}}')]
    return int(float(line.split()[-1]))


async def until_connections(day: Day, count: int, within: float) -> None:
    """Waits until the node has so many websockets."""

    async def so_many() -> bool:
        return await connections(day) == count

    await until(so_many, within)


async def floods(day: Day, messages: int) -> list[Guest]:
    """People who say much, each message of eight kilobytes; they hear each other."""
    talkers = [await day.come(f"t{n}", "plenum") for n in range(4)]
    for _ in range(messages // len(talkers)):
        await asyncio.gather(*(one.do("chat.send", room="plenum", text="\U0001f389" * 1990) for one in talkers))
    for one in talkers:
        await one.sees(lambda one: len([entry for entry in one.log if entry["on"] == "chat.posted"]) >= messages, 20)
    return talkers


async def drop(peer: ClientConnection) -> None:
    peer.transport.abort()
    with contextlib.suppress(ConnectionClosed):
        await peer.wait_closed()


async def test_who_does_not_read_is_cut_off_at_a_bound_and_the_room_hears_everything(
    day: Day, node: NodeProcess
) -> None:
    passes = [await day.pass_of(f"deaf{n}") for n in range(10)]
    before = node.resident()
    deaf = [await deaf_peer(day, text) for text in passes]
    await floods(day, 120)
    await until_connections(day, 4, 7)
    assert SLOW_SECONDS > 8, "it was the bytes that counted, and not the time"
    assert node.resident() - before < len(deaf) * (MOST_BYTES + 400_000) + 20_000_000
    for peer in deaf:
        await drop(peer)


async def test_who_reads_by_fits_and_starts_hears_every_byte_in_order(day: Day) -> None:
    """What the kernel does not take waits; nothing overtakes it: no event, no answer, no pong."""
    talkers = [await day.come(f"t{n}", "plenum") for n in range(4)]
    peer = await deaf_peer(day, await day.pass_of("fits"))
    heard: list[dict[str, Any]] = []
    pongs = []
    said = 0
    for fit in range(6):
        for _ in range(4):  # with what was left more than the kernel takes, and less than ends a connection
            await asyncio.gather(*(one.say(f"{said + at} " + "\U0001f389" * 1980) for at, one in enumerate(talkers)))
            said += len(talkers)
            pongs.append(await peer.ping())
            await peer.send(json.dumps({"do": "venue.ping", "ref": f"f-{said}", "at": said}))
        peer.transport.resume_reading()
        until_then = said if fit == 5 else said - 4
        while sum(each.get("on") == "chat.posted" for each in heard) < until_then:
            heard += map(json.loads, str(await asyncio.wait_for(peer.recv(), 5)).split("\n"))
        peer.transport.pause_reading()
    peer.transport.resume_reading()
    await asyncio.wait_for(asyncio.gather(*pongs), 5)
    posted = [each for each in heard if each.get("on") == "chat.posted"]
    assert [each["offset"] for each in posted] == list(range(posted[0]["offset"], posted[0]["offset"] + said))
    answered = [each["re"] for each in heard if str(each.get("re", "")).startswith("f-")]
    assert answered == [f"f-{number}" for number in range(4, 4 * len(answered) + 1, 4)]
    await drop(peer)


async def test_who_was_cut_off_comes_back_and_has_lost_nothing(day: Day) -> None:
    text = await day.pass_of("deaf")
    peer = await deaf_peer(day, text)
    talkers = await floods(day, 60)
    await until_connections(day, 4, 15)
    await drop(peer)
    back = await day.back(text, "deaf")
    await back.enter("plenum")
    shown = [entry for entry in back.log if entry["on"] == "chat.posted"]
    assert back.offset == talkers[0].offset
    assert shown[-1]["offset"] == back.offset


async def test_pings_without_end_from_who_does_not_read_end_the_connection(day: Day) -> None:
    witness, text = await day.come("w", "plenum"), await day.pass_of("deaf")
    peer = await deaf_peer(day, text)
    ping = Frame(Opcode.PING, b"x" * 120).serialize(mask=True)
    for _ in range(40):
        peer.transport.write(ping * 500)
        await asyncio.sleep(0)
    await until_connections(day, 1, 15)
    await witness.say("undisturbed")
    await drop(peer)


async def test_a_message_in_crumbs_without_end_ends_the_connection(day: Day) -> None:
    witness, crumbs = await day.come("w", "plenum"), await day.come("a", "plenum")
    first = Frame(Opcode.TEXT, b"", fin=False).serialize(mask=True)
    more = Frame(Opcode.CONT, b"", fin=False).serialize(mask=True)
    crumbs.connection.transport.write(first + more * 2000)
    assert await crumbs.ended() == Close.ABUSE
    await witness.say("undisturbed")
    await witness.sees(lambda one: set(one.roster or ()) >= {"w"})


async def test_a_command_in_a_few_pieces_is_a_command(day: Day) -> None:
    guest = await day.come("a", "plenum")
    future = guest._asked["x-1"] = asyncio.get_running_loop().create_future()
    await guest.connection.send(['{"do":"chat.send",', '"ref":"x-1","room":"plenum",', '"text":"in pieces"}'])
    async with asyncio.timeout(5):
        assert "ok" in await future


async def test_bytes_that_are_no_utf8_close_the_connection_with_the_code_for_that(day: Day) -> None:
    witness, guest = await day.come("w", "plenum"), await day.come("a", "plenum")
    guest.connection.transport.write(Frame(Opcode.TEXT, b'{"do":"\xff\xfe"}').serialize(mask=True))
    assert await guest.ended() == 1007  # RFC 6455, 7.4.1: not consistent with the type of the message
    await witness.say("undisturbed")


async def test_who_breaks_the_protocol_without_reading_does_not_stay_half_closed(day: Day) -> None:
    text = await day.pass_of("deaf")
    peer = await deaf_peer(day, text)
    await floods(day, 20)
    peer.transport.write(b"\xff\xff\xff\xff\xff\xff")
    await until_connections(day, 4, CLOSE_SECONDS + 8)
    await until(lambda: not _still_open(peer), CLOSE_SECONDS + 8)
    await drop(peer)


def _still_open(peer: ClientConnection) -> bool:
    """Whether the kernel has not heard of the connection's end: TCP_INFO's first byte is the state, 1 established."""
    sock = peer.transport.get_extra_info("socket")
    return bool(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == 1)


async def silent_for(day: Day, *said: bytes) -> float:
    """Connects, says that much, each part after the answer to the one before, and then nothing; how long that lasts."""
    host, port = day.nodes[0].url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    began = time.monotonic()
    async with asyncio.timeout(9):
        with contextlib.suppress(ConnectionResetError):
            for at, part in enumerate(said):
                if at:
                    await reader.readuntil(b'{"live":true}')
                writer.write(part)
            while await reader.read(65536):
                pass
    writer.close()
    return time.monotonic() - began


async def test_who_says_nothing_or_only_half_a_request_is_closed_in_some_five_seconds_and_no_guest_is(day: Day) -> None:
    guest = await day.come("a", "plenum")
    whole = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
    half = b"GET / HTTP/1.1\r\nHost: x\r\nX-"
    took = await asyncio.gather(
        silent_for(day, b""), silent_for(day, half), silent_for(day, whole), silent_for(day, whole, half)
    )
    assert max(took) < 6.5
    await guest.say("a guest may be silent for longer")


async def test_when_the_node_is_full_others_are_sent_elsewhere(
    one_redis: RedisServer, tmp_path: Path, slug: str
) -> None:
    async with (
        NodeProcess(tmp_path, [slug], "--max-connections", "2", redis=one_redis.url) as node,
        httpx.AsyncClient() as http,
    ):
        day = Day(slug, [node], http)
        people = [await day.come(who) for who in "ab"]
        third = await day.connected(await day.pass_of("c"), "c")
        closing = await third.hears("venue.closing")
        assert (await third.ended(), closing["code"]) == (4002, 4002)
        assert closing["wait"] > 0
        await people[0].say("undisturbed")
        await day.close()
