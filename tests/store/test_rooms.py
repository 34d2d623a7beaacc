"""What is said and moved in rooms: applied once, in one order, and gone when it is gone."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.store.ledger import JOURNAL_ENTRY, Ledger
from venue.model.ids import ParticipantId, RoomId
from venue.store.keys import JOURNAL
from venue.store.rooms import Appended, Command, ScriptRefused

FOYER = RoomId("foyer")


def body(text: str) -> bytes:
    return b'{"on":"chat.posted","by":"a","name":"A","text":"%s","at":1,"ref":"r"}' % text.encode()


def command(ref: str, verb: str = "chat.send", who: str = "a") -> Command:
    return Command(ParticipantId(who), ref, verb)


async def say(ledger: Ledger, text: str, ref: str = "", who: str = "a", room: str = "foyer", at: int = 7) -> Appended:
    ledger.refs += 1
    return await ledger.rooms.post(command(ref or f"r{ledger.refs}", who=who), RoomId(room), body(text), at)


async def amend(ledger: Ledger, message: int, new: str, ref: str, verb: str = "chat.edit", **more: Any) -> Appended:
    expected = (await ledger.logs.read(FOYER, message, message))[0].value
    event = b'{"on":"chat.edited","message":%d,"text":"%s"}' % (message, new.encode())
    if verb == "chat.delete":
        event = b'{"on":"chat.deleted","message":%d}' % message
    text = event if verb == "chat.delete" else body(new)
    given = {"here": True, **more}
    return await ledger.rooms.amend(command(ref, verb), FOYER, message, expected, text, event, 9, **given)


async def texts(ledger: Ledger) -> list[str]:
    end = (await ledger.logs.extent(FOYER)).end
    return [entry.body.decode() for entry in await ledger.logs.read(FOYER, 1, end)]


async def test_what_is_said_has_an_offset_and_an_author(ledger: Ledger) -> None:
    await ledger.come("a")
    assert await say(ledger, "good morning") == Appended(1, 7)
    assert await say(ledger, "everybody", at=8) == Appended(2, 8)
    first, second = await ledger.logs.read(FOYER, 1, 2)
    assert (first.offset, first.at, first.author, first.body) == (1, 7, "a", body("good morning"))
    assert second.value == b"8 a " + body("everybody")


async def test_only_who_is_in_the_room_speaks_there(ledger: Ledger) -> None:
    await ledger.come("a", "workshop")
    with pytest.raises(ScriptRefused, match="not_here"):
        await say(ledger, "hello")


async def test_the_same_ref_is_applied_once_and_gets_the_same_receipt(ledger: Ledger) -> None:
    await ledger.come("a")
    receipts = await asyncio.gather(*(say(ledger, "hello", "once", at=at) for at in range(5)))
    assert len(set(receipts)) == 1
    assert await texts(ledger) == [body("hello").decode()]
    await ledger.enter("a", "hall")
    assert await say(ledger, "hello", "once") == receipts[0], "also from another room: it was done"


async def test_a_ref_of_another_command_is_a_conflict(ledger: Ledger) -> None:
    await ledger.come("a")
    await say(ledger, "hello", "once")
    with pytest.raises(ScriptRefused, match="conflict"):
        await amend(ledger, 1, "other", "once")
    with pytest.raises(ScriptRefused, match="conflict"):
        await ledger.move("hall", "everyone", by="a", ref="once")


async def test_refs_of_two_people_are_different_refs(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.come("b")
    assert (await say(ledger, "x", "same")).offset == 1
    assert (await say(ledger, "y", "same", who="b")).offset == 2


async def test_who_is_silenced_says_nothing_until_the_time_is_over(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.conduct("conduct.silence", "a", 100)
    with pytest.raises(ScriptRefused, match="silenced"):
        await say(ledger, "hello", at=99)
    assert (await say(ledger, "hello", at=100)).offset == 1
    await ledger.conduct("conduct.silence", "a", 0)
    with pytest.raises(ScriptRefused, match="silenced"):
        await amend(ledger, 1, "other", "edit")
    assert (await amend(ledger, 1, "", "delete", "chat.delete")).offset == 2, "one may take back what one said"


async def test_an_edit_replaces_the_text_everywhere(ledger: Ledger) -> None:
    await ledger.come("a")
    await say(ledger, "firsttext")
    assert (await amend(ledger, 1, "secondtext", "e1")).offset == 2
    assert (await amend(ledger, 1, "thirdtext", "e2")).offset == 3
    everything = await ledger.everything()
    assert "firsttext" not in everything
    assert "secondtext" not in everything, "the edit before is gone, too"
    assert await texts(ledger) == [
        body("thirdtext").decode(), '{"on":"log.voided"}', '{"on":"chat.edited","message":1,"text":"thirdtext"}',
    ]  # fmt: skip


async def test_a_deleted_text_is_gone_from_redis_and_its_place_stays(ledger: Ledger) -> None:
    await ledger.come("a")
    await say(ledger, "firsttext")
    await amend(ledger, 1, "secondtext", "e1")
    await say(ledger, "between")
    assert (await amend(ledger, 1, "", "d1", "chat.delete")).offset == 4
    everything = await ledger.everything()
    assert "firsttext" not in everything
    assert "secondtext" not in everything
    gone = '{"on":"chat.deleted","message":1}'
    assert await texts(ledger) == [gone, '{"on":"log.voided"}', body("between").decode(), gone]


async def test_a_message_that_changed_meanwhile_is_read_anew(ledger: Ledger) -> None:
    await ledger.come("a")
    await say(ledger, "firsttext")
    old = (await ledger.logs.read(FOYER, 1, 1))[0].value
    await amend(ledger, 1, "secondtext", "e1")
    with pytest.raises(ScriptRefused, match="changed"):
        await ledger.rooms.amend(command("e2", "chat.edit"), FOYER, 1, old, body("x"), b"{}", 9, here=True)


async def test_a_repeated_amendment_gets_its_receipt_again(ledger: Ledger) -> None:
    await ledger.come("a")
    await say(ledger, "firsttext")
    done = await amend(ledger, 1, "secondtext", "e1")
    assert await amend(ledger, 1, "thirdtext", "e1") == done
    assert await ledger.rooms.done_before(command("e1", "chat.edit")) == done
    assert await ledger.rooms.done_before(command("e2", "chat.edit")) is None
    with pytest.raises(ScriptRefused, match="conflict"):
        await ledger.rooms.done_before(command("e1", "chat.delete"))


async def test_a_log_keeps_as_much_as_the_event_says_and_forgets_the_oldest(ledger: Ledger) -> None:
    await ledger.come("a")
    await asyncio.gather(*(say(ledger, f"text{n}", at=n) for n in range(130)))
    extent = await ledger.logs.extent(FOYER)
    assert (extent.first, extent.end) == (31, 130)
    kept = await ledger.logs.read(FOYER, 1, 200)
    assert [entry.offset for entry in kept] == list(range(31, 131))
    assert await ledger.logs.read(FOYER, 5, 4) == []


async def test_what_one_person_said_is_found_by_scanning(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.come("ab")
    for n in range(60):
        await say(ledger, f"a said {n}", who="a" if n % 3 else "ab")
    found = await ledger.logs.of_author(FOYER, ParticipantId("a"))
    assert [entry.offset for entry in found] == [n + 1 for n in range(60) if n % 3]


async def test_an_announcement_stands_in_every_room_it_was_made_to_once(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    given = command("once", "announcement.make", "m")
    text = b'{"on":"announcement.made","id":"x","by":"m","text":"lunch","at":1,"everywhere":false}'
    for _ in range(2):
        await ledger.rooms.announce(given, [RoomId("hall"), RoomId("hall.1")], text, 5, JOURNAL_ENTRY)
    _, ends = await ledger.logs.ends()
    assert (ends[RoomId("hall")], ends[RoomId("hall.1")], ends[JOURNAL]) == (1, 1, 1)


# --- moving -----------------------------------------------------------------------------------------------------------


async def test_an_order_says_what_became_of_everybody(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    for who in ("a", "b", "c"):
        await ledger.come(who)
    await ledger.come("there", "workshop")
    await ledger.come("barred", rooms=["hall"])
    await ledger.come("lost")
    await ledger.depart("lost")
    await ledger.sweep(grace=0)
    whom = ("a", "b", "c", "there", "barred", "lost", "unknown", "a")
    result = await ledger.move("workshop", "people", *whom)
    assert result.moved == ("a",), "one seat was left"
    assert (result.already, result.offline) == (("there",), ("lost",))
    assert (result.full, result.barred) == (("b", "c"), ("barred", "unknown"))
    assert ledger.seats["a"] == "workshop"


async def test_a_dry_run_says_the_same_and_changes_nothing(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    for who in ("a", "b", "c"):
        await ledger.come(who)
    before = await ledger.everything()
    tried = await ledger.move("workshop", "rooms", "foyer", dry=True)
    assert await ledger.everything() == before
    assert await ledger.move("workshop", "rooms", "foyer") == tried


async def test_who_gives_the_order_stays_unless_named(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    await ledger.come("a")
    assert (await ledger.move("hall", "everyone")).moved == ("a",)
    assert (await ledger.move("foyer", "rooms", "hall", "foyer")).moved == ("a",)
    assert (await ledger.move("hall", "people", "m")).moved == ("m",)


async def test_an_order_is_carried_out_once_per_ref(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    await ledger.come("a")
    first = await ledger.move("hall", "people", "a", ref="once")
    await ledger.enter("a", "foyer")
    assert await ledger.move("hall", "people", "a", ref="once") == first
    assert ledger.seats["a"] == "foyer"


async def test_an_order_waits_for_who_is_offline_and_is_carried_out_on_return(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    await ledger.come("a")
    await ledger.depart("a")
    await ledger.sweep(grace=0)
    assert (await ledger.move("workshop", "people", "a")).offline == ("a",)
    arrival = await ledger.arrive("a", "conn-2")
    assert (arrival.room, arrival.full) == ("workshop", False)
    assert arrival.order is not None
    assert (arrival.order.to, arrival.order.by, arrival.order.by_name, arrival.order.reason) == (
        "workshop", "m", "Person m", "so",
    )  # fmt: skip
    await ledger.houses.arrived(arrival.order.order, [ParticipantId("a")])
    assert (await ledger.arrive("a", "conn-3")).order is None, "once it was shown"


async def test_an_order_to_a_room_that_is_full_by_then_says_so(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    await ledger.admit("a")
    assert (await ledger.move("small", "people", "a")).offline == ("a",)
    await ledger.come("b", "small")
    arrival = await ledger.arrive("a")
    assert (arrival.room, arrival.full) == ("foyer", True)


async def test_who_was_moved_while_the_connection_was_lost_for_a_moment_is_told_on_return(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    await ledger.come("a")
    await ledger.depart("a")
    assert (await ledger.move("workshop", "people", "a")).moved == ("a",), "still present: the grace runs"
    arrival = await ledger.arrive("a", "conn-2")
    assert arrival.order is not None
    assert arrival.order.by == "m"


async def test_who_has_seen_the_room_or_walked_on_is_not_told_again(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    await ledger.come("a")
    await ledger.come("b")
    await ledger.move("hall", "people", "a", "b", ref="first")
    await ledger.houses.arrived("o-other", [ParticipantId("a")])
    await ledger.houses.arrived("o-first", [ParticipantId("a")])
    await ledger.enter("b", "workshop")
    assert (await ledger.arrive("a", "conn-2")).order is None
    assert (await ledger.arrive("b", "conn-2")).order is None
    assert ledger.seats["b"] == "workshop"


async def test_the_later_of_two_orders_counts(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    await ledger.come("a")
    await ledger.depart("a")
    await ledger.sweep(grace=0)
    await ledger.move("workshop", "people", "a")
    await ledger.move("hall", "people", "a")
    assert (await ledger.arrive("a", "conn-2")).room == "hall"


async def test_fifty_people_and_five_orders_at_once_never_overfill_a_room(ledger: Ledger) -> None:
    people = [f"p{n}" for n in range(50)]
    for who in people:
        await ledger.come(who)
    walks = [ledger.houses.enter(ParticipantId(who), RoomId("hall.1")) for who in people]
    orders = [
        ledger.orders.move(
            command(f"m{n}", "people.move"),
            f"o{n}",
            [RoomId("workshop")],
            "people",
            people[n::5],
            b'"order":"o%d","by":"m","by_name":"M","reason":""' % n,
            JOURNAL_ENTRY,
            False,
        )
        for n in range(5)
    ]
    await asyncio.gather(*orders, *walks)
    await ledger.check()
    rooms = list(ledger.seats.values())
    assert (rooms.count("hall.1"), len(rooms)) == (2, 50), "and nobody was lost on the way"


async def test_every_order_and_every_act_stands_in_the_journal(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    await ledger.come("a")
    await ledger.move("hall", "people", "a")
    await ledger.conduct("conduct.silence", "a")
    entries = await ledger.logs.read(JOURNAL, 1, 10)
    assert [entry.author for entry in entries] == ["m", "m"]
    assert b'"count":1' in entries[0].body
