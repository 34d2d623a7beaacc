"""How often one may knock at the door.

Never per address: whole offices share one. Who shows a valid ticket is limited as that participant and by nothing else,
so nobody can use up the way in of others. What comes without a valid ticket shares bounds with its like: guessed
tickets among themselves, names at an open event among themselves.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import Final

from venue.web.door_refusal import DoorRefusal

_PEOPLE: Final = 20_000
"""Participants remembered at most; the one who knocked longest ago is forgotten first."""


class Bucket:
    """Takes `burst` at once and `per_second` in the long run. Time (s, of any steady clock) is an argument."""

    __slots__ = ("_at", "_burst", "_left", "_per_second")

    def __init__(self, burst: float, per_second: float, now: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._left, self._at = burst, now

    def take(self, cost: float, now: float) -> float:
        """Takes `cost` and returns 0, or takes nothing and returns the seconds to wait."""
        self._left = min(self._burst, self._left + max(0.0, now - self._at) * self._per_second)
        self._at = now
        if self._left >= cost:
            self._left -= cost
            return 0.0
        return (cost - self._left) / self._per_second


class DoorLimits:
    """The buckets of one node. Each method returns, or raises `DoorRefusal("too_many")` with the time to wait."""

    def __init__(self) -> None:
        self._people: OrderedDict[tuple[str, str], Bucket] = OrderedDict()
        self._forged = Bucket(200, 20, 0.0)
        self._named = Bucket(2000, 100, 0.0)

    def participant(self, slug: str, person_id: str, now: float, cost: float = 1) -> None:
        """A person with a valid ticket or pass does something that costs the store."""
        who = (slug, person_id)
        bucket = self._people.get(who)
        if bucket is None:
            bucket = self._people[who] = Bucket(30, 0.5, now)
            if len(self._people) > _PEOPLE:
                self._people.popitem(last=False)
        self._people.move_to_end(who)
        _refuse_if(bucket.take(cost, now))

    def forged(self, now: float) -> None:
        """Somebody shows what is no valid ticket."""
        _refuse_if(self._forged.take(1, now))

    def named(self, now: float) -> None:
        """Somebody enters an open event: each makes a new person."""
        _refuse_if(self._named.take(1, now))


def _refuse_if(wait: float) -> None:
    if wait > 0:
        raise DoorRefusal("too_many", wait=math.ceil(wait))
