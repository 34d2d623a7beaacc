"""Move orders in Redis: given, announced, carried out, answered, cancelled and undone; one function per script.

An order is kept (the last 50 and up to 50 older ones that are open, with 2,000 people each) in two hashes. `order:ID`
says who gave it and how: by, by_name, reason, told (the same as JSON), rooms, spread, seed, together, at, due, more,
may_decline, version, and after it was cancelled or undone what that was answered with, by whom and when. `fates:ID`
says what became of each person. What is announced to people everybody must know: it goes through the house log. What
became of an order only moderators look at: it is read on demand, and `meta.orders` counts its changes, so that no node
misses one.

Every function raises `StoreUnavailable`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.model.spread import How
from venue.store.client import Store
from venue.store.house import JOURNAL_KEEP
from venue.store.keys import Keys
from venue.store.rooms import Command, ScriptRefused

MORE_MS: Final = 120_000
"""How long "two more minutes" are."""


class Plan(msgspec.Struct, frozen=True):
    """How an order is carried out."""

    by_name: str = ""
    reason: str = ""
    spread: How = "fill"
    seed: int = 0
    together: tuple[tuple[ParticipantId, ...], ...] = ()
    delay: int = 0
    """ms until it happens; 0: at once."""
    more: int = 0
    """How often each person may ask for two more minutes."""
    may_decline: bool = False


AT_ONCE: Final = Plan()


@dataclass(frozen=True, slots=True)
class Overtaking:
    """A person of whom somebody else's order was still open."""

    who: ParticipantId
    order: str
    by: ParticipantId
    at: int
    """When that order had reached its last state, real ms."""


@dataclass(frozen=True, slots=True)
class MoveResult:
    """What became of everybody in a move order."""

    moved: tuple[ParticipantId, ...] = ()
    already: tuple[ParticipantId, ...] = ()
    offline: tuple[ParticipantId, ...] = ()
    full: tuple[ParticipantId, ...] = ()
    barred: tuple[ParticipantId, ...] = ()
    announced: tuple[ParticipantId, ...] = ()
    into: Mapping[RoomId, int] = field(default_factory=dict)
    """How many of those who were moved went where."""
    apart: tuple[int, ...] = ()
    """Groups that could not be kept together, by their place."""
    overtaken: tuple[Overtaking, ...] = ()
    due: int = 0
    """When announced people are moved, real ms; 0: at once."""


@dataclass(frozen=True, slots=True)
class RecallResult:
    """What became of everybody when an order was cancelled or undone."""

    cancelled: tuple[ParticipantId, ...]
    returned: tuple[ParticipantId, ...]
    stayed: tuple[ParticipantId, ...]
    full: tuple[ParticipantId, ...]
    barred: tuple[ParticipantId, ...]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one person in an order."""

    state: str
    at: int
    before: RoomId
    """Where they were; empty: nowhere."""
    to: RoomId
    """Where they were sent, of several rooms; empty while that is open."""
    by: str
    """The order that overtook this one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An order as it is kept. Times are real ms."""

    id: str
    head: dict[str, str]
    fates: dict[ParticipantId, Fate]


@dataclass(frozen=True, slots=True)
class Look:
    """What changed since another look."""

    number: int
    ids: tuple[str, ...]
    """All that are kept, oldest first."""
    changed: tuple[Kept, ...]


class OrderStore:
    """The move orders of one event."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self.store = store
        self.keys = Keys(slug)

    async def _call(self, script: str, *args: str | bytes | int) -> Any:
        said = await self.store.call(script, self.keys.prefix, *args)
        head = said[0].decode()
        if head not in ("done", "again"):
            raise ScriptRefused(head)
        return said

    async def move(
        self,
        command: Command,
        order: str,
        rooms: Sequence[RoomId],
        mode: str,
        whom: Sequence[str],
        told: bytes,
        journal: bytes,
        dry_run: bool,
        plan: Plan = AT_ONCE,
    ) -> MoveResult:
        """Move people (`mode` people, rooms or everyone), or announce that they will be: `no_room`, `conflict`."""
        said = await self._call(
            "move", command.key, order, ",".join(rooms), int(dry_run), told, command.who, journal, JOURNAL_KEEP,
            msgspec.json.encode(plan), mode, *whom,
        )  # fmt: skip
        return _moved(said[1])

    async def carry(self) -> int:
        """Carry out what was announced and is due. Returns how many people it was about."""
        return int(await self.store.call("carry", self.keys.prefix))

    async def answer(self, command: Command, order: str) -> None:
        """Go now, ask for more time, or decline: `no_order`, `not_allowed`, `room_full`, `conflict`."""
        await self._call("answer", command.key, command.verb, command.who, order, MORE_MS)

    async def recall(self, command: Command, by_name: str, order: str, told: bytes, journal: bytes) -> RecallResult:
        """Cancel or undo: `no_order`, `conflict`."""
        said = await self._call(
            "recall", command.key, command.verb, command.who, by_name, order, told, journal, JOURNAL_KEEP
        )
        facts = msgspec.json.decode(said[1])
        return RecallResult(*(_ids(facts[name]) for name in RecallResult.__dataclass_fields__))

    async def look(self, since: int = -1) -> Look:
        """Orders that changed after the look with that number; -1: all."""
        number, ids, *changed = await self.store.call("orders", self.keys.prefix, since)
        return Look(int(number), tuple(each.decode() for each in ids), tuple(map(_kept, changed)))


def _moved(said: bytes) -> MoveResult:
    facts = msgspec.json.decode(said)
    into = {RoomId(room): len(ids) for room, ids in facts["into"].items()}
    overtaken = tuple(
        Overtaking(ParticipantId(who), order, ParticipantId(by), int(at))
        for who, order, by, at in _list(facts["overtaken"])
    )
    # Lua counts from 1.
    apart = tuple(int(place) - 1 for place in _list(facts["apart"]))
    lists = {name: _ids(facts[name]) for name in ("moved", "already", "offline", "full", "barred", "announced")}
    return MoveResult(**lists, into=into, apart=apart, overtaken=overtaken, due=int(facts["due"]))


def _list(value: Any) -> list[Any]:
    """Lua encodes an empty table as {}, so an empty list may arrive as a dict."""
    return value if isinstance(value, list) else []


def _ids(value: Any) -> tuple[ParticipantId, ...]:
    return tuple(map(ParticipantId, _list(value)))


def _kept(said: Any) -> Kept:
    order, head, fates = said
    facts = [part.decode() for part in head]
    return Kept(
        id=order.decode(),
        head=dict(zip(facts[::2], facts[1::2], strict=True)),
        fates={ParticipantId(who.decode()): _fate(fate) for who, fate in zip(fates[::2], fates[1::2], strict=True)},
    )


def _fate(said: bytes) -> Fate:
    state, at, *rest = said.decode().split(" ")
    before, to, by = ("" if part == "-" else part for part in rest)
    return Fate(state, int(at), RoomId(before), RoomId(to), by)
