"""The info desk on two nodes: asking from anywhere, a queue that everybody sees alike, one helper each, nobody lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.guest import Frame, Guest
from tests.nodes import Day, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "My microphone whistles terribly"


def asks(ticket: Frame) -> tuple[str, str, str]:
    """Who asks what, and how it stands."""
    return ticket["person"]["id"], ticket["text"], ticket["state"]


def listed(helper: Guest) -> list[Frame]:
    """The queue as the helper heard it last."""
    lists = helper.heard("help.listed")
    return lists[-1]["tickets"] if lists else []


async def watching(day: Day, who: str = "m", **about: Any) -> Guest:
    """A helper who has the queue before them."""
    helper = await day.staff(who, **about)
    await helper.do("help.watch")
    return helper


async def sees_queue(helper: Guest, *expected: tuple[str, str, str]) -> list[Frame]:
    """Waits for exactly these tickets; the last list."""

    await helper.hears("help.listed")
    await helper.sees(lambda one: [asks(ticket) for ticket in listed(one)] == list(expected))
    return listed(helper)


async def test_who_asks_is_seen_with_room_and_text_and_sees_who_helps_and_that_it_is_done(day: Day) -> None:
    person, helper = await day.come("a", "plenum"), await watching(day, node=1, role="operator")
    assert person.welcome["help"]["state"] == "none"
    assert person.welcome["desk"] is None
    assert await person.do("help.ask", text=f"  {SECRET}\n\nreally ") == {"number": 1, "ahead": 0}
    waiting = await person.hears("you.helped", state="waiting")
    assert (waiting["number"], waiting["ahead"], waiting["by"]) == (1, 0, None)
    (ticket,) = await sees_queue(helper, ("a", f"{SECRET} really", "waiting"))
    assert (ticket["room"], ticket["here"], ticket["present"]) == ("plenum", "plenum", True)
    assert ticket["asked"] == waiting["since"]
    await helper.hears("help.counted", waiting=1, taken=0, oldest=waiting["since"])
    taken = await helper.do("help.take", number=1)
    assert (taken["number"], taken["by"]["name"], taken["mine"]) == (1, "The operator", True)
    news = await person.hears("you.helped", state="taken")
    assert (news["by"]["name"], news["by"]["roles"]) == ("The operator", ["operator"])
    await helper.hears("help.counted", waiting=0, taken=1, oldest=0)
    await helper.do("people.move", people=["a"], to="foyer", reason="I help you here")
    await person.enter((await person.hears("you.moved"))["room"])
    await helper.sees(lambda one: listed(one)[0]["here"] == "foyer")
    await helper.do("help.close", number=1, reason="solved")
    done = await person.hears("you.helped", state="closed")
    assert (done["reason"], done["by"]["name"]) == ("solved", "The operator")
    await sees_queue(helper)
    (ended,) = (await helper.do("help.record"))["tickets"]
    assert (ended["number"], ended["room"], ended["reason"], ended["by"]["id"]) == (1, "plenum", "solved", "m")
    assert ended["asked"] <= ended["taken"] <= ended["closed"]


async def test_who_helps_sees_where_who_asks_has_a_place(day: Day) -> None:
    person, helper = await day.come("a", "plenum"), await watching(day, node=1)
    for session in ("next", "narrow"):
        await person.do("place.take", session=session)
    await person.do("help.ask", text="Where to?")
    await helper.sees(lambda one: [ticket["places"] for ticket in listed(one)] == [["narrow", "next"]])
    await person.do("place.give_up", session="narrow")
    await helper.sees(lambda one: [ticket["places"] for ticket in listed(one)] == [["next"]])


async def test_what_is_asked_is_in_no_log_and_with_no_one_who_only_listens(day: Day) -> None:
    with capture_logs() as logs:
        person, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
        helper, idle = await watching(day, node=1), await day.staff("m2")
        await person.do("help.ask", text=SECRET)
        await sees_queue(helper, ("a", SECRET, "waiting"))
        assert await person.do("help.mine") == {"text": SECRET}
        assert await other.do("help.mine") == {"text": ""}
        await helper.do("help.take", number=1)
        await person.do("help.withdraw")
        await person.hears("you.helped", state="none")
        await sees_queue(helper)
        assert await person.do("help.mine") == {"text": ""}
    assert SECRET not in str(logs)
    for guest in (other, idle):
        assert SECRET not in "".join(guest.frames)
    for log in ("~", "!", "plenum"):
        kept = await day.site().logs.read(log, 1, 200)  # type: ignore[arg-type]
        assert SECRET.encode() not in b"".join(entry.value for entry in kept)
    entries = [entry.body for entry in await day.site().logs.read("~", 1, 200) if b'"t":"helped"' in entry.body]  # type: ignore[arg-type]
    assert len(entries) == 3


async def test_everybody_hears_their_place_again_as_the_queue_moves(day: Day) -> None:
    people = [await day.come(f"p{n}", node=n % 2) for n in range(4)]
    helper = await watching(day)
    for n, one in enumerate(people):
        assert await one.do("help.ask", text=f"question {n}") == {"number": n + 1, "ahead": n}
    await helper.do("help.take", number=2)
    await people[3].hears("you.helped", state="waiting", ahead=2)
    await people[0].do("help.withdraw")
    await people[3].hears("you.helped", state="waiting", ahead=1)
    await people[2].hears("you.helped", state="waiting", ahead=0)
    await helper.do("help.release", number=2)
    await people[1].hears("you.helped", state="waiting", ahead=0)
    await people[2].sees(lambda one: one.heard("you.helped")[-1]["ahead"] == 1)
    await sees_queue(helper, *((f"p{n}", f"question {n}", "waiting") for n in (1, 2, 3)))


async def test_of_two_helpers_on_two_nodes_one_wins_and_the_other_is_told_who(day: Day) -> None:
    await (await day.come("a")).do("help.ask", text=SECRET)
    helpers = [await watching(day, f"m{n}", node=n) for n in (0, 1)]
    taken = await asyncio.gather(*(one.do("help.take", number=1) for one in helpers))
    assert sorted(each["mine"] for each in taken) == [False, True]
    assert taken[0]["by"] == taken[1]["by"]
    winner, loser = helpers if taken[0]["mine"] else helpers[::-1]
    assert taken[0]["by"]["id"] == winner.who
    assert await loser.refused("help.close", number=1, reason="solved") == "help_taken"
    for one in helpers:
        (ticket,) = await sees_queue(one, ("a", SECRET, "taken"))
        assert ticket["by"]["id"] == winner.who
    await winner.do("help.close", number=1, reason="other")
    assert await loser.refused("help.take", number=1) == "not_found"


async def test_only_who_may_help_sees_and_takes_anything(day: Day) -> None:
    person = await day.come("a")
    await person.do("help.ask", text=SECRET)
    for command, fields in (
        ("help.watch", {}),
        ("help.take", {"number": 1}),
        ("help.release", {"number": 1}),
        ("help.close", {"number": 1, "reason": "gone"}),
        ("help.record", {}),
    ):
        assert await person.refused(command, **fields) == "not_allowed"
    assert await person.refused("help.ask", text=" \n ") == "bad_text"
    assert await person.refused("help.ask", text="x" * 301) == "bad_field"


async def test_who_is_silenced_may_still_ask(day: Day) -> None:
    person, helper = await day.come("a"), await watching(day)
    await helper.do("conduct.silence", person="a")
    await person.do("help.ask", text="Why?")
    await sees_queue(helper, ("a", "Why?", "waiting"))


async def test_a_new_role_shows_the_queue_and_a_lost_one_hides_it_and_gives_the_ticket_back(day: Day) -> None:
    person, helper = await day.come("a"), await watching(day, node=1)
    await person.do("help.ask", text=SECRET)
    await helper.do("help.take", number=1)
    await person.hears("you.helped", state="taken")
    await day.asked("enter", body={"ticket": day.ticket("m", name="The moderator")})
    await helper.hears("you.changed")
    await person.sees(lambda one: one.heard("you.helped")[-1]["state"] == "waiting")
    helper.forget()
    await person.do("help.ask", text=f"{SECRET} again")
    await day.asked("enter", body={"ticket": day.ticket("m", name="The moderator", roles=("moderator",))})
    await helper.hears("help.counted", waiting=1)
    assert not helper.heard("help.listed")
    await helper.do("help.watch")
    await sees_queue(helper, ("a", f"{SECRET} again", "waiting"))


async def test_a_ticket_outlives_the_connection_and_is_in_the_welcome_of_the_next_one(day: Day) -> None:
    text = await day.pass_of("a")
    person, helper = await day.back(text, "a"), await watching(day)
    await person.do("help.ask", text=SECRET)
    await person.lose()
    back = await day.back(text, "a", node=1)
    assert (back.welcome["help"]["state"], back.welcome["help"]["number"]) == ("waiting", 1)
    await helper.do("help.take", number=1)
    assert (await back.hears("you.helped", state="taken"))["by"]["id"] == "m"
    assert (await day.asked("me/data", text)).json()["help"]["text"] == SECRET


async def test_all_tabs_of_a_person_know_the_same(day: Day) -> None:
    text = await day.pass_of("a")
    tabs = [await day.back(text, "a", node=node) for node in (0, 1, 1)]
    await tabs[0].do("help.ask", text=SECRET)
    for tab in tabs:
        await tab.hears("you.helped", state="waiting")
    await tabs[1].do("help.withdraw")
    for tab in tabs:
        await tab.hears("you.helped", state="none")


@pytest.mark.parametrize("how", ["killed", "home"])
async def test_a_helper_who_is_gone_loses_nobody(day: Day, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("venue.store.house.GRACE_MS", 300)
    people = [await day.come(f"p{n}", node=n % 2) for n in range(2)]
    helper, witness = await day.staff("m1", node=1), await watching(day, "m2")
    for one in people:
        await one.do("help.ask", text="Please")
    await helper.do("help.take", number=1)
    await sees_queue(witness, ("p0", "Please", "taken"), ("p1", "Please", "waiting"))
    if how == "killed":
        await helper.lose()
    else:
        await helper.do("venue.leave")
    await sees_queue(witness, ("p0", "Please", "waiting"), ("p1", "Please", "waiting"))
    await people[0].sees(lambda one: one.heard("you.helped")[-1]["state"] == "waiting")
    await people[1].sees(lambda one: one.heard("you.helped")[-1]["ahead"] == 1)
    assert (await witness.do("help.take", number=1))["mine"]


async def test_a_helper_who_comes_back_in_time_still_has_the_ticket(day: Day) -> None:
    person = await day.come("a")
    text = await day.pass_of("m", name="The moderator", roles=("moderator",))
    helper = await day.back(text, "m", node=1)
    await person.do("help.ask", text=SECRET)
    await helper.do("help.take", number=1)
    await helper.lose()
    back = await day.back(text, "m")
    await back.do("help.watch")
    (ticket,) = await sees_queue(back, ("a", SECRET, "taken"))
    assert ticket["by"]["id"] == "m"
    assert back.welcome["desk"] == {"on": "help.counted", "waiting": 0, "taken": 1, "oldest": 0}


async def test_who_goes_home_or_is_erased_asks_for_nothing_any_more(day: Day) -> None:
    helper = await watching(day)
    home, text = await day.come("a", node=1), await day.pass_of("b")
    erased = await day.back(text, "b")
    await home.do("help.ask", text=SECRET)
    await erased.do("help.ask", text=SECRET)
    await sees_queue(helper, ("a", SECRET, "waiting"), ("b", SECRET, "waiting"))
    await home.do("venue.leave")
    assert (await day.asked("me/erase", text, body={})).status_code == 200
    await sees_queue(helper)
    record = (await helper.do("help.record"))["tickets"]
    assert [each["reason"] for each in record] == ["left", "left"]


async def test_a_person_who_is_away_is_shown_as_away_in_the_queue(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("venue.store.house.GRACE_MS", 300)
    person, helper = await day.come("a", "plenum"), await watching(day, node=1)
    await person.do("help.ask", text=SECRET)
    await person.lose()
    await helper.sees(lambda one: [ticket["present"] for ticket in listed(one)] == [False])
    (ticket,) = await sees_queue(helper, ("a", SECRET, "waiting"))
    assert ticket["here"] == "plenum"
    assert ticket["seen"] > 0


async def test_forty_people_at_once_are_a_few_lists_and_counts_in_the_order_of_asking(day: Day) -> None:
    people = [await day.come(f"p{n:02}", node=n % 2) for n in range(40)]
    helper = await watching(day)
    await asyncio.gather(*(one.do("help.ask", text=f"question {one.who}") for one in people))
    await helper.sees(lambda one: len(listed(one)) == 40)
    tickets = listed(helper)
    assert [ticket["number"] for ticket in tickets] == list(range(1, 41))
    assert len(helper.heard("help.listed")) <= 8
    await helper.hears("help.counted", waiting=40)
    assert len(helper.heard("help.counted")) <= 8
    for one in people:
        number = next(ticket["number"] for ticket in tickets if ticket["person"]["id"] == one.who)
        await one.sees(lambda one, ahead=number - 1: one.heard("you.helped")[-1]["ahead"] == ahead)  # type: ignore[misc]


async def test_who_watches_no_longer_hears_nothing_and_the_node_keeps_no_texts(day: Day) -> None:
    person, helper = await day.come("a"), await watching(day)
    await person.do("help.ask", text=SECRET)
    await sees_queue(helper, ("a", SECRET, "waiting"))
    await helper.do("help.watch", on=False)
    desk = day.site().desk
    await until(lambda: not desk._texts)
    assert not desk.watchers
