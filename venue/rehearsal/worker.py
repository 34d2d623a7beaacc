"""A process of the rehearsal: plays some of its people, as ordered line by line on its standard input.

Started by the conductor as `python -m venue.rehearsal.worker`. When its input ends before all is told, the conductor
is gone: then its people leave and erase themselves, and it ends.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from collections.abc import Coroutine
from typing import Any, Final

import msgspec

from venue.protocol import codec
from venue.rehearsal import booking
from venue.rehearsal.acts import AnyAct, Arrive, Clap, Drop, Leave, Say, Walk
from venue.rehearsal.asking import Refused
from venue.rehearsal.door import Door
from venue.rehearsal.inspection import inspect
from venue.rehearsal.lifeline import Failed
from venue.rehearsal.orders import (
    Answered,
    AnyOrder,
    AnyReport,
    Ask,
    Await,
    Check,
    Cut,
    Done,
    Erase,
    Going,
    Hire,
    Look,
    Looked,
    Mark,
    Play,
    Return,
    Survey,
    Tell,
)
from venue.rehearsal.patience import until
from venue.rehearsal.player import Player
from venue.rehearsal.stage import MS, Stage
from venue.rehearsal.telling import told

LINE: Final = 256 * 1024 * 1024
"""Bytes of an order at most."""

BEAT: Final = 0.01
"""Seconds between two looks at the own loop's lateness."""

_orders: Final = msgspec.json.Decoder(AnyOrder)


