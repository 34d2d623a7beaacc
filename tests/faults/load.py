"""People by the hundred, each on a real websocket, in this process: they enter, talk, and come back as browsers do.

load = Load(day)
await load.come(100, rooms=("plenum", "foyer"))
async with load.talking(per_second=50):     # all together; ends when everything said has its receipt
    ...                                     # faults
load.said("plenum")                         # {text: offset}, for a witness
await load.go_home()
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from tests.faults.book import stamped
from tests.faults.visitor import Visitor
from tests.nodes import Day, until

AT_ONCE: Final = 32
"""How many come through the door at the same time."""


class Load:
    """Visitors of one day. Spread over `nodes` (numbers of the day's nodes), each with all of them as ways back."""

    def __init__(self, day: Day, nodes: Sequence[int] = ()) -> None:
        self.day = day
        self.visitors: list[Visitor] = []
        self._nodes = list(nodes or range(len(day.nodes)))
        self._words = 0

    async def come(self, count: int, rooms: Sequence[str] = ("plenum",), prefix: str = "p") -> list[Visitor]:
        """So many more people, spread over these rooms."""
        first = len(self.visitors)
        coming = [self._visitor(f"{prefix}{first + n}", first + n, rooms[n % len(rooms)]) for n in range(count)]
        self.visitors += coming
        doors = asyncio.Semaphore(AT_ONCE)

        async def come(visitor: Visitor) -> None:
            async with doors:
                visitor.text = await self.day.pass_of(visitor.who, visitor.nodes[0])
                await visitor.come()

        await asyncio.gather(*map(come, coming))
        return coming

    def _visitor(self, who: str, number: int, room: str) -> Visitor:
        home = number % len(self._nodes)
        urls = [self.day.nodes[node].url.replace("http", "ws") + f"/{self.day.slug}/ws" for node in self._nodes]
        return Visitor(who, room, [*self._nodes[home:], *self._nodes[:home]], [*urls[home:], *urls[:home]])

    # --- talking --------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def talking(
        self, per_second: float, who: Sequence[Visitor] = (), settles_within: float = 20.0, filling: str = ""
    ) -> AsyncIterator[None]:
        """While the block runs, somebody says something so many times a second; then everything gets its receipt.

        `filling` makes the texts longer.
        """
        talkers = list(who or self.visitors)
        speaking = asyncio.create_task(self._speak(talkers, per_second, filling))
        try:
            yield
        finally:
            speaking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await speaking
        await self.settled(settles_within)

    async def _speak(self, talkers: list[Visitor], per_second: float, filling: str) -> None:
        """At a steady pace; what a busy machine delays is made up for, a little at a time."""
        due = time.monotonic()
        while True:
            for talker in random.sample(talkers, len(talkers)):
                self._words += 1
                talker.say(stamped(f"word {self._words} of {talker.who}{filling}"))
                due = max(due + 1 / per_second, time.monotonic() - 0.2)
                await asyncio.sleep(max(0.0, due - time.monotonic()))

    async def settled(self, within: float = 20.0) -> None:
        """Waits until everybody is in a room again, and everything that was said has its receipt."""
        try:
            await until(lambda: all(each.settled for each in self.visitors), within)
        except TimeoutError:
            waiting = [f"{each}" for each in self.visitors if not each.settled]
            raise AssertionError(f"{len(waiting)} are not settled after {within} s: {waiting[:5]}") from None

    # --- what came of it ------------------------------------------------------------------------------------------

    def said(self, room: str) -> dict[str, int]:
        """Everything said there that got a receipt: text -> offset."""
        return {text: offset for each in self.visitors for text, offset in each.said.get(room, {}).items()}

    @property
    def repeated(self) -> set[str]:
        """Texts said more than once, with the same ref, because a receipt was lost or said `retry`; no clocks."""
        return {text for each in self.visitors for text in each.repeated}

    @property
    def faults(self) -> list[str]:
        """What visitors noticed that the wire does not allow."""
        return [fault for each in self.visitors for fault in each.faults]

    @property
    def closed(self) -> Counter[int]:
        """Close codes, over all visitors and connections."""
        return Counter(code for each in self.visitors for code in each.closed)

    @property
    def presence_frames(self) -> int:
        """What all of them together heard about presence: rosters, and the house's counts."""
        return sum(each.presence_frames for each in self.visitors)

    def away(self) -> list[float]:
        """Seconds that people needed from a lost connection until their room was open again."""
        return sorted(seconds for each in self.visitors for seconds in each.away)

    def cut(self) -> None:
        """Everybody loses their connection at once, as when a router dies."""
        for each in self.visitors:
            each.lose()

    async def go_home(self) -> None:
        """All leave, in order; nobody may have noted a fault."""
        await asyncio.gather(*(each.go_home() for each in self.visitors))
        assert not self.faults, self.faults[:8]

    async def gone(self) -> None:
        """Nobody comes back any more; for the end of a test that failed."""
        for each in self.visitors:
            await each.end()
