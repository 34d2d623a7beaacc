"""Places once a session has begun: who still gets one, and who waited for one until then."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.ledger import HOUR, Ledger, now
from tests.store.taken_along import opened, slowly
from tests.store.test_places import A1, B1, people, refused
from venue.model.ids import ParticipantId
from venue.store.client import Store
from venue.store.places import Given
from venue.store.rooms import ScriptRefused

OVER_MS = 601_000
"""After the end of a session: who waited for it is forgotten by then."""


async def test_when_a_session_that_has_begun_is_brought_back_everybody_stands_in_line_where_they_stood(
    ledger: Ledger,
) -> None:
    await people(ledger, "a", "b", "e", "d", "c", "f")
    for one in ("a", "b", "e", "d", "c"):
        await ledger.take(one, "a1")
    await ledger.give_up("a", "a1")
    await begins(ledger)
    assert (ledger.offered("a1"), ledger.line("a1")) == (set(), []), "who waits is told that nothing became free"
    await ledger.forget("d")
    await ledger.reschedule(now() + HOUR)
    assert (await ledger.take("f", "a1")).ahead == 2, "whoever comes now stands behind them"
    assert (ledger.offered("a1"), ledger.line("a1")) == ({"b"}, ["e", "c", "f"])


async def test_who_waited_when_a_session_began_is_not_remembered_for_long_nor_after_they_found_another(
    ledger: Ledger,
) -> None:
    await people(ledger, "a", "b", "c")
    for one in ("a", "b", "c"):
        await ledger.take(one, "a1")
    await begins(ledger)
    await ledger.give_up("a", "a1")
    await ledger.take("b", "a1")
    await ledger.reschedule(now() + HOUR)
    await ledger.settle()
    assert (ledger.placed("a1"), ledger.line("a1")) == ({"b"}, ["c"])
    await begins(ledger)
    await ledger.reschedule(now() - HOUR - OVER_MS)
    await ledger.settle()
    assert "stood:" not in await ledger.everything()


async def test_an_offer_does_not_outlast_the_start_of_a_session_that_was_brought_forward(ledger: Ledger) -> None:
    await people(ledger, "a", "b")
    for one in ("a", "b"):
        await ledger.take(one, "a1")
    await ledger.give_up("a", "a1")
    starts = now() + 60_000
    await ledger.reschedule(starts)
    await ledger.settle()
    assert ledger.snapshot.places.sessions[A1].offered == {"b": starts}


async def test_a_place_in_what_runs_is_given_with_a_seat_or_not_at_all(ledger: Ledger) -> None:
    await runs(ledger)
    for who in ("x", "y"):
        await ledger.come(who, "workshop")
    await ledger.come("z")
    assert await refused(ledger.take("z", "b1")) == "session_full", "nobody has a place, but there is no seat either"
    assert (await ledger.take("x", "b1")).state == "placed", "who sits there has a seat"
    await ledger.come("s", "foyer", "speaker")
    assert (await ledger.take("s", "b1")).state == "placed"
    await ledger.enter("y", "hall")
    assert (await ledger.take("z", "b1")).state == "placed"
    assert await ledger.enter("z", "workshop") == "moved"


async def test_an_imported_place_in_what_runs_has_a_seat_or_nobody_gets_one(ledger: Ledger) -> None:
    await runs(ledger)
    await ledger.come("x", "workshop")
    await people(ledger, "y", "z")
    places = [Given(ParticipantId(who), B1, False) for who in ("x", "y", "z")]
    faults = (await ledger.places.give(places, {}, dry_run=False)).faults
    assert faults == ((2, "session_full"),), "x has a seat there, and the free one is for the next in the list"
    await ledger.admit("w")
    await ledger.come("v", "workshop")
    places = [Given(ParticipantId("w"), B1, False), Given(ParticipantId("s"), B1, True)]
    faults = (await ledger.places.give(places, {}, dry_run=False)).faults
    assert faults == ((0, "session_full"),), "whoever takes no seat needs none"
    assert (await ledger.places.give(places[1:], {}, dry_run=False)).given == 1
    await ledger.check()
    assert ledger.counted("b1") == set()


async def test_who_takes_a_seat_from_now_on_keeps_a_place_in_what_runs_only_where_there_is_one(ledger: Ledger) -> None:
    await runs(ledger)
    for who in ("x", "y"):
        await ledger.come(who, "workshop")
    for who in ("s", "t"):
        await ledger.come(who, "foyer", "speaker")
        await ledger.take(who, "b1")
    await ledger.admit("s")
    assert ledger.placed("b1") == {"t"}, "there is no seat"
    await ledger.enter("y", "hall")
    await ledger.admit("t")
    assert ledger.counted("b1") == {"t"}
    assert await ledger.enter("t", "workshop") == "moved"


wanderers = st.sampled_from("abcd")
KINDS = ("take", "take", "give_up", "workshop", "foyer", "import", "speaker", "participant")
deeds = st.lists(st.tuples(wanderers, st.sampled_from(KINDS)), max_size=14)


@given(done=deeds)
@settings(slowly, max_examples=12)
async def test_whatever_people_do_while_a_session_runs_there_is_a_seat_for_everybody_with_a_place(
    store: Store, slug: str, done: list[tuple[str, str]]
) -> None:
    ledger = await opened(store, slug)
    await runs(ledger)
    for who in "abcd":
        await ledger.come(who)
    for who, deed in done:
        match deed:
            case "take":
                with contextlib.suppress(ScriptRefused):
                    await ledger.take(who, "b1")
            case "give_up":
                await ledger.give_up(who, "b1")
            case "import":
                places = [Given(ParticipantId(each), B1, False) for each in dict.fromkeys((who, "a"))]
                await ledger.places.give(places, {}, dry_run=False)
                await ledger.check()
            case "speaker" | "participant":
                if ledger.seats[who] != "workshop":  # inside one keeps one's seat, whatever becomes of the role
                    await ledger.admit(who, deed)
            case _:
                await ledger.enter(who, deed)
        inside = {who for who, room in ledger.seats.items() if room == "workshop"}
        assert len((inside - ledger.staff) | ledger.counted("b1")) <= 2


async def runs(ledger: Ledger) -> None:
    """The first slot runs: two seats in the workshop."""
    await ledger.reschedule(now() - 1)
    await ledger.step(1, "a1", "b1")


async def begins(ledger: Ledger) -> None:
    """The first slot begins, and the lists are closed."""
    await ledger.reschedule(now() - 1)
    await ledger.settle()
