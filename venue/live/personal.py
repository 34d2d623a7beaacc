"""One person's own data: shown whole, and erased."""

from __future__ import annotations

import secrets

import msgspec

from venue.live.floor import Floor
from venue.model.ids import ParticipantId, RoomId
from venue.protocol import codec
from venue.protocol.chat import ChatDeleted, ChatPosted
from venue.protocol.conduct import JournalEntry
from venue.protocol.door import MyData, MyMessage
from venue.protocol.help import MyTicket
from venue.store.keys import HOUSE, JOURNAL
from venue.store.logs import Stored
from venue.store.rooms import Command, ScriptRefused

_posted = msgspec.json.Decoder(ChatPosted)
_journal = msgspec.json.Decoder(JournalEntry)
POSTED = b'{"on":"chat.posted"'
JOURNAL_PAGE = 500


async def my_data(site: Floor, who: ParticipantId) -> MyData:
    """Everything stored about a person; raises KeyError for somebody unknown."""
    standing = site.house.standings[who]
    messages = [
        MyMessage(room, entry.at, _posted.decode(entry.body).text)
        for room, entries in (await _said(site, who)).items()
        for entry in entries
    ]
    return MyData(
        me=site.me(who),
        room=standing.room,
        entered_at=site.clock.event_ms(standing.since) if standing.room else None,
        messages=tuple(sorted(messages, key=lambda message: message.at)),
        journal=await _journal_about(site, who),
        route=site.place_news.route(who),
        help=await _ticket_of(site, who),
        moves=await _moves_of(site, who),
        chosen_at=site.clock.event_ms(site.house.chosen[who]) if who in site.house.chosen else None,
        stood_for=await site.bookings.stood_for(who),
    )


async def _ticket_of(site: Floor, who: ParticipantId) -> MyTicket | None:
    ticket = site.house.help.of(who)
    if ticket is None:
        return None
    texts = await site.helps.texts([ticket.number])
    return MyTicket(ticket.number, site.clock.event_ms(ticket.at), ticket.room, texts.get(ticket.number, ""))


async def erase(site: Floor, who: ParticipantId) -> None:
    """What they said becomes tombstones, for everybody at once; then the person is forgotten and their passes end."""
    person = site.house.person(who)
    await _take_all_back(site, who)
    await site.houses.forget(who, rehearsal=person is not None and person.rehearsal)
    await _take_all_back(site, who)  # what another tab of theirs said meanwhile: they have no seat to speak from now


async def _take_all_back(site: Floor, who: ParticipantId) -> None:
    for room, entries in (await _said(site, who)).items():
        for entry in entries:
            await _take_back(site, who, room, entry)


async def _said(site: Floor, who: ParticipantId) -> dict[RoomId, list[Stored]]:
    _, ends = await site.logs.ends()
    said: dict[RoomId, list[Stored]] = {}
    for room in ends:  # also rooms that are not in the event file any more
        if room in (HOUSE, JOURNAL):
            continue
        found = [entry for entry in await site.logs.of_author(room, who) if entry.body.startswith(POSTED)]
        if found:
            said[room] = found
    return said


async def _take_back(site: Floor, who: ParticipantId, room: RoomId, entry: Stored) -> None:
    gone = codec.encode(ChatDeleted(message=entry.offset))
    command = Command(who, f"erase-{secrets.token_hex(6)}", "chat.delete")
    try:
        await site.rooms.amend(command, room, entry.offset, entry.value, gone, gone, site.clock.now_ms(), here=False)
    except ScriptRefused as refused:
        if refused.code != "changed":
            raise
        again = await site.logs.read(room, entry.offset, entry.offset)
        if again and again[0].body.startswith(POSTED):
            await _take_back(site, who, room, again[0])


async def _journal_about(site: Floor, who: ParticipantId) -> tuple[str, ...]:
    """What the journal says about the person, in short: what, when, why; not who, which is somebody else's data."""
    extent = await site.logs.extent(JOURNAL)
    lines: list[str] = []
    for first in range(extent.first, extent.end + 1, JOURNAL_PAGE):
        for entry in await site.logs.read(JOURNAL, first, min(first + JOURNAL_PAGE - 1, extent.end)):
            noted = _journal.decode(entry.body)
            if noted.whom == who:
                lines.append(f"{noted.action}: {noted.reason}".rstrip(": "))
    return tuple(lines)


async def _moves_of(site: Floor, who: ParticipantId) -> tuple[str, ...]:
    """What is kept of orders that moved the person; not who gave them, which is somebody else's data."""
    look = await site.orders.look()
    lines = []
    for kept in look.changed:
        fate = kept.fates.get(who)
        if fate is not None:
            to = fate.to or kept.head["rooms"].replace(",", "/")
            lines.append(f"{fate.before or '-'} > {to}: {fate.state}: {kept.head['reason']}".rstrip(": "))
    return tuple(lines)
