"""One person of a rehearsal against a house of one room, which turns people away and ends connections as told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import msgspec
import pytest
from websockets.asyncio.server import Server, ServerConnection, serve

from venue.model.ids import NodeId, ParticipantId, RoomId
from venue.protocol import codec
from venue.protocol.codes import Close
from venue.protocol.room import RoomEnter, Snapshot
from venue.protocol.roster import Roster
from venue.protocol.show import Show
from venue.protocol.venue import Me, VenueClosing, VenueResume, VenueWelcome
from venue.protocol.wire import Command, Member, Position
from venue.rehearsal.door import Door
from venue.rehearsal.orders import Cast, Hire
from venue.rehearsal.patience import until
from venue.rehearsal.player import Player
from venue.rehearsal.stage import Stage

FOYER = RoomId("foyer")
POSITION = Position("e", 3)


class House:
    """A venue of one room in which nothing is said. `turns_away`: so many get no welcome."""

    def __init__(self) -> None:
        self.turns_away = 0
        self.commands: list[Command] = []
        self.inside: set[ServerConnection] = set()

    async def serve(self, socket: ServerConnection) -> None:
        if self.turns_away:
            self.turns_away -= 1
            await self.close(socket, Close.OVERLOADED)
            return
        me = Me(Member(ParticipantId("p-1"), "Probe 1"), (), None)
        show = Show(0, 0, "after", "clock", "running", 0, {}, ())
        welcome = VenueWelcome(
            me=me, here=FOYER, counts={}, total=1, at=0, version="1", node=NodeId("n"), store=True, show=show
        )
        await socket.send(codec.encode(welcome).decode())
        self.inside.add(socket)
        try:
            async for frame in socket:
                self.commands.append(codec.decode(str(frame).encode()))
                await socket.send(self.answer(self.commands[-1]).decode())
        finally:
            self.inside.discard(socket)

    def answer(self, command: Command) -> bytes:
        resumed = isinstance(command, VenueResume)
        return codec.receipt(command.ref, Snapshot(FOYER, POSITION, resumed, (), False, Roster(1, None)))

    async def close(self, socket: ServerConnection, code: Close) -> None:
        closing = VenueClosing(code=code, wait=20 if code < 4500 else 0, reason="as told")
        await socket.send(codec.encode(closing).decode())
        await socket.close(code)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def server(house: House) -> AsyncIterator[Server]:
    async with serve(house.serve, "127.0.0.1", 0, compression=None) as server:
        yield server


@pytest.fixture
async def player(server: Server) -> AsyncIterator[Player]:
    """A person with a pass."""
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    cast = Cast(0, "p-1", "Probe 1", ("participant",), "")
    hire = Hire(
        run="abc123",
        base_url=address,
        slug="our-day",
        people=(cast,),
        everyone=(("p-1", "Probe 1"),),
        capacities={},
        day_began=time.monotonic_ns(),
        patience=2.0,
    )
    tasks: set[asyncio.Task[None]] = set()

    def spawn(deed: Coroutine[Any, Any, None]) -> None:
        tasks.add(asyncio.create_task(deed))

    player = Player(cast, Stage(hire, Door(address, "our-day")), spawn)
    player.bearer = "a-pass"
    yield player
    player.line.hang_up()
    await asyncio.gather(*tasks)


def kinds(house: House) -> list[type[Command]]:
    return [type(command) for command in house.commands]


async def test_who_comes_in_opens_the_room_once(house: House, player: Player) -> None:
    await player.come_back()
    assert player.is_in
    assert player.here == "foyer"
    assert kinds(house) == [RoomEnter]


async def test_who_is_turned_away_comes_back_and_ends_up_with_one_connection(house: House, player: Player) -> None:
    house.turns_away = 3
    await player.come_back()
    assert player.is_in
    assert len(house.inside) == 1
    assert player.stage.counters["connected_again"] == 3
    assert not player.stage.findings.broken


async def test_two_ways_back_at_the_same_time_make_one_connection(house: House, player: Player) -> None:
    house.turns_away = 1
    await asyncio.gather(player.come_back(), player.come_back())
    assert len(house.inside) == 1
    assert kinds(house) == [RoomEnter]


async def test_a_broken_line_is_resumed_where_it_broke_off(house: House, player: Player) -> None:
    await player.come_back()
    await player.drop(0.0)
    assert player.is_in
    resume = house.commands[-1]
    assert isinstance(resume, VenueResume)
    assert (resume.room, resume.position) == (FOYER, POSITION)
    assert await until(lambda: len(house.inside) == 1, 5)


@pytest.mark.parametrize(("code", "kept"), [(Close.DRAINED, True), (Close.OVERLOADED, False)])
async def test_who_is_sent_away_comes_back_and_only_a_handing_over_is_no_fault(
    house: House, player: Player, code: Close, kept: bool
) -> None:
    await player.come_back()
    (socket,) = house.inside
    await house.close(socket, code)
    assert await until(lambda: kinds(house) == [RoomEnter, VenueResume] and player.is_in, 5)
    assert ("connections" not in player.stage.findings.broken) is kept


async def test_who_is_told_not_to_come_back_stays_away(house: House, player: Player) -> None:
    await player.come_back()
    (socket,) = house.inside
    await house.close(socket, Close.PASS_ENDED)
    assert await until(lambda: player.gone, 5)
    await player.come_back()
    assert kinds(house) == [RoomEnter]
    assert player.stage.findings.broken == ["connections"]


async def test_what_cannot_be_read_is_found_wanting_and_no_accident(house: House, player: Player) -> None:
    await player.come_back()
    (socket,) = house.inside
    await socket.send(msgspec.json.encode({"re": 7, "ok": {}}).decode())
    assert await until(lambda: bool(player.stage.findings.broken), 5)
    assert player.is_in
