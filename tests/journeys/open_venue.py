"""A running venue as its operator starts it, for people who come in browsers: its own data folder, many events."""

from __future__ import annotations

import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Self

from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.model.people import Person, Role
from venue.model.tickets import Ticket
from venue.web.passes import issue_ticket

ROOT: Final = Path(__file__).resolve().parents[2]
OPENS_WITHIN: Final = 60.0
ENDS_WITHIN: Final = 60.0


class OpenVenue:
    """`venue serve` with these events (slug -> text of the event file); `options` as the command line takes them."""

    def __init__(self, folder: Path, events: Mapping[str, str] | None = None, options: Sequence[str] = ("--demo",)):
        self._folder = folder
        self._files = {slug: self._written(slug, text) for slug, text in (events or {}).items()}
        self._options = options
        self._process: subprocess.Popen[str] | None = None
        self.address = ""
        self.printed: list[str] = []
        """What the terminal showed: the address, and with --demo a door link for each of four people."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "venue", "serve", "--data", str(self._folder / "data")]
        for file in self._files.values():
            command += ["--event", str(file)]
        port = [] if "--port" in self._options else ["--port", "0"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *port, *self._options],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self._wait_until_open()
        return self

    def __exit__(self, *_: object) -> None:
        process = self._running()
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            process.communicate(timeout=ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise

    def pause(self) -> None:
        """Freezes the server: its connections stay open, and nothing answers any more."""
        self._running().send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._running().send_signal(signal.SIGCONT)

    def url(self, slug: str, path: str = "") -> str:
        """The address of something of an event: `url("day-1", "room/plenum")`."""
        return f"{self.address}/{slug}/{path}"

    def ticket(
        self,
        slug: str,
        name: str,
        *roles: Role,
        person: str = "",
        org: str = "",
        rooms: tuple[str, ...] = (),
        lasts: int = 3600,
    ) -> str:
        """A signed invitation, as `venue tickets issue` makes it. It lasts so many seconds; an old one, less than 0."""
        now = int(time.time())
        invited = Person(
            id=ParticipantId(person or f"p-{secrets.token_hex(4)}"),
            name=name,
            org=org,
            roles=roles or ("participant",),
            rooms=tuple(RoomId(room) for room in rooms),
        )
        ticket = Ticket(
            id=f"t-{secrets.token_hex(6)}",
            slug=EventSlug(slug),
            person=invited,
            issued=min(now, now + lasts) - 60,
            expires=now + lasts,
        )
        return issue_ticket(ticket, (self._folder / "data" / "secret").read_text(encoding="utf-8").strip())

    def operate(self, *arguments: str) -> str:
        """Runs another `venue` command on this venue's data folder; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "venue", *arguments, "--data", str(self._folder / "data")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def file(self, slug: str) -> Path:
        """The event file."""
        return self._files[slug]

    def _written(self, slug: str, text: str) -> Path:
        file = self._folder / f"{slug}.toml"
        file.write_text(text, encoding="utf-8")
        return file

    def _wait_until_open(self) -> None:
        output = self._running().stdout
        assert output is not None
        deadline = time.monotonic() + OPENS_WITHIN
        wanted = 1
        for line in output:
            self.printed.append(line.rstrip("\n"))
            if found := re.search(r"open: (http://\S+)/", line):
                self.address = found[1]
                wanted = 1 + (4 * max(1, len(self._files)) if "--demo" in self._options else 0)
            if self.address and len(self.printed) >= wanted:
                return
            assert time.monotonic() < deadline, self._log()
        raise AssertionError(f"the venue did not open: {self._log()}")

    def _running(self) -> subprocess.Popen[str]:
        assert self._process is not None, "the venue has not been started"
        return self._process

    def _log(self) -> str:
        return (self._folder / "log").read_text(errors="replace")[-2000:]
