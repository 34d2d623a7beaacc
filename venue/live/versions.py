"""Which version of the event file this node serves, and how it takes over another one while people are inside.

The house log says which version counts. The node reads its text, and does what takes time (parsing, the logs of new
rooms) beside its other work; then everything is another at once, and browsers are told to fetch the event anew.
Commands wait meanwhile. What was missed is found out at the next beat.
"""

from __future__ import annotations

import asyncio
from typing import Final

import structlog

from venue.errors import StoreUnavailable
from venue.live.audience import Audience
from venue.live.floor import Floor
from venue.live.room_log import RoomLog
from venue.live.show import show_now
from venue.model.event import Event
from venue.model.event_file import EventFileFaults, read_event
from venue.protocol.show import ShowChanged
from venue.protocol.versions import EventPublished
from venue.store.publishing import NAME
from venue.store.versions import Kept

log = structlog.get_logger(__name__)

SETTLED_SECONDS: Final = 2.0
"""How long a command waits for a version that is being taken over."""


class Served:
    """The event of one site, as it is served here."""

    def __init__(self, site: Floor, kept: Kept | None) -> None:
        self._site = site
        self.kept: Kept | None = None
        """What is served; None: an event without a file, of which no version was published yet."""
        self.digests: frozenset[str] = frozenset()
        """Of all texts that counted, in case the store forgets them: a node that begins with one changes nothing."""
        self._serve(kept)
        self._unusable = 0
        """A version that counts and cannot be served here."""
        self._one = asyncio.Lock()

    def _serve(self, kept: Kept | None) -> None:
        self.kept = kept
        self._site.file_version = kept.version.number if kept else 0

    @property
    def behind(self) -> bool:
        """Whether another version counts than the one that is served."""
        return self._site.house.published not in (0, self._site.file_version, self._unusable)

    def heard(self) -> None:
        """Perhaps another version counts now."""
        if self.behind:
            self._site.spawn(self.follow())

    async def settled(self) -> None:
        """Wait until what counts is served; not for ever."""
        if self.behind:
            try:
                await asyncio.wait_for(self.follow(), SETTLED_SECONDS)
            except (TimeoutError, StoreUnavailable):
                log.warning("version_waits", slug=self._site.event.slug, number=self._site.house.published)

    async def follow(self) -> None:
        """Take over what counts. Raises `StoreUnavailable`."""
        async with self._one:
            while self.behind:
                number = self._site.house.published
                kept = await self._site.versions.kept(number)
                if kept is None:
                    self._refuse(number, "it is not kept any more")
                    return
                try:
                    event = await asyncio.to_thread(read_event, kept.text, NAME)
                except EventFileFaults as fault:  # written for another release of the venue
                    self._refuse(number, str(fault))
                    return
                await self._take_over(kept, event)

    def _refuse(self, number: int, why: str) -> None:
        self._unusable = number
        log.error("version_unusable", slug=self._site.event.slug, number=number, why=why)

    async def _take_over(self, kept: Kept, event: Event) -> None:
        site = self._site
        fresh = {room.id: site.new_log(room.id) for room in event.rooms if room.id not in site.room_logs}
        self.digests |= await site.versions.digests()
        _, ends = await site.logs.ends()
        for room, room_log in fresh.items():
            await room_log.load(ends.get(room, 0))
        before = site.version
        self._serve(kept)
        for room, room_log in fresh.items():
            site.room_logs[room] = room_log
            site.audiences[room] = Audience(site.measures.delivered)
        site.become(event)  # all at once: nobody sees a part of it
        for room_log in fresh.values():  # what was said there before this node listened
            site.spawn(_catch_up(site, room_log))
        log.info("version_served", slug=event.slug, number=kept.version.number)
        site.tell_everyone(EventPublished(number=kept.version.number, version=site.version))
        if before != site.version:
            site.tell_everyone(ShowChanged(show=show_now(site)))

    async def put_back(self) -> bool:
        """Tell a store that lost history what counts, and what counted; True: it had forgotten what is served here."""
        put = self.kept is not None and await self._site.versions.keep(self.kept, self.digests)
        self.digests = await self._site.versions.digests()
        return put

    async def beat(self) -> None:
        """Once a second: what was missed, and rooms that vanished and in which nobody listens any more."""
        await self.follow()
        site = self._site
        for room in [room for room in site.audiences if room not in site.event.rooms_by_id]:
            if not site.audiences[room].members:
                site.audiences.pop(room).close()
                site.room_logs.pop(room, None)


async def _catch_up(site: Floor, room_log: RoomLog) -> None:
    _, ends = await site.logs.ends()
    await room_log.catch_up(ends.get(room_log.name, 0))
