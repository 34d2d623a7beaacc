"""A person at a real websocket: gives commands, hears events, and believes nothing that the wire does not promise.

A guest keeps what a browser keeps (the log of the room, its roster, everybody's counts), by the rules of the wire and
by them alone. What breaks a rule is noted in `faults`, and every test ends by looking there.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Frame = dict[str, Any]
"""One JSON object of the wire."""

SOON = 5.0
"""Seconds within which everything happens that does not wait for a clock of the house."""


class Refused(Exception):
    """The venue said no."""

    def __init__(self, error: Frame) -> None:
        super().__init__(f"{error['code']}: {error['message']}")
        self.code: str = error["code"]
        self.retry: bool = error["retry"]


class Guest:
    """One connection of a person. Use `enter`, `do`, `refused`, `hears` and `sees`."""

    def __init__(self, connection: ClientConnection, who: str) -> None:
        self.who = who
        self.connection = connection
        self.welcome: Frame = {}
        self.events: list[Frame] = []
        """Everything heard that is no receipt, in order."""
        self.loose: list[Frame] = []
        """Refusals that name no ref."""
        self.frames: list[str] = []
        self.here: str | None = None
        self.room: str | None = None
        """The room this connection hears."""
        self.epoch = ""
        self.offset = 0
        self.log: list[Frame] = []
        """What the room's log holds as far as it is known here, in order; amended as the wire says."""
        self.roster: dict[str, Frame] | None = {}
        self.count = 0
        self.counts: dict[str, tuple[int, int]] = {}
        self.total = 0
        self.route: Frame = {}
        self.places: dict[str, tuple[int, int]] = {}
        """Session -> places taken, people waiting."""
        self.faults: list[str] = []
        self._tab = secrets.token_hex(4)
        self._number = 0
        self._since = 0
        self._asked: dict[str, asyncio.Future[Frame]] = {}
        self._changed = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, url: str, text: str, who: str) -> Self:
        """Connects with a pass, as a program does, and waits for nothing."""
        headers = {"Authorization": f"Bearer {text}"}
        socket = await connect(url, additional_headers=headers, max_size=None, compression=None, ping_interval=None)
        return cls(socket, who)

    # --- doing ----------------------------------------------------------------------------------------------------

    def next_ref(self) -> str:
        self._number += 1
        return f"{self._tab}-{self._number}"

    async def ask(self, command: Frame, within: float = SOON) -> Frame:
        """Sends a command and waits for its receipt or refusal, whichever it is."""
        future: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._asked[command["ref"]] = future
        await self.connection.send(json.dumps(command))
        async with asyncio.timeout(within):
            return await future

    async def do(self, do: str, *, ref: str = "", within: float = SOON, **fields: Any) -> Frame:
        """The receipt's content. Raises `Refused`."""
        answer = await self.ask({"do": do, "ref": ref or self.next_ref(), **fields}, within)
        if "error" in answer:
            raise Refused(answer["error"])
        ok: Frame = answer["ok"]
        return ok

    async def refused(self, do: str, *, ref: str = "", within: float = SOON, **fields: Any) -> str:
        """The code with which the command is refused; a failure if it is not."""
        answer = await self.ask({"do": do, "ref": ref or self.next_ref(), **fields}, within)
        assert "error" in answer, f"{do} was done: {answer}"
        code: str = answer["error"]["code"]
        return code

    async def enter(self, room: str) -> Frame:
        """Walks to a room (or opens the one it is in) and hears it from then on."""
        return await self.do("room.enter", room=room)

    async def resume(self, room: str, epoch: str, offset: int) -> Frame:
        """Continues after a lost connection."""
        return await self.do("venue.resume", room=room, position={"epoch": epoch, "offset": offset})

    async def say(self, text: str, **fields: Any) -> int:
        """Says something in the room; its offset."""
        said = await self.do("chat.send", room=self.room, text=text, **fields)
        return int(said["offset"])

    async def send(self, raw: str | bytes) -> None:
        """Sends whatever it is."""
        await self.connection.send(raw)

    async def lose(self) -> None:
        """Loses the connection without a word, as when a cable is pulled."""
        self.connection.transport.abort()
        await self.ended()

    async def hang_up(self) -> None:
        """Closes the tab."""
        await self.connection.close()
        await self.ended()

    async def ended(self, within: float = SOON) -> int | None:
        """Waits until the connection has ended; the close code."""
        async with asyncio.timeout(within):
            await asyncio.shield(self._reading)
        return self.connection.close_code

    # --- hearing --------------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """From here on `hears` and `heard` look only at what comes."""
        self._since = len(self.events)

    def heard(self, on: str, **fields: Any) -> list[Frame]:
        """Events of that name, with these fields."""
        return [event for event in self.events[self._since :] if _is(event, on, fields)]

    async def hears(self, on: str, within: float = SOON, **fields: Any) -> Frame:
        """Waits for an event of that name with these fields; perhaps it was heard already."""
        at = self._since

        def found() -> Frame | None:
            nonlocal at
            while at < len(self.events):
                at += 1
                if _is(self.events[at - 1], on, fields):
                    return self.events[at - 1]
            return None

        event: Frame = await self._until(found, within, f"{self.who} did not hear {on} {fields or ''}")
        return event

    async def sees(self, what: Callable[[Guest], object], within: float = SOON) -> None:
        """Waits until what the guest knows is so."""
        await self._until(lambda: what(self) or None, within, f"{self.who} did not see it")

    async def _until(self, found: Callable[[], Any], within: float, otherwise: str) -> Any:
        try:
            async with asyncio.timeout(within):
                while (result := found()) is None:
                    self._changed.clear()
                    assert not self._reading.done(), f"{otherwise}; closed with {self.connection.close_code}"
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"{otherwise} within {within} s; heard last: {self.events[-4:]}") from None
        return result

    @property
    def texts(self) -> list[str]:
        """What the room's log says, as one reads it."""
        return [entry["text"] for entry in self.log if entry["on"] in ("chat.posted", "announcement.made")]

    def place(self, session: str) -> tuple[str, int]:
        """What one has in a session, as one was told: its state (empty: nothing), and how many are ahead in line."""
        mine = [place for place in self.route["places"] if place["session"] == session]
        return (mine[0]["state"], mine[0]["ahead"]) if mine else ("", 0)

    # --- the rules of the wire ------------------------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            async for frame in self.connection:
                assert isinstance(frame, str), "the venue speaks text"
                self.frames.append(frame)
                for line in frame.split("\n"):
                    self._hear(json.loads(line))
        except ConnectionClosed:
            pass
        finally:
            self._changed.set()
            for future in self._asked.values():
                if not future.done():
                    future.set_exception(ConnectionError(f"closed with {self.connection.close_code}"))
                    future.exception()  # who does not wait any more is not told

    def _hear(self, said: Frame) -> None:
        if "re" in said:
            self._answered(said)
        else:
            self.events.append(said)
            self._follow(said)
        self._changed.set()

    def _answered(self, said: Frame) -> None:
        ok = said.get("ok", {})
        if "position" in ok:
            self._open(ok)
        future = self._asked.pop(said["re"], None)
        if future is not None and not future.done():
            future.set_result(said)
        elif "error" in said:
            self.loose.append(said["error"])

    def _open(self, snapshot: Frame) -> None:
        self.here = self.room = snapshot["room"]
        self.epoch, self.offset = snapshot["position"]["epoch"], snapshot["position"]["offset"]
        known = self.log if snapshot["resumed"] else []
        self.log = []
        for event in (*known, *snapshot["events"]):
            self._apply(event)
        if self.log and self.log[-1]["offset"] > self.offset:
            self.faults.append(f"a snapshot at {self.offset} holds {self.log[-1]['offset']}")
        self._list(snapshot["roster"])

    def _follow(self, event: Frame) -> None:
        match event["on"]:
            case "venue.welcome":
                self.welcome, self.here, self.total = event, event["here"], event["total"]
                self.counts = {room: tuple(counts) for room, counts in event["counts"].items()}
                self.route = event["route"]
                self.places = {session: tuple(count) for session, count in event["places"].items()}
            case "house.counted":
                self.counts.update({room: tuple(counts) for room, counts in event["counts"].items()})
                self.total = event["total"]
            case "you.placed":
                self.route = event["route"]
            case "places.counted":
                self.places.update({session: tuple(count) for session, count in event["sessions"].items()})
            case "roster.changed" if event["room"] == self.room:
                self._change_roster(event)
            case "roster.listed" if event["room"] == self.room:
                self._list(event["roster"])
            case "you.moved":
                self.here, self.room = event["room"], None
        if "offset" in event:
            self._logged(event)

    def _list(self, roster: Frame) -> None:
        self.count = roster["count"]
        self.roster = None
        if roster["people"] is not None:
            self.roster = {person["id"]: person for person in roster["people"]}
            if len(self.roster) != roster["count"]:
                self.faults.append(f"a roster of {len(self.roster)} counts {roster['count']}")

    def _change_roster(self, event: Frame) -> None:
        self.count = event["count"]
        if self.roster is None:
            if event["joined"] or event["left"]:
                self.faults.append("differences of a roster that is paged")
            return
        self.roster.update({person["id"]: person for person in event["joined"]})
        for who in event["left"]:
            self.roster.pop(who, None)
        if len(self.roster) != event["count"]:
            self.faults.append(f"a roster of {len(self.roster)} counts {event['count']}")

    def _logged(self, event: Frame) -> None:
        if event["room"] != self.room:
            self.faults.append(f"in {self.room}, and heard {event['room']}")
        elif event["offset"] <= self.offset:
            return
        elif event["offset"] != self.offset + 1:
            self.faults.append(f"after {self.offset} came {event['offset']}")
        self.offset = event["offset"]
        self._apply(event)

    def _apply(self, event: Frame) -> None:
        for entry in self.log:
            if entry["on"] == "chat.posted" and entry["offset"] == event.get("message"):
                if event["on"] == "chat.edited":
                    entry.update(text=event["text"], edited=True)
                elif event["on"] == "chat.deleted":
                    entry.clear()
                    entry.update(on="chat.deleted", offset=event["message"], message=event["message"])
        self.log.append(dict(event))


def _is(event: Frame, on: str, fields: Frame) -> bool:
    return event["on"] == on and all(event.get(name) == value for name, value in fields.items())
