"""What `venue places` does: a list of places on paper, and the store."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import typer

from venue.cli.at_desk import counting, event_of, with_store, written
from venue.cli.check import shown
from venue.cli.place_file import PlaceFile, Row
from venue.errors import FoundWanting, UserMistake
from venue.logs import start_logging
from venue.model.clock import Clock
from venue.model.event import Event
from venue.model.event_file import Fault
from venue.model.house import Snapshot
from venue.model.ids import ParticipantId
from venue.model.people import STAFF, takes_seat
from venue.model.places import Booking, bookable
from venue.settings import read_settings
from venue.store.client import Store
from venue.store.house import HouseStore
from venue.store.places import MOST_IMPORTED, Given, Imported, PlaceStore
from venue.store.tickets import Issued, TicketStore

_AGAINST: Final = {
    "no_session": ("a session that the running venue does not know", "one of its sessions"),
    "not_found": ("somebody who was shown out", "somebody who may come in"),
    "not_allowed": ("somebody whose ticket is limited to other rooms", "a session in one of those"),
    "place_in_slot": ("a second session in the same slot", "one for each person and slot"),
}
"""Why the store gives somebody no place -> what was found, and what would be right."""


class PlaceDesk:
    """The places of one event. Options are given as `venue.settings` takes them. Raises `VenueError`s."""

    def __init__(self, *, event: str | None = None, **given: str | None) -> None:
        start_logging("warning", "auto")  # standard output is for the list alone
        self._settings = read_settings({**given, "event": [event] if event else None})
        self._event = event_of(self._settings)

    def give(self, file: Path, dry_run: bool) -> None:
        """Give everybody in the list their place; faults are printed, all of them, and then nobody gets one."""
        try:
            raw = file.read_bytes()
        except OSError as wrong:
            raise UserMistake(f"{file} cannot be read: {wrong.strerror or wrong}.") from None

        async def work(store: Store) -> tuple[PlaceFile, Imported]:
            self._event = await counting(store, self._event)
            issued = await TicketStore(store, self._event.slug).issued()
            snapshot = await HouseStore(store, self._event.slug).snapshot()
            tickets = {ticket: each.person for ticket, each in issued.items()}
            known = frozenset({*tickets.values(), *snapshot.people})
            listed = PlaceFile(raw, self._event, tickets, known, MOST_IMPORTED)
            staff = _staff(snapshot, issued)
            given = [Given(row.who, row.session, row.who in staff) for row in listed.rows]
            places = PlaceStore(store, self._event.slug)
            sessions = bookable(self._event, Clock().real)  # for a venue that has not been open yet
            # Also where the file has faults: whoever mends it is told of the others at once.
            return listed, await places.give(given, sessions, dry_run=dry_run or bool(listed.faults))

        listed, done = with_store(self._settings, work)
        faults = [*listed.faults, *(self._fault(listed.rows[row], code) for row, code in done.faults)]
        if faults:
            for fault in sorted(faults, key=lambda fault: fault.line or 0):
                typer.echo(shown(str(file), fault), err=True)
            count = len(faults)
            raise FoundWanting(f"{file} has {count} fault{'s' if count > 1 else ''}; nobody was given a place.")
        said = "that would be given" if dry_run else "given"
        left = f"; rows of people who wait, left out: {listed.left_out}" if listed.left_out else ""
        typer.echo(f"Places {said}: {done.given}; there already: {done.had}{left}.", err=True)

    def export(self, out: Path | None) -> None:
        """Write who has a place, an offer, or waits."""

        async def read(store: Store) -> Snapshot:
            self._event = await counting(store, self._event)
            return await HouseStore(store, self._event.slug).snapshot()

        snapshot = with_store(self._settings, read)
        rows = list(_rows(self._event, snapshot))
        with written(out) as sheet:
            table = csv.writer(sheet, lineterminator="\n")
            table.writerow(("id", "name", "org", "session", "state", "position"))
            table.writerows(rows)
        typer.echo(f"/{self._event.slug}/: {len(rows)} {'row' if len(rows) == 1 else 'rows'}.", err=True)

    def _fault(self, row: Row, code: str) -> Fault:
        if code == "session_full":
            session = self._event.session(row.session)
            places = self._event.places_of(session) if session else None
            return Fault("session", row.line, "one place more than there are", f"at most {places} in {row.session}")
        return Fault("", row.line, *_AGAINST[code])


def _staff(snapshot: Snapshot, issued: Mapping[str, Issued]) -> frozenset[ParticipantId]:
    """Who takes no place from others, as far as roles are known."""
    inside = {who for who, person in snapshot.people.items() if not takes_seat(person)}
    invited = {each.person for each in issued.values() if STAFF.intersection(each.roles)}
    return frozenset(inside | (invited - snapshot.people.keys()))


def _rows(event: Event, snapshot: Snapshot) -> Iterator[tuple[str, str, str, str, str, str]]:
    """By session in the order of the day, then who has a place by name, who has an offer, and who waits in order."""
    order = [session.id for session in event.sessions]
    booked = snapshot.places.sessions
    for session in (*order, *sorted(booked.keys() - set(order))):
        booking = booked.get(session, Booking())
        standing: list[tuple[ParticipantId, str, str]] = [(who, "placed", "") for who in booking.placed]
        standing.sort(key=lambda row: (_named(row[0], snapshot), row[0]))
        standing += [(who, "offered", "") for who in sorted(booking.offered)]
        standing += [(who, "waiting", str(at)) for at, who in enumerate(booking.line(), 1)]
        for who, state, position in standing:
            name, org = _named(who, snapshot)
            yield who, name, org, session, state, position


def _named(who: ParticipantId, snapshot: Snapshot) -> tuple[str, str]:
    """Whoever never came in is known by their id alone."""
    person = snapshot.people.get(who)
    return (person.name, person.org) if person else ("", "")
