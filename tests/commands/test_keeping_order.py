"""Keeping order: at once, on every node, and in the journal. Announcements, applause, and the operators' numbers."""

from __future__ import annotations

import asyncio

import pytest

from tests.nodes import Day
from venue.protocol.codes import Close

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_who_is_silenced_reads_on_but_neither_writes_nor_reacts(day: Day) -> None:
    loud, other, moderator = await day.come("a", "plenum"), await day.come("b", "plenum", node=1), await day.staff()
    await moderator.do("conduct.silence", person="a", reason="Too loud")
    news = await loud.hears("you.changed", reason="Too loud", by="The moderator")
    assert news["me"]["silenced_until"] == 0
    assert await loud.refused("chat.send", room="plenum", text="but") == "silenced"
    assert await loud.refused("reaction.send", room="plenum", kind="applause") == "silenced"
    await other.say("we hear you not")
    await loud.sees(lambda one: one.texts == ["we hear you not"])
    await moderator.do("conduct.unsilence", person="a")
    await loud.hears("you.changed", by="The moderator", reason="")
    await loud.say("thank you")


async def test_silence_for_minutes_ends_by_itself(day: Day) -> None:
    loud, moderator = await day.come("a", "plenum"), await day.staff(node=1)
    await moderator.do("conduct.silence", person="a", minutes=5)
    until = (await loud.hears("you.changed"))["me"]["silenced_until"]
    now = (await loud.do("venue.ping"))["at"]
    assert 4 * 60_000 < until - now <= 5 * 60_000
    site = day.site()
    site.house.silenced["a"] = now - 1  # type: ignore[index]
    assert site.house.may_speak("a", now)  # type: ignore[arg-type]
    site.house.silenced["a"] = until  # type: ignore[index]


async def test_who_is_shown_out_is_out_at_once_everywhere_until_let_in(day: Day) -> None:
    text = await day.pass_of("a")
    tabs = [await day.back(text, "a", node=node) for node in (0, 1)]
    witness, moderator = await day.come("b"), await day.staff(node=1)
    await tabs[0].enter("foyer")
    await witness.sees(lambda one: "a" in (one.roster or ()))
    await moderator.do("conduct.show_out", person="a", reason="Insults")
    for tab in tabs:
        assert (await tab.hears("venue.closing"))["reason"] == "Insults"
        assert await tab.ended() == Close.PASS_ENDED
    await witness.sees(lambda one: "a" not in (one.roster or ()))
    assert (await day.asked("me", text)).json()["error"]["code"] == "shown_out"
    refused = await day.asked("enter", body={"ticket": day.ticket("a")})
    assert refused.json()["error"]["code"] == "shown_out"
    again = await day.connected(text, "a")
    assert await again.ended() == Close.PASS_ENDED
    await moderator.do("conduct.let_in", person="a")
    back = await day.come("a")
    assert back.here == "foyer"
    assert (await day.asked("me", text)).status_code == 401, "the old pass stays ended"


async def test_nobody_keeps_order_about_themselves_or_those_above(day: Day) -> None:
    moderator, colleague = await day.staff("m1"), await day.staff("m2")
    operator = await day.staff("o", role="operator")
    for person in ("m1", "m2", "o"):
        assert await moderator.refused("conduct.silence", person=person) == "not_allowed"
        assert await moderator.refused("conduct.show_out", person=person) == "not_allowed"
    await operator.do("conduct.silence", person="m2")
    assert await colleague.refused("chat.send", room="foyer", text="but") == "silenced"
    assert await moderator.refused("conduct.silence", person="nobody") == "not_found"


async def test_a_changed_role_acts_at_once(day: Day) -> None:
    moderator = await day.staff("m1")
    await moderator.do("people.find")
    await day.asked("enter", node=1, body={"ticket": day.ticket("m1", name="The moderator")})
    assert (await moderator.hears("you.changed"))["me"]["grants"] == ["talk"]
    assert await moderator.refused("people.find") == "not_allowed"


