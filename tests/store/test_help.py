"""The info desk in the store: one ticket each, in the order of asking; one helper each; no text that outlives it."""

from __future__ import annotations

import asyncio
import secrets

import pytest

from tests.redis_server import RedisServer
from tests.store.ledger import Ledger, opened_store
from venue.model.house import House
from venue.model.ids import NodeId, ParticipantId
from venue.store.retention import RetentionStore
from venue.store.rooms import ScriptRefused

SECRET = "My microphone whistles terribly"


async def desk(ledger: Ledger, *people: str) -> None:
    """Two helpers are there, and these people, who have asked one after the other."""
    for helper in ("m", "o"):
        await ledger.come(helper, "foyer", "moderator" if helper == "m" else "operator")
    for who in people:
        await ledger.come(who, "workshop" if who == "a" else "foyer")
        await ledger.ask(who, f"{SECRET}, says {who}")


async def test_who_asks_is_told_how_many_are_ahead(ledger: Ledger) -> None:
    await desk(ledger)
    for ahead, who in enumerate("abc"):
        await ledger.come(who)
        assert await ledger.ask(who) == (ahead + 1, ahead)
    assert ledger.queue == ["a", "b", "c"]


async def test_asked_again_the_ticket_keeps_its_place_and_has_the_new_text(ledger: Ledger) -> None:
    await desk(ledger, "a", "b")
    assert await ledger.ask("a", "And the camera, too") == (1, 0)
    assert ledger.queue == ["a", "b"]
    assert await ledger.helps.texts([1, 2, 3]) == {1: "And the camera, too", 2: f"{SECRET}, says b"}
    assert "says a" not in await ledger.everything()


async def test_a_repeated_ref_is_one_question_and_a_foreign_one_a_conflict(ledger: Ledger) -> None:
    await desk(ledger, "a")
    await ledger.come("b")
    assert await ledger.ask("b", "once", ref="x") == (2, 1)
    await ledger.take_ticket("m", 1)
    assert await ledger.ask("b", "once", ref="x") == (2, 1), "the same receipt"
    with pytest.raises(ScriptRefused, match="conflict"):
        await ledger.helps.withdraw(ledger.command("b", "help.withdraw", "x"))
    await ledger.withdraw("b")
    assert await ledger.ask("b", "once", ref="x") == (2, 1), "and nothing is asked anew by it"
    assert ledger.queue == []


async def test_who_is_outside_cannot_ask_and_nobody_helps_from_outside(ledger: Ledger) -> None:
    await desk(ledger, "a")
    await ledger.admit("z")
    with pytest.raises(ScriptRefused, match="not_here"):
        await ledger.ask("z")
    await ledger.leave("m")
    with pytest.raises(ScriptRefused, match="not_here"):
        await ledger.take_ticket("m", 1)


async def test_whoever_is_first_has_the_ticket_and_the_other_is_told_who(ledger: Ledger) -> None:
    await desk(ledger, "a")
    assert await ledger.take_ticket("m", 1, ref="t") == "m"
    assert await ledger.take_ticket("o", 1, ref="t") == "m"
    assert await ledger.take_ticket("m", 1) == "m", "again is no harm"
    await ledger.release("m", 1)
    assert await ledger.take_ticket("o", 1) == "o"
    assert await ledger.take_ticket("m", 1, ref="t") == "m", "a repetition says what was so"
    assert ledger.folded.help.open[1].by == "o"
    with pytest.raises(ScriptRefused, match="help_taken"):
        await ledger.close_ticket("m", 1)


async def test_of_twenty_at_once_on_two_stores_one_wins_and_all_know_who(redis_server: RedisServer) -> None:
    async with opened_store(redis_server.url) as one, opened_store(redis_server.url) as other:
        slug = f"day-{secrets.token_hex(6)}"
        ledger, second = Ledger(one, slug), Ledger(other, slug)
        await ledger.begin()
        helpers = [f"h{n}" for n in range(20)]
        for helper in helpers:
            await ledger.come(helper, "foyer", "moderator")
        for round_ in range(10):
            await ledger.come("a")
            number, _ = await ledger.ask("a", SECRET)
            said = await asyncio.gather(
                *(
                    (ledger, second)[n % 2].helps.take(ledger.command(helper, "help.take", f"t{round_}"), number)
                    for n, helper in enumerate(helpers)
                )
            )
            await ledger.check()
            winners = {decided.receipt for decided in said}
            assert winners == {(str(number), str(ledger.folded.help.open[number].by))}
            await ledger.close_ticket(ledger.folded.help.open[number].by, number)


