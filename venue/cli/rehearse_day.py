"""`venue rehearse --day`: the whole day in minutes, in a copy of the event that is gone afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import msgspec
from rich.console import Console

from venue.cli.drill_hands import LocalHands
from venue.cli.rehearsal_screen import Screen, show_day_plan
from venue.errors import UserMistake
from venue.model.copies import FEWEST_PEOPLE, LONGEST_DAY, MOST_PEOPLE, SHORTEST_DAY
from venue.model.people import Person
from venue.protocol.door import EventInfo
from venue.rehearsal.drills import Elsewhere, Hands, LeftOut
from venue.rehearsal.options import Options
from venue.rehearsal.rehearse_day import rehearse_day
from venue.rehearsal.report import Report


def play_day(
    options: Options,
    event: EventInfo,
    people: int,
    minutes: float,
    data: Path | None,
    drills: bool,
    issuing: Callable[[Path | None, EventInfo], Callable[[Person], str]],
    console: Console,
) -> Report:
    """Plays it, with a line for each phase. `issuing(data, event)` is what signs tickets. Raises `UserMistake`."""
    if not SHORTEST_DAY <= minutes * 60 <= LONGEST_DAY:
        raise UserMistake(f"--minutes: a day lasts from {SHORTEST_DAY / 60:g} to {LONGEST_DAY // 60} of them.")
    if not FEWEST_PEOPLE <= people <= MOST_PEOPLE:
        raise UserMistake(f"--people: a whole day takes from {FEWEST_PEOPLE} to {MOST_PEOPLE} of them.")
    hands = _hands(data, drills)

    def issue(slug: str) -> Callable[[Person], str]:
        return issuing(data, msgspec.structs.replace(event, slug=slug))

    show_day_plan(console, options, event, people, minutes, hands)
    with Screen(console) as screen:
        return asyncio.run(rehearse_day(options, event, people, minutes, issue, screen, hands))


def _hands(data: Path | None, drills: bool) -> Hands:
    if not drills:
        return LeftOut()
    return Elsewhere() if data is None else LocalHands(data)
