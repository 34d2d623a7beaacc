"""Publishing a version of the event file from inside the venue: looked at, then done."""

from __future__ import annotations

import asyncio
import dataclasses

import msgspec

from venue.live.site import Site
from venue.model.event_file import EventFileFaults, Fault, read_event
from venue.model.people import Person
from venue.protocol.conduct import JournalEntry
from venue.protocol.versions import FileFault, Published, PublishWith, VersionInfo, Versions
from venue.store import publishing
from venue.store.publishing import NAME, Foreseen, foresee
from venue.store.rooms import Command
from venue.store.versions import Changed

VERB = "event.publish"


async def versions(site: Site) -> Versions:
    """All that are kept. Raises `StoreUnavailable`."""
    listed = await site.versions.listed()
    told = tuple(
        VersionInfo(
            number=one.number,
            at=site.clock.event_ms(one.at),
            by=person.name if (person := site.house.person(one.by)) else "",
            source=one.source,
            size=one.size,
            back=one.back,
        )
        for one in listed
    )
    return Versions(current=max((one.number for one in listed), default=0), versions=told)


async def publish(site: Site, who: Person, asked: PublishWith) -> Published:
    """What it would mean, or that it was done. Raises `StoreUnavailable`, and `ScriptRefused` (`conflict`)."""
    current = await site.versions.current()
    number = current.version.number if current else 0
    if number != asked.number and asked.dry_run:
        return Published(number=number, done=False)
    text = asked.text
    if asked.back:
        earlier = await site.versions.kept(asked.back)
        if earlier is None:
            return Published(number=asked.number, done=False, faults=(_NOT_KEPT,))
        text = earlier.text
    now = site.clock.now_ms()
    try:
        old = (
            site.event
            if current is None or site.file_version == number
            else await asyncio.to_thread(read_event, current.text, NAME)
        )
        found = await foresee(
            site.houses, old, number, text, site.clock.real_ms, now, source="browser", back=asked.back
        )
    except EventFileFaults as faulty:
        return Published(number=asked.number, done=False, faults=tuple(map(_told, faulty.faults)))
    if asked.dry_run:
        return Published(asked.number, False, changes=found.changes, effects=found.effects)
    return await _do(site, who, asked, found)


async def _do(site: Site, who: Person, asked: PublishWith, found: Foreseen) -> Published:
    publication = dataclasses.replace(found.publication, expected=asked.number)
    entry = JournalEntry(
        number=0,
        at=site.clock.now_ms(),
        action="publish",
        by=who.id,
        by_name=who.name,
        whom=None,
        whom_name="",
        room="",
        count=1,
        reason=f"{asked.number + 1}",
    )
    try:
        number, offset = await publishing.publish(
            site.versions,
            site.houses,
            publication,
            site.clock.real_ms,
            site.clock.now_ms,
            command=Command(who.id, asked.ref, VERB),
            journal=msgspec.json.encode(entry),
        )
    except Changed as changed:
        return Published(number=changed.number, done=False)
    if offset:
        await site.whereabouts.seen(offset)
        await site.served.settled()
    return Published(number, True, changes=found.changes, effects=found.effects)


_NOT_KEPT = FileFault("", None, "a version that is not kept any more", "one of the list")


def _told(fault: Fault) -> FileFault:
    return FileFault(fault.place, fault.line, fault.found, fault.wanted)
