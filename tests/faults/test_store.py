"""Redis stops, dies, comes back with all, less or nothing: people stay, are told, and what can be kept is kept."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from websockets.exceptions import ConnectionClosed

from tests.faults.book import stamped
from tests.faults.conftest import Note, Scale
from tests.faults.every_command import tag
from tests.faults.load import Load
from tests.faults.scene import Scene
from tests.faults.witness import Witness
from tests.guest import Frame, Guest
from tests.nodes import until
from tests.store.ledger import opened_store
from venue.commands.menu import MENU
from venue.model.ids import EventSlug, ParticipantId
from venue.protocol.codes import Close
from venue.store.tickets import TicketStore

PATIENCE: Final = 20.0
"""Seconds: the machine may be busy, and a Redis has to start."""
ANSWERED_WITHIN: Final = 1.6
"""Seconds: a second for the handler, and something for a busy machine."""
MINE: Final[dict[str, tuple[str, Frame]]] = {
    "venue.ping": ("a", {}),
    "venue.leave": ("goer", {}),
    "room.enter": ("walker", {"room": "workshop"}),
    "roster.page": ("a", {"room": "foyer"}),
    "chat.send": ("a", {"room": "foyer", "text": "said while it stood still"}),
    "chat.edit": ("a", {"room": "foyer", "message": 1, "text": "edited while it stood still"}),
    "chat.delete": ("m", {"room": "foyer", "message": 2}),
    "chat.older": ("a", {"room": "foyer", "before": 3}),
    "reaction.send": ("a", {"room": "foyer", "kind": "applause"}),
    "people.find": ("m", {}),
    "people.move": ("m", {"people": ["c"], "to": "cafeteria"}),
    **{f"conduct.{verb}": ("m", {"person": "b"}) for verb in ("silence", "unsilence", "show_out", "let_in")},
    "orders.list": ("m", {}),
    "place.take": ("c", {"session": "work"}),
    "place.give_up": ("c", {"session": "work"}),
    "place.accept": ("c", {"session": "work"}),
    "place.follow": ("c", {"how": "always"}),
    "place.expected": ("m2", {"session": "work"}),
    "help.ask": ("c", {"text": "Where is the cloakroom?"}),
    "help.mine": ("a", {}),
    "help.withdraw": ("a", {}),
    "help.watch": ("m2", {}),
    "help.record": ("o", {}),
    **{f"help.{verb}": ("m2", {"number": 1}) for verb in ("take", "release")},
    "help.close": ("m2", {"number": 1, "reason": "gone"}),
    **{f"show.{verb}": ("m2", {}) for verb in ("hold", "resume", "skip", "back")},
    "show.extend": ("m2", {"minutes": 5}),
    "show.mode": ("m2", {"mode": "hand"}),
    "conduct.list": ("m", {}),
    "conduct.journal": ("m", {}),
    "announcement.make": ("m", {"room": "foyer", "text": "The buffet is open"}),
    "operations.watch": ("o", {}),
    **{f"room.{verb}": ("m2", {"room": "workshop"}) for verb in ("close", "open")},
}
"""A plausible command of each kind, and whose."""
DEPENDS: Final = ("place.", "help.", "show.", "room.")
"""Whether such a command can be done depends on which of them were done before: that it is decided is what counts."""


TOLD: Final = ("told-go", "told-more", "told-decline")
"""To whom a move is announced."""


@dataclass
class Asker:
    """A connection for one command."""

    tab: Guest
    command: Frame

    async def asks(self) -> tuple[str, float]:
        """`ok`, `closed` or the refusal's code; and after how many seconds."""
        began = time.monotonic()
        try:
            answer = await self.tab.ask(self.command, within=PATIENCE)
        except (ConnectionError, ConnectionClosed):
            return "closed", time.monotonic() - began
        return ("ok" if "ok" in answer else answer["error"]["code"]), time.monotonic() - began


async def on_orders(moderator: Guest) -> dict[str, tuple[str, Frame]]:
    """What can be done about an order that was announced, each by somebody of their own."""
    found: dict[str, tuple[str, Frame]] = {}
    answers = {"go": "told-go", "more": "told-more", "decline": "told-decline"}
    for people, names in ((TOLD, answers), (("told-other",), dict.fromkeys(("show", "cancel", "undo"), "m"))):
        order = await moderator.do("people.move", people=people, to="cafeteria", delay=300, more=True, may_decline=True)
        found |= {f"order.{name}": (who, {"order": order["order"]}) for name, who in names.items()}
    return found


