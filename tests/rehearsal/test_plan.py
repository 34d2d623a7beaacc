"""The day as a score."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.rehearsal import plan
from venue.rehearsal.acts import Arrive, Clap, Drop, Say, Walk
from venue.rehearsal.plan import Scene


def scene(people: int = 40, seed: int = 1) -> Scene:
    return Scene(seed=seed, guests=tuple(range(2, people)), staff=(0, 1))


def test_the_same_seed_plays_the_same_day_and_another_one_another() -> None:
    def day(seed: int) -> list[object]:
        here = scene(seed=seed)
        return [
            *plan.arrivals(here, 60_000),
            *plan.talk(here, "plenum", here.guests, 10, 10_000),
            *plan.applause(here, "plenum", 10_000),
            *plan.losses(here, "plenum", 0.3, 10_000),
        ]

    assert day(3) == day(3)
    assert day(3) != day(4)


def test_at_once_means_all_in_the_same_moment_and_a_minute_means_spread_over_it() -> None:
    assert {act.at for act in plan.arrivals(scene(), 0)} == {0}
    spread = [act.at for act in plan.arrivals(scene(400), 60_000)]
    assert max(spread) < 60_000
    assert max(spread) - min(spread) > 50_000
    assert all(isinstance(act, Arrive) for act in plan.arrivals(scene(), 0))


@given(st.floats(min_value=0.5, max_value=50), st.integers(min_value=1000, max_value=60_000))
def test_talk_has_the_rate_that_was_asked_for_and_everybody_has_their_turn(rate: float, lasts: int) -> None:
    here = scene()
    said = plan.talk(here, "plenum", here.guests, rate, lasts)
    assert len(said) == round(rate * lasts / 1000)
    assert all(0 <= act.at <= lasts for act in said)
    turns = Counter(act.who for act in said)
    assert not turns or max(turns.values()) - min(turns.get(who, 0) for who in here.guests) <= 1


def test_the_first_workshop_is_wanted_more_than_the_last_and_everybody_has_a_way_out() -> None:
    here = scene(400)
    wishes = plan.by_demand(here, "round-1", ["a", "b", "c", "d"], "foyer")
    first = Counter(rooms[0] for rooms in wishes)
    assert first["a"] > 1.3 * first["d"]
    assert all(sorted(rooms[:-1]) == ["a", "b", "c", "d"] and rooms[-1] == "foyer" for rooms in wishes)


def test_everybody_walks_and_tries_some_tables_before_standing_in_the_hall() -> None:
    here = scene()
    wishes = plan.at_tables(here, "tables", ["t.1", "t.2", "t.3"], "t")
    acts = plan.walks(here, "tables", wishes, 1000)
    assert {act.who for act in acts} == set(here.everyone)
    assert all(isinstance(act, Walk) and act.wishes[-1] == "t" for act in acts)


def test_nobody_speaks_right_before_their_own_connection_breaks() -> None:
    here = scene()
    acts = [*plan.talk(here, "x", here.guests, 20, 10_000), *plan.losses(here, "x", 1, 10_000)]
    played = list(plan.without_haste(acts))
    breaks = {act.who: act for act in played if isinstance(act, Drop)}
    assert set(breaks) == set(here.guests)
    for act in played:
        if isinstance(act, Say):
            assert not breaks[act.who].at - plan.UNDISTURBED <= act.at <= breaks[act.who].at
    assert len(played) == len(acts)


def test_lost_connections_are_back_before_the_phase_ends_and_some_had_just_said_something() -> None:
    lost = [act for act in plan.losses(scene(), "x", 0.5, 4000) if isinstance(act, Drop)]
    assert len(lost) == 19
    assert all(act.at >= 0 and act.at + act.away <= 4000 and act.away >= 100 for act in lost)
    assert 0 < sum(bool(act.words) for act in lost) < len(lost)


@pytest.mark.parametrize("lasts", [1200, 10_000, 60_000])
def test_applause_comes_in_bursts_within_the_phase_and_within_what_a_command_takes(lasts: int) -> None:
    claps = [act for act in plan.applause(scene(), "plenum", lasts) if isinstance(act, Clap)]
    assert claps
    assert all(0 <= act.at <= lasts and 1 <= act.times <= 10 for act in claps)


def test_everybody_goes_home_but_those_who_look_to_the_end() -> None:
    assert {act.who for act in plan.departures(scene(), 1000, frozenset({0}))} == set(scene().everyone) - {0}
