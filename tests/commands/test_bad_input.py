"""Whatever comes in: the sender is told with a stable code, the connection lives, and the room does not notice."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.guest import Guest
from tests.nodes import Day, until
from venue.commands.menu import MENU
from venue.model.people import PERMISSIONS, Role
from venue.protocol.codes import REFUSALS, Close
from venue.protocol.results import RESULTS
from venue.serving import FRAME_LIMIT

pytestmark = pytest.mark.asyncio(loop_scope="module")

DEEP = "[" * 15_000 + "]" * 15_000
WRONG: list[tuple[str, str | bytes, str]] = [
    ("nothing at all", "", "bad_json"),
    ("half an object", '{"do":', "bad_json"),
    ("not JSON", "hello", "bad_json"),
    ("a number that is none", '{"do":"venue.ping","ref":NaN}', "bad_json"),
    ("a lone surrogate", '{"do":"chat.send","ref":"x-1","room":"plenum","text":"\\ud800"}', "bad_json"),
    ("arrays without end", DEEP, "bad_field"),
    ("a hundred thousand of them", "[" * 100_000, "too_large"),
    ("arrays in a field", '{"do":"venue.ping","ref":"x-1","more":' + DEEP + "}", "bad_json"),
    ("bytes", b"\x00\x01\x02", "not_text"),
    ("more than a command may be", json.dumps({"do": "chat.send", "text": "x" * 65536}), "too_large"),
    ("a list", "[]", "bad_field"),
    ("a string", '"venue.ping"', "bad_field"),
    ("no name", '{"ref":"x-1"}', "unknown_command"),
    ("an unknown name", '{"do":"house.burn","ref":"x-1"}', "unknown_command"),
    ("an event instead", '{"on":"chat.posted","ref":"x-1"}', "unknown_command"),
    ("no ref", '{"do":"venue.ping"}', "bad_field"),
    ("a ref that is none", '{"do":"venue.ping","ref":"a b"}', "bad_field"),
    ("a missing field", '{"do":"chat.send","ref":"x-1","room":"plenum"}', "bad_field"),
    ("a wrong type", '{"do":"chat.send","ref":"x-1","room":7,"text":"hello"}', "bad_field"),
    ("a number out of bounds", '{"do":"chat.older","ref":"x-1","room":"plenum","before":1,"limit":1e9}', "bad_field"),
    ("an unknown kind", '{"do":"reaction.send","ref":"x-1","room":"plenum","kind":"boo"}', "bad_field"),
    ("an empty message", '{"do":"chat.send","ref":"x-1","room":"plenum","text":""}', "bad_field"),
]  # fmt: skip


async def answer_to(guest: Guest, frame: str | bytes) -> str:
    """The code of the refusal that answers a raw frame; whether it names the ref depends on how much could be read."""
    future = guest._asked["x-1"] = asyncio.get_running_loop().create_future()
    loose = len(guest.loose)
    await guest.send(frame)
    await until(lambda: len(guest.loose) > loose or future.done())
    guest._asked.pop("x-1", None)
    said = (await future)["error"] if future.done() else guest.loose[-1]
    assert (said["code"], said["retry"]) == (said["code"], REFUSALS[said["code"]][0])
    assert said["message"]
    return str(said["code"])


async def test_every_wrong_frame_is_refused_with_its_code_and_nobody_else_hears_of_it(day: Day) -> None:
    clumsy, witness = await day.come("a", "plenum"), await day.come("w", "plenum", node=1)
    for at, (what, frame, code) in enumerate(WRONG):
        assert await answer_to(clumsy, frame) == code, what
        await clumsy.say(f"still here {at}")
    await witness.sees(lambda one: len(one.texts) == len(WRONG))
    assert witness.texts == [f"still here {at}" for at in range(len(WRONG))]
    assert not witness.loose


@pytest.mark.parametrize(
    ("text", "code"),
    [(" \n\t ", "bad_text"), ("\u202e\u2066", "bad_text"), ("\x00\x07", "bad_text"), ("x" * 2001, "too_long")],
)
async def test_a_text_that_cannot_be_shown_is_refused(day: Day, text: str, code: str) -> None:
    person = await day.come("a", "plenum")
    assert await person.refused("chat.send", room="plenum", text=text) == code


async def test_what_would_turn_or_hide_the_text_around_it_is_taken_out(day: Day) -> None:
    person = await day.come("a", "plenum")
    await person.say("one\u202etwo\x07\u2066three\r\nfour")
    await person.sees(lambda one: one.texts == ["onetwothree\nfour"])


async def test_rooms_and_messages_that_do_not_exist(day: Day) -> None:
    person = await day.come("a", "plenum")
    assert await person.refused("room.enter", room="cellar") == "no_room"
    assert await person.refused("chat.send", room="cellar", text="hello") == "no_room"
    assert await person.refused("chat.send", room="foyer", text="hello") == "not_here"
    assert await person.refused("chat.edit", room="plenum", message=4711, text="hello") == "not_found"
    assert await person.refused("chat.delete", room="plenum", message=0) == "not_found"
    assert await person.refused("reaction.send", room="foyer", kind="applause") == "not_here"
    assert await person.refused("roster.page", room="foyer") == "not_here"
    assert await person.refused("chat.older", room="foyer", before=5) == "not_here"


def minimal(name: str) -> dict[str, object]:
    """Fields with which each command would be done, had one the right to."""
    fields: dict[str, dict[str, object]] = {
        **{f"room.{verb}": {"room": "workshop"} for verb in ("close", "open")},
        "people.move": {"everyone": True, "to": "foyer"},
        "announcement.make": {"text": "hello"},
        "show.extend": {"minutes": 5},
        "show.mode": {"mode": "hand"},
        "place.expected": {"session": "wide"},
        **{f"order.{verb}": {"order": "m.1"} for verb in ("show", "cancel", "undo", "go", "more", "decline")},
        **{f"help.{verb}": {"number": 1} for verb in ("take", "release")},
        "help.close": {"number": 1, "reason": "gone"},
        **{f"conduct.{verb}": {"person": "nobody"} for verb in ("silence", "unsilence", "show_out", "let_in")},
    }
    return fields.get(name, {})


@pytest.mark.parametrize("role", list(PERMISSIONS))
async def test_every_command_asks_for_its_right(day: Day, role: Role) -> None:
    forbidden = [
        str(command.__struct_config__.tag)
        for command, item in MENU.items()
        if item.permission is not None and item.permission not in PERMISSIONS[role]
    ]
    for first in range(0, len(forbidden), 8):  # more at once would cost one person too many credits
        person = await day.come(f"a{first}", "plenum", roles=(role,))
        for name in forbidden[first : first + 8]:
            answer = await person.ask({"do": name, "ref": person.next_ref(), **minimal(name)})
            assert answer["error"]["code"] == "not_allowed", name


async def test_every_command_stands_on_the_menu_and_has_a_documented_result() -> None:
    assert MENU.keys() == RESULTS.keys()


async def test_who_gives_too_many_commands_waits_and_the_others_do_not_notice(day: Day) -> None:
    hasty, witness, other = [await day.come(who, "plenum", node=at % 2) for at, who in enumerate("awo")]
    answers = await asyncio.gather(
        *(hasty.ask({"do": "chat.older", "ref": hasty.next_ref(), "room": "plenum", "before": 1}) for _ in range(90))
    )
    codes = [answer["error"]["code"] for answer in answers if "error" in answer]
    assert codes
    assert set(codes) == {"too_many"}
    assert all(answer["error"]["retry"] for answer in answers if "error" in answer)
    await other.say("undisturbed")
    await witness.sees(lambda one: one.texts == ["undisturbed"])


async def test_who_does_not_stop_is_closed_and_told_to_come_back(day: Day) -> None:
    flood, witness = await day.come("a", "plenum"), await day.come("w", "plenum")
    try:
        for _ in range(400):
            await flood.send("{")
    except ConnectionClosed:
        pass
    assert await flood.ended() == Close.TOO_MANY_FRAMES
    await witness.say("undisturbed")
    await witness.sees(lambda one: one.texts == ["undisturbed"])


async def test_the_limit_is_the_persons_and_not_the_connections_alone(day: Day) -> None:
    text = await day.pass_of("a")
    tabs = [await day.back(text, "a") for _ in range(3)]
    for tab in tabs:
        await tab.enter("plenum")
    answers = await asyncio.gather(
        *(
            tab.ask({"do": "chat.older", "ref": tab.next_ref(), "room": "plenum", "before": 1})
            for tab in tabs
            for _ in range(36)
        )
    )
    assert any("error" in answer for answer in answers), "each connection may give 40 commands at once, a person 60"


async def test_a_page_of_another_site_gets_no_websocket(day: Day) -> None:
    text = await day.pass_of("a")
    url = f"{day.nodes[0].url.replace('http', 'ws')}/{day.slug}/ws"
    for origin in ("https://elsewhere.example", "null", f"{day.nodes[0].url}.evil.example"):
        with pytest.raises(InvalidStatus) as refused:
            await connect(url, additional_headers={"Cookie": f"venue_pass={text}", "Origin": origin})
        assert refused.value.response.status_code == 403
    async with connect(url, additional_headers={"Cookie": f"venue_pass={text}", "Origin": day.nodes[0].url}) as own:
        assert json.loads(await own.recv())["on"] == "venue.welcome"


async def test_without_a_pass_the_connection_is_closed_at_once(day: Day) -> None:
    url = f"{day.nodes[0].url.replace('http', 'ws')}/{day.slug}/ws"
    for headers in ({"Origin": day.nodes[0].url}, {"Authorization": "Bearer nonsense"}):
        began = time.monotonic()
        async with connect(url, additional_headers=headers) as nobody:
            with pytest.raises(ConnectionClosed):
                await nobody.recv()
            assert nobody.close_code == Close.NO_PASS
        assert time.monotonic() - began < 5


async def test_a_message_beyond_all_bounds_closes_the_connection_with_the_code_for_that(day: Day) -> None:
    person = await day.come("a", "plenum")
    await person.send("x" * (FRAME_LIMIT + 1))
    assert await person.ended() == 1009  # RFC 6455, 7.4.1: message too big
