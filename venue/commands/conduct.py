"""Keeping order."""

from __future__ import annotations

import msgspec

from venue.commands.given import decided, journal_entry, to_store, whereabouts
from venue.live.connection import Connection
from venue.live.site import Site
from venue.model.house import NOT_SILENCED
from venue.model.people import name_key, outranks
from venue.model.texts import clean_text
from venue.protocol.codes import Refusal
from venue.protocol.conduct import (
    Action,
    ConductJournal,
    ConductLetIn,
    ConductList,
    ConductListed,
    ConductShowOut,
    ConductSilence,
    ConductUnsilence,
    Journal,
    JournalEntry,
)
from venue.protocol.wire import Done
from venue.store.keys import JOURNAL

_entry = msgspec.json.Decoder(JournalEntry)

MINUTE = 60_000


async def silence(site: Site, me: Connection, command: ConductSilence) -> Done:
    """In force with the next thing they say."""
    until = site.clock.now_ms() + command.minutes * MINUTE if command.minutes else 0
    return await _decide(site, me, command, "silence", until)


async def unsilence(site: Site, me: Connection, command: ConductUnsilence) -> Done:
    """They may speak again."""
    return await _decide(site, me, command, "unsilence", NOT_SILENCED)


async def show_out(site: Site, me: Connection, command: ConductShowOut) -> Done:
    """Their passes end, and the door stays shut."""
    return await _decide(site, me, command, "show_out", 0)


async def let_in(site: Site, me: Connection, command: ConductLetIn) -> Done:
    """The door opens again for them."""
    return await _decide(site, me, command, "let_in", 0)


async def _decide(
    site: Site,
    me: Connection,
    command: ConductSilence | ConductUnsilence | ConductShowOut | ConductLetIn,
    action: Action,
    until: int,
) -> Done:
    mine, theirs = site.person(me.who), site.person(command.person)
    if me.who == command.person or not outranks(mine.roles, theirs.roles):
        raise Refusal("not_allowed", "not oneself, and not somebody who keeps order oneself")
    told = msgspec.json.encode({"by_name": mine.name, "reason": clean_text(command.reason)})[1:-1]
    entry = journal_entry(site, me, action, whom=command.person, reason=clean_text(command.reason))
    await decided(site.rooms.conduct(to_store(me, command), command.person, until, told, entry))
    return Done()


async def listed(site: Site, _me: Connection, _command: ConductList) -> ConductListed:
    """Who is silenced or shown out now."""
    now = site.clock.now_ms()
    quiet = {who for who in site.house.silenced if not site.house.may_speak(who, now)}
    people = [site.house.standings[who] for who in quiet | site.house.out if who in site.house.standings]
    people.sort(key=lambda standing: name_key(standing.person))
    return ConductListed(tuple(whereabouts(site, standing, {}) for standing in people))


async def journal(site: Site, _me: Connection, command: ConductJournal) -> Journal:
    """Newest first."""
    extent = await site.logs.extent(JOURNAL)
    last = min(command.before - 1, extent.end) if command.before else extent.end
    entries = await site.logs.read(JOURNAL, max(extent.first, last - command.limit + 1), last)
    shown = [msgspec.structs.replace(_entry.decode(entry.body), number=entry.offset) for entry in reversed(entries)]
    return Journal(tuple(shown), older=bool(entries) and entries[0].offset > extent.first)
