"""Knows the truth: where everybody is, what was ordered, what was heard of it; and compares the venue with it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from venue.protocol.door import EventInfo
from venue.protocol.people import Moved, PeopleFound, Whereabouts
from venue.protocol.roster import LISTED_UP_TO, RosterPaged
from venue.rehearsal import stamps, truth
from venue.rehearsal.acts import Act
from venue.rehearsal.company import Company
from venue.rehearsal.findings import Findings
from venue.rehearsal.options import Audience, Options
from venue.rehearsal.orders import Answered, Ask, Await, Cast, Check, Checked, Done, MovedAway, Play, Standing
from venue.rehearsal.stage import MS
from venue.rehearsal.stamps import Stamp
from venue.rehearsal.truth import Others, Truth

PAGE: Final = 200
ARRIVES_WITHIN: Final = 8.0
"""Seconds in which everybody who was moved must be in the new room, and their mover know it."""


class Broken(Exception):
    """A promise was found broken, and the rehearsal is not to go on."""


class Conductor:
    """Gives the orders of one rehearsal and keeps its books."""

    def __init__(
        self, options: Options, event: EventInfo, cast: Sequence[Cast], company: Company, audience: Audience
    ) -> None:
        self.options = options
        self.event = event
        self.cast = cast
        self.company = company
        self.audience = audience
        self.findings = Findings()
        self.notes: list[str] = []
        self.places: dict[int, str] = {}
        """Where our people are: who is connected."""
        self.used: set[str] = set()
        """Every room in which one of them has been."""
        self.others = Others()
        self.changed = 0
        self.movers = {"moderator"}
        """Who, or what, may move somebody."""
        self._parents: dict[str, str] = {room.id: room.parent for room in event.rooms if room.parent is not None}
        self._names = {each.id: each.name for each in cast}
        self._numbers = {each.id: each.number for each in cast}
        self._orders: dict[str, frozenset[str]] = {}
        self._move = 0
        self.observer = observers(cast)[0]
        self.mover = observers(cast)[-1]

    def note(self, text: str) -> None:
        """Something that the reader of the verdict must know; said once."""
        if text not in self.notes:
            self.notes.append(text)
            self.audience.note(text)

    async def play(self, acts: Iterable[Act]) -> None:
        """Let the people act, and learn where they are then."""
        order = Play(acts=tuple(acts), starts=time.monotonic_ns() + 50 * MS)  # type: ignore[arg-type]
        self._learn(await self.company.all(order, Done))

    async def order(self, order: Any) -> None:
        """Any order that everybody carries out."""
        self._learn(await self.company.all(order, Done))

    async def ask(self, who: int, do: str, **fields: Any) -> Answered:
        """One person gives a command."""
        command = msgspec.Raw(msgspec.json.encode({"do": do, **fields}))
        return await self.company.one(who, Ask(who=who, command=command), Answered)

    async def check(self, absent: Mapping[int, str] | None = None, *, arrival: bool = False) -> None:
        """In the quiet: everybody's view, the venue's own knowledge, and capacity, against the truth.

        `absent`: people who have been cut off for longer than the grace, and the room that keeps their seat.
        """
        quiet = self.changed
        before = truth.others_in(await self.find(), self._names)
        real = truth.establish(self.places, before, self._parents)
        order = Check(truth=real, quiet=quiet, patience=self._patience(quiet), arrival=arrival)
        checked = await self.company.all(order, Checked)
        found = await self.find()
        self.others = truth.others_in(found, self._names)
        self._book(checked, steady=self.others == before)
        self._whereabouts(found, absent or {})
        self._capacity(real)
        await self._pages(real, steady=self.others == before)
        self.halt_if_broken()

    async def move(self, words: str, to: str, expected: set[int], *, arrive: bool = True, **whom: Any) -> None:
        """The moderator moves some people; checked until each of them has arrived, unless that is looked at later."""
        self._move += 1
        stamp = Stamp(self.options.run, self.mover, self._move, time.monotonic_ns())
        answer = await self.ask(self.mover, "people.move", to=to, reason=stamps.write(words, stamp), **whom)
        if answer.code:
            self.findings.expect("moves", False, f"{words}: refused, {answer.code}")
            return
        moved = msgspec.json.decode(answer.ok, type=Moved)
        self._orders[moved.order] = frozenset(moved.moved)
        self._whole(words, moved, expected)
        if not arrive:
            return
        mine = {self._numbers[who]: to for who in moved.moved if who in self._numbers}
        order = Await(places=mine, by=self.mover, move=moved.order, ids=moved.moved, within=ARRIVES_WITHIN)
        self._learn(await self.company.all(order, Done))

    async def find(self) -> tuple[Whereabouts, ...]:
        """Everybody whom the venue knows of, as the observer is told."""
        people: list[Whereabouts] = []
        after = ""
        while True:
            answer = await self.ask(self.observer, "people.find", limit=PAGE, after=after)
            if answer.code:
                self.findings.expect("whereabouts", False, f"people.find: {answer.code}")
                break
            page = msgspec.json.decode(answer.ok, type=PeopleFound)
            people += page.people
            after = page.next
            if not after:
                break
        return tuple(people)

    def stand(self, standings: Iterable[Standing]) -> None:
        """Where everybody is now, as they say themselves."""
        self.places = {standing.person: standing.room for standing in standings if standing.is_in}
        self.used |= set(self.places.values())
        self.changed = time.monotonic_ns()

    def halt_if_broken(self) -> None:
        """Unless the rehearsal is to go on, whatever it finds."""
        if self.findings.broken and not self.options.keep_going:
            raise Broken(", ".join(self.findings.broken))

    def _patience(self, quiet: int) -> float:
        """Seconds from the quiet's beginning until a wrong view is a broken promise, and not only a slow one."""
        return (time.monotonic_ns() - quiet) / 1e9 + min(5.0, self.options.patience)

    def _learn(self, reports: Sequence[Done]) -> None:
        self.places = {who: room for report in reports for who, room in report.places.items()}
        self.used |= set(self.places.values())
        self.changed = max((report.changed for report in reports), default=0)
        for report in reports:
            for failure in report.failed:
                self.findings.expect("receipts", False, failure)
            for moved in report.moved:
                self._ordered(moved)
        if any(report.broken for report in reports) and not self.options.keep_going:
            raise Broken(", ".join(sorted({each for report in reports for each in report.broken})))
        self.halt_if_broken()

    def _ordered(self, moved: MovedAway) -> None:
        """Nobody is moved but by an order that names them. The mover's receipt may come after the moved have heard."""
        who = self.cast[moved.person].id
        named = self._orders.get(moved.order)
        if named is not None and who not in named:
            self.findings.expect("moves", False, f"{who} was moved to {moved.room} by an order that does not name them")
        elif named is None and moved.cause not in self.movers:
            self.findings.expect("moves", False, f"{who} was moved to {moved.room} by nobody ({moved.cause})")

    def _whole(self, words: str, moved: Moved, expected: set[int]) -> None:
        """The five lists are disjoint and name everybody the order was about."""
        lists = (moved.moved, moved.already, moved.offline, moved.full, moved.barred)
        named = [who for each in lists for who in each]
        ours = {self._numbers[who] for who in named if who in self._numbers}
        self.findings.expect("moves", len(named) == len(set(named)), f"{words}: somebody stands in two lists")
        missing, surplus = expected - ours, ours - expected - {self.mover}
        told = f"{words}: {len(missing)} left out, {len(surplus)} too many"
        self.findings.expect("moves", not missing and not surplus, told)
        away = [who for who in moved.offline if self._numbers.get(who) in self.places]
        self.findings.expect("moves", not away, f"{words}: {len(away)} are said to be offline and are not")

    def _book(self, checked: Sequence[Checked], *, steady: bool) -> None:
        if not steady:
            self.note("Others were walking about: rosters and counts could not be judged at every check.")
            return
        for report in checked:
            for promise, wrong, faults in (
                ("roster", report.wrong_rosters, report.roster_faults),
                ("counts", report.wrong_counts, report.count_faults),
            ):
                self.findings.looked(promise, report.looked)  # type: ignore[arg-type]
                for fault in faults:
                    self.findings.broke(promise, fault)  # type: ignore[arg-type]
                self.findings.tallies[promise].broken += wrong - len(faults)  # type: ignore[index]

    def _whereabouts(self, found: Sequence[Whereabouts], absent: Mapping[int, str]) -> None:
        places = {self.cast[who].id: room for who, room in (self.places | dict(absent)).items()}
        away = frozenset(self.cast[who].id for who in absent)
        faults = truth.wrong_whereabouts(found, places, away)
        self.findings.looked("whereabouts", len(places))
        for fault in faults:
            self.findings.broke("whereabouts", fault)

    def _capacity(self, real: Truth) -> None:
        """As it really is, whatever is counted: participants only, since staff take no seat."""
        seated = {
            room: sum(self.cast[who].roles == ("participant",) for who in people) for room, people in real.rooms.items()
        }
        bounds = {room.id: room.capacity for room in self.event.rooms if room.capacity is not None}
        self.findings.looked("capacity", len(seated))
        for room, count in seated.items():
            bound = bounds.get(room)  # type: ignore[call-overload]
            if bound is not None and count > bound:
                self.findings.broke("capacity", f"{room}: {count} participants on {bound} seats")

    async def _pages(self, real: Truth, *, steady: bool) -> None:
        """Rooms whose list is paged: the pages put together, as one of the people there and the observer read them."""
        for room, people in real.rooms.items():
            if real.rosters[room] <= LISTED_UP_TO:
                continue
            for who in {self.observer, people[len(people) // 2]}:
                await self._page_through(room, who, real, steady)

    async def _page_through(self, room: str, who: int, real: Truth, steady: bool) -> None:
        listed: list[tuple[str, str]] = []
        total, after = 0, ""
        while True:
            answer = await self.ask(who, "roster.page", room=room, limit=PAGE, after=after)
            if answer.code:
                self.findings.expect("roster", False, f"{room}: roster.page refused, {answer.code}")
                return
            page = msgspec.json.decode(answer.ok, type=RosterPaged)
            listed += [(member.id, member.name) for member in page.people]
            total, after = page.total, page.next
            if not after:
                break
        here = {self.cast[person].id: self.cast[person].name for person in real.rooms[room]}
        fault = truth.wrong_names(room, dict(listed), here, self._names)
        self.findings.expect("roster", not fault, f"pages: {fault}")
        self.findings.expect("roster", len(listed) == len(dict(listed)), f"{room}: somebody stands on two pages")
        if steady:
            told = f"{room}: {len(listed)} on the pages, {total} announced, true {real.rosters[room]}"
            self.findings.expect("roster", len(listed) == total == real.rosters[room], told)


def observers(cast: Sequence[Cast]) -> list[int]:
    """The numbers of the people who may look at everything and move others."""
    return [each.number for each in cast if {"operator", "moderator"} & set(each.roles)]


async def rest(seconds: float) -> None:
    """Nobody does anything for a while."""
    await asyncio.sleep(max(0.0, seconds))