async def test_of_a_helper_and_the_person_at_once_the_ticket_is_taken_or_gone(redis_server: RedisServer) -> None:
    async with opened_store(redis_server.url) as one, opened_store(redis_server.url) as other:
        slug = f"day-{secrets.token_hex(6)}"
        ledger, second = Ledger(one, slug), Ledger(other, slug)
        await ledger.begin()
        await desk(ledger)
        await ledger.come("a")
        for _ in range(20):
            number, _ahead = await ledger.ask("a", SECRET)
            await asyncio.gather(
                ledger.helps.withdraw(ledger.command("a", "help.withdraw")),
                second.helps.take(second.command("m", "help.take", f"t{number}"), number),
                return_exceptions=True,
            )
            await ledger.check()
            assert ledger.folded.help.open == {}, "withdrawn, before or after it was taken"
            assert SECRET not in await ledger.everything()


async def test_only_who_helps_may_help_also_when_their_node_does_not_know_it_yet(ledger: Ledger) -> None:
    await desk(ledger, "a", "b")
    for act in (ledger.take_ticket("b", 1), ledger.release("b", 1), ledger.close_ticket("b", 1)):
        with pytest.raises(ScriptRefused, match="not_allowed"):
            await act
    with pytest.raises(ScriptRefused, match="not_found"):
        await ledger.take_ticket("m", 99)


async def test_nobody_takes_their_own_ticket(ledger: Ledger) -> None:
    await desk(ledger)
    number, _ = await ledger.ask("m")
    with pytest.raises(ScriptRefused, match="not_allowed"):
        await ledger.take_ticket("m", number)
    assert await ledger.take_ticket("o", number) == "o"


async def test_a_helper_who_is_a_helper_no_longer_helps_nobody(ledger: Ledger) -> None:
    await desk(ledger, "a", "b")
    await ledger.take_ticket("m", 1)
    await ledger.admit("m", "participant")
    assert ledger.queue == ["a", "b"]


async def test_a_helper_who_is_away_or_leaves_loses_nobody(ledger: Ledger) -> None:
    await desk(ledger, "a", "b", "c")
    for number, helper in ((1, "m"), (2, "o")):
        await ledger.take_ticket(helper, number)
    assert ledger.queue == ["c"]
    await ledger.depart("m")
    await ledger.sweep()
    assert ledger.queue == ["c"], "a reload is no absence"
    await ledger.sweep(grace=0)
    assert ledger.queue == ["a", "c"]
    await ledger.leave("o")
    assert ledger.queue == ["a", "b", "c"], "each where they were"


async def test_a_helper_who_is_shown_out_or_erased_loses_nobody(ledger: Ledger) -> None:
    await desk(ledger, "a", "b")
    await ledger.take_ticket("m", 1)
    await ledger.take_ticket("o", 2)
    await ledger.conduct("conduct.show_out", "m")
    await ledger.forget("o")
    assert ledger.queue == ["a", "b"]


async def test_who_loses_the_connection_keeps_the_ticket_even_without_a_seat(ledger: Ledger) -> None:
    await desk(ledger, "a")
    await ledger.depart("a")
    await ledger.sweep(grace=0, hold=0)
    assert "a" not in ledger.seats
    assert ledger.queue == ["a"]
    await ledger.arrive("a")
    assert await ledger.take_ticket("m", 1) == "m"


