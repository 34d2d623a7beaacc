"""The whole day in minutes, in a copy of the event: arriving, registering, four changes of rooms, going home.

The programme is the event's own, squeezed; it runs by the venue's clock, and the people play along with it.
"""

from __future__ import annotations

import asyncio
import time
from functools import partial

from venue.rehearsal import plan
from venue.rehearsal.acts import Act, Follow
from venue.rehearsal.change_of_rooms import ChangeOfRooms
from venue.rehearsal.changes import Change
from venue.rehearsal.conductor import Conductor, rest
from venue.rehearsal.day import PER_PERSON
from venue.rehearsal.drills import Drill, DrillKey, Hands, spread, titled
from venue.rehearsal.guest import TAKES_ALONG
from venue.rehearsal.phases import Phases
from venue.rehearsal.registration import Registration
from venue.rehearsal.stage import MS

ALWAYS, ASK = 0.85, 0.95
"""Shares: who is taken along, who walks to their place when asked; the others stay where they are."""


class WholeDay(Phases):
    """Plays it; `changes` and `drills` say how the changes went."""

    def __init__(self, conductor: Conductor, began: int, hands: Hands) -> None:
        super().__init__(conductor, began)
        self.hands = hands
        self.changes: list[Change] = []
        self.drills: list[Drill] = []
        self.outages: list[tuple[int, int]] = []
        """From when to when (ns) the store was away."""
        event = conductor.event
        self.slots = [slot for slot in event.slots if any(each.slot == slot.id for each in event.sessions)]
        """The rounds, each of which begins with a change of rooms."""
        self.in_change = spread(len(self.slots))
        self.registration = Registration(conductor, self.scene)
        conductor.movers |= {*TAKES_ALONG, "places"}

    async def play(self) -> None:
        """From the opening of the doors to the last goodbye."""
        slots = self.slots
        await self._phase("arrive", "People arrive", 3, self._arrive)
        first = self._ns(slots[0].starts) if slots else 0
        ends = self._ns(slots[-1].ends) if slots else 0  # without rounds there is nothing to wait for, and no talk
        await self._phase("rush", "Everybody registers", 5, lambda: self.registration.rush(self._follows(), first))
        talking = asyncio.create_task(self._talk(ends))
        try:
            for number, slot in enumerate(slots, 1):
                drills = self._drills_in(number)
                one = ChangeOfRooms(self.house, self.registration, self.hands, slot, self._ns(slot.starts), drills)
                title, seconds = f"Change {number} of {len(slots)}", (slot.ends - slot.starts) / 1000
                await self._phase(f"change-{number}", title, seconds, partial(self._change, one))
            await talking
        finally:
            talking.cancel()
        await self._phase("leave", "Everybody goes home", 4, self._leave)

    async def _change(self, one: ChangeOfRooms) -> None:
        try:
            change = await one.play()
            if change is not None:
                self.changes.append(change)
        finally:
            self.drills += one.drills
            self.outages += one.outages

    def all_drills(self) -> tuple[Drill, ...]:
        """Those that belong to the day; one whose change was never played was not run."""
        done = {drill.key: drill for drill in self.drills}
        ended = "the day ended before" if self.slots else "the event has no rounds, and so no change of rooms"
        why_not, wanted = self.hands.why_not() or ended, self.hands.wanted
        missing = {key: Drill(key, titled(key, at), False, why_not, wanted) for key, at in self.in_change.items()}
        return tuple((missing | done).values())

    def _drills_in(self, number: int) -> dict[DrillKey, str]:
        """What happens in that change."""
        if not self.hands.wanted:
            return {}
        return {key: titled(key, at) for key, at in self.in_change.items() if at == number}

    def _ns(self, event_ms: int) -> int:
        """An event time on this machine's monotonic clock."""
        ahead = time.time_ns() / MS + -self.registration.skew - event_ms
        return time.monotonic_ns() - round(ahead * MS)

    async def _arrive(self) -> None:
        await self._all_arrive(0)
        await self.registration.survey()

    def _follows(self) -> list[Act]:
        """How everybody is to be taken along."""
        dice = self.scene.dice("follow")
        acts: list[Act] = []
        for who in self.scene.guests:
            share = dice.random()
            how = "always" if share < ALWAYS else "ask" if share < ASK else "never"
            acts.append(Follow(who=who, at=dice.randrange(plan.RUSH), how=how))  # type: ignore[arg-type]
        return acts

    async def _talk(self, ends: int) -> None:
        """Talk wherever people are, until the last round is over."""
        lasts = (ends - time.monotonic_ns()) // MS
        rate = min(self.house.options.rate, PER_PERSON * len(self.scene.guests))
        if lasts > 0:
            await self.house.play(plan.talk(self.scene, "day", self.scene.guests, rate, lasts))

    async def _leave(self) -> None:
        await rest(1.0)  # what was said last is heard by everybody
        but = frozenset({self.house.observer})
        await self.house.play(plan.departures(self.scene, 500, but))
        await self.house.check()