async def askers(scene: Scene) -> list[Asker]:
    """A connection of its own for each command of the MENU, on both nodes in turn."""
    day, roles = scene.day, {"m": ("moderator",), "m2": ("moderator",), "o": ("operator",)}
    passes = {who: await day.pass_of(who, roles=roles.get(who, ("participant",)))
              for who in ("a", "b", "c", "m", "m2", "o", "walker", "goer", *TOLD, "told-other")}  # fmt: skip
    author = await day.back(passes["a"], "a")
    await author.enter("foyer")
    for text in ("one", "two"):
        await author.say(text)
    about_orders = await on_orders(await day.back(passes["m"], "m"))
    commands = {
        **MINE,
        **about_orders,
        "venue.resume": ("a", {"room": "foyer", "position": {"epoch": author.epoch, "offset": 1}}),
    }
    assert commands.keys() == {tag(kind) for kind in MENU}, "each command of the MENU"
    found = []
    for n, (do, (who, fields)) in enumerate(sorted(commands.items())):
        tab = await day.back(passes[who], who, node=n % 2)
        found.append(Asker(tab, {"do": do, "ref": f"frozen-{n}", **fields}))
    return found


async def longest_answer(scene: Scene, seconds: float) -> float:
    """The longest that a node took to say that it lives, asked all the time."""
    ends, longest = time.monotonic() + seconds, 0.0
    while time.monotonic() < ends:
        for node in scene.nodes:
            began = time.monotonic()
            assert (await scene.day.http.get(f"{node.url}/health/live")).status_code == 200
            longest = max(longest, time.monotonic() - began)
        await asyncio.sleep(0.05)
    return longest


async def timed(work: Awaitable[object]) -> float:
    began = time.monotonic()
    await work
    return time.monotonic() - began


async def test_while_redis_stands_still_no_handler_blocks_people_stay_and_are_told_and_then_nothing_is_missing(
    scene: Scene, scale: Scale, note: Note
) -> None:
    witnesses = [await scene.witness(f"w{node}", "plenum", node=node) for node in (0, 1)]
    load = scene.load()
    await load.come(30, ("plenum", "cafeteria"))
    asking = await askers(scene)
    ticket, frozen_for = scene.day.ticket("late"), scale.of(4.5, 30)
    await talk(load, scale)
    total = witnesses[0].ear.total
    for witness in witnesses:
        witness.forget()
    scene.server.pause()
    living = asyncio.create_task(longest_answer(scene, frozen_for))
    door = asyncio.create_task(timed(scene.day.asked("enter", body={"ticket": ticket})))
    for visitor in load.visitors:  # each says one thing, and repeats it as browsers do
        visitor.say(stamped(f"at last, says {visitor.who}"))
    first = await asyncio.gather(*(each.asks() for each in asking))
    await asyncio.gather(*(each.sees(lambda one: one.troubled == 1, 6) for each in witnesses))
    second = await asyncio.gather(*(each.asks() for each in asking))
    worst = [f"{max(seconds for _, seconds in each):.2f} s" for each in (first, second)]
    note("answered while frozen, worst", f"{worst[0]}; once all were told {worst[1]}")
    note("/health/live, worst", f"{await living:.2f} s")
    assert await door < ANSWERED_WITHIN + 1.0
    assert {code for code, _ in first} <= {"ok", "store_unavailable"}
    assert {code for code, _ in second} == {"store_unavailable"}
    assert max(seconds for _, seconds in first + second) < ANSWERED_WITHIN
    assert living.result() < 1.0
    scene.server.resume()
    thawed = time.monotonic()
    await asyncio.gather(*(each.sees(lambda one: one.recovered == 1, PATIENCE) for each in witnesses))
    note("told of the recovery after", f"{time.monotonic() - thawed:.2f} s")
    await load.settled()
    await talk(load, scale)
    await all_are_done_once(scene, asking)
    for witness in witnesses:
        figures = await witness.must_have_heard(load.said("plenum"), p99_ms=1000, but=load.repeated)
        note(f"{witness.who} heard", figures)
        assert (witness.closed, witness.resynced) == ([], 0), "nothing was lost, so nobody begins anew"
        assert witness.book().epochs == [witness.ear.epoch], "the same history"
        await witness.sees(lambda one: one.least_present is not None)  # one went home
        assert witness.least_present is not None
        assert witness.least_present >= total - 1, "nobody was declared gone but who went home"
    assert not load.faults
    assert not load.closed


