"""What `venue publish` does: an event file on paper, and the store."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Final, Never

import typer

from venue.cli.at_desk import event_of, with_store
from venue.errors import FoundWanting, UserMistake
from venue.logs import start_logging
from venue.model.changes import ChangedField, EventChange
from venue.model.effects import EffectKind, EventEffect
from venue.model.event import Event
from venue.model.event_file import read_event
from venue.model.ids import EventSlug, ParticipantId
from venue.protocol.codec import encode
from venue.protocol.conduct import JournalEntry
from venue.settings import read_settings
from venue.store.client import Store
from venue.store.clock import running_clock
from venue.store.house import HouseStore
from venue.store.publishing import Foreseen, foresee, publish
from venue.store.versions import Changed, Kept, Version, VersionStore, published_events

_SHOWN: Final = 20
"""Events that are named at most."""
_SIGNS: Final = {"added": "+", "removed": "-", "changed": "*"}
_SOURCES: Final = {"start": "start of a node", "command": "command line", "browser": "in the venue"}
_EFFECTS: Final[dict[EffectKind, str]] = {
    "leave_room": "{title}: {count} in the room, which vanishes; they go where they belong",
    "over_capacity": "{title}: {count} seats taken of {more}; they stay, and nobody new comes in",
    "places_gone": "{title}: {count} lose their place, {more} wait in vain",
    "places_barred": "{title}: {count} lose their place, since their ticket does not open the room",
    "places_collide": "{title}: {count} lose their place, since they have another in the same slot",
    "places_queued": "{title}: {count} go back to the head of the waiting list, {more} offers are withdrawn",
    "places_over": "{title}: has begun, and keeps {count} more than it has places",
}


class PublishDesk:
    """The versions of one event. Options are given as `venue.settings` takes them. Raises `VenueError`s."""

    def __init__(self, *, file: Path | None, event: str | None = None, **given: str | None) -> None:
        start_logging("warning", "auto")
        self._file = file
        named = str(file) if file else event
        self._settings = read_settings({**given, "event": [named] if named else None})
        self._event = event_of(self._settings)  # raises all faults of the file

    def run(self, *, dry_run: bool, yes: bool, listed: bool, back: int | None) -> None:
        """One of: list the versions, bring one back, publish the file."""
        if [self._file is not None, back is not None, listed].count(True) != 1:
            raise UserMistake("Nothing to publish, or two things.", "Name a file, or --back NUMBER, or --list.")
        if listed:
            self._list()
            return
        found = with_store(self._settings, lambda store: self._foresee(store, back))
        _say(found)
        if dry_run or not (found.changes or back):
            typer.echo("Nothing was changed." if dry_run else "The same as what counts: nothing to publish.")
            return
        if not yes and not typer.confirm("Publish this?"):
            raise FoundWanting("Nothing was changed.")
        try:
            number = with_store(self._settings, lambda store: self._publish(store, found))
        except Changed as changed:
            other = changed.number != found.publication.expected
            what = f"Version {changed.number} was published" if other else "The run of show was changed"
            raise FoundWanting(f"{what} meanwhile, and nothing was changed. Look again.") from None
        typer.echo(f"/{self._event.slug}/: version {number} counts.")

    def _list(self) -> None:
        async def read(store: Store) -> list[Version]:
            return await VersionStore(store, self._event.slug).listed() or await self._unknown(store)

        versions = with_store(self._settings, read)
        for at, version in enumerate(versions):
            when = datetime.fromtimestamp(version.at / 1000, self._event.zone).strftime("%Y-%m-%d %H:%M:%S")
            note = f", brings {version.back} back" if version.back else ""
            mark = "*" if at == 0 else " "
            typer.echo(f"{mark}{version.number:>4}  {when}  {_SOURCES[version.source]}{note}, {version.size} bytes")

    async def _unknown(self, store: Store) -> Never:
        known = [f"/{slug}/" for slug in await published_events(store)]
        shown = ", ".join(known[:_SHOWN]) + (", ..." if len(known) > _SHOWN else "")
        raise UserMistake(
            f"/{self._event.slug}/ has not been opened here: no version is known.",
            f"Known are {shown}; an event that was opened keeps its `slug`."
            if known
            else "It takes its event file when it is started.",
        )

    async def _foresee(self, store: Store, back: int | None) -> Foreseen:
        slug = self._event.slug
        versions = VersionStore(store, slug)
        current = await versions.current()
        if current is None:
            await self._unknown(store)
        text, name = (self._file.read_text(encoding="utf-8-sig"), str(self._file)) if self._file else ("", "")
        if back is not None:
            text, name = (await self._kept(versions, back)).text, f"version {back}"
        old = read_event(current.text, f"version {current.version.number}")
        clock = await running_clock(store, slug)
        now = clock.at(time.time_ns() // 1_000_000)
        return await foresee(
            HouseStore(store, slug), old, current.version.number, text, clock.real, now,
            source="command", name=name, back=back or 0,
        )  # fmt: skip

    async def _kept(self, versions: VersionStore, number: int) -> Kept:
        kept = await versions.kept(number)
        if kept is None:
            known = ", ".join(str(version.number) for version in await versions.listed())
            raise UserMistake(f"Version {number} is not kept.", f"There are {known}.")
        return kept

    async def _publish(self, store: Store, found: Foreseen) -> int:
        slug = EventSlug(found.publication.event.slug)
        clock = await running_clock(store, slug)

        def now() -> int:
            return clock.at(time.time_ns() // 1_000_000)

        entry = JournalEntry(
            number=0, at=now(), action="publish", by=ParticipantId("-"), by_name="venue publish", whom=None,
            whom_name="", room="", count=1, reason=str(found.publication.expected + 1),
        )  # fmt: skip
        number, _ = await publish(
            VersionStore(store, slug),
            HouseStore(store, slug),
            found.publication,
            clock.real,
            now,
            journal=encode(entry),
        )
        return number


def _say(found: Foreseen) -> None:
    event = found.publication.event
    for change in found.changes:
        typer.echo(_change(change, event))
    if found.effects:
        typer.echo("What it means for people:")
    for effect in found.effects:
        typer.echo(f"  {_effect(effect, event)}")


def _change(change: EventChange, event: Event) -> str:
    title = event.text(change.title, event.default_language)
    about = "; ".join(map(_field, change.fields))
    name = "the event" if change.kind == "event" else f"{change.kind} {change.id} ({title})"
    return f"{_SIGNS[change.how]} {name}" + (f": {about}" if about else "")


def _field(field: ChangedField) -> str:
    if not field.before and not field.after:
        return f"{field.key} is another"
    return f"{field.key} {field.before or 'nothing'} -> {field.after or 'nothing'}"


def _effect(effect: EventEffect, event: Event) -> str:
    title = event.text(effect.title, event.default_language)
    return _EFFECTS[effect.kind].format(title=title, count=effect.count, more=effect.more)
