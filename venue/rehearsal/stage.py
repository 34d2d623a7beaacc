"""What all players of one process share: the venue's address, and the books in which everything is written down."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict

from venue.protocol.places import PlacesCounted
from venue.protocol.venue import HouseCounted, VenueWelcome
from venue.rehearsal.door import Door
from venue.rehearsal.findings import Findings
from venue.rehearsal.logs import Logs, Receipted
from venue.rehearsal.orders import Hire, MovedAway
from venue.rehearsal.samples import Samples
from venue.rehearsal.stay import Ended, Stay, end
from venue.rehearsal.truth import over_capacity

MS = 1_000_000
"""Nanoseconds."""


class Stage:
    """The books of one process; nothing here is ever thrown away before it is told."""

    def __init__(self, hire: Hire, door: Door) -> None:
        self.run = hire.run
        self.websocket = f"ws{hire.base_url.removeprefix('http')}/{hire.slug}/ws"
        self.door = door
        self.patience = hire.patience
        self.day_began = hire.day_began
        self.capacities = hire.capacities
        self.names = dict(hire.everyone)
        self.ids = [person for person, _ in hire.everyone]
        self.random = random.Random(f"{hire.run}.{hire.people[0].number if hire.people else 0}")
        self.findings = Findings()
        self.logs = Logs()
        self.samples: dict[str, Samples] = defaultdict(Samples)
        self.counters: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.stays: list[Ended] = []
        self.receipts: list[Receipted] = []
        self.claps: Counter[str] = Counter()
        self.moved: list[MovedAway] = []
        self.changed = time.monotonic_ns()
        self._counted: HouseCounted | PlacesCounted | None = None
        self.places = hire.places
        self.skew: float | None = None
        """ms by which this machine's clock seems to run ahead of the venue's, at most; from what welcomes say.
        None: nobody was welcomed."""
        self.rough = False
        """Whether a node is being killed: connections end with it, and that breaks no promise."""
        self.unreachable = False
        """Whether somebody tried in vain, and long enough, to reach the venue."""

    def measure(self, what: str, since: int, now: int) -> None:
        """A time that passed between two moments (ns)."""
        self.samples[what].add((now - self.day_began) // MS, (now - since) / MS)

    def over(self, stay: Stay | None, now: int) -> None:
        """A stay came to its end."""
        if stay is not None:
            self.stays.append(end(stay, now))

    def watch_capacity(self, counted: HouseCounted) -> None:
        """Every count that is heard; those who share a process hear the very same object, which is looked at once."""
        if counted is self._counted:
            return
        self._counted = counted
        taken = {room: seats.taken for room, seats in counted.counts.items()}
        self.findings.looked("capacity", len(taken))
        for fault in over_capacity(taken, self.capacities):
            self.findings.broke("capacity", f"counted: {fault}")

    def watch_places(self, counted: PlacesCounted) -> None:
        """The same for places: never more than there are."""
        if counted is self._counted:
            return
        self._counted = counted
        for session, count in counted.sessions.items():
            places = self.places.get(session)
            if places is not None:
                told = f"counted: {session}: {count.taken} of {places} places"
                self.findings.expect("places", count.taken <= places, told)

    def welcomed(self, welcome: VenueWelcome) -> None:
        """The venue says what time it is."""
        seen = time.time_ns() / MS - welcome.at
        self.skew = seen if self.skew is None else min(self.skew, seen)

    def take_moved(self) -> tuple[MovedAway, ...]:
        """The moves heard since the last time."""
        moved, self.moved = tuple(self.moved), []
        return moved
