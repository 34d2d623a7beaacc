"""One change of rooms: a round begins, and everybody goes where they belong, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Final

from venue.protocol.door import SlotInfo
from venue.rehearsal import changes
from venue.rehearsal.acts import Act, Drop, Walk
from venue.rehearsal.changes import ByHand, Change, Facts
from venue.rehearsal.conductor import Conductor, rest
from venue.rehearsal.drills import Drill, DrillKey, Hands
from venue.rehearsal.orders import Look, Looked, Mark, Standing
from venue.rehearsal.registration import Registration
from venue.rehearsal.stage import MS

LEAD: Final = 1.3
"""Seconds before the round from which is noted what happens."""
LATEST: Final = 500
"""ms before the round: who is not ready by then cannot say any more who was where."""
OFFLINE: Final = 0.05
"""Share of the people who lose their connection just before the change, and come back after it."""
LOOK_AGAIN: Final = 0.2
BACK_WITHIN: Final = 15
"""Seconds more for those who lost their connection: who is not there is not misplaced."""


class ChangeOfRooms:
    """Played once. `starts`: when the round begins, ns of the monotonic clock."""

    def __init__(
        self,
        house: Conductor,
        registration: Registration,
        hands: Hands,
        slot: SlotInfo,
        starts: int,
        drills: Mapping[DrillKey, str],
    ) -> None:
        self.house = house
        self.registration = registration
        self.hands = hands
        self.slot = slot
        self.starts = starts
        self.to_do = drills
        """What is to be done to the venue, with its title."""
        self.drills: list[Drill] = []
        """What was done to the venue."""
        self.outages: list[tuple[int, int]] = []
        """From when to when (ns) the store was away, at most."""
        self.dice = registration.scene.dice(f"change {slot.id}")
        self.by_hand: dict[int, ByHand] = {}
        self.placed = registration.in_slot(slot.id)

    async def play(self) -> Change | None:
        """From a second before until everybody is where they belong, or must be. None: it was missed."""
        if time.monotonic_ns() > self.starts - LATEST * MS:
            self.house.note(f"The change to {self.slot.id} was missed: the one before took too long.")
            return None
        await self._until(-LEAD - 0.4)
        await self.registration.survey()
        self.placed = self.registration.in_slot(self.slot.id)
        await self.house.order(Mark(rough="node" in self.to_do))
        guests = list(self.registration.scene.guests)
        self.dice.shuffle(guests)
        count = max(1, round(OFFLINE * len(guests)))
        offline, before, after = guests[:count], guests[count : count + 3], guests[count + 3 : count + 6]
        async with asyncio.TaskGroup() as meanwhile:
            meanwhile.create_task(self.house.play(self._acts(offline, {*before, *after})))
            meanwhile.create_task(self._by_hand(before, after))
            if self.to_do:
                meanwhile.create_task(self._drill())
        return await self._judge()

    def _acts(self, offline: Sequence[int], moved: set[int]) -> list[Act]:
        """Some lose their connection before the change and are back after it; who wants to be asked walks."""
        zero = (self.starts - time.monotonic_ns()) // MS
        acts: list[Act] = []
        for who in offline:
            at = max(0, zero - self.dice.randrange(200, 900))
            acts.append(Drop(who=who, at=at, away=zero - at + self.dice.randrange(400, 2500)))
        for who, session in self.placed.items():
            if self.registration.follows[who] == "ask" and who not in moved and who not in offline:
                acts.append(Walk(who=who, at=zero + self.dice.randrange(300, 1300), wishes=(session.room,)))
        return acts

    async def _by_hand(self, before: Sequence[int], after: Sequence[int]) -> None:
        """A moderator moves some people right before, and some right after."""
        rooms = [room.id for room in self.house.event.rooms if room.kind in ("foyer", "cafeteria")]
        for people, when, to in ((before, "before", rooms[-1]), (after, "after", rooms[0])):
            if when == "after":
                await self._until(0.6)
            ids = [self.house.cast[who].id for who in people]
            words = f"by hand {when} {self.slot.id}"
            await self.house.move(words, to, set(people), arrive=when == "before", people=ids)
            kept = when == "after" or time.monotonic_ns() < self.starts - 100 * MS
            self.by_hand |= {who: ByHand(to, when if kept else "between") for who in people}

    async def _drill(self) -> None:
        await self._until(0.1)
        never = self.hands.why_not()  # asked before: what one drill does is no reason against the other
        for what, title in self.to_do.items():
            why_not = never or self.hands.do(what)
            if what == "store" and not why_not:
                now = time.monotonic_ns()
                self.outages.append((now, now + round(changes.limit(len(self.house.cast))) * MS))
            self.drills.append(Drill(what, title, not why_not, why_not))
            if why_not:
                self.house.note(f"{title}: NOT RUN, {why_not}.")

    async def _judge(self) -> Change:
        """Wait until everybody is there, and 2 s more: then everybody is where the rule says."""
        facts = Facts(
            places={who: session.room for who, session in self.placed.items()},
            follows=self.registration.follows,
            by_hand=self.by_hand,
            rooms=frozenset(session.room for session in self.house.event.sessions if session.slot == self.slot.id),
        )
        give_up = self.starts + round(changes.limit(len(self.house.cast))) * MS
        come_back = give_up + BACK_WITHIN * 1000 * MS
        event = self.house.event
        while True:
            elsewhere, away = changes.still_awaited(await self._look(), facts, event)
            if (not elsewhere and not away) or time.monotonic_ns() > (give_up if elsewhere else come_back):
                break
            await rest(LOOK_AGAIN)
        await rest(changes.STAYS)
        standings = await self._look()
        judged, wrong = changes.misplaced(standings, facts, event)
        findings = self.house.findings
        findings.looked("belong", judged)
        for fault in wrong:
            findings.broke("belong", f"{self.slot.id}: {fault}")
        away = sum(not one.is_in for one in standings)
        findings.expect("connections", not away, f"{self.slot.id}: {away} people did not come back")
        self.house.stand(standings)
        await self.house.check()
        return changes.change(self.slot.id, tuple(self.to_do), self.starts, standings, judged, len(wrong))

    async def _look(self) -> list[Standing]:
        reports = await self.house.company.all(Look(), Looked)
        return [standing for report in reports for standing in report.standings]

    async def _until(self, seconds: float) -> None:
        """Until so many seconds after the round's beginning."""
        await rest((self.starts - time.monotonic_ns()) / 1e9 + seconds)
