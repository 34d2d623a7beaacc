"""One person of a load: a real websocket, read as cheaply as Python can, and the manners of a browser."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import secrets
import time
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from venue.rehearsal.connection import Connection, NotConnected, connect

ANSWERED_WITHIN: Final = 8.0
NO_WAY_BACK: Final = 4500
PRESENCE: Final = frozenset({"roster.changed", "roster.listed", "house.counted"})


class Heard(msgspec.Struct):
    """As much of a line as a visitor looks at."""

    on: str = ""
    re: str | None = None
    ok: msgspec.Raw = msgspec.Raw()
    error: dict[str, Any] = {}  # msgspec copies it
    room: str | None = None
    offset: int = 0
    here: str = ""
    wait: int = 0


class At(msgspec.Struct):
    epoch: str
    offset: int


class Opened(msgspec.Struct):
    """As much of a snapshot."""

    room: str
    position: At
    resumed: bool


_heard: Final = msgspec.json.Decoder(Heard)
_opened: Final = msgspec.json.Decoder(Opened)


class Visitor:
    """Comes, says, hears whether anything is missing, loses the connection, comes back; see `Load`."""

    def __init__(self, who: str, room: str, nodes: Sequence[int], urls: Sequence[str]) -> None:
        self.who = who
        self.room = room
        """Where they want to be; where they are moved to, from then on."""
        self.nodes = nodes
        self.text = ""
        self.here = ""
        """The room that is open on the connection; empty between rooms and connections."""
        self.position = At("", 0)
        self.said: dict[str, dict[str, int]] = {}
        self.repeated: set[str] = set()
        self.faults: list[str] = []
        self.closed: list[int] = []
        self.closed_at: list[float] = []
        self.away: list[float] = []
        self.presence_frames = 0
        self.resyncs = 0
        """Fresh snapshots where a continuation was asked for."""
        self._urls = itertools.cycle(urls)
        self._connection: Connection | None = None
        self._tab = secrets.token_hex(4)
        self._numbers = itertools.count(1)
        self._unsaid: dict[str, tuple[str, str]] = {}
        """Ref -> (room, text) of what has no receipt yet."""
        self._asked: dict[str, asyncio.Future[Heard]] = {}
        self._welcomed: asyncio.Future[str] | None = None
        self._wait = 0.0
        self._lost = 0.0
        self._leaving = False
        self._sent_away = False
        self._arriving = False
        self._coming: asyncio.Task[None] | None = None
        self._work: set[asyncio.Task[None]] = set()

    def __str__(self) -> str:
        return f"{self.who} (open: {self.here!r}, without receipt: {len(self._unsaid)}, closed: {self.closed})"

    @property
    def settled(self) -> bool:
        """In a room, nothing left to be said."""
        return bool(self.here) and not self._unsaid

    # --- coming ---------------------------------------------------------------------------------------------------

    async def come(self) -> None:
        """A connection, and the room open on it; tries until it works."""
        self._arriving = True
        try:
            while not self._leaving and not self._sent_away:
                try:
                    here = await self._connected()
                    await self._open(here)
                except (NotConnected, ConnectionError, TimeoutError):
                    self._drop()
                    told, self._wait = self._wait, 0.0
                    await asyncio.sleep(told or random.uniform(0.05, 0.4))
                else:
                    return
        finally:
            self._arriving = False

    async def _connected(self) -> str:
        self._welcomed = asyncio.get_running_loop().create_future()
        url = next(self._urls)
        self._connection = await connect(url, self.text, self._line, self._cut, ANSWERED_WITHIN)
        async with asyncio.timeout(ANSWERED_WITHIN):
            return await self._welcomed

    async def _open(self, here: str) -> None:
        """The room where the venue says one is; a browser that knows a position of it continues there."""
        known = self.position
        if known.epoch and here == self.room:
            position = {"epoch": known.epoch, "offset": known.offset}
            opened = await self._ask({"do": "venue.resume", "room": here, "position": position})
        else:
            if known.epoch:
                self.faults.append(f"{self.who} was in {self.room} and came back to {here}")
            opened = await self._ask({"do": "room.enter", "room": self.room})
        if not opened:
            return
        if self._lost:
            self.away.append(time.monotonic() - self._lost)
            self._lost = 0.0
        self._say_again()

    async def _ask(self, command: dict[str, Any]) -> bool:
        """Until it is done; False when it is refused for good."""
        while True:
            future: asyncio.Future[Heard] = asyncio.get_running_loop().create_future()
            ref = self._ref()
            self._asked[ref] = future
            self._send({**command, "ref": ref})
            async with asyncio.timeout(ANSWERED_WITHIN):
                answer = await future
            if not answer.error:
                return True
            if not answer.error["retry"]:
                self.faults.append(f"{self.who}: {command['do']} was refused: {answer.error}")
                return False
            await asyncio.sleep(random.uniform(0.05, 0.3))

    # --- talking --------------------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Into the room where one is; without a connection it is kept and said later."""
        ref = self._ref()
        self._unsaid[ref] = (self.room, text)
        if self.here:
            self._say(ref)
        else:
            self.repeated.add(text)

    def _say_again(self) -> None:
        for ref in tuple(self._unsaid):
            self.repeated.add(self._unsaid[ref][1])
            self._say(ref)

    def _say(self, ref: str) -> None:
        if ref in self._unsaid:
            room, text = self._unsaid[ref]
            self._send({"do": "chat.send", "ref": ref, "room": room, "text": text})

    def _answered(self, answer: Heard) -> None:
        ref = answer.re or ""
        if ref in self._unsaid:
            room, text = self._unsaid[ref]
            if not answer.error:
                del self._unsaid[ref]
                self.said.setdefault(room, {})[text] = msgspec.json.decode(answer.ok, type=Heard).offset
            elif answer.error["code"] == "not_here":  # moved meanwhile: it was not said, and they know
                del self._unsaid[ref]
            elif answer.error["retry"]:
                self.repeated.add(text)
                asyncio.get_running_loop().call_later(random.uniform(0.05, 0.3), self._say, ref)
            else:
                del self._unsaid[ref]
                self.faults.append(f"{self.who}: {text!r} was refused: {answer.error}")
            return
        if answer.ok and b'"position"' in bytes(answer.ok):
            self._snapshot(_opened.decode(answer.ok))
        future = self._asked.pop(ref, None)
        if future is not None and not future.done():
            future.set_result(answer)

    def _snapshot(self, opened: Opened) -> None:
        known = self.position
        same = known.epoch == opened.position.epoch and opened.room == self.room
        if same and opened.position.offset < known.offset:
            self.faults.append(f"{self.who}: back from {known.offset} to {opened.position.offset}")
        if known.epoch and not opened.resumed:
            self.resyncs += 1
        self.here = self.room = opened.room
        self.position = opened.position

    # --- hearing --------------------------------------------------------------------------------------------------

    def _line(self, line: bytes, _now: int) -> None:
        heard = _heard.decode(line)
        if heard.re is not None:
            self._answered(heard)
        elif heard.offset:
            self._logged(heard)
        elif heard.on in PRESENCE:
            self.presence_frames += 1
        else:
            self._told(heard)

    def _logged(self, heard: Heard) -> None:
        if heard.room != self.room:
            self.faults.append(f"{self.who}: in {self.room}, and heard {heard.room}")
        elif not self.here:  # told to start anew, and about to
            return
        elif heard.offset > self.position.offset + 1:
            self.faults.append(f"{self.who}: after {self.position.offset} came {heard.offset}")
        self.position.offset = max(self.position.offset, heard.offset)

    def _told(self, heard: Heard) -> None:
        match heard.on:
            case "venue.welcome":
                if self._welcomed is not None and not self._welcomed.done():
                    self._welcomed.set_result(heard.here)
            case "venue.closing":
                self._wait = heard.wait / 1000
            case "venue.resynced":
                self.here = ""
                self._spawn_enter(heard.room or self.room)
            case "you.moved":
                self.here, self.room = "", heard.room or ""
                self._spawn_enter(self.room)

    def _spawn_enter(self, room: str) -> None:
        async def enter() -> None:
            with contextlib.suppress(ConnectionError, TimeoutError):
                await self._ask({"do": "room.enter", "room": room})
                self._say_again()

        task = asyncio.get_running_loop().create_task(enter())
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    # --- the connection -------------------------------------------------------------------------------------------

    def lose(self) -> None:
        """The connection is gone without a word; comes back by oneself."""
        self._drop()
        self._lost = time.monotonic()
        self._come_back(random.uniform(0.0, 0.5))

    def _cut(self, code: int) -> None:
        """The venue, or the network, ended it."""
        self.closed.append(code)
        self.closed_at.append(time.monotonic())
        self._drop()
        if self._leaving:
            return
        if code >= NO_WAY_BACK:
            self._sent_away = True
            self.faults.append(f"{self.who} was sent away with {code}")
        elif not self._arriving:
            self._lost = self._lost or time.monotonic()
            wait, self._wait = self._wait, 0.0
            self._come_back(wait or random.uniform(0.0, 0.5))

    def _come_back(self, wait: float) -> None:
        async def come_back() -> None:
            await asyncio.sleep(wait)
            await self.come()

        if self._coming is None or self._coming.done():
            self._coming = asyncio.get_running_loop().create_task(come_back())

    def _drop(self) -> None:
        self.here = ""
        if self._connection is not None:
            self._connection.abort()
            self._connection = None
        gone = ConnectionError(f"{self.who} lost the connection")
        waiting: list[asyncio.Future[Any]] = [
            *self._asked.values(),
            *([self._welcomed] if self._welcomed is not None else []),
        ]
        self._asked.clear()
        for future in waiting:
            if not future.done():
                future.set_exception(gone)
                future.exception()  # who does not wait any more is not told

    def _ref(self) -> str:
        return f"{self._tab}-{next(self._numbers)}"

    def _send(self, command: dict[str, Any]) -> None:
        if self._connection is not None:
            self._connection.send(msgspec.json.encode(command))

    async def go_home(self) -> None:
        """Leaves on purpose."""
        self._leaving = True
        with contextlib.suppress(ConnectionError, TimeoutError):
            await self._ask({"do": "venue.leave"})
        await self.end()

    async def end(self) -> None:
        """Hangs up; nothing of it goes on."""
        self._leaving = True
        self._drop()
        tasks = [*self._work, *([self._coming] if self._coming is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
