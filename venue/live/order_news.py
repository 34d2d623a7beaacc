"""A kept move order as moderators are told it, and what of that is different since they were told last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, cast

import msgspec

from venue.model.ids import ParticipantId, RoomId
from venue.model.spread import How
from venue.protocol.orders import Fates, OrderListed, Recall, Recalled, State
from venue.store.orders import Fate, Kept


def order_listed(kept: Kept, event_ms: Callable[[int], int]) -> OrderListed:
    """The order with all its people. `event_ms` turns the store's real times into the event's."""
    head = kept.head
    return OrderListed(
        order=kept.id,
        by=ParticipantId(head["by"]),
        by_name=head["by_name"],
        rooms=tuple(map(RoomId, head["rooms"].split(","))),
        reason=head["reason"],
        at=event_ms(int(head["at"])),
        due=event_ms(int(head["due"])) if head["due"] != "0" else 0,
        spread=cast("How", head["spread"]),
        may_decline=head["may_decline"] == "true",
        more=head["more"] != "0",
        counts=cast("dict[State, int]", dict(sorted(Counter(fate.state for fate in kept.fates.values()).items()))),
        people=_grouped(kept.fates, event_ms),
        cancelled=_recall(kept, "cancelled", event_ms),
        undone=_recall(kept, "undone", event_ms),
    )


def _grouped(fates: dict[ParticipantId, Fate], event_ms: Callable[[int], int]) -> tuple[Fates, ...]:
    groups: dict[tuple[str, RoomId, RoomId, str], list[ParticipantId]] = {}
    since: dict[tuple[str, RoomId, RoomId, str], int] = {}
    for who, fate in sorted(fates.items()):
        key = (fate.state, fate.before, fate.to, fate.by)
        groups.setdefault(key, []).append(who)
        since[key] = min(since.get(key, fate.at), fate.at)
    return tuple(
        Fates(cast("State", key[0]), tuple(people), key[1], key[2], key[3], event_ms(since[key]))
        for key, people in groups.items()
    )


def _recall(kept: Kept, what: str, event_ms: Callable[[int], int]) -> Recall | None:
    if what not in kept.head:
        return None
    facts: dict[str, Any] = msgspec.json.decode(kept.head[what])
    # Lua encodes an empty table as {}.
    lists = {name: tuple(map(ParticipantId, found or ())) for name, found in facts.items()}
    return Recall(
        by_name=kept.head[f"{what}_name"],
        at=event_ms(int(kept.head[f"{what}_at"])),
        result=Recalled(order=kept.id, **lists),
    )


def differences(before: OrderListed | None, now: OrderListed) -> OrderListed | None:
    """The order with those people only of whom something else is to be told; None where nothing is."""
    if before is None or before.people is None or now.people is None:
        return now
    told = dict(_one_by_one(before.people))
    groups: dict[Fates, list[ParticipantId]] = {}
    for who, fates in _one_by_one(now.people):
        was = told.get(who)
        if was is None or _key(was) != _key(fates):
            groups.setdefault(fates, []).append(who)
    people = tuple(msgspec.structs.replace(fates, people=tuple(ids)) for fates, ids in groups.items())
    changed = msgspec.structs.replace(now, people=people)
    return None if changed == msgspec.structs.replace(before, people=()) else changed


def _one_by_one(groups: Iterable[Fates]) -> Iterable[tuple[ParticipantId, Fates]]:
    return ((who, group) for group in groups for who in group.people)


def _key(fates: Fates) -> tuple[str, RoomId, RoomId, str]:
    return fates.state, fates.before, fates.to, fates.by