async def all_are_done_once(scene: Scene, asking: list[Asker]) -> None:
    """Refused while nobody knew whether they were done; repeated with the same ref each is done, once."""
    for each in asking:
        if each.command["do"] == "conduct.show_out":
            continue
        if each.command["do"] == "venue.leave":  # done when Redis went on, unless it waited for its turn
            assert (await each.asks())[0] in ("ok", "closed")
            continue
        said = "too_many"
        while said == "too_many":
            said, _ = await each.asks()
        decided = said != "store_unavailable" and each.command["do"].startswith(DEPENDS)
        assert said == "ok" or decided, (each.command, said)
    with scene.server.client() as client:
        kept = [str(value) for value in client.hvals(f"{scene.keys.prefix}log:foyer")]
    assert len([value for value in kept if '"on":"chat.posted"' in value and "said while" in value]) == 1
    assert len([value for value in kept if '"on":"announcement.made"' in value]) == 1
    assert len([value for value in kept if '"on":"chat.edited"' in value]) == 1
    await until(lambda: _ended(asking, "venue.leave"))


def _ended(asking: list[Asker], do: str) -> bool:
    [asker] = [each for each in asking if each.command["do"] == do]
    return asker.tab.connection.close_code == Close.LEFT


WHOLE, OLDER, EMPTY = "its whole file", "an older copy of its file", "an empty folder"


# --- restarts ---------------------------------------------------------------------------------------------------------


@dataclass
class Kept:
    """What keeping order has decided, and must stay decided: about whom, and how they would try to get around it."""

    silenced: Guest
    shown_out: str
    out_pass: str
    revoked: str
    revoked_pass: str


async def order_is_kept(scene: Scene, which: str) -> Kept:
    """One is silenced, one is shown out, one's ticket is withdrawn; both nodes have looked at the store since."""
    day, quiet, out, without = scene.day, f"s{which}", f"x{which}", f"r{which}"
    silenced, out_pass, revoked_pass = (
        await day.come(quiet, "cafeteria"),
        await day.pass_of(out),
        await day.pass_of(without),
    )
    moderator = await day.staff(f"m{which}", "cafeteria", node=1)
    await moderator.do("conduct.silence", person=quiet)
    await moderator.do("conduct.show_out", person=out)
    async with opened_store(scene.server.url) as store:
        tickets = TicketStore(store, EventSlug(day.slug))
        await tickets.revoke([f"k-{without}"], ParticipantId(without), "The desk", "", b'{"number":0}')
    await silenced.hears("you.changed")
    await beats(scene, 1)
    return Kept(silenced, out, out_pass, day.ticket(without), revoked_pass)


async def beats(scene: Scene, count: int) -> None:
    """Waits until each node has renewed its lease so many times."""

    def leases() -> dict[str, float]:
        with scene.server.client() as client:
            return dict(client.zrange(f"{scene.keys.prefix}nodes", 0, -1, withscores=True))

    for _ in range(count):
        before = leases()
        await until(lambda before=before: all(leases()[node] > at for node, at in before.items()), PATIENCE)  # type: ignore[misc]


async def check_order_is_kept(scene: Scene, kept: Kept) -> None:
    """On both nodes, with passes from before and tickets that are still signed."""
    day = scene.day
    assert await kept.silenced.refused("chat.send", room="cafeteria", text="but") == "silenced"
    for node in (0, 1):
        for text in (kept.out_pass, kept.revoked_pass):
            again = await day.connected(text, "somebody", node=node)
            assert await again.ended() in (Close.PASS_ENDED, Close.NO_PASS)
        entered = await day.asked("enter", node=node, body={"ticket": day.ticket(kept.shown_out)})
        assert entered.json()["error"]["code"] == "shown_out"
        entered = await day.asked("enter", node=node, body={"ticket": kept.revoked})
        assert entered.json()["error"]["code"] == "ticket_revoked"


async def talk(load: Load, scale: Scale) -> None:
    """For a moment, until everything has its receipt."""
    async with load.talking(per_second=40):
        await asyncio.sleep(scale.of(0.4, 10))


