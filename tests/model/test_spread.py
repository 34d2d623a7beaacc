"""Distribution over rooms: nobody too many, groups together or reported, even where seats allow, and the same again."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from venue.model.ids import ParticipantId, RoomId
from venue.model.spread import How, Mover, Spread, Target, spread

ROOMS = tuple(RoomId(f"table.{n}") for n in range(1, 6))
HOW: tuple[How, ...] = ("fill", "even", "random")


@st.composite
def targets(draw: st.DrawFn) -> list[Target]:
    rooms = draw(st.lists(st.sampled_from(ROOMS), min_size=1, max_size=5, unique=True))
    made = []
    for room in rooms:
        capacity = draw(st.none() | st.integers(0, 8))
        made.append(Target(room, capacity, draw(st.integers(0, 8 if capacity is None else capacity))))
    return made


@st.composite
def movers(draw: st.DrawFn, seats: bool = False, limits: bool = True) -> list[Mover]:
    count = draw(st.integers(0, 25))
    return [
        Mover(
            ParticipantId(f"p{n:02}"),
            frozenset(draw(st.sets(st.sampled_from(ROOMS)))) if limits and draw(st.booleans()) else frozenset(ROOMS),
            seats or draw(st.integers(0, 5)) > 0,
        )
        for n in range(count)
    ]


together = st.lists(st.lists(st.integers(0, 27).map(lambda n: ParticipantId(f"p{n:02}")), max_size=5), max_size=4)
seeds = st.integers(0, 2**31 - 1)


def added(said: Spread, people: list[Mover]) -> Counter[RoomId]:
    """Seats taken by those who come in."""
    return Counter(said.into[mover.id] for mover in people if mover.id in said.into and mover.takes_seat)


@given(movers(), targets(), st.sampled_from(HOW), seeds, together)
def test_everybody_gets_one_answer_and_no_room_is_overfull(
    people: list[Mover], rooms: list[Target], how: How, seed: int, groups: list[list[ParticipantId]]
) -> None:
    said = spread(people, rooms, how, seed, groups)
    assert sorted([*said.into, *said.full, *said.barred]) == [mover.id for mover in people]
    coming = added(said, people)
    for room in rooms:
        assert room.capacity is None or room.taken + coming[room.id] <= room.capacity
    for mover in people:
        if mover.id in said.into:
            assert said.into[mover.id] in mover.admitted & {room.id for room in rooms}


@given(movers(), targets(), st.sampled_from(HOW), seeds, together)
def test_who_is_full_finds_no_seat_left_and_who_is_barred_has_no_room(
    people: list[Mover], rooms: list[Target], how: How, seed: int, groups: list[list[ParticipantId]]
) -> None:
    said = spread(people, rooms, how, seed, groups)
    coming = added(said, people)
    left = {room.id for room in rooms if room.capacity is None or room.taken + coming[room.id] < room.capacity}
    for mover in people:
        if mover.id in said.full:
            assert not mover.admitted & left
        if mover.id in said.barred:
            assert not mover.admitted & {room.id for room in rooms}


@given(movers(), targets(), st.sampled_from(HOW), seeds, together)
def test_groups_are_in_one_room_or_reported(
    people: list[Mover], rooms: list[Target], how: How, seed: int, groups: list[list[ParticipantId]]
) -> None:
    said = spread(people, rooms, how, seed, groups)
    known, named = {mover.id for mover in people}, set[ParticipantId]()
    for at, names in enumerate(groups):
        group = {name for name in names if name in known and name not in named}
        named |= group
        places = {said.into.get(name) for name in group if name not in said.barred}
        assert len(places) <= 1 or at in said.apart
        if len(places) > 1:
            continue
        assert at not in said.apart or None in places, "who is together is not reported"


@given(movers(seats=True, limits=False), targets(), st.sampled_from(("even", "random")), seeds)
def test_even_sizes_differ_by_one_at_most_where_seats_allow(
    people: list[Mover], rooms: list[Target], how: How, seed: int
) -> None:
    coming = added(spread(people, rooms, how, seed), people)
    size = {room.id: room.taken + coming[room.id] for room in rooms}
    for room in rooms:
        for other in rooms:
            if coming[room.id] and (other.capacity is None or size[other.id] < other.capacity):
                assert size[room.id] <= size[other.id] + 1


@given(movers(seats=True, limits=False), targets())
def test_filling_begins_a_room_when_the_one_before_is_full(people: list[Mover], rooms: list[Target]) -> None:
    coming = added(spread(people, rooms, "fill"), people)
    for before, after in pairwise(rooms):
        if coming[after.id]:
            assert before.capacity is not None
            assert before.taken + coming[before.id] == before.capacity


@given(movers(), targets(), st.sampled_from(HOW), seeds, together)
def test_the_same_seed_says_the_same_however_people_are_listed(
    people: list[Mover], rooms: list[Target], how: How, seed: int, groups: list[list[ParticipantId]]
) -> None:
    assert spread(people, rooms, how, seed, groups) == spread(people[::-1], rooms, how, seed, groups)


def test_who_is_there_stays_and_draws_their_group() -> None:
    there = Mover(ParticipantId("a"), frozenset(ROOMS), here=ROOMS[1])
    friend, other = Mover(ParticipantId("b"), frozenset(ROOMS)), Mover(ParticipantId("c"), frozenset(ROOMS))
    rooms = [Target(ROOMS[0], 4, 0), Target(ROOMS[1], 4, 1)]
    said = spread([there, friend, other], rooms, "even", 0, [[friend.id, there.id]])
    assert said.into == {there.id: ROOMS[1], friend.id: ROOMS[1], other.id: ROOMS[0]}
    assert not said.apart
    cramped = [Target(ROOMS[0], 4, 0), Target(ROOMS[1], 1, 1)]
    assert spread([there, friend, other], cramped, "even", 0, [[friend.id, there.id]]).apart == [0]


def test_lots_differ_from_seed_to_seed() -> None:
    people = [Mover(ParticipantId(f"p{n:02}"), frozenset(ROOMS)) for n in range(20)]
    rooms = [Target(room, None, 0) for room in ROOMS]
    drawn = {tuple(spread(people, rooms, "random", seed).into.items()) for seed in range(20)}
    assert len(drawn) == 20
