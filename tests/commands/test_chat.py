"""Talking in a room: one order for all, every message once, and gone when it is deleted."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from tests.guest import Frame, Guest
from tests.nodes import Day
from venue.live.room_log import PAGE, PAGE_BYTES
from venue.model.ids import RoomId

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def in_store(day: Day) -> str:
    """All that Redis holds of the plenum."""
    site = day.site()
    kept = await site.store.ask("HGETALL", site.keys.log(RoomId("plenum")))
    return str(kept)


async def late_comer(day: Day, who: str = "late", node: int = 1) -> Guest:
    return await day.come(who, "plenum", node=node)


async def test_everybody_in_the_room_hears_the_same_in_the_same_order_on_both_nodes(day: Day) -> None:
    people = [await day.come(who, "plenum", node=at % 2) for at, who in enumerate("abcd")]
    await asyncio.gather(*(one.say(f"{one.who}{n}") for one in people for n in range(8)))
    for one in people:
        await one.sees(lambda one: len(one.texts) == 32)
    assert len({tuple(one.texts) for one in people}) == 1
    assert sorted(people[0].texts) == sorted(f"{who}{n}" for who in "abcd" for n in range(8))
    assert (await late_comer(day)).texts == people[0].texts


async def test_what_is_said_carries_who_said_it_and_the_ref_of_the_tab(day: Day) -> None:
    person, other = await day.come("a", "plenum", org="The city", roles=("speaker",)), await day.come("b", "plenum")
    ref = person.next_ref()
    said = await person.do("chat.send", ref=ref, room="plenum", text="good morning")
    heard = await other.hears("chat.posted")
    assert heard == {
        "room": "plenum", "offset": said["offset"], "on": "chat.posted", "by": "a", "name": "Person A",
        "org": "The city", "roles": ["speaker"], "text": "good morning", "at": said["at"], "ref": ref,
    }  # fmt: skip
    assert (await person.hears("chat.posted")) == heard, "the sender hears it like every other"


async def test_what_is_said_in_one_room_is_not_heard_in_another(day: Day) -> None:
    person, elsewhere = await day.come("a", "plenum"), await day.come("b", "workshop")
    await person.say("not for you")
    await elsewhere.say("nor for you")
    await elsewhere.sees(lambda one: one.texts == ["nor for you"])
    assert person.texts == ["not for you"] or await person.hears("chat.posted", text="not for you")


async def test_one_speaks_only_where_one_is(day: Day) -> None:
    person = await day.come("a", "plenum")
    await person.enter("foyer")
    assert await person.refused("chat.send", room="plenum", text="from afar") == "not_here"


async def test_a_message_repeated_after_a_lost_connection_is_said_once_on_whichever_node(day: Day) -> None:
    text = await day.pass_of("a")
    one, other = await day.back(text, "a"), await day.back(text, "a", node=1)
    for tab in (one, other):
        await tab.enter("plenum")
    sends = [tab.do("chat.send", ref="same-1", room="plenum", text="once") for tab in (one, other)]
    receipts = await asyncio.gather(*sends)
    assert receipts[0] == receipts[1]
    assert await other.do("chat.send", ref="same-1", room="plenum", text="once") == receipts[0]
    assert (await late_comer(day)).texts == ["once"]
    assert await one.refused("chat.delete", ref="same-1", room="plenum", message=receipts[0]["offset"]) == "conflict"


async def test_an_edited_message_reads_as_edited_for_all_and_for_late_comers(day: Day) -> None:
    person, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    message = await person.say("firsttext")
    await person.do("chat.edit", room="plenum", message=message, text="secondtext")
    await other.hears("chat.edited", message=message, text="secondtext")
    for node in (0, 1):
        late = await late_comer(day, f"late{node}", node)
        assert late.texts == other.texts == ["secondtext"]
        assert late.log[0]["edited"] is True
        assert "firsttext" not in "".join(late.frames)
    assert "firsttext" not in await in_store(day)


async def test_a_deleted_message_is_gone_for_all_with_every_wording_it_had(day: Day) -> None:
    person, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    message = await person.say("firsttext")
    for text in ("secondtext", "thirdtext"):
        await person.do("chat.edit", room="plenum", message=message, text=text)
    await person.do("chat.delete", room="plenum", message=message)
    await other.hears("chat.deleted", message=message)
    await other.sees(lambda one: one.texts == [])
    for node in (0, 1):
        late = await late_comer(day, f"late{node}", node)
        assert late.texts == []
        assert [entry["on"] for entry in late.log][:2] == ["chat.deleted", "log.voided"]
        for wording in ("firsttext", "secondtext", "thirdtext"):
            assert wording not in "".join(late.frames), "neither the store nor a node's memory tells it"
    for wording in ("firsttext", "secondtext", "thirdtext"):
        assert wording not in await in_store(day)


async def test_one_edits_and_deletes_ones_own_messages_alone(day: Day) -> None:
    person, other = await day.come("a", "plenum"), await day.come("b", "plenum")
    message = await person.say("mine")
    assert await other.refused("chat.edit", room="plenum", message=message, text="yours") == "not_allowed"
    assert await other.refused("chat.delete", room="plenum", message=message) == "not_allowed"
    await person.do("chat.delete", room="plenum", message=message)
    assert await person.refused("chat.edit", room="plenum", message=message, text="again") == "not_found"
    assert await person.refused("chat.delete", room="plenum", message=message) == "not_found"
    assert await person.refused("chat.delete", room="plenum", message=message + 1) == "not_found", "that is no message"


async def test_a_moderator_deletes_any_message_also_from_another_room_and_it_is_seen_as_such(day: Day) -> None:
    person, moderator = await day.come("a", "plenum"), await day.staff(room="foyer", node=1)
    message = await person.say("a rare insult")
    ref = moderator.next_ref()
    done = await moderator.do("chat.delete", ref=ref, room="plenum", message=message)
    assert (await person.hears("chat.deleted", message=message))["by_staff"] is True
    assert await moderator.do("chat.delete", ref=ref, room="plenum", message=message) == done, "repeated: the same"
    assert "rare" not in await in_store(day)


async def test_from_another_room_one_deletes_ones_own_and_nothing_else(day: Day) -> None:
    person, other = await day.come("a", "plenum"), await day.come("b", "plenum")
    message, others = await person.say("mine"), await other.say("not yours")
    await person.enter("foyer")
    assert await person.refused("chat.edit", room="plenum", message=message, text="x") == "not_here"
    assert await person.refused("chat.delete", room="plenum", message=others) == "not_here"
    assert await person.refused("chat.delete", room="plenum", message=others + 1) == "not_here", "nor what there is"
    await person.do("chat.delete", room="plenum", message=message)
    assert (await other.hears("chat.deleted", message=message)).get("by_staff", False) is False
    assert "mine" not in await in_store(day)


async def test_two_who_amend_the_same_message_at_once_agree_in_the_end(day: Day) -> None:
    text = await day.pass_of("a")
    one, other = await day.back(text, "a"), await day.back(text, "a", node=1)
    for tab in (one, other):
        await tab.enter("plenum")
    message = await one.say("start")
    edits = [tab.ask({"do": "chat.edit", "ref": tab.next_ref(), "room": "plenum", "message": message, "text": f"{n}"})
             for n, tab in enumerate((one, other, one, other))]  # fmt: skip
    answers = await asyncio.gather(*edits)
    assert all("ok" in answer or answer["error"]["retry"] for answer in answers)
    done = sum("ok" in answer for answer in answers)
    for tab in (one, other):
        await tab.sees(lambda one: len([entry for entry in one.log if entry["on"] == "chat.edited"]) == done)
    assert one.texts == other.texts == (await late_comer(day)).texts


async def test_what_comes_within_a_moment_in_a_busy_room_comes_in_one_frame(day: Day) -> None:
    people = [await day.come(who, "plenum", node=at % 2) for at, who in enumerate("abcde")]
    reader = await late_comer(day)
    before = len(reader.frames)
    await asyncio.gather(*(one.say(f"{one.who}{n}") for one in people for n in range(30)))
    await reader.sees(lambda one: len(one.texts) == 150)
    frames = [frame for frame in reader.frames[before:] if "chat.posted" in frame]
    assert len(frames) < 75
    assert max(frame.count("\n") for frame in frames) >= 2


async def test_who_scrolls_up_finds_every_older_message_in_order(day: Day) -> None:
    person = await day.come("a", "plenum")
    for n in range(3):
        await asyncio.gather(*(person.say(f"{n * 30 + m:03}") for m in range(30)))
        person = await day.come(f"a{n}", "plenum", node=n % 2)
    reader = await late_comer(day)
    assert len(reader.texts) == PAGE
    pages: list[Frame] = []
    before, older = reader.log[0]["offset"], True
    while older:
        page = await reader.do("chat.older", room="plenum", before=before, limit=15)
        pages, older = [*page["events"], *pages], page["older"]
        before = pages[0]["offset"]
    assert [event["offset"] for event in pages] == list(range(1, 41))
    assert sorted(event["text"] for event in pages) + sorted(reader.texts) == [f"{n:03}" for n in range(90)]


async def test_a_room_full_of_very_long_messages_is_shown_in_pieces_that_everybody_can_read(day: Day) -> None:
    people = [await day.come(f"a{n}", "plenum") for n in range(2)]
    for one in people:
        await asyncio.gather(*(one.say("\U0001f389" * 2000) for _ in range(20)))
    reader = await late_comer(day)
    shown = [entry for entry in reader.log if entry["on"] == "chat.posted"]
    assert 1 <= len(shown) <= PAGE_BYTES / 8000
    assert max(map(len, reader.frames)) < PAGE_BYTES
    page = await reader.do("chat.older", room="plenum", before=shown[0]["offset"], limit=200)
    assert page["older"] is True
    assert page["events"][-1]["offset"] == shown[0]["offset"] - 1
    # So much cannot be caught up on at once: honest resumption is a fresh start.
    assert (await reader.resume("plenum", reader.epoch, 0))["resumed"] is False


async def test_the_events_bounds_hold_for_each_person(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    event = day.site().event
    monkeypatch.setattr(day.site(), "event", msgspec.structs.replace(
        event, chat=msgspec.structs.replace(event.chat, burst=3, per_second=0.01)))  # fmt: skip
    person, other = await day.come("a", "plenum"), await day.come("b", "plenum")
    answers = [
        await person.ask({"do": "chat.send", "ref": f"x-{n}", "room": "plenum", "text": "hello"}) for n in range(4)
    ]
    assert ["ok" in answer for answer in answers] == [True, True, True, False]
    assert (answers[3]["error"]["code"], answers[3]["error"]["retry"]) == ("too_many", True)
    await other.say("I have not spoken yet")


async def test_links_and_markup_travel_as_text(day: Day) -> None:
    person, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    texts: list[Any] = [
        "<script>alert(1)</script>",
        'https://example.org/?a="b"&c',
        "Käse 🧀 \u0645\u0631\u062d\u0628\u0627",
    ]
    for text in texts:
        await person.say(text)
    await other.sees(lambda one: one.texts == texts)
