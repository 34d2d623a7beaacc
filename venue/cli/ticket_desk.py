"""What `venue tickets` does: an event, its secret and its store, and the list of people on paper."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

import typer

from venue.cli.at_desk import event_of, with_store, written
from venue.cli.check import shown
from venue.cli.invitations import BY, invitations, journal_entry, test_people
from venue.cli.people_file import PeopleFile, PeopleFileFaults, read_people
from venue.errors import FoundWanting, UserMistake
from venue.logs import start_logging
from venue.model.event import Event
from venue.model.ids import ParticipantId
from venue.model.people import Role
from venue.model.tickets import ticket_expiry
from venue.secret import signing_secret
from venue.settings import read_settings
from venue.store.client import Store
from venue.store.rooms import Conducted
from venue.store.tickets import Issued, TicketStore
from venue.web.passes import name_ticket

T = TypeVar("T")

LONG: Final = 1000
"""Tickets from which on a progress bar is shown."""

_LONGEST_REASON: Final = 500


class Desk:
    """The tickets of one event. Options are given as `venue.settings` takes them. Raises `VenueError`s."""

    def __init__(self, *, event: str | None = None, **given: str | None) -> None:
        start_logging("warning", "auto")  # standard output is for the list alone
        self._settings = read_settings({**given, "event": [event] if event else None})
        self._event = event_of(self._settings)

    def people_in(self, file: Path) -> PeopleFile:
        """The people in a CSV file; faults are printed, all of them."""
        try:
            return read_people(file.read_bytes(), self._event, self._secret())
        except OSError as wrong:
            raise UserMistake(f"{file} cannot be read: {wrong.strerror or wrong}.") from None
        except PeopleFileFaults as wrong:
            for fault in wrong.faults:
                typer.echo(shown(str(file), fault), err=True)
            count = len(wrong.faults)
            raise FoundWanting(f"{file} has {count} fault{'s' if count > 1 else ''}; no ticket was issued.") from None

    def test_people(self, role: Role, count: int, rehearsal: bool) -> PeopleFile:
        """Made up: so many of a role."""
        return test_people(self._event, role, count, rehearsal)

    def issue(self, listed: PeopleFile, valid_until: str | None, out: Path | None) -> None:
        """Register tickets for these people and write the list of links."""
        now, day = int(time.time()), self._event
        expires = _moment(valid_until, day) if valid_until else ticket_expiry(now, int(day.ends.timestamp()))
        if expires <= now:
            raise UserMistake(f"--valid-until: {valid_until} is past already.")
        made = invitations(listed, day, self._secret(), self._settings.public_url, now, expires)

        async def register(store: Store) -> None:
            with _progress("Tickets", len(made.issued)) as step:
                await TicketStore(store, day.slug).register(made.issued, step)

        with written(out) as sheet:
            if out is not None:  # a ticket counts from here on, so first its link must be safe
                sheet.write(made.sheet)
                sheet.flush()
            with_store(self._settings, register)
            if out is None:
                sheet.write(made.sheet)
        until = datetime.fromtimestamp(expires, day.zone)
        typer.echo(f"{len(made.issued)} tickets for /{day.slug}/, valid until {until:%Y-%m-%d %H:%M %Z}.", err=True)
        if not self._settings.base_url:
            typer.echo(f"The links lead to {self._settings.public_url}: say --base-url.", err=True)

    def list(self) -> None:
        """Print what was issued here, as CSV."""

        async def read(store: Store) -> tuple[dict[str, Issued], frozenset[str]]:
            tickets = TicketStore(store, self._event.slug)
            return await tickets.issued(), await tickets.revoked()

        issued, revoked = with_store(self._settings, read)
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(("ticket_id", "id", "roles", "issued", "expires", "state"))
        now = time.time()
        for ticket, each in sorted(issued.items(), key=lambda item: (item[1].person, item[1].issued)):
            state = "revoked" if ticket in revoked else "valid" if each.expires > now else "expired"
            times = (_written_time(each.issued, self._event), _written_time(each.expires, self._event))
            table.writerow((ticket, each.person, " ".join(each.roles), *times, state))
        typer.echo(f"{len(issued)} tickets, {len(revoked)} withdrawn.", err=True)

    def revoke(self, which: Sequence[str], reason: str) -> None:
        """Withdraw what is named, and say of each what became of it."""
        secret, reason = self._secret(), reason[:_LONGEST_REASON]

        async def withdraw(store: Store) -> Sequence[str]:
            tickets = TicketStore(store, self._event.slug)
            issued = await tickets.issued()
            chosen, unknown = _chosen(which, issued, secret)
            gone = await tickets.revoked()
            for person, ids in chosen.items():
                entry = journal_entry(person, reason, time.time_ns() // 1_000_000)
                others = _others(issued, person, gone.union(ids))
                done = await tickets.revoke(ids, person, BY, reason, entry, others=others)
                typer.echo(f"{person}: {_withdrawn(len(ids), done, len(others))}.")
            return unknown

        if unknown := with_store(self._settings, withdraw):
            raise FoundWanting(
                f"No ticket of {', '.join(unknown)} is known here.",
                "A ticket that was issued elsewhere: give its link.",
            )

    def _secret(self) -> str:
        return signing_secret(self._settings, make=False)


def _chosen(
    which: Sequence[str], issued: dict[str, Issued], secret: str
) -> tuple[dict[ParticipantId, list[str]], list[str]]:
    """Tickets to withdraw by person, and what names none."""
    found: dict[ParticipantId, list[str]] = {}
    unknown: list[str] = []
    for name in which:
        link = name_ticket(name.rpartition("#ticket=")[2], secret)
        if link is not None:
            found.setdefault(link[1], []).append(link[0])
        elif name in issued:
            found.setdefault(issued[name].person, []).append(name)
        elif theirs := [ticket for ticket, each in issued.items() if each.person == name]:
            found.setdefault(ParticipantId(name), []).extend(theirs)
        else:
            unknown.append(name if len(name) <= 64 else f"{name[:20]}…")
    return {person: [*dict.fromkeys(ids)] for person, ids in found.items()}, unknown


def _others(issued: dict[str, Issued], person: ParticipantId, gone: Collection[str]) -> list[str]:
    """The tickets that still open the door to that person."""
    now = time.time()
    return [
        ticket for ticket, each in issued.items() if each.person == person and each.expires > now and ticket not in gone
    ]


def _withdrawn(count: int, done: Conducted, others: int) -> str:
    """What withdrawing so many tickets did."""
    said = [f"{_counted(count, 'ticket')} withdrawn", "passes ended" if done.inside else "was never inside"]
    if done.lost:
        said.append(f"{_counted(done.lost, 'place')} given up")
    elif others:
        said.append(f"places kept, since {_counted(others, 'other ticket')} still open{'s' * (others == 1)} the door")
    return "; ".join(said)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _moment(text: str, event: Event) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UserMistake(f"--valid-until: found {text!r}; wanted a time like 2027-03-18T20:00.") from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=event.zone)).timestamp())


def _written_time(seconds: int, event: Event) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone(event.zone).isoformat(timespec="minutes")


@contextmanager
def _progress(label: str, length: int) -> Iterator[Callable[[int], object]]:
    """A bar on standard error, where there is something to wait for and somebody who waits."""
    if length < LONG:
        yield int
        return
    with typer.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update
