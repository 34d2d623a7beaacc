"""Who goes where when an order names several rooms. The script that carries orders out follows this rule word for word
(`spread` in venue/store/scripts/_orders.lua); tests hold the two together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from venue.model.ids import ParticipantId, RoomId

How = Literal["fill", "even", "random"]
"""fill: one room after the other. even: always the emptiest, people in the order of their ids. random: the same, with
people drawn by lot."""

_MULTIPLIER: Final = 48271
_MODULUS: Final = 2**31 - 1
"""Park and Miller's generator (Communications of the ACM 36(7), 1993): exact in a script's floating-point numbers."""


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody to be moved."""

    id: ParticipantId
    admitted: frozenset[RoomId]
    """Those of the rooms that their ticket opens."""
    takes_seat: bool = True
    here: RoomId | None = None
    """The room they are in."""


@dataclass(frozen=True, slots=True)
class Target:
    """A room they may be moved to."""

    id: RoomId
    capacity: int | None
    taken: int
    """Seats taken there, by whomever."""


@dataclass(slots=True)
class Spread:
    """What the rule says."""

    into: dict[ParticipantId, RoomId] = field(default_factory=dict)
    full: list[ParticipantId] = field(default_factory=list)
    """No seat left in any room that their ticket opens."""
    barred: list[ParticipantId] = field(default_factory=list)
    apart: list[int] = field(default_factory=list)
    """Which groups (by their place in `together`) are not in one room."""


@dataclass(slots=True)
class _Group:
    at: int
    movers: list[Mover]
    wanted: RoomId | None = None
    """The room where one of them is already."""
    split: bool = False


def shuffled(movers: Sequence[Mover], seed: int) -> list[Mover]:
    """The same people in an order by lot; the same seed draws the same lots."""
    drawn, x = list(movers), seed % (_MODULUS - 1) + 1
    for i in range(len(drawn), 1, -1):
        x = _MULTIPLIER * x % _MODULUS
        drawn[i - 1], drawn[x % i] = drawn[x % i], drawn[i - 1]
    return drawn


class _Rooms:
    """The seats as they are taken, one group after the other."""

    def __init__(self, rooms: Sequence[Target], how: How, into: dict[ParticipantId, RoomId]) -> None:
        self._how = how
        self._into = into
        self._free = {room.id: None if room.capacity is None else room.capacity - room.taken for room in rooms}
        self._size = {room.id: room.taken for room in rooms}

    def place(self, movers: Sequence[Mover], wanted: RoomId | None) -> bool:
        """All of them in one room, `wanted` if they fit there; False where no room holds them."""
        seats = sum(mover.takes_seat for mover in movers)
        fitting = [
            room
            for room, free in self._free.items()
            if (seats == 0 or free is None or free >= seats) and all(room in mover.admitted for mover in movers)
        ]
        if not fitting:
            return False
        best = fitting[0] if self._how == "fill" else min(fitting, key=lambda room: self._size[room])
        if wanted in fitting:
            best = wanted
        self._into.update({mover.id: best for mover in movers})
        self._size[best] += seats
        left = self._free[best]
        self._free[best] = None if left is None else left - seats
        return True


def spread(
    movers: Sequence[Mover],
    rooms: Sequence[Target],
    how: How = "fill",
    seed: int = 0,
    together: Sequence[Sequence[ParticipantId]] = (),
) -> Spread:
    """Whoever is in one of the rooms stays there. Groups go first, the largest before the others, then the rest."""
    targets = {room.id for room in rooms}
    everybody = sorted(movers, key=lambda mover: mover.id)
    movers = [mover for mover in everybody if mover.admitted & targets]
    said = Spread(barred=[mover.id for mover in everybody if not mover.admitted & targets])
    for mover in movers:
        if mover.here is not None and mover.here in targets and mover.here in mover.admitted:
            said.into[mover.id] = mover.here
    seats = _Rooms(rooms, how, said.into)
    groups, grouped = _groups(movers, together, said.into)
    for group in sorted(groups, key=lambda group: (-len(group.movers), group.at)):
        if not group.movers:
            continue
        if not seats.place(group.movers, group.wanted):
            group.split = True
            for mover in group.movers:
                seats.place([mover], group.wanted)
        elif group.wanted is not None and said.into[group.movers[0].id] != group.wanted:
            group.split = True
    rest = [mover for mover in movers if mover.id not in said.into and mover.id not in grouped]
    for mover in shuffled(rest, seed) if how == "random" else rest:
        seats.place([mover], None)
    said.full = [mover.id for mover in movers if mover.id not in said.into]
    said.apart = [group.at for group in groups if group.split]
    return said


def _groups(
    movers: Sequence[Mover], together: Sequence[Sequence[ParticipantId]], staying: dict[ParticipantId, RoomId]
) -> tuple[list[_Group], set[ParticipantId]]:
    """The groups without those who stay, and everybody in a group: whoever is named twice belongs to the first."""
    by_id, grouped, groups = {mover.id: mover for mover in movers}, set[ParticipantId](), []
    for at, names in enumerate(together):
        members = [by_id[name] for name in dict.fromkeys(names) if name in by_id and name not in grouped]
        grouped.update(mover.id for mover in members)
        rooms = [staying[mover.id] for mover in members if mover.id in staying]
        wanted = rooms[0] if rooms else None
        going = [mover for mover in members if mover.id not in staying]
        groups.append(_Group(at, going, wanted, any(room != wanted for room in rooms)))
    return groups, grouped
