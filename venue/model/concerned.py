"""Whom an entry of the house log is about."""

from __future__ import annotations

from venue.model.help import Helped
from venue.model.house import (
    AnyEntry,
    Arrived,
    Away,
    Changed,
    Ended,
    Forgotten,
    Left,
    LetIn,
    Published,
    ShowRun,
    Silenced,
    Void,
)
from venue.model.ids import ParticipantId
from venue.model.moves import Announced, CalledOff, Chose, ClosedRoom, Moved, OpenedRoom


def concerned(change: AnyEntry) -> tuple[ParticipantId, ...]:
    """The people whose standing it may change."""
    match change:
        case Arrived(p=person) | Changed(p=person):
            return (person.id,)
        case Moved(ids=ids) | Announced(ids=ids) | CalledOff(ids=ids):
            return ids
        case (
            Away(id=who)
            | Left(id=who)
            | Silenced(id=who)
            | Ended(id=who)
            | LetIn(id=who)
            | Forgotten(id=who)
            | Helped(id=who)
            | Chose(id=who)
        ):
            return (who,)
        case ShowRun() | Published() | ClosedRoom() | OpenedRoom() | Void():
            return ()
