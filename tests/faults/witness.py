"""A healthy participant who sits in a room and hears everything, whatever happens to others, and to the witness.

    witness = await Witness.come(day, "w", "plenum")
    ...                                             # faults; others say stamped texts (`tests.faults.book.stamped`)
    await witness.must_have_heard(said, p99_ms=250) # {text: offset}, as the receipts said
    await witness.close()

Reconnects and resumes as a browser does: at once where it was cut off, after the time that the venue named where it
was asked to come back, through the next node that answers.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.faults.book import Book, Figures
from tests.guest import SOON, Frame, Guest, Refused
from tests.nodes import Day, until

BACK_WITHIN = 20.0
"""Seconds after which a witness who finds no way back gives up; faults are shorter."""
NO_WAY_BACK = 4500
ASKS_AGAIN = 0.05


class Ear(Guest):
    """One connection of a witness: a guest who writes down what it hears, and forgets nothing of it."""

    witness: Witness

    def _apply(self, event: Frame) -> None:
        self.log.append(event)  # a book keeps the log; a guest's way of amending it costs a look at all of it

    def _open(self, snapshot: Frame) -> None:
        self.log = []
        super()._open(snapshot)
        self.witness.book(snapshot["room"]).opened(snapshot)

    def _logged(self, event: Frame) -> None:
        known = self.offset
        super()._logged(event)
        if event["offset"] > known:
            self.witness.book(event["room"]).heard(event, time.monotonic_ns())
        else:
            self.witness.overlaps += 1

    def _follow(self, event: Frame) -> None:
        super()._follow(event)
        self.witness.noticed(event)


class Witness:
    """Sits in one room (follows where it is moved). `come` makes one; `close` at the end."""

    def __init__(self, day: Day, who: str, text: str, nodes: list[int], patience: float = SOON) -> None:
        self.who = who
        self.day = day
        self.text = text
        """The pass."""
        self.ear: Ear
        """The connection there is now."""
        self.books: dict[str, Book] = {}
        self.overlaps = 0
        """Events that came once more right after a snapshot that held them; browsers do not look at them."""
        self.closed: list[int] = []
        """The codes with which connections ended, 1006 without one."""
        self.away: list[float] = []
        """Seconds from each lost connection until the room was open again."""
        self.troubled = 0
        """How often it was told that the store does not answer, that it does again, and to start anew."""
        self.recovered = 0
        self.resynced = 0
        self.announced_gone: Counter[str] = Counter()
        """Person -> how often they were announced as gone from the witness's room."""
        self.news: list[tuple[float, str]] = []
        """(moment, name) of what was told about presence."""
        self.least_present: int | None = None
        """The fewest people in the whole venue that it was told of since `forget`."""
        self.faults: list[str] = []
        self._nodes = nodes
        self._patience = patience
        self._at = 0
        self._came = time.monotonic()
        self._leaving = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._staying: asyncio.Task[None]

    @classmethod
    async def come(cls, day: Day, who: str = "w", room: str = "plenum", *, node: int = 0, **about: Any) -> Witness:
        """Through the door of one node, into the room; the other nodes are its ways back."""
        return await cls.with_pass(day, who, await day.pass_of(who, node, **about), room, node=node)

    @classmethod
    async def with_pass(
        cls, day: Day, who: str, text: str, room: str, *, node: int = 0, patience: float = SOON
    ) -> Witness:
        """The same with a pass one has; `patience`: seconds for an answer, for whoever has a thin line."""
        count = len(day.nodes)
        witness = cls(day, who, text, [(node + step) % count for step in range(count)], patience)
        await witness._connect()
        await witness.ear.do("room.enter", room=room, within=patience)
        witness._staying = asyncio.create_task(witness._stay())
        return witness

    # --- what was heard -------------------------------------------------------------------------------------------

    @property
    def room(self) -> str:
        return self.ear.room or self.ear.here or ""

    def book(self, room: str = "") -> Book:
        """What was heard of a room; of the one where the witness is, if none is named."""
        name = room or self.room
        return self.books.setdefault(name, Book(name))

    @property
    def texts(self) -> list[str]:
        """What was said in the room, in order."""
        return self.book().texts

    @property
    def quiet_for(self) -> float:
        """Seconds since anything was told about presence."""
        return time.monotonic() - (self.news[-1][0] if self.news else self._came)

    def forget(self) -> None:
        """Nothing about presence has happened yet."""
        self.announced_gone.clear()
        self.news.clear()
        self.least_present = None

    async def sees(self, what: Callable[[Witness], object], within: float = 10.0, otherwise: str = "") -> None:
        """Waits until something is so, on whichever connection."""
        try:
            await until(lambda: what(self), within)
        except TimeoutError:
            raise AssertionError(f"{self.who} did not see it within {within} s. {otherwise}") from None

    async def must_have_heard(
        self, said: Mapping[str, int], *, p99_ms: float, worst_ms: float = 0.0, but: AbstractSet[str] = frozenset(),
        room: str = "", within: float = 10.0,
    ) -> Figures:  # fmt: skip
        """Complete, in order, nothing twice, each text where its receipt said, and in time; how long it took.

        `said` is everything that got a receipt in the room, {text: offset}; texts in `but` are not timed (their sender
        had to repeat them). `within` seconds from now, the last of them must have come.
        """
        book = self.book(room)
        with contextlib.suppress(AssertionError):  # what is missing is said below, in one place
            await self.sees(lambda _: book.end >= max(said.values(), default=0), within)
        await self._fill(book)
        figures = book.figures(but)
        wrong = [*self.faults, *self.ear.faults, *book.against(said)]
        if figures.p99 > p99_ms or (worst_ms and figures.worst > worst_ms):
            wrong.append(f"too late: {figures}; allowed: p99 {p99_ms:.0f}, worst {worst_ms or float('inf'):.0f} ms")
        assert not wrong, f"{self.who}: {'; '.join(wrong[:8])}"
        return figures

    async def _fill(self, book: Book) -> None:
        """What a fresh snapshot jumped over is on older pages."""
        while holes := book.holes:
            page = await self.ear.do("chat.older", room=book.room, before=holes[-1] + 1, limit=50)
            told = [event for event in page["events"] if event["offset"] in holes]
            book.fill(told)
            if not told:
                return

    # --- what the ear tells ---------------------------------------------------------------------------------------

    def noticed(self, event: Frame) -> None:
        match event["on"]:
            case "roster.changed" if event["room"] == self.ear.room:
                self.announced_gone.update(event["left"])
            case "venue.troubled":
                self.troubled += 1
            case "venue.recovered":
                self.recovered += 1
            case "venue.resynced" if event["room"] == self.ear.room:
                self.resynced += 1
                self._spawn(self._enter(event["room"]))
            case "you.moved":
                self._spawn(self._enter(event["room"]))
        if event["on"] in ("roster.changed", "roster.listed", "house.counted"):
            self.news.append((time.monotonic(), event["on"]))
        if "total" in event:
            self.least_present = min(
                event["total"], event["total"] if self.least_present is None else self.least_present
            )

    async def _enter(self, room: str) -> None:
        await self._again("room.enter", room=room)

    async def _again(self, do: str, **fields: Any) -> bool:
        """Until it is answered; False when the connection ended meanwhile."""
        ear = self.ear
        while True:
            try:
                await ear.do(do, within=self._patience, **fields)
                return True
            except Refused as refused:
                if not refused.retry:
                    self.faults.append(f"{self.who} was refused {refused}")
                    return True
                await asyncio.sleep(ASKS_AGAIN)
            except (ConnectionError, ConnectionClosed):
                return False
            except TimeoutError:
                self.faults.append(f"{self.who} got no answer to {do} within {self._patience} s")
                return True

    # --- staying connected ----------------------------------------------------------------------------------------

    async def _connect(self) -> None:
        """Over the next node that lets one in."""
        self._at, tried = self._at + 1, self._nodes[self._at % len(self._nodes)]
        url = f"{self.day.nodes[tried].url.replace('http', 'ws')}/{self.day.slug}/ws"
        ear = await Ear.connect(url, self.text, self.who)
        ear.witness = self
        self.ear = ear
        self.day.guests.append(ear)
        await ear.hears("venue.welcome", self._patience)

    async def _stay(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await self.ear.ended(within=3600)
            if self._leaving:
                return
            lost, began = self.ear, time.monotonic()
            code = lost.connection.close_code or 1006
            self.closed.append(code)
            self.faults += lost.faults
            lost.faults = []
            if code >= NO_WAY_BACK:
                self.faults.append(f"{self.who} was sent away with {code}")
                return
            told = lost.heard("venue.closing")
            await asyncio.sleep(told[-1]["wait"] / 1000 if told else random.uniform(0.02, 0.3))
            if not await self._back(lost, began):
                self.faults.append(f"{self.who} found no way back within {BACK_WITHIN} s")
                return
            self.away.append(time.monotonic() - began)

    async def _back(self, lost: Ear, began: float) -> bool:
        room, epoch, offset = lost.room or lost.here or "", lost.epoch, lost.offset
        while time.monotonic() - began < BACK_WITHIN:
            with contextlib.suppress(OSError, ConnectionClosed, InvalidHandshake, AssertionError, TimeoutError):
                await self._connect()
                self.ear.epoch, self.ear.offset = epoch, offset
                position = {"epoch": epoch, "offset": offset}
                if await self._again("venue.resume", room=room, position=position):
                    return True
            await asyncio.sleep(random.uniform(0.05, 0.3))
        return False

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Goes home; what it noted and nobody asked for is a failure all the same."""
        if self._leaving:
            return
        self._leaving = True
        with contextlib.suppress(Refused, ConnectionError, ConnectionClosed, TimeoutError):
            await self.ear.do("venue.leave")
        await self.gone()
        wrong = [*self.faults, *self.ear.faults, *(fault for book in self.books.values() for fault in book.faults)]
        assert not wrong, f"{self.who}: {'; '.join(wrong[:8])}"

    async def gone(self) -> None:
        """Hangs up; nothing of it goes on."""
        self._leaving = True
        await self.ear.hang_up()
        for task in (*self._tasks, self._staying):
            task.cancel()
        await asyncio.gather(*self._tasks, self._staying, return_exceptions=True)