class Worker:
    """The people of one process, and the orders about them."""

    def __init__(self, hire: Hire, door: Door, out: asyncio.WriteTransport) -> None:
        self.stage = Stage(hire, door)
        self.players = {cast.number: Player(cast, self.stage, self._spawn) for cast in hire.people}
        self._out = out
        self._tasks: set[asyncio.Task[None]] = set()
        self._failed: list[str] = []
        self._erasing = asyncio.Semaphore(8)
        self.orphaned = True
        """Whether the end of the orders would come too early."""

    def report(self, report: AnyReport) -> None:
        """Tell the conductor, if there still is one."""
        if not self._out.is_closing():
            self._out.write(msgspec.json.encode(report) + b"\n")

    async def obey(self, order: AnyOrder) -> None:
        """Carry out one order, and report."""
        players = list(self.players.values())
        match order:
            case Check():
                looking = [player for player in players if player.is_in and not player.gone]
                self.report(await inspect(self.stage, looking, order))
            case Ask():
                await self._ask(order)
            case Look():
                self.report(Looked(n=order.n, standings=tuple(player.standing for player in players)))
            case Survey():
                self.report(booking.surveyed(order.n, self.stage, players))
            case Tell():
                self.report(told(order.n, self.stage, players))
            case _:
                await self._carry_out(order)
                self.report(self._done(order.n))

    async def _carry_out(self, order: AnyOrder) -> None:
        match order:
            case Play():
                await self._play(order)
            case Await():
                await self._await(order)
            case Cut():
                for number in self._mine(order.people):
                    self.players[number].cut()
            case Return():
                await self._all(self.players[number].come_back() for number in self._mine(order.people))
            case Erase():
                await self.leave(order.spare)
            case Mark():
                self._mark(order)
            case _:
                pass

    def _mark(self, order: Mark) -> None:
        self.stage.rough = order.rough
        for player in self.players.values():
            player.mark()

    async def leave(self, spare: tuple[int, ...] = ()) -> None:
        """Everybody but `spare` erases themselves."""
        await self._all(self._erase(player) for number, player in self.players.items() if number not in spare)

    async def watch(self) -> None:
        """Measures this process's own lateness, looks for overdue answers, and says twice a second how it goes."""
        ticks = 0
        while True:
            due = time.monotonic_ns() + round(BEAT * 1000) * MS
            await asyncio.sleep(BEAT)
            now = time.monotonic_ns()
            self.stage.measure("lag", min(due, now), now)
            ticks += 1
            if ticks % 50 == 0:
                for player in self.players.values():
                    player.asking.overdue(now)
                self.report(self._going())

    def _going(self) -> Going:
        counters = self.stage.counters
        return Going(
            connected=sum(player.is_in for player in self.players.values()),
            said=counters["said"],
            heard=counters["heard"],
            broken=len(self.stage.findings.broken),
        )

    def _done(self, n: int) -> Done:
        failed, self._failed = tuple(self._failed), []
        places = {number: player.here for number, player in self.players.items() if player.is_in and not player.gone}
        return Done(
            n=n,
            places=places,
            changed=self.stage.changed,
            moved=self.stage.take_moved(),
            failed=failed,
            broken=tuple(self.stage.findings.broken),
        )

    def _mine(self, people: tuple[int, ...]) -> list[int]:
        return [number for number in people if number in self.players]

    async def _play(self, order: Play) -> None:
        deeds = [self._act(act, order.starts) for act in order.acts if act.who in self.players]
        await self._all(deeds)
        await until(lambda: not any(player.is_busy for player in self.players.values()), 2 * self.stage.patience + 1)

    async def _act(self, act: AnyAct, starts: int) -> None:
        await asyncio.sleep(max(0.0, (starts + act.at * MS - time.monotonic_ns()) / 1e9))
        player = self.players[act.who]
        if player.gone:
            return
        match act:
            case Arrive():
                await player.arrive()
            case Walk():
                await player.walk(act.wishes)
            case Say():
                player.say(act.words)
            case Clap():
                player.clap(act.times)
            case Drop():
                await player.drop(act.away / 1000, act.words)
            case Leave():
                await player.leave()
            case _:
                await booking.act(player, act)

    async def _await(self, order: Await) -> None:
        """Everybody who was moved is there, and who moved them knows it: both within the same time."""
        mine = {number: room for number, room in order.places.items() if number in self.players}
        gave = self.players.get(order.by)
        ids = set(order.ids)

        def unseen() -> set[str]:
            return set() if gave is None else ids - gave.ear.arrived.get(order.move, set())

        await until(lambda: all(self._is_at(*place) for place in mine.items()) and not unseen(), order.within)
        findings = self.stage.findings
        for number, room in mine.items():
            findings.expect("moves", self._is_at(number, room), f"person {number} did not arrive in {room}")
        if gave is not None:
            late = f"who moved them never heard of the arrival of {len(unseen())} of {len(ids)}"
            findings.expect("moves", not unseen(), late)

    def _is_at(self, number: int, room: str) -> bool:
        stay = self.players[number].ear.stay
        return stay is not None and stay.room == room

    async def _ask(self, order: Ask) -> None:
        player = self.players[order.who]
        fields = msgspec.json.decode(order.command)
        try:
            receipt = await player.ask(codec.decode(msgspec.json.encode({**fields, "ref": player.asking.ref()})))
        except Refused as no:
            self.report(Answered(n=order.n, code=no.code))
        except Failed as fault:
            self.report(Answered(n=order.n, code=str(fault)))
        else:
            self.report(Answered(n=order.n, ok=msgspec.Raw(receipt)))

    async def _erase(self, player: Player) -> None:
        async with self._erasing:
            await player.erase()
            known = await self.stage.door.knows(player.bearer)
        self.stage.findings.expect("trace", not known, f"the pass of person {player.cast.number} still counts")

    async def _all(self, deeds: Any) -> None:
        """Lets all deeds happen at once; a person who fails is written down, the others go on."""
        await asyncio.gather(*(self._noted(deed) for deed in deeds))

    async def _noted(self, deed: Coroutine[Any, Any, None]) -> None:
        try:
            await deed
        except (Failed, Refused) as fault:
            self._failed.append(str(fault))

    def _spawn(self, deed: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._noted(deed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def work() -> None:
    """Reads orders until the last, or until nobody gives any more."""
    loop = asyncio.get_running_loop()
    orders = asyncio.StreamReader(limit=LINE)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin.buffer)
    # Whatever is printed by mistake must not end up among the reports.
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    out, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, pipe)
    hire = _orders.decode(await orders.readline())
    if not isinstance(hire, Hire):
        raise ValueError("the first order must hire")
    async with Door(hire.base_url, hire.slug) as door:
        worker = Worker(hire, door, out)
        worker.report(Done(n=hire.n))
        gc.freeze()
        async with asyncio.TaskGroup() as tasks:
            watching = tasks.create_task(worker.watch())
            while line := await orders.readline():
                order = _orders.decode(line)
                task = tasks.create_task(worker.obey(order))
                if isinstance(order, Tell):
                    await task
                    worker.orphaned = False
            watching.cancel()
            if worker.orphaned:
                await worker.leave(tuple(number for number, each in worker.players.items() if not each.bearer))
    out.close()


def main() -> None:
    """The process."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(work())
    else:
        uvloop.run(work())


if __name__ == "__main__":
    main()