class Files:
    """The append-only file of a Redis, whichever shape its version gives it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _parts(self, folder: Path) -> list[Path]:
        return [part for part in folder.iterdir() if part.name.startswith("appendonly")]

    def copy(self, to: Path) -> None:
        """As it is now, while Redis runs."""
        to.mkdir()
        for part in self._parts(self._folder):
            if part.is_dir():
                shutil.copytree(part, to / part.name)
            else:
                shutil.copy(part, to)

    def lose(self) -> None:
        for part in self._parts(self._folder):
            if part.is_dir():
                shutil.rmtree(part)
            else:
                part.unlink()

    def become(self, older: Path) -> None:
        self.lose()
        for part in self._parts(older):
            shutil.move(part, self._folder)


async def restarted(scene: Scene, witnesses: list[Witness], changing: str, older: Path, note: Note) -> None:
    """Redis dies, everybody is told, it comes back; everybody is told, begins anew, and is where they were."""
    files = Files(scene.server.folder)
    known = [(each.troubled, each.recovered, each.resynced, len(each.book().epochs)) for each in witnesses]
    present, total = set(witnesses[0].ear.roster or ()), witnesses[0].ear.total
    scene.server.kill()
    died = time.monotonic()
    for each, (troubled, *_) in zip(witnesses, known, strict=True):
        await each.sees(lambda one, troubled=troubled: one.troubled == troubled + 1, 6)  # type: ignore[misc]
    told = time.monotonic() - died
    if changing == OLDER:
        files.become(older)
    elif changing == EMPTY:
        files.lose()
    await asyncio.to_thread(scene.server.start)
    began = time.monotonic()
    for each, (_, recovered, resynced, epochs) in zip(witnesses, known, strict=True):
        await each.sees(lambda one, recovered=recovered: one.recovered == recovered + 1, PATIENCE)  # type: ignore[misc]
        await each.sees(lambda one, resynced=resynced: one.resynced > resynced, PATIENCE, "resynced")  # type: ignore[misc]
        await each.sees(lambda one, epochs=epochs: len(one.book().epochs) == epochs + 1, PATIENCE, "a new epoch")  # type: ignore[misc]
    for each in witnesses:
        await each.sees(lambda one: set(one.ear.roster or ()) == present and one.ear.total == total, PATIENCE)
        assert each.closed == [], "nobody was thrown out"
    back = time.monotonic() - began
    note(f"with {changing}", f"told of the trouble after {told:.1f} s, in step {back:.1f} s after its start")


def _forget_times_of_what_was_lost(witness: Witness) -> None:
    book = witness.book()
    for offset in book.took.keys() - book.events.keys():
        del book.took[offset]


async def test_whatever_a_restarted_redis_still_knows_people_are_in_place_what_was_decided_holds_and_all_begin_anew(
    scene: Scene, scale: Scale, note: Note, tmp_path: Path
) -> None:
    witnesses = [await scene.witness(f"w{node}", "plenum", node=node) for node in (0, 1)]
    load, files = scene.load(), Files(scene.server.folder)
    decisions: list[Kept] = []
    await load.come(20, ("plenum", "workshop", "plenum", "foyer"))
    for changing in (WHOLE, OLDER, EMPTY):
        await talk(load, scale)
        older = tmp_path / changing.replace(" ", "-")
        await asyncio.to_thread(files.copy, older)
        if changing != WHOLE:  # decided after the copy: known to the nodes alone
            decisions.append(await order_is_kept(scene, str(len(decisions))))
        await talk(load, scale)
        before = load.said("plenum")
        await restarted(scene, witnesses, changing, older, note)
        lost = 0
        for witness in witnesses:
            _forget_times_of_what_was_lost(witness)
            lost = len([text for text in before if text not in witness.texts])
            assert lost == 0 or changing != WHOLE, "what was said is still there"
        for kept in decisions:
            await check_order_is_kept(scene, kept)
        await talk(load, scale)
        said = {text: offset for text, offset in load.said("plenum").items() if text not in before}
        for witness in witnesses:
            figures = await witness.must_have_heard(said, p99_ms=1500)
            note(f"{changing}: {witness.who} heard afterwards", figures)
        note(f"{changing}: gone of {len(before)} texts", lost)
    assert not load.faults
    assert not load.closed
