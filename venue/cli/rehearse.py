"""`venue rehearse`: the load test that ships with the product."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal
from urllib.parse import urlsplit

import typer

from venue.errors import UserMistake

if TYPE_CHECKING:
    from rich.console import Console

    from venue.model.people import Person
    from venue.protocol.door import EventInfo
    from venue.rehearsal.options import Options
    from venue.rehearsal.orders import Cast
    from venue.rehearsal.report import Report

MANY: Final = 2000
"""More people than this only with --yes."""

_TICKETS_LAST: Final = 6 * 3600
_INTERRUPTED: Final = 130
_WIDTH: Final = 110
"""Columns, where there is no terminal."""


def rehearse(
    url: Annotated[str, typer.Option("--url", metavar="URL", help="The running venue, like http://localhost:8000.")],
    people: Annotated[
        int | None,
        typer.Option("--people", metavar="N", min=1, help="How many people play. [default: 400, or all of --tickets]"),
    ] = None,
    event: Annotated[
        str, typer.Option("--event", metavar="SLUG", help="Which event. [default: the only one there]")
    ] = "",
    tickets: Annotated[
        list[Path] | None,
        typer.Option(
            "--tickets", metavar="CSV", help="Their tickets, as `venue tickets issue` writes them; repeatable."
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FOLDER", help="The server's data folder, to sign tickets with its secret."),
    ] = None,
    day: Annotated[
        bool, typer.Option("--day", help="The whole day in minutes, in a copy of the event that is gone afterwards.")
    ] = False,
    no_drills: Annotated[
        bool, typer.Option("--no-drills", help="With --day: no node and no Redis is killed, and that is meant.")
    ] = False,
    minutes: Annotated[
        float, typer.Option("--minutes", metavar="M", min=0.5, max=30, help="How long that day lasts.")
    ] = 10.0,
    quick: Annotated[bool, typer.Option("--quick", help="A short day of about a minute.")] = False,
    rate: Annotated[
        float, typer.Option("--rate", metavar="R", min=0.1, max=200, help="Messages per second in the plenum.")
    ] = 10.0,
    seconds: Annotated[
        float | None,
        typer.Option("--seconds", metavar="S", min=1, help="Talk in the plenum. [default: 60; 15 with --quick]"),
    ] = None,
    pace: Annotated[
        float, typer.Option("--pace", metavar="F", min=0.02, max=100, help="The day's parts last F times as long.")
    ] = 1.0,
    arrive: Annotated[
        Literal["at-once", "minute"], typer.Option("--arrive", help="All at once, or spread over a minute.")
    ] = "at-once",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed plays the same day.")] = 1,
    processes: Annotated[
        int | None, typer.Option("--processes", metavar="N", min=1, max=64, help="Processes that play the people.")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the report as JSON.")] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="Write the report as a page with plots.")
    ] = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Play the whole day, even when a promise was broken.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=f"More than {MANY} people are meant.")] = False,
) -> None:
    """Play the day against a running venue, with real websockets through the real door, and check every promise.

    Its people are marked as a rehearsal's, and erase themselves at the end. Ends with 0 when every promise was kept
    and every target met, 1 when not, 2 when it was called wrongly.
    """
    import msgspec
    from rich.console import Console

    from venue.cli.rehearsal_screen import show_report
    from venue.rehearsal.casting import new_run
    from venue.rehearsal.company import processes_for
    from venue.rehearsal.options import FULL, QUICK, Options, lasting

    base, slug = _address(url, event)
    _writable(json, report)
    if no_drills and not day:
        raise UserMistake("--no-drills: there are drills in a whole day alone.", "Say --day, too.")
    slug, info = asyncio.run(_event(base, slug))
    count = 400 if people is None else people
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    options = Options(
        url=base,
        slug=slug,
        run=new_run(),
        processes=processes or processes_for(count, os.cpu_count() or 1),
        rate=rate,
        pace=lasting(QUICK if quick else FULL, pace, seconds),
        arrive=arrive,
        seed=seed,
        keep_going=keep_going,
    )
    if day:
        found = _whole_day(options, info, count, minutes, data, not no_drills, tickets, yes, console)
    else:
        cast, marked = _cast(tickets, data, people, options.run, info, yes)
        options = msgspec.structs.replace(options, processes=processes or processes_for(len(cast), os.cpu_count() or 1))
        found = _play(options, info, cast, marked, console)
    show_report(console, found)
    _write(found, json, report)
    raise typer.Exit(_INTERRUPTED if found.stopped == "interrupted" else found.exit_code)


def _play(options: Options, info: EventInfo, cast: tuple[Cast, ...], marked: bool, console: Console) -> Report:
    from venue.cli.rehearsal_screen import Screen, show_plan
    from venue.rehearsal.rehearse import rehearse as play

    asyncio.run(_let_in(options.url, options.slug, cast))
    show_plan(console, options, info, len(cast), marked)
    with Screen(console) as screen:
        return asyncio.run(play(options, info, cast, screen))


def _whole_day(
    options: Options,
    info: EventInfo,
    people: int,
    minutes: float,
    data: Path | None,
    drills: bool,
    tickets: list[Path] | None,
    yes: bool,
    console: Console,
) -> Report:
    from venue.cli.rehearse_day import play_day

    if tickets:
        raise UserMistake(
            "--day plays a copy of the event, for which there are no tickets yet.",
            "Name the server's data folder with --data instead of --tickets.",
        )
    _not_too_many(people, yes)
    return play_day(options, info, people, minutes, data, drills, _issuing, console)


def _address(url: str, event: str) -> tuple[str, str]:
    """Scheme and host of the venue, and the event's slug: from the option, from the address's path, or empty."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserMistake(f"--url: {url!r} is no address of a venue.", "It looks like http://localhost:8000.")
    return f"{parts.scheme}://{parts.netloc}", event or parts.path.strip("/").partition("/")[0]