async def test_the_journal_says_who_whom_when_and_why_and_never_what_was_said(day: Day) -> None:
    person, moderator = await day.come("a", "plenum"), await day.staff(room="plenum", node=1)
    message = await person.say("a rare insult")
    await moderator.do("chat.delete", room="plenum", message=message)
    await moderator.do("conduct.silence", person="a", reason="Insults")
    await moderator.do("announcement.make", room="plenum", text="a rare announcement")
    await moderator.do("people.move", everyone=True, to="foyer", reason="Break")
    await moderator.do("conduct.show_out", person="a", reason="Again")
    journal = await moderator.do("conduct.journal")
    assert [entry["action"] for entry in journal["entries"]] == ["show_out", "move", "announce", "silence", "delete"]
    for entry in journal["entries"]:
        assert entry["by_name"] == "The moderator"
        assert entry["at"] > 0
    assert [entry["whom_name"] for entry in journal["entries"]] == ["Person A", "", "", "Person A", "Person A"]
    assert journal["entries"][1]["count"] == 1
    assert "rare" not in str(journal)
    first = await moderator.do("conduct.journal", limit=2)
    rest = await moderator.do("conduct.journal", limit=9, before=first["entries"][-1]["number"])
    assert first["entries"] + rest["entries"] == journal["entries"]
    assert (first["older"], rest["older"]) == (True, False)
    listed = await moderator.do("conduct.list")
    assert [(one["person"]["id"], one["shown_out"]) for one in listed["people"]] == [("a", True)]


async def test_an_announcement_reaches_everybody_once_and_those_who_come_later(day: Day) -> None:
    rooms = ("foyer", "plenum", "cafeteria", "cafeteria.1")
    people = [await day.come(f"p{n}", room, node=n % 2) for n, room in enumerate(rooms)]
    moderator = await day.staff()
    await moderator.do("announcement.make", text="The buffet is open")
    for one in people:
        await one.sees(lambda one: one.texts == ["The buffet is open"])
        assert one.log[-1]["everywhere"]
    await moderator.do("announcement.make", room="cafeteria", text="Last orders")
    for one in people[2:]:
        await one.sees(lambda one: one.texts[-1:] == ["Last orders"])
    later = await day.come("late", "cafeteria.2")
    assert later.texts == ["The buffet is open", "Last orders"]
    assert people[1].texts == ["The buffet is open"]
    assert len({event["id"] for one in people for event in one.heard("announcement.made")}) == 2


async def test_applause_of_a_room_is_one_number_and_not_one_frame_a_clap(day: Day) -> None:
    people = [await day.come(f"p{n}", "plenum", node=n % 2) for n in range(10)]
    witness = await day.come("w", "plenum")
    claps = (one.do("reaction.send", room="plenum", kind="applause", times=2) for one in people for _ in range(8))
    await asyncio.gather(*claps)

    def counted() -> int:
        return sum(event["counts"].get("applause", 0) for event in witness.heard("reaction.counted"))

    await witness.sees(lambda _: counted() == 160)
    assert len(witness.heard("reaction.counted")) <= 12, "160 claps"


async def test_operators_see_nodes_with_their_age_and_the_same_numbers_as_everybody(day: Day) -> None:
    person, operator = await day.come("a", "plenum", node=1), await day.staff("o", role="operator")
    await operator.do("operations.watch")
    measured = await operator.hears("operations.measured")
    assert len(measured["nodes"]) == 2
    assert all(0 <= node["age"] < 6000 for node in measured["nodes"])
    assert measured["store"]
    assert measured["store_memory"] > 0
    found = await operator.do("people.find", query="person a")
    assert [(one["room"], one["present"], one["connections"]) for one in found["people"]] == [("plenum", True, 1)]
    await person.sees(lambda one: one.counts == operator.counts and one.total == operator.total == 2)
    await operator.do("operations.watch", on=False)
    metrics = (await day.http.get(f"{day.nodes[0].url}/metrics")).text
    assert f'venue_people{{event="{day.slug}",kind="plenum"}} 1.0' in metrics


async def test_a_reason_as_long_as_one_may_write_closes_the_connection_like_any_other(day: Day) -> None:
    rude, moderator = await day.come("a", "plenum", node=1), await day.staff()
    reason = "ü" * 500
    await moderator.do("conduct.show_out", person="a", reason=reason)
    assert (await rude.hears("venue.closing"))["reason"] == reason
    assert await rude.ended() == Close.PASS_ENDED
    await moderator.do("venue.ping")


async def test_erasing_oneself_does_not_lift_a_silence(day: Day) -> None:
    text = await day.pass_of("a")
    loud, moderator = await day.back(text, "a"), await day.staff()
    await moderator.do("conduct.silence", person="a", reason="Too loud")
    await loud.hears("you.changed")
    assert (await day.asked("me/erase", text, body={})).status_code == 200
    await loud.ended()
    back = await day.come("a", "plenum", node=1)
    assert back.welcome["me"]["silenced_until"] == 0
    assert await back.refused("chat.send", room="plenum", text="but") == "silenced"
