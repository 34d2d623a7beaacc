"""Places and waiting lists as the people of a rehearsal know them, and what in them breaks a promise. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from venue.protocol.places import PlaceCount
from venue.rehearsal.orders import Booked, Wish


class Book(msgspec.Struct):
    """One session, put together from what each person knows of themselves; people by their number."""

    placed: set[int] = msgspec.field(default_factory=set)
    offered: set[int] = msgspec.field(default_factory=set)
    waiting: dict[int, int] = msgspec.field(default_factory=dict)
    """Person -> how many stand in line before them, as they were told."""

    @property
    def count(self) -> PlaceCount:
        """As everybody should be told."""
        return PlaceCount(len(self.placed) + len(self.offered), len(self.waiting))

    @property
    def line(self) -> list[int]:
        """Who waits, in order."""
        return sorted(self.waiting, key=lambda who: (self.waiting[who], who))


def books(people: Iterable[Booked], sessions: Iterable[str]) -> dict[str, Book]:
    """All sessions' books, those without anybody included."""
    found = {session: Book() for session in sessions}
    for one in people:
        for place in one.route.places:
            book = found.setdefault(place.session, Book())
            match place.state:
                case "placed":
                    book.placed.add(one.person)
                case "offered":
                    book.offered.add(one.person)
                case "waiting":
                    book.waiting[one.person] = place.ahead
    return found


def oversold(found: Mapping[str, Book], places: Mapping[str, int]) -> list[str]:
    """Sessions in which more people have a place, or the offer of one, than there are places."""
    return [
        f"{session}: {found[session].count.taken} people on {bound} places"
        for session, bound in places.items()
        if session in found and found[session].count.taken > bound
    ]


def wrongly_counted(found: Mapping[str, Book], told: Mapping[str, PlaceCount]) -> list[str]:
    """Sessions whose numbers are told otherwise than they are."""
    return [
        f"{session}: told {told.get(session)}, true {book.count}"
        for session, book in found.items()
        if told.get(session, PlaceCount(0, 0)) != book.count
    ]


def wrong_ranks(session: str, book: Book, wishes: Mapping[int, Wish]) -> list[str]:
    """A waiting list that is not in order of time. `wishes`: when its people joined it.

    Who was told that they wait before somebody else even asked has come first. Those who asked at the same time may
    stand in any order, but no two in one place.
    """
    line = book.line
    faults = []
    if sorted(book.waiting.values()) != list(range(len(line))):
        faults.append(f"{session}: {len(line)} people wait, who were told {sorted(book.waiting.values())[:8]}...")
    earliest = None
    for who in reversed(line):
        wish = wishes.get(who)
        if wish is None:
            continue
        if earliest is not None and earliest.told < wish.asked:
            faults.append(f"{session}: person {who} waits before somebody who came first")
        if earliest is None or wish.told < earliest.told:
            earliest = wish
    return faults


def passed_over(session: str, before: Book, now: Book) -> list[str]:
    """People who still wait, while somebody behind them was offered a place since."""
    got = [before.waiting[who] for who in before.waiting if who in now.offered or who in now.placed]
    last = max(got, default=-1)
    return [
        f"{session}: person {who} waits, and somebody behind them was offered a place"
        for who in now.line
        if before.waiting.get(who, last) < last
    ]


def not_offered(session: str, book: Book, places: int | None) -> list[str]:
    """A free place while somebody waits."""
    if places is None or not book.waiting or book.count.taken >= places:
        return []
    return [f"{session}: {places - book.count.taken} places are free while {len(book.waiting)} people wait"]


def joined(people: Sequence[Booked], session: str) -> dict[int, Wish]:
    """When each person joined the waiting list of a session, for those who did once."""
    found: dict[int, list[Wish]] = {}
    for one in people:
        for wish in one.wishes:
            if wish.session == session:
                found.setdefault(one.person, []).append(wish)
    return {who: wishes[0] for who, wishes in found.items() if len(wishes) == 1}