async def _event(base: str, slug: str) -> tuple[str, EventInfo]:
    from venue.rehearsal.rehearse import look_up, only_event

    slug = slug or await only_event(base)
    return slug, await look_up(base, slug)


def _cast(
    tickets: list[Path] | None, data: Path | None, people: int | None, run: str, info: EventInfo, yes: bool
) -> tuple[tuple[Cast, ...], bool]:
    """Who plays, and whether all of them are marked as a rehearsal's people."""
    from venue.rehearsal.casting import invent, invited

    if tickets:
        try:
            cast, marked = invited([file.read_bytes() for file in tickets], info.slug, people)
        except OSError as wrong:
            raise UserMistake(f"--tickets: {wrong.filename} cannot be read: {wrong.strerror}.") from None
        _not_too_many(len(cast), yes)
        return cast, marked
    wanted = 400 if people is None else people
    _not_too_many(wanted, yes)
    return invent(run, wanted, info.languages[0], _issuing(data, info)), True


def _issuing(data: Path | None, info: EventInfo) -> Callable[[Person], str]:
    """Signs tickets with the server's own secret: from its data folder, its file or its variable."""
    import secrets

    from venue.model.tickets import Ticket
    from venue.secret import signing_secret
    from venue.settings import read_settings
    from venue.web.passes import issue_ticket

    try:
        secret = signing_secret(read_settings({} if data is None else {"data": str(data)}), make=False)
    except UserMistake as wrong:
        raise UserMistake(
            f"There are no tickets for the people who play. {wrong}",
            "Name a list with --tickets, or the server's data folder with --data.",
        ) from None
    now = int(time.time())

    def issue(person: Person) -> str:
        ticket = Ticket(
            id=f"rehearsal-{secrets.token_hex(8)}",
            slug=info.slug,
            person=person,
            issued=now,
            expires=now + _TICKETS_LAST,
        )
        return issue_ticket(ticket, secret)

    return issue


def _not_too_many(people: int, yes: bool) -> None:
    if people > MANY and not yes:
        raise UserMistake(f"{people} people are a lot.", "If that is meant, say --yes.")


async def _let_in(base: str, slug: str, cast: tuple[Cast, ...]) -> None:
    """One knock before all others: a wrong secret is a mistake in the call, and not the venue's."""
    from venue.rehearsal.door import Door, DoorShut

    async with Door(base, slug) as door:
        try:
            await door.preview(cast[0].ticket)
        except DoorShut as shut:
            raise UserMistake(
                f"The door does not take these tickets: {shut}.", "Are they, or is the secret, this venue's?"
            ) from None


def _writable(*files: Path | None) -> None:
    """Better before the rehearsal than after it."""
    for file in files:
        if file is not None and not file.absolute().parent.is_dir():
            raise UserMistake(f"{file} cannot be written: there is no folder {file.absolute().parent}.")


def _write(found: Report, json: Path | None, page: Path | None) -> None:
    import msgspec

    from venue.rehearsal.page import page as html

    try:
        if json is not None:
            json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
        if page is not None:
            page.write_text(html(found), encoding="utf-8")
    except OSError as wrong:
        raise UserMistake(f"The report cannot be written: {wrong}.") from None
