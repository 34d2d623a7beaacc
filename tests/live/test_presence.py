"""Who is here: differences that add up to the truth, whatever happens between two ticks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.guest import Guest
from tests.nodes import Day, until
from venue.live import presence
from venue.live.presence import LISTED_AGAIN, Presence
from venue.model.house import Arrived, Away, Changed, House, Left
from venue.model.ids import ParticipantId, RoomId
from venue.model.moves import Moved
from venue.model.people import Person
from venue.protocol.roster import LISTED_UP_TO, Roster, RosterChanged, RosterListed
from venue.protocol.venue import HouseCounted
from venue.protocol.wire import Event, Member, Occupancy

pytestmark = pytest.mark.asyncio(loop_scope="module")

HALL, TABLE, ROOM = RoomId("hall"), RoomId("hall.1"), RoomId("room")


class Hearer:
    """Somebody who came into a room at some moment, was shown it, and hears what is told from then on."""

    def __init__(self, presence: Presence, room: RoomId) -> None:
        self.room = room
        self.roster: dict[str, Member] | None = {}
        self.count = 0
        self.list(presence.roster(room))
        self.counts = presence.counts()

    def is_paged(self) -> bool:
        return self.roster is None

    def list(self, roster: Roster) -> None:
        self.count = roster.count
        self.roster = None if roster.people is None else {person.id: person for person in roster.people}

    def hear(self, rosters: dict[RoomId, Event], counted: HouseCounted | None) -> None:
        match rosters.get(self.room):
            case RosterListed(roster=roster):
                self.list(roster)
            case RosterChanged(count=count, joined=joined, left=left):
                self.count = count
                if self.roster is not None:
                    self.roster.update((person.id, person) for person in joined)
                    for who in left:
                        self.roster.pop(who, None)
        if counted:
            self.counts.update(counted.counts)


class Floor:
    """A house with two rooms and a table, and everybody who hears of it."""

    def __init__(self) -> None:
        self.house = House()
        self.ticks = 0
        self.hearers: list[Hearer] = []
        self.presence = Presence(self.house, {HALL: (TABLE,)}, (HALL, TABLE, ROOM), lambda: 0, self._tell)

    def _tell(self, rosters: dict[RoomId, Event], counted: HouseCounted | None) -> None:
        self.ticks += 1
        for hearer in self.hearers:
            hearer.hear(rosters, counted)

    def comes(self, who: str, room: RoomId = ROOM, **about: str) -> None:
        person = Person(ParticipantId(who), about.get("name", who), about.get("org", ""))
        self.house.apply(Arrived(p=person, room=room, at=0))
        self.presence.touch(room)

    def goes(self, who: str) -> None:
        room = self.house.room_of(ParticipantId(who))
        self.house.apply(Left(id=ParticipantId(who), why="home"))
        self.presence.touch(room)

    def walks(self, who: str, to: RoomId) -> None:
        room = self.house.room_of(ParticipantId(who))
        self.house.apply(Moved(ids=(ParticipantId(who),), to=to, cause="self", at=0))
        self.presence.touch(room, to)

    def looks_in(self, room: RoomId = ROOM) -> Hearer:
        self.hearers.append(Hearer(self.presence, room))
        return self.hearers[-1]

    async def tick(self) -> None:
        """Waits for everything to have been told."""
        await until(lambda: self.presence._timer is None)

    def check(self) -> None:
        """What everybody believes is so."""
        for hearer in self.hearers:
            here = self.house.present.get(hearer.room, {})
            assert hearer.count == len(here)
            if hearer.roster is not None:
                assert {who: person.name for who, person in hearer.roster.items()} == {
                    who: standing.person.name for who, standing in here.items()
                }
            assert hearer.counts == {room: self.presence.occupancy(room) for room in (HALL, TABLE, ROOM)}


@pytest.fixture
def floor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Floor]:
    """Ticks that are short enough for tests."""
    monkeypatch.setattr(presence, "INTERVAL", 0.02)
    monkeypatch.setattr(presence, "SOONEST", 0.005)
    floor = Floor()
    yield floor
    floor.presence.close()


async def test_who_comes_and_goes_within_a_tick_is_no_news(floor: Floor) -> None:
    floor.looks_in()
    floor.comes("a")
    floor.goes("a")
    await floor.tick()
    assert floor.hearers[0].roster == {}
    floor.check()


async def test_who_was_shown_the_room_within_a_tick_sees_no_ghost_of_who_left_in_it(floor: Floor) -> None:
    floor.comes("a")
    between = floor.looks_in()
    assert between.roster is not None
    assert set(between.roster) == {"a"}
    assert between.counts[ROOM] == Occupancy(1, 1)
    floor.goes("a")
    await floor.tick()
    floor.check()


async def test_who_was_shown_the_room_while_somebody_was_gone_for_less_than_a_tick_hears_that_they_are_there(
    floor: Floor,
) -> None:
    floor.comes("a")
    await floor.tick()
    floor.goes("a")
    between = floor.looks_in()
    assert between.roster == {}
    floor.comes("a")
    await floor.tick()
    assert between.roster is not None
    assert set(between.roster) == {"a"}
    floor.check()


async def test_a_name_that_changed_twice_within_a_tick_is_right_for_everybody(floor: Floor) -> None:
    floor.comes("a", name="first")
    await floor.tick()
    floor.looks_in()
    for name in ("second", "first"):
        floor.house.apply(Changed(p=Person(ParticipantId("a"), name)))
        floor.presence.touch(ROOM)
        floor.looks_in()
    await floor.tick()
    floor.check()


async def test_the_held_seat_of_somebody_away_is_taken_but_nobody_is_there(floor: Floor) -> None:
    floor.comes("a")
    hearer = floor.looks_in()
    floor.house.apply(Away(id=ParticipantId("a"), at=0))
    floor.presence.touch(ROOM)
    await floor.tick()
    floor.check()
    assert hearer.counts[ROOM] == Occupancy(0, 1)


async def test_a_hall_counts_its_tables_and_lists_only_itself(floor: Floor) -> None:
    floor.comes("a", HALL)
    floor.comes("b", TABLE)
    hearer = floor.looks_in(HALL)
    assert hearer.roster is not None
    assert set(hearer.roster) == {"a"}
    floor.walks("a", TABLE)
    await floor.tick()
    floor.check()
    assert (hearer.counts[HALL], hearer.counts[TABLE]) == (Occupancy(2, 2), Occupancy(2, 2))


async def test_a_long_list_becomes_a_count_and_a_short_one_a_list_again(floor: Floor) -> None:
    for n in range(LISTED_UP_TO):
        floor.comes(f"p{n}")
    await floor.tick()
    hearer = floor.looks_in()
    assert not hearer.is_paged()
    floor.comes("one more")
    await floor.tick()
    assert hearer.is_paged()
    assert hearer.count == LISTED_UP_TO + 1
    for n in range(LISTED_UP_TO - LISTED_AGAIN):
        floor.goes(f"p{n}")
    await floor.tick()
    assert hearer.is_paged(), "not at every step around the bound"
    floor.goes("one more")
    await floor.tick()
    assert not hearer.is_paged()
    floor.check()


async def test_around_the_bound_nobody_is_left_with_half_a_list(floor: Floor) -> None:
    for n in range(LISTED_UP_TO):
        floor.comes(f"p{n}")
    await floor.tick()
    floor.looks_in()
    floor.comes("one more")
    assert floor.looks_in().roster is None
    floor.goes("one more")
    assert floor.looks_in().roster is not None
    await floor.tick()
    assert all(hearer.roster is not None for hearer in floor.hearers)
    floor.check()
    floor.comes("x")
    await floor.tick()
    floor.comes("y")
    floor.looks_in()
    floor.goes("y")
    await floor.tick()
    floor.check()


async def test_a_storm_of_arrivals_is_a_handful_of_news(floor: Floor) -> None:
    floor.looks_in()
    began = asyncio.get_running_loop().time()
    for n in range(400):
        floor.comes(f"p{n}")
        if n % 40 == 0:
            await asyncio.sleep(0)
    await floor.tick()
    assert floor.ticks <= 2 + (asyncio.get_running_loop().time() - began) / 0.02
    floor.check()


# --- over the wire ----------------------------------------------------------------------------------------------------


def known(guest: Guest) -> set[str]:
    return set(guest.roster or ())


async def test_everybody_sees_everybody_on_both_nodes_with_name_organisation_and_role(day: Day) -> None:
    people = [await day.come(who, "plenum", node=at % 2, org="The city") for at, who in enumerate("abcd")]
    moderator = await day.staff(room="plenum", node=1)
    for one in (*people, moderator):
        await one.sees(lambda one: known(one) == {"a", "b", "c", "d", "m"})
        assert one.roster is not None
        assert one.roster["a"] == {
            "id": "a", "name": "Person A", "org": "The city", "roles": ["participant"],
        }  # fmt: skip
        assert one.roster["m"]["roles"] == ["moderator"]
    await people[0].enter("foyer")
    for one in people[1:]:
        await one.sees(lambda one: known(one) == {"b", "c", "d", "m"})


async def test_every_count_is_seen_from_everywhere_and_a_hall_counts_its_tables(day: Day) -> None:
    rooms = {"a": "foyer", "b": "plenum", "c": "cafeteria", "d": "cafeteria.2"}
    people = [await day.come(who, room, node=at % 2) for at, (who, room) in enumerate(rooms.items())]
    moderator = await day.staff(room="plenum")
    truth = {"foyer": (1, 1), "plenum": (2, 1), "workshop": (0, 0), "cafeteria": (2, 2), "cafeteria.2": (1, 1)}
    for one in (*people, moderator):
        await one.sees(lambda one: {room: one.counts[room] for room in truth} == truth and one.total == 5)


async def test_a_changed_name_or_role_is_seen_by_all(day: Day) -> None:
    person, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    await day.asked("enter", node=1, body={"ticket": day.ticket("a", name="New Name", roles=("speaker",))})
    assert (await person.hears("you.changed"))["me"]["person"]["name"] == "New Name"
    await other.sees(lambda one: (one.roster or {}).get("a", {}).get("name") == "New Name")
    await other.sees(lambda one: one.counts["plenum"] == (2, 1))


async def test_above_the_bound_pages_put_together_are_the_truth(day: Day) -> None:
    here = await day.come("a", "plenum")
    crowd = await day.crowd(LISTED_UP_TO + 9, "plenum", node=1)
    await here.sees(lambda one: one.count == LISTED_UP_TO + 10)
    assert here.roster is None
    late = await day.come("b", "plenum", node=1)
    assert late.roster is None
    people, after = [], ""
    while True:
        page = await late.do("roster.page", room="plenum", after=after, limit=70)
        people += [person["id"] for person in page["people"]]
        after = page["next"]
        if not after:
            break
    assert len(people) == len(set(people)) == page["total"]
    assert set(people) == {*crowd, "a", "b"}
    found = await late.do("roster.page", room="plenum", query="c 0007")
    assert [person["name"] for person in found["people"]] == ["Person c 0007"]
    await asyncio.gather(*(day.site().houses.leave(ParticipantId(who)) for who in crowd[:60]))
    await here.sees(lambda one: one.roster is not None)
    await until(lambda: known(here) == known(late) == {*crowd[60:], "a", "b"})


async def test_in_a_storm_each_browser_hears_of_it_at_most_twice_a_second(day: Day) -> None:
    witness = await day.come("w", "foyer")
    await until(lambda: day.site().presence._timer is None)
    witness.forget()
    loop = asyncio.get_running_loop()
    began = loop.time()
    for n in range(6):
        await day.crowd(25, "foyer", prefix=f"wave{n}-", node=n % 2)
    await witness.sees(lambda one: one.count == 151)
    seconds = loop.time() - began
    assert len(witness.heard("roster.changed")) <= 2 * seconds + 2
    assert len(witness.heard("house.counted")) <= 2 * seconds + 2
    assert known(witness) == set(day.site().house.present[RoomId("foyer")])
