"""The event as everybody may read it: the same for all, in one answer that browsers keep until its version changes."""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec

from venue.model.event import Event, Room, Session, Slot
from venue.protocol.codec import encode
from venue.protocol.door import EventInfo, LegalInfo, RetentionInfo, RoomInfo, SessionInfo, SlotInfo


def event_info(event: Event, demo: bool) -> EventInfo:
    """Everything public about `event`. `version` is a hash of all the rest."""
    info = EventInfo(
        slug=event.slug,
        version="",
        title=event.title,
        subtitle=event.subtitle,
        languages=event.languages,
        organisers=event.organisers,
        timezone=event.timezone,
        accent=event.accent,
        accent_dark=event.accent_dark,
        starts=_ms(event.starts),
        ends=_ms(event.ends),
        entry=event.entry,
        help=event.help,
        legal=LegalInfo(event.legal.imprint, event.legal.privacy, event.legal.accessibility),
        retention=RetentionInfo(
            event.retention.messages_hours, event.retention.names_hours, event.retention.journal_hours
        ),
        max_length=event.chat.max_length,
        rooms=tuple(map(_room, event.rooms)),
        slots=tuple(map(_slot, event.slots)),
        sessions=tuple(_session(event, session) for session in event.sessions),
        demo=demo,
        rehearsal=event.copy_of is not None,
    )
    return msgspec.structs.replace(info, version=hashlib.sha256(encode(info)).hexdigest()[:16])


def described(event: Event, demo: bool) -> tuple[bytes, str]:
    """The same as JSON, with its version."""
    info = event_info(event, demo)
    return encode(info), info.version


def _room(room: Room) -> RoomInfo:
    return RoomInfo(
        id=room.id,
        kind=room.kind,
        title=room.title,
        description=room.description,
        capacity=room.capacity,
        parent=room.parent,
        topic=room.topic,
        number=room.number,
    )


def _slot(slot: Slot) -> SlotInfo:
    return SlotInfo(id=slot.id, title=slot.title, starts=_ms(slot.starts), ends=_ms(slot.ends))


def _session(event: Event, session: Session) -> SessionInfo:
    return SessionInfo(
        id=session.id,
        slot=session.slot,
        room=session.room,
        starts=_ms(session.starts),
        ends=_ms(session.ends),
        title=session.title,
        description=session.description,
        places=event.places_of(session),
    )


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
