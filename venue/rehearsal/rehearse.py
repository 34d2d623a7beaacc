"""One rehearsal from beginning to end: hire, play, leave no trace, judge."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

from venue.errors import UserMistake
from venue.protocol.door import EventInfo
from venue.rehearsal.company import Company, WorkerLost, shares
from venue.rehearsal.conductor import Broken, Conductor, observers
from venue.rehearsal.day import Day
from venue.rehearsal.door import Door, DoorShut, leads_to
from venue.rehearsal.options import Audience, Options
from venue.rehearsal.orders import Cast, Done, Erase, Hire, Tell, Told
from venue.rehearsal.outcome import put_together
from venue.rehearsal.report import Report, overload, report
from venue.rehearsal.verdict import judge

FEWEST = 8
"""People: fewer are no crowd to see anything in."""


async def look_up(url: str, slug: str) -> EventInfo:
    """The event that is to be rehearsed. Raises `UserMistake` where there is none."""
    try:
        async with Door(url, slug) as door:
            return await door.event()
    except DoorShut as shut:
        if shut.code == "unreachable":
            raise UserMistake(f"Nobody answers at {url}: {shut}.", "Is the venue running?") from shut
        raise UserMistake(f"There is no event {slug!r} at {url}: {shut}.") from shut


async def only_event(url: str) -> str:
    """The slug of the event to which the venue's address leads. Raises `UserMistake` where there is not just one."""
    try:
        slug = await leads_to(url)
    except DoorShut as shut:
        raise UserMistake(f"Nobody answers at {url}: {shut}.", "Is the venue running?") from shut
    if not slug:
        raise UserMistake(f"There is not just one event at {url}.", "Name one with --event.")
    return slug


async def rehearse(options: Options, event: EventInfo, cast: Sequence[Cast], audience: Audience) -> Report:
    """Plays the day and judges it. However it ends, its people leave and erase themselves."""
    if not observers(cast):
        raise UserMistake(
            "None of these people may look at the whole house: at least one must be an operator or a moderator.",
            "`venue tickets issue --count 2 --role operator --rehearsal` makes a second list; --tickets takes several.",
        )
    if len(cast) < FEWEST:
        raise UserMistake(f"{len(cast)} people are too few to rehearse with; {FEWEST} is the least.")
    started, began = datetime.now(UTC).astimezone(), time.monotonic_ns()
    async with Company(audience.going) as company:
        for people in shares(cast, options.processes):
            await company.hire(hire_for(options, event, cast, people, began))
        conductor = Conductor(options, event, cast, company, audience)
        if (busy := overload()) is not None:
            conductor.note(f"This machine was busy with other work already ({busy}): all times are longer for it.")
        day = Day(conductor, began)
        try:
            stopped = await played(day.play(), conductor)
            await day.end()
        except WorkerLost:
            await _clear_up(conductor)
            raise
        told = await company.all(Tell(), Told)
    outcome = put_together(conductor.findings, told)
    verdict = judge(outcome, day.phases, at_once=options.arrive == "at-once")
    return report(options, len(cast), started, day.phases, outcome, verdict, conductor.notes, stopped)


async def played(day: Coroutine[Any, Any, None], conductor: Conductor) -> str:
    """The day; why it ended early, or nothing. Raises `WorkerLost`."""
    stopped = ""
    try:
        await day
    except Broken as fault:
        stopped = f"a promise was broken: {fault}"
    except asyncio.CancelledError:
        stopped = "interrupted"
        task = asyncio.current_task()
        if task is not None:
            task.uncancel()
        conductor.note("The rehearsal was interrupted; its people leave and erase themselves.")
    return stopped


async def _clear_up(conductor: Conductor) -> None:
    """A process was lost: another one takes its people over, only to erase them."""
    company, cast = conductor.company, conductor.cast
    orphans = tuple(each for each in cast if each.number in company.lost)
    await company.hire(hire_for(conductor.options, conductor.event, cast, orphans, time.monotonic_ns()))
    await company.all(Erase(), Done)


def hire_for(options: Options, event: EventInfo, cast: Sequence[Cast], people: Sequence[Cast], began: int) -> Hire:
    """The order with which a process begins that plays these people."""
    return Hire(
        run=options.run,
        base_url=options.url,
        slug=options.slug,
        people=tuple(people),
        everyone=tuple((each.id, each.name) for each in cast),
        capacities=bounds(event),
        day_began=began,
        patience=options.patience,
        places={each.id: each.places for each in event.sessions if each.places is not None},
    )


def bounds(event: EventInfo) -> dict[str, int]:
    """Seats that a count may show as taken: a hall's count has its tables' in it, and each has seats of its own."""
    seats = {room.id: room.capacity for room in event.rooms}
    found: dict[str, int] = {}
    for room in event.rooms:
        tables = [seats[each.id] for each in event.rooms if each.parent == room.id]
        together = [room.capacity, *tables]
        if None not in together:
            found[room.id] = sum(capacity for capacity in together if capacity is not None)
    return found
