"""What a person sees of the house against who really is where."""

from __future__ import annotations

import msgspec
import pytest

from venue.model.ids import ParticipantId, RoomId
from venue.protocol.people import Whereabouts
from venue.protocol.roster import Roster, RosterChanged, RosterListed
from venue.protocol.venue import HouseCounted
from venue.protocol.wire import Member, Occupancy
from venue.rehearsal import truth
from venue.rehearsal.truth import Others, Truth
from venue.rehearsal.view import View

FOYER, HALL, TABLE = RoomId("foyer"), RoomId("hall"), RoomId("hall.1")
NAMES = {"p-0": "Probe 0", "p-1": "Probe 1", "p-2": "Probe 2"}


def member(who: str, name: str = "") -> Member:
    return Member(ParticipantId(who), name or NAMES[who])


def somebody(who: str, room: str, *, present: bool = True) -> Whereabouts:
    return Whereabouts(Member(ParticipantId(who), who), RoomId(room), present, 0, 1)


@pytest.fixture
def real() -> Truth:
    """Person 0 is in the foyer, 1 in the hall, 2 at its table, where somebody else sits, too."""
    return truth.establish({0: "foyer", 1: "hall", 2: "hall.1"}, Others({"hall.1": 1}), {"hall.1": "hall"})


@pytest.fixture
def view() -> View:
    """What person 0 sees, who has been here from the beginning."""
    seen = View()
    seen.opened("foyer", Roster(1, (member("p-0"),)), now=1)
    counts = {FOYER: Occupancy(1, 1), HALL: Occupancy(3, 3), TABLE: Occupancy(2, 2)}
    seen.counted(HouseCounted(counts=counts, total=4, at=1), now=2)
    return seen


def roster_fault(view: View, real: Truth) -> str:
    return truth.wrong_roster(view, real, {"p-0": NAMES["p-0"]}, NAMES)


def test_a_hall_counts_its_tables_and_its_roster_does_not(real: Truth) -> None:
    assert real.counts == {"foyer": 1, "hall": 3, "hall.1": 2}
    assert real.rosters == {"foyer": 1, "hall": 1, "hall.1": 2}
    assert real.total == 4


def test_who_sees_the_truth_is_not_wrong(view: View, real: Truth) -> None:
    assert truth.wrong_counts(view, real) == []
    assert roster_fault(view, real) == ""


@pytest.mark.parametrize("counts", [{HALL: Occupancy(2, 2)}, {RoomId("plenum"): Occupancy(1, 1)}])
def test_one_count_that_is_off_by_one_is_found(view: View, real: Truth, counts: dict[RoomId, Occupancy]) -> None:
    view.counted(HouseCounted(counts=counts, total=4, at=2), now=3)
    assert len(truth.wrong_counts(view, real)) == 1


def test_a_wrong_total_and_a_room_that_is_not_counted_are_found(view: View, real: Truth) -> None:
    view.total = 5
    del view.counts[TABLE]
    assert len(truth.wrong_counts(view, real)) == 2


def test_people_who_come_and_go_are_on_the_roster_and_off_it_again(view: View, real: Truth) -> None:
    view.changed(RosterChanged(room=FOYER, count=2, joined=(member("p-1"),)), now=3)
    assert roster_fault(view, real)
    view.changed(RosterChanged(room=FOYER, count=1, left=(ParticipantId("p-1"),)), now=4)
    assert roster_fault(view, real) == ""
    assert view.roster_changed == 4


def test_the_news_of_another_room_changes_nothing(view: View, real: Truth) -> None:
    view.changed(RosterChanged(room=HALL, count=9), now=3)
    view.listed(RosterListed(room=HALL, roster=Roster(9, None)), now=3)
    assert roster_fault(view, real) == ""


@pytest.mark.parametrize(
    "people",
    [(), (member("p-1"),), (member("p-0", "Somebody else"),), (member("p-0"), member("p-1"))],
    ids=["missing", "another", "wrongly-named", "one-too-many"],
)
def test_the_right_number_with_the_wrong_names_is_found(view: View, real: Truth, people: tuple[Member, ...]) -> None:
    view.opened("foyer", Roster(1, people), now=3)
    assert roster_fault(view, real)


def test_where_there_are_too_many_to_list_only_the_number_is_compared(view: View, real: Truth) -> None:
    view.listed(RosterListed(room=FOYER, roster=Roster(1, None)), now=3)
    assert roster_fault(view, real) == ""
    view.changed(RosterChanged(room=FOYER, count=2, joined=(member("p-2"),)), now=4)
    assert view.names is None
    assert roster_fault(view, real)


def test_others_are_counted_where_they_are_present() -> None:
    found = [somebody("p-0", "foyer"), somebody("x", "hall"), somebody("y", "hall", present=False)]
    assert truth.others_in(found, NAMES) == Others({"hall": 1})


@pytest.mark.parametrize(
    "found",
    [[], [somebody("p-0", "hall")], [somebody("p-0", "foyer", present=False)]],
    ids=["unknown", "in-another-room", "absent"],
)
def test_where_the_venue_is_mistaken_about_a_person_it_is_found(found: list[Whereabouts]) -> None:
    assert len(truth.wrong_whereabouts(found, {"p-0": "foyer"})) == 1


def test_who_is_away_for_long_must_not_be_called_present() -> None:
    away = frozenset({"p-0"})
    assert truth.wrong_whereabouts([somebody("p-0", "foyer", present=False)], {"p-0": "foyer"}, away) == []
    assert truth.wrong_whereabouts([somebody("p-0", "foyer")], {"p-0": "foyer"}, away)


def test_more_people_than_seats_are_found_and_rooms_without_bound_are_never_full() -> None:
    taken = {FOYER: 900, HALL: 9, TABLE: 8}
    assert truth.over_capacity(taken, {"hall": 8, "hall.1": 8}) == ["hall: 9 on 8 seats"]


def test_the_truth_survives_its_way_to_another_process(real: Truth) -> None:
    assert msgspec.json.decode(msgspec.json.encode(real), type=Truth) == real
