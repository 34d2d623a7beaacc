"""The registration rush: more wishes than places, waiting lists, people who give up, offers; looked at in the quiet."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from venue.model.places import Follow
from venue.protocol.door import SessionInfo
from venue.protocol.places import PlaceCount
from venue.rehearsal import line, plan
from venue.rehearsal.acts import Act, AnswerOffers, GiveUp
from venue.rehearsal.conductor import Conductor, rest
from venue.rehearsal.line import Book
from venue.rehearsal.orders import Booked, Survey, Surveyed
from venue.rehearsal.plan import Scene
from venue.rehearsal.stage import MS

SETTLES: Final = 1.7
"""Seconds in which everybody has heard how they stand: lines are told once a second, numbers twice."""
WAVES: Final = 3
"""How often people give up places, so that others are offered them."""
GIVES_UP: Final = 0.1
"""Share of those with a place in a session for which others wait."""
BEFORE: Final = 3.0
"""Seconds before the first round from which nobody gives up a place any more."""


class Registration:
    """Everybody's places, as far as they know them themselves."""

    def __init__(self, conductor: Conductor, scene: Scene) -> None:
        self.house = conductor
        self.scene = scene
        self.skew = 0.0
        """ms by which this machine's clock seems to run ahead of the venue's."""
        self.people: dict[int, Booked] = {}
        self.offers = 0
        """Places that became free and were offered."""
        self.waited = 0
        """People on waiting lists after the rush."""
        self._sessions = [each for each in conductor.event.sessions if each.slot is not None]
        self._places = {str(each.id): each.places for each in self._sessions if each.places is not None}

    @property
    def follows(self) -> Mapping[int, Follow]:
        """How each person is taken along."""
        return {who: one.route.follow for who, one in self.people.items()}

    def in_slot(self, slot: str) -> dict[int, SessionInfo]:
        """Person -> the session of the slot in which they have a place."""
        sessions = {each.id: each for each in self._sessions if each.slot == slot}
        return {
            who: sessions[place.session]
            for who, one in self.people.items()
            for place in one.route.places
            if place.state == "placed" and place.session in sessions
        }

    async def rush(self, follows: Sequence[Act], first: int) -> None:
        """Everybody registers for all slots; then some give up and others move up. `first`: the first round (ns)."""
        await self.house.play(follows)
        for slot in self.house.event.slots:
            sessions = [each for each in self._sessions if each.slot == slot.id]
            sessions.sort(key=lambda each: (each.places is None, each.places))
            await self.house.play(plan.wished(self.scene, slot.id, [each.id for each in sessions]))
        books = await self.look()
        self.waited = sum(len(book.waiting) for book in books.values())
        if not self.waited:
            self.house.note("Nobody had to wait for a place: waiting lists could not be looked at.")
        for wave in range(WAVES):
            if time.monotonic_ns() > first - round((BEFORE + 2 * SETTLES) * 1000) * MS:
                break
            books = await self._wave(wave, books)

    async def survey(self) -> list[Surveyed]:
        """What everybody knows now."""
        reports = await self.house.company.all(Survey(), Surveyed)
        self.people = {one.person: one for report in reports for one in report.people}
        self.skew = min((report.skew for report in reports if report.skew is not None), default=0.0)
        return reports

    async def look(self) -> dict[str, Book]:
        """Everybody's places, when all has settled; nothing oversold, the lines in order of time."""
        await rest(SETTLES)
        reports = await self.survey()
        books = line.books(self.people.values(), (each.id for each in self._sessions))
        findings = self.house.findings
        findings.looked("places", len(books))
        for fault in line.oversold(self._without_staff(books), self._places):
            findings.broke("places", fault)
        for told, count in ((told, count) for report in reports for told, count in report.counts):
            findings.looked("places", count)
            faults = line.wrongly_counted(books, msgspec.convert(told, type=dict[str, PlaceCount]))
            if faults:
                findings.broke("places", f"{count} people: {faults[0]}", count)
        everybody = list(self.people.values())
        for session, book in books.items():
            findings.looked("line", len(book.waiting))
            faults = line.wrong_ranks(session, book, line.joined(everybody, session))
            for fault in faults + line.not_offered(session, book, self._places.get(session)):
                findings.broke("line", fault)
        self.house.halt_if_broken()
        return books

    async def _wave(self, number: int, before: Mapping[str, Book]) -> dict[str, Book]:
        """Some give up: so many offers, to those who waited longest. Then these answer, and others move up in turn."""
        dice = self.scene.dice(f"wave {number}")
        leavers = {
            session: dice.sample(sorted(book.placed), max(1, round(GIVES_UP * len(book.placed))))
            for session, book in before.items()
            if book.waiting and book.placed
        }
        leaving = [(who, session) for session, people in leavers.items() for who in people]
        await self.house.play([GiveUp(who=who, at=dice.randrange(200), session=session) for who, session in leaving])
        now = await self.look()
        for session, people in leavers.items():
            new = now[session].offered - before[session].offered
            due = min(len(people), len(before[session].waiting))
            told = f"{session}: {len(people)} gave up, {len(before[session].waiting)} waited, {len(new)} were offered"
            self.house.findings.expect("line", len(new) == due, told)
            self.offers += len(new)
        self._in_order(before, now)
        offered = sorted({who for book in now.values() for who in book.offered})
        answers = [
            AnswerOffers(who=who, at=dice.randrange(300), accept=dice.random() < 0.8)
            for who in offered
            if dice.random() < 0.9
        ]
        await self.house.play(answers)
        after = await self.look()
        self._in_order(now, after)
        return after

    def _in_order(self, before: Mapping[str, Book], now: Mapping[str, Book]) -> None:
        for session, book in now.items():
            self.house.findings.looked("line", len(book.waiting))
            for fault in line.passed_over(session, before[session], book):
                self.house.findings.broke("line", fault)

    def _without_staff(self, books: Mapping[str, Book]) -> dict[str, Book]:
        guests = set(self.scene.guests)
        return {name: msgspec.structs.replace(book, placed=book.placed & guests) for name, book in books.items()}
