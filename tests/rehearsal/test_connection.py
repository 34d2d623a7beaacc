"""One websocket of the rehearsal, against a server that behaves well and against some that do not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from venue.rehearsal.connection import ABNORMAL, Connection, NotConnected, connect
from venue.rehearsal.patience import until


class Person:
    """Who hears."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.closed: list[int] = []

    def on_line(self, line: bytes, _now: int) -> None:
        self.lines.append(line)


@asynccontextmanager
async def connected(
    handler: Callable[[ServerConnection], Awaitable[None]],
) -> AsyncIterator[tuple[Person, Connection]]:
    """A person, and their connection to a server that does `handler`."""
    person = Person()
    async with serve(handler, "127.0.0.1", 0, compression=None) as server:
        port = server.sockets[0].getsockname()[1]
        url = f"ws://127.0.0.1:{port}/our-day/ws"
        connection = await connect(url, "a-pass", person.on_line, person.closed.append)
        yield person, connection
        connection.abort()


async def test_lines_that_share_a_frame_are_heard_one_by_one() -> None:
    async def handler(socket: ServerConnection) -> None:
        assert socket.request is not None
        assert socket.request.headers["Authorization"] == "Bearer a-pass"
        await socket.send('{"on":"a"}\n{"on":"b"}')
        await socket.wait_closed()

    async with connected(handler) as (person, _):
        assert await until(lambda: len(person.lines) == 2, 5)
    assert person.lines == [b'{"on":"a"}', b'{"on":"b"}']


async def test_a_frame_in_pieces_is_one_frame() -> None:
    async def handler(socket: ServerConnection) -> None:
        await socket.send(['{"on":', '"a"}\n{"on"', ':"b"}'])
        await socket.wait_closed()

    async with connected(handler) as (person, _):
        assert await until(lambda: len(person.lines) == 2, 5)
    assert person.lines == [b'{"on":"a"}', b'{"on":"b"}']


async def test_what_is_sent_arrives_and_pings_are_answered() -> None:
    heard: list[str | bytes] = []

    async def handler(socket: ServerConnection) -> None:
        heard.append(await socket.recv())
        await (await socket.ping())
        await socket.send("{}")
        await socket.wait_closed()

    async with connected(handler) as (person, connection):
        connection.send(b'{"do":"venue.ping"}')
        assert await until(lambda: len(person.lines) == 1, 5)
    assert heard == ['{"do":"venue.ping"}']


@pytest.mark.parametrize("code", [4000, 4503])
async def test_the_code_with_which_the_venue_closes_is_told_once(code: int) -> None:
    async def handler(socket: ServerConnection) -> None:
        await socket.close(code, "why")

    async with connected(handler) as (person, connection):
        assert await until(lambda: bool(person.closed), 5)
        assert not connection.is_open
        connection.send(b"{}")
    assert person.closed == [code]


async def test_a_connection_that_just_ends_is_told_as_that() -> None:
    async def handler(socket: ServerConnection) -> None:
        socket.transport.abort()

    async with connected(handler) as (person, _):
        assert await until(lambda: bool(person.closed), 5)
    assert person.closed == [ABNORMAL]


async def test_who_breaks_the_connection_hears_nothing_more_and_the_server_sees_it_go() -> None:
    gone = asyncio.Event()

    async def handler(socket: ServerConnection) -> None:
        await socket.wait_closed()
        gone.set()

    async with connected(handler) as (person, connection):
        connection.abort()
        await asyncio.wait_for(gone.wait(), 5)
    assert person.closed == []


async def test_a_server_that_refuses_the_websocket_is_no_connection() -> None:
    def forbid(socket: ServerConnection, _request: Request) -> Response:
        return socket.respond(HTTPStatus.FORBIDDEN, "no")

    async def handler(_socket: ServerConnection) -> None:
        pass

    person = Person()
    async with serve(handler, "127.0.0.1", 0, process_request=forbid) as server:
        url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        with pytest.raises(NotConnected, match="403"):
            await connect(url, "a-pass", person.on_line, person.closed.append)


async def test_a_server_that_never_answers_is_no_connection() -> None:
    left = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            await reader.read()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        left.set()

    person = Person()
    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        with pytest.raises(NotConnected, match=r"within 0\.2 s"):
            await connect(url, "a-pass", person.on_line, person.closed.append, within=0.2)
        await asyncio.wait_for(left.wait(), 5)


async def test_where_nobody_listens_there_is_no_connection() -> None:
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    server.close()
    await server.wait_closed()
    person = Person()
    with pytest.raises(NotConnected):
        await connect(url, "a-pass", person.on_line, person.closed.append)
