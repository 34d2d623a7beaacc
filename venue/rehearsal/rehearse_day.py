"""A rehearsal of the whole day: a copy of the event is opened, played and removed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

import msgspec

from venue.errors import UserMistake
from venue.model.ids import ParticipantId
from venue.model.people import Person
from venue.protocol.door import EventInfo
from venue.rehearsal.casting import ORG, WORDS, invent
from venue.rehearsal.company import Company, shares
from venue.rehearsal.conductor import Conductor
from venue.rehearsal.door import Door, DoorShut
from venue.rehearsal.drills import Hands
from venue.rehearsal.options import Audience, Options
from venue.rehearsal.orders import Tell, Told
from venue.rehearsal.outcome import put_together
from venue.rehearsal.patience import until_so
from venue.rehearsal.rehearse import hire_for, look_up, played
from venue.rehearsal.report import DayFound, Report, report
from venue.rehearsal.verdict import judge_day
from venue.rehearsal.whole_day import WholeDay

GONE_WITHIN: Final = 10.0
"""Seconds in which no node serves the copy any more."""
_LOOKS: Final = 8
"""Requests in a row that must find nothing: any of several nodes may answer."""

_TRIES: Final = 5

Issue = Callable[[str], Callable[[Person], str]]
"""Slug -> what signs tickets of that event."""


async def rehearse_day(
    options: Options, event: EventInfo, people: int, minutes: float, issue: Issue, audience: Audience, hands: Hands
) -> Report:
    """Plays the event's day in so many minutes. `options.slug` is the event; its copy is gone afterwards."""
    started, began = datetime.now(UTC).astimezone(), time.monotonic_ns()
    operator = Operator(options, event, issue(event.slug))
    copy = await operator.open(people, round(minutes * 60))
    try:
        of_copy = msgspec.structs.replace(options, slug=copy, keep_going=True)
        return await _played(of_copy, people, minutes, issue(copy), audience, hands, (started, began), operator)
    finally:
        await operator.close(copy)


async def _played(
    options: Options,
    people: int,
    minutes: float,
    issue: Callable[[Person], str],
    audience: Audience,
    hands: Hands,
    start: tuple[datetime, int],
    operator: Operator,
) -> Report:
    event = await look_up(options.url, options.slug)
    cast = invent(options.run, people, event.languages[0], issue)
    async with Company(audience.going) as company:
        for some in shares(cast, options.processes):
            await company.hire(hire_for(options, event, cast, some, start[1]))
        conductor = Conductor(options, event, cast, company, audience)
        day = WholeDay(conductor, start[1], hands)
        stopped = await played(day.play(), conductor)
        told = await company.all(Tell(), Told)
    await operator.close(options.slug)
    conductor.findings.expect("trace", await _is_gone(options), f"the copy {options.slug} is still there")
    outcome = put_together(conductor.findings, told, day.outages)
    drills = day.all_drills()
    verdict = judge_day(outcome, day.phases, day.changes, drills, [slot.id for slot in day.slots])
    found = DayFound(
        minutes=minutes,
        waited=day.registration.waited,
        offers=day.registration.offers,
        changes=tuple(day.changes),
        drills=drills,
        not_shown=verdict.not_shown,
    )
    return report(options, people, start[0], day.phases, outcome, verdict, conductor.notes, stopped, found)


class Operator:
    """Somebody who may open and remove copies: comes through the event's own door each time, and leaves no trace."""

    def __init__(self, options: Options, event: EventInfo, issue: Callable[[Person], str]) -> None:
        language = event.languages[0]
        person = Person(
            id=ParticipantId(f"rehearsal-{options.run}-day"),
            name=WORDS.get(language, WORDS["en"])["operator"],
            org=ORG.get(language, ORG["en"]),
            roles=("operator",),
            rehearsal=True,
        )
        self._ticket = issue(person)
        self._options = options
        self._closed = False

    async def open(self, people: int, seconds: int) -> str:
        """The slug of a new copy. Raises `UserMistake`."""
        try:
            return await self._inside(lambda door, bearer: door.open_copy(bearer, people, seconds))
        except DoorShut as shut:
            raise UserMistake(f"The venue opens no copy of {self._options.slug!r}: {shut}.") from None

    async def close(self, slug: str) -> None:
        """The copy is removed. Where the venue cannot be reached, it removes it by itself when its time is over."""

        async def close(door: Door, bearer: str) -> str:
            await door.close_copy(bearer, slug)
            return slug

        if self._closed:
            return
        for attempt in range(_TRIES):
            try:
                await self._inside(close)
            except DoorShut as shut:
                if not shut.retry:
                    return
                await asyncio.sleep(0.5 * (attempt + 1))
            else:
                self._closed = True
                return

    async def _inside(self, deed: Callable[[Door, str], Awaitable[str]]) -> str:
        async with Door(self._options.url, self._options.slug) as door:
            bearer = (await door.enter(self._ticket)).pass_
            try:
                return await deed(door, bearer)
            finally:
                with suppress(DoorShut):  # the event's own retention may have been faster
                    await door.erase(bearer)


async def _is_gone(options: Options) -> bool:
    """Whether no node serves the copy any more."""

    async def nobody() -> bool:
        for _ in range(_LOOKS):
            try:
                async with Door(options.url, options.slug) as door:
                    await door.event()
            except DoorShut as shut:
                if shut.code == "unreachable":
                    return False
            else:
                return False
        return True

    return await until_so(nobody, GONE_WITHIN)
