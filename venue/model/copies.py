"""A copy of an event for a rehearsal: the same rooms and sessions, the day in minutes, places for those who play it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

import msgspec
from msgspec import Struct

from venue.model.event import Event, Retention, Room, Session, Slot, Text
from venue.model.ids import EventSlug
from venue.model.steps import in_ms

MOST_COPIES: Final = 2
"""At a time, of all events of a venue together."""
SHORTEST_DAY, LONGEST_DAY = 30, 1800
"""Seconds that a copied day may last."""
FEWEST_PEOPLE, MOST_PEOPLE = 8, 5000
AFTERWARDS: Final = timedelta(minutes=10)
"""How long a copy stays after its day, where nobody removes it. With the longest day that is less than an hour."""

_SMALL: Final = 3
"""What is no round of sessions with places lasts a third of the longest round at most."""
_WORDS: Final = {"de": "Probe", "en": "Rehearsal"}


class Copy(Struct, frozen=True):
    """A copy as the nodes share it."""

    event: Event
    until: int
    """When it is removed, whatever happens; real time, ms since 1970."""


def copy_slug(of: EventSlug, token: str) -> EventSlug:
    """A slug for a copy; `token`: `[a-z0-9]{1,16}`, new for each."""
    return EventSlug(f"{of[: 40 - len(token) - 7]}-probe-{token}")


def removed_by(event: Event) -> int:
    """When a copy is removed at the latest, ms since 1970."""
    return in_ms(event.ends + AFTERWARDS)


def compressed(event: Event, slug: EventSlug, people: int, now: datetime, lasting: timedelta) -> Event:
    """The copy of `event` that begins `now` (aware), lasts so long, and is meant for so many people.

    Every room's capacity shrinks or grows by the same factor, so that all slots have a place for everybody and none to
    spare where it had none: a session that is wanted more than others has fewer places than wishes.
    """
    squeeze = _Squeeze(event, now, lasting)
    seats = _Seats(event, people)
    return msgspec.structs.replace(
        event,
        slug=slug,
        copy_of=event.slug,
        title=_marked(event.title),
        starts=squeeze.at(event.starts),
        ends=squeeze.at(event.ends),
        expected=people,
        retention=Retention(messages_hours=0, names_hours=0, journal_hours=0),
        rooms=tuple(seats.scaled(room) for room in event.rooms),
        slots=tuple(squeeze.slot(slot) for slot in event.slots),
        sessions=tuple(squeeze.session(session) for session in event.sessions),
    )


def _marked(title: Text) -> Text:
    """Says of itself that it is a rehearsal."""
    return {language: f"{_WORDS.get(language, _WORDS['en'])}: {text}" for language, text in title.items()}


class _Squeeze:
    """Times of the event -> times of the copy. Rounds of sessions keep their proportions, the rest is cut short."""

    def __init__(self, event: Event, now: datetime, lasting: timedelta) -> None:
        edges = {event.starts, event.ends}
        edges |= {edge for slot in event.slots for edge in (slot.starts, slot.ends)}
        edges |= {edge for session in event.sessions for edge in (session.starts, session.ends)}
        self._zone = event.zone
        planned = sorted(in_ms(edge) for edge in edges)
        rounds = [(in_ms(slot.starts), in_ms(slot.ends)) for slot in event.slots]
        longest = max((ends - starts for starts, ends in rounds), default=(planned[-1] - planned[0]) * _SMALL) // _SMALL
        weights = [
            after - before if _inside(before, after, rounds) else min(after - before, longest)
            for before, after in pairwise(planned)
        ]
        begins, unit = in_ms(now), in_ms(now + lasting) - in_ms(now)
        whole = sum(weights)
        self._at = {edge: begins + unit * sum(weights[:count]) // whole for count, edge in enumerate(planned)}

    def at(self, planned: datetime) -> datetime:
        """When the copy does what the event planned for then: the beginning or end of something."""
        return datetime.fromtimestamp(self._at[in_ms(planned)] / 1000, UTC).astimezone(self._zone)

    def slot(self, slot: Slot) -> Slot:
        return msgspec.structs.replace(slot, starts=self.at(slot.starts), ends=self.at(slot.ends))

    def session(self, session: Session) -> Session:
        return msgspec.structs.replace(session, starts=self.at(session.starts), ends=self.at(session.ends))


def _inside(starts: int, ends: int, rounds: list[tuple[int, int]]) -> bool:
    return any(begin <= starts and ends <= end for begin, end in rounds)


class _Seats:
    """Capacities for `people`, where the event has enough for as many as its smallest slot holds."""

    def __init__(self, event: Event, people: int) -> None:
        slots = [places for slot in event.slots if (places := event.places(slot.id))]
        self._of = min(slots, default=event.expected or people)
        self._people = people

    def scaled(self, room: Room) -> Room:
        """The room as the copy has it. Tables stay as they are: there are enough of them, or there never were."""
        if room.capacity is None or room.kind == "table":
            return room
        return msgspec.structs.replace(room, capacity=max(1, -(-room.capacity * self._people // self._of)))
