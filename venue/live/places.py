"""Changes of places, told to browsers: each person hears their route, and everybody how sessions are booked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

from venue.live.connection import Connection
from venue.model.event import Session
from venue.model.ids import ParticipantId, SessionId
from venue.model.places import AnyPlaceEntry, Booked, Follows, Places
from venue.protocol import wire
from venue.protocol.places import MyPlace, PlaceCount, PlacesCounted, Route, YouPlaced

SOONEST: Final = 0.03
"""Seconds between a change and the news of it: what one command changes is told together."""
COUNTS_INTERVAL: Final = 0.5
"""Seconds between two pieces of news of how sessions are booked."""
LINES_INTERVAL: Final = 1.0
"""Seconds between two looks at who moved up in line."""


class EventTime(Protocol):
    """The event's clock."""

    def now_ms(self) -> int: ...
    def event_ms(self, real_ms: int, /) -> int: ...


class PlaceNews:
    """Folds the places of one event on this node, and tells who is connected here what it means for them.

    A person's own changes are told at once, people moving up in line once a second, the numbers of sessions twice a
    second at most, and only those that changed.
    """

    def __init__(
        self,
        places: Places,
        sessions: Sequence[Session],
        clock: EventTime,
        tell_everyone: Callable[[wire.Event], None],
        tabs: Mapping[ParticipantId, Iterable[Connection]],
    ) -> None:
        self._places = places
        self._order = tuple(session.id for session in sessions)
        self._counted = tuple(session.id for session in sessions if session.slot is not None)
        self._clock = clock
        self._tell_everyone = tell_everyone
        self._tabs = tabs
        self._told: dict[ParticipantId, Route] = {}
        """What all tabs of those who are connected here were told last."""
        self._shown: set[ParticipantId] = set()
        """Who was shown something else since, in a new tab: they are told in any case."""
        self._told_counts: dict[SessionId, PlaceCount] = {}
        self._counts_shown = False
        """Whether somebody was shown the numbers since they were told last."""
        self._concerned: set[ParticipantId] = set()
        self._touched: set[SessionId] = set()
        """Where numbers changed."""
        self._lines: set[SessionId] = set()
        """Where somebody may have moved up."""
        self._timers: dict[Callable[[], None], asyncio.TimerHandle] = {}
        self._last: dict[Callable[[], None], float] = {}

    def reschedule(self, sessions: Sequence[Session]) -> None:
        """These are the sessions from now on: their numbers are told anew, and routes are in another order."""
        self._order = tuple(session.id for session in sessions)
        self._counted = tuple(session.id for session in sessions if session.slot is not None)
        self._told_counts = {session: count for session, count in self._told_counts.items() if session in self._counted}
        self._counts_shown = True
        self._touched.update(self._counted)
        self._concerned.update(self._told)
        self._soon(self._tell_counts, COUNTS_INTERVAL)
        self._soon(self._tell_routes, 0.0)

    def route(self, who: ParticipantId) -> Route:
        """The person's way through the day, now."""
        return Route(
            self._places.follow(who),
            tuple(
                MyPlace(each.session, each.state, each.ahead, self._clock.event_ms(each.until) if each.until else 0)
                for each in self._places.standings(who, self._order)
            ),
        )

    def placed(self, who: ParticipantId) -> tuple[SessionId, ...]:
        """In which sessions the person has a place, in the order of the day."""
        return tuple(each.session for each in self._places.standings(who, self._order) if each.state == "placed")

    def shown_route(self, who: ParticipantId) -> Route:
        """The same for the person, who is told every change from now on."""
        route = self.route(who)
        if self._told.setdefault(who, route) != route:
            self._shown.add(who)
        return route

    def shown_counts(self) -> dict[SessionId, PlaceCount]:
        """How every session is booked, for somebody who is told every change from now on."""
        self._counts_shown = True
        return {session: self._count(session) for session in self._counted}

    def apply(self, entry: AnyPlaceEntry) -> tuple[ParticipantId, ...]:
        """One entry of the house log. Returns who is concerned by it."""
        concerned = self._places.apply(entry)
        self._concerned.update(concerned)
        self._soon(self._tell_routes, 0.0)
        if not isinstance(entry, Follows):
            self._touched.add(entry.session)
            self._lines.add(entry.session)
            self._soon(self._tell_counts, COUNTS_INTERVAL)
            self._soon(self._tell_lines, LINES_INTERVAL)
        return concerned

    def load(self, booked: Booked) -> None:
        """The places anew: whoever stands elsewhere than they were told is told."""
        self._places.load(booked)
        self._touched.update(self._counted)
        self._concerned.update(self._told)
        self._soon(self._tell_counts, COUNTS_INTERVAL)
        self._soon(self._tell_routes, 0.0)

    def close(self) -> None:
        """Nothing is told any more."""
        for timer in self._timers.values():
            timer.cancel()

    def _count(self, session: SessionId) -> PlaceCount:
        return PlaceCount(*self._places.count(session))

    def _soon(self, tell: Callable[[], None], interval: float) -> None:
        if tell in self._timers:
            return
        loop = asyncio.get_running_loop()
        wait = max(SOONEST, self._last.get(tell, -interval) + interval - loop.time())

        def due() -> None:
            del self._timers[tell]
            self._last[tell] = loop.time()
            tell()

        self._timers[tell] = loop.call_later(wait, due)

    def _tell_routes(self) -> None:
        """Those whose own standing changed."""
        concerned, self._concerned = self._concerned, set()
        for who in concerned & self._told.keys():
            self._tell(who)

    def _tell_lines(self) -> None:
        """Those who moved up."""
        lines, self._lines = self._lines, set()
        for session in lines & self._places.sessions.keys():
            for who in self._places.sessions[session].waiting.keys() & self._told.keys():
                self._tell(who)

    def _tell(self, who: ParticipantId) -> None:
        route = self.route(who)
        if who not in self._tabs:
            del self._told[who]  # went away; whoever comes back is shown everything
            self._shown.discard(who)
        elif route != self._told[who] or who in self._shown:
            self._told[who] = route
            self._shown.discard(who)
            for connection in self._tabs[who]:
                if connection.welcomed:
                    connection.say(YouPlaced(route=route))

    def _tell_counts(self) -> None:
        touched, self._touched = self._touched, set()
        changed: dict[SessionId, PlaceCount] = {}
        for session in touched & {*self._counted}:
            count = self._count(session)
            if self._counts_shown or self._told_counts.get(session) != count:
                changed[session] = self._told_counts[session] = count
        self._counts_shown = False
        if changed:
            self._tell_everyone(PlacesCounted(sessions=changed, at=self._clock.now_ms()))