@pytest.mark.parametrize("how", ["withdrawn", "home", "shown out", "erased", "closed", "taken and closed"])
async def test_however_it_ends_the_text_is_nowhere_and_the_record_names_nobody_who_asked(
    ledger: Ledger, how: str
) -> None:
    await desk(ledger, "a")
    assert SECRET in await ledger.everything()
    match how:
        case "withdrawn":
            await ledger.withdraw("a")
        case "home":
            await ledger.leave("a")
        case "shown out":
            await ledger.conduct("conduct.show_out", "a")
        case "erased":
            await ledger.forget("a")
        case "closed":
            await ledger.close_ticket("m", 1, "gone")
        case _:
            await ledger.take_ticket("m", 1)
            await ledger.close_ticket("m", 1, "moved")
    assert SECRET not in await ledger.everything()
    assert ledger.folded.help.open == {}
    (ended,) = await ledger.helps.record(10)
    assert (ended.number, ended.room) == (1, "workshop")
    assert ended.asked <= (ended.taken or ended.asked) <= ended.closed
    reasons = {"withdrawn": "withdrawn", "closed": "gone", "taken and closed": "moved"}
    assert ended.reason == reasons.get(how, "left")
    assert ended.by == ("m" if "closed" in how else "")
    assert b'"a"' not in b"".join(await ledger.store.ask("LRANGE", ledger.houses.keys["helprecord"], 0, -1))


async def test_the_queue_is_bounded_and_so_is_the_record(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("venue.store.help.OPEN_MOST", 2)
    await desk(ledger, "a", "b")
    await ledger.come("c")
    with pytest.raises(ScriptRefused, match="help_full"):
        await ledger.ask("c")
    await ledger.ask("a", "still something else")
    await ledger.withdraw("b")
    assert await ledger.ask("c") == (3, 1)
    key = ledger.houses.keys["helprecord"]
    await ledger.store.ask("RPUSH", key, *["{}"] * 3000)
    await ledger.withdraw("c")
    assert await ledger.store.ask("LLEN", key) == 2000


async def test_after_a_rehearsal_nothing_of_it_is_in_the_record(ledger: Ledger) -> None:
    await desk(ledger, "a", "b", "c")
    await ledger.take_ticket("m", 1)
    await ledger.close_ticket("m", 1)
    await ledger.take_ticket("o", 2)
    await ledger.close_ticket("o", 2)
    for who in ("m", "c"):
        await ledger.houses.forget(ParticipantId(who), rehearsal=True)
    await ledger.check()
    assert [ended.by for ended in await ledger.helps.record(10)] == ["o"]


async def test_texts_go_with_the_messages_tickets_with_the_names_the_record_with_the_journal(ledger: Ledger) -> None:
    await desk(ledger, "a", "b")
    await ledger.withdraw("b")
    retention = RetentionStore(ledger.store, ledger.houses.keys.slug)
    assert await retention.erase("messages")
    assert SECRET not in await ledger.everything()
    assert ledger.queue == ["a"]
    await retention.erase("names")
    assert (await ledger.houses.snapshot()).help == {}
    assert len(await ledger.helps.record(10)) == 1
    assert await retention.erase("journal")
    assert await ledger.helps.record(10) == ()
    ledger.folded.load(await ledger.houses.snapshot())


async def test_a_store_that_forgot_gets_its_queue_back_from_a_node_in_the_same_order(
    redis_server: RedisServer,
) -> None:
    async with opened_store(redis_server.url) as store:
        before, after = (Ledger(store, f"day-{secrets.token_hex(6)}") for _ in range(2))
        await before.begin()
        await desk(before, "a", "b", "c")
        await before.take_ticket("m", 2)
        known = House()
        known.load(before.snapshot)
        await after.begin()
        await after.houses.restore(known)
        await after.check()
        assert picture_of(after) == picture_of(before), "but for the texts, which nobody has any more"
        await after.houses.restore(known)
        await after.check()
        assert picture_of(after) == picture_of(before)
        await after.come("d")
        assert await after.ask("d") == (4, 2), "no number is given twice"


async def test_a_ticket_whose_end_the_store_forgot_ends_again_and_its_text_with_it(ledger: Ledger) -> None:
    await desk(ledger, "a", "b", "c")
    known = House()
    known.load(ledger.snapshot)
    for number in (1, 2):
        del known.help.open[number]
    await ledger.houses.retire(NodeId("n"))  # nobody has come back yet
    await ledger.houses.restore(known, newer=[ParticipantId("a")])
    await ledger.start("n")
    await ledger.arrive("a")
    assert ledger.queue == ["b", "c"], "a node that is late ends nothing"
    assert "says a" not in await ledger.everything()


def picture_of(ledger: Ledger) -> list[tuple[int, str, str, str]]:
    """Number, person, state and helper of all tickets."""
    return sorted((each.number, each.id, each.state, each.by) for each in ledger.folded.help.open.values())
