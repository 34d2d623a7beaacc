"""The day, phase by phase: arriving, the plenum, the workshops, the tables, being moved, being lost, going home."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

import msgspec

from venue.protocol.chat import ChatPaged
from venue.protocol.conduct import Journal
from venue.rehearsal import plan
from venue.rehearsal.acts import Act
from venue.rehearsal.conductor import PAGE, Conductor, rest
from venue.rehearsal.heard import logged
from venue.rehearsal.options import Pace
from venue.rehearsal.orders import Cut, Done, Erase, Return
from venue.rehearsal.phases import Phases
from venue.rehearsal.stage import MS
from venue.rehearsal.truth import others_in

GRACE: Final = 8.0
"""Seconds after which somebody who lost their connection counts as absent."""

ROOM_RATE: Final = 0.4
"""Messages per second in a workshop, and in the cafeteria together with its tables."""

PER_PERSON: Final = 0.5
"""Messages per second that one person says at most."""

MINUTE: Final = 60_000


class Day(Phases):
    """Plays it."""

    def __init__(self, conductor: Conductor, began: int) -> None:
        super().__init__(conductor, began)
        options, event = conductor.options, conductor.event
        self.plenum = next((room.id for room in event.rooms if room.kind == "plenum"), self._foyer)
        self.halls = [room.id for room in event.rooms if room.kind == "cafeteria"]
        self.rounds = self._rounds()[: options.pace.rounds]

    async def play(self) -> None:
        """From the opening of the doors to the last goodbye; what comes after is `end`."""
        spread = MINUTE / 1000 if self.house.options.arrive == "minute" else 3
        await self._phase("arrive", "People arrive", spread, self._arrive)
        await self._phase("plenum", "In the plenum", self._pace.plenum, self._talk_in_plenum)
        for number, rooms in enumerate(self.rounds, 1):
            await self._phase(
                f"round-{number}",
                f"Workshops, round {number} of {len(self.rounds)}",
                self._pace.room,
                partial(self._workshops, f"round-{number}", rooms),
            )
        for hall in self.halls:
            await self._phase("tables", "At the tables", self._pace.room, partial(self._tables, hall))
        await self._phase("moves", "Moderators move people", 6, self._moves)
        await self._phase("losses", "Many lose their connection at once", 4, self._losses)
        if self._pace.absence:
            await self._phase("absence", "Some stay away longer than the grace", 12, self._absence)
        await self._phase("leave", "Everybody goes home", 4, self._leave)

    async def end(self) -> None:
        """Nobody and nothing stays, however the day went."""
        await self._phase("trace", "Leaving no trace", 4, self._erase)

    @property
    def _pace(self) -> Pace:
        return self.house.options.pace

    @property
    def _foyer(self) -> str:
        return next(room.id for room in self.house.event.rooms if room.kind == "foyer")

    def _rounds(self) -> list[list[str]]:
        """The workshops of each slot; an event without slots has one round, in all its workshops."""
        event = self.house.event
        workshops = [room.id for room in event.rooms if room.kind == "workshop"]
        slots = [[each.room for each in event.sessions if each.slot == slot.id] for slot in event.slots]
        return [list(dict.fromkeys(rooms)) for rooms in slots if rooms] or ([list(workshops)] if workshops else [])

    async def _arrive(self) -> None:
        await self._all_arrive(MINUTE if self.house.options.arrive == "minute" else 0)
        if self.house.others.present:
            count = sum(self.house.others.present.values())
            self.house.note(f"{count} others are in the venue; orders that would move them are left out.")

    async def _talk_in_plenum(self) -> None:
        scene, pace = self.scene, self._pace
        await self.house.play(
            plan.walks(scene, "plenum", [[self.plenum] for _ in scene.everyone], pace.walk),
        )
        await self.house.check()
        lasts = round(pace.plenum * 1000)
        rate = min(self.house.options.rate, PER_PERSON * max(1, len(self._in(self.plenum))))
        if rate < self.house.options.rate:
            self.house.note(f"So few people say {rate:g} messages per second, not {self.house.options.rate:g}.")
        acts = plan.talk(scene, "plenum", self._in(self.plenum), rate, lasts)
        acts += plan.applause(scene, "plenum", lasts)
        acts += plan.losses(scene, "plenum", 0.08, lasts)
        await self.house.play(plan.without_haste(acts))
        await self.house.check()

    async def _workshops(self, key: str, rooms: Sequence[str]) -> None:
        wishes = plan.by_demand(self.scene, key, rooms, self._foyer)
        await self.house.play(plan.walks(self.scene, key, wishes, self._pace.walk))
        await self.house.check()
        await self.house.play(self._talk(key, rooms))
        await self.house.check()

    async def _tables(self, hall: str) -> None:
        tables = [room.id for room in self.house.event.rooms if room.parent == hall]
        # So few tables that not everybody finds a seat at the first one they try.
        wanted = tables[: max(1, len(self.scene.guests) // 13)] if tables else []
        wishes = plan.at_tables(self.scene, "tables", wanted, hall) if wanted else [[hall] for _ in self.scene.everyone]
        await self.house.play(plan.walks(self.scene, "tables", wishes, self._pace.walk))
        await self.house.check()
        await self.house.play(self._talk("tables", [hall, *wanted[:: max(1, len(wanted) // 8)]]))
        await self.house.check()

    def _talk(self, key: str, rooms: Sequence[str]) -> Iterable[Act]:
        """Some talk in each of these rooms, while a few lose their connection."""
        lasts = round(self._pace.room * 1000)
        acts: list[Act] = []
        for room in rooms:
            people = self._in(room)
            if people:
                acts += plan.talk(self.scene, f"{key} {room}", people, min(ROOM_RATE, PER_PERSON * len(people)), lasts)
        acts += plan.losses(self.scene, key, 0.04, lasts)
        return plan.without_haste(acts)

    async def _moves(self) -> None:
        """One person, a selection, a room, and everyone; the last two only where no others would be moved."""
        house = self.house
        dice = self.scene.dice("moves")
        first, *_ = self.scene.guests
        await house.move("one person", self._foyer, {first}, people=[house.cast[first].id])
        some = dice.sample(list(self.scene.guests), max(1, len(self.scene.guests) // 5))
        target = self.rounds[0][0] if self.rounds else self.plenum
        await house.move("a selection", target, set(some), people=[house.cast[who].id for who in some])
        await house.check()
        if house.others.present:
            return
        hall = self.halls[0] if self.halls else self._foyer
        within = {room.id for room in house.event.rooms if hall in (room.id, room.parent)}
        there = {who for who, room in house.places.items() if room in within} - {house.mover}
        await house.move("a room", self._foyer, there, room=hall)
        await house.check()
        await house.move("everyone", self.plenum, set(house.places) - {house.mover}, everyone=True)
        await house.check()

    async def _losses(self) -> None:
        acts = plan.losses(self.scene, "losses", 0.3, 2500)
        await self.house.play(plan.without_haste(acts))
        await self.house.check()

    async def _absence(self) -> None:
        """Away for longer than the grace: gone from every list; and back in the seat that was kept."""
        dice = self.scene.dice("absence")
        away = tuple(dice.sample(list(self.scene.guests), max(1, len(self.scene.guests) // 20)))
        absent = {who: self.house.places[who] for who in away if who in self.house.places}
        cut = time.monotonic_ns()
        await self.house.order(Cut(people=away))
        await rest(GRACE)
        # Quiet counts from the end of the grace: from then on they are nowhere to be seen.
        self.house.changed = cut + round(GRACE * 1000) * MS
        await self.house.check(absent)
        await self.house.order(Return(people=away))
        await self.house.check()

    async def _leave(self) -> None:
        but = frozenset({self.house.observer})
        await self.house.play(plan.departures(self.scene, self._pace.walk, but))
        await self.house.check()

    async def _erase(self) -> None:
        house = self.house
        await house.company.all(Erase(spare=(house.observer,)), Done)
        await self._look_for_traces()
        await house.company.all(Erase(), Done)

    async def _look_for_traces(self) -> None:
        """The observer, last to go, looks at the list of people and into every room that was used."""
        house = self.house
        ours = {each.id for each in house.cast if each.number != house.observer}
        found = await house.find()
        left = sorted(ours & {someone.person.id for someone in found})
        house.findings.expect("trace", not left, f"{len(left)} people are still known: {left[:3]}")
        here = others_in(found, ours | {house.cast[house.observer].id})
        house.findings.expect("trace", here == house.others, "the others in the venue are not those that were there")
        for room in sorted(house.used):
            texts = await self._texts(room, ours)
            house.findings.expect("trace", not texts, f"{room}: {texts} messages are still there")
        await self._look_into_the_journal(ours)

    async def _look_into_the_journal(self, ours: set[str]) -> None:
        """What moderators did is kept until the journal's own time is over: that is no broken promise, but a trace."""
        answer = await self.house.ask(self.house.observer, "conduct.journal", limit=PAGE)
        if answer.code:
            return
        journal = msgspec.json.decode(answer.ok, type=Journal)
        kept = sum(entry.by in ours or entry.whom in ours for entry in journal.entries)
        if kept:
            self.house.note(f"The journal keeps {kept} orders of this rehearsal until its retention ends.")

    async def _texts(self, room: str, ours: set[str]) -> int:
        """How many messages of our people stand in a room's log."""
        count, before = 0, 2**53
        await self.house.ask(self.house.observer, "room.enter", room=room)
        while True:
            answer = await self.house.ask(self.house.observer, "chat.older", room=room, before=before, limit=PAGE)
            if answer.code:
                self.house.findings.expect("trace", False, f"{room}: its log cannot be read, {answer.code}")
                return count
            page = msgspec.json.decode(answer.ok, type=ChatPaged)
            events = [logged(bytes(raw)) for raw in page.events]
            count += sum(event.by in ours for event in events)
            if not page.older or not events:
                return count
            before = events[0].offset

    def _in(self, room: str) -> list[int]:
        """The guests who are in a room."""
        return [who for who in self.scene.guests if self.house.places.get(who) == room]
