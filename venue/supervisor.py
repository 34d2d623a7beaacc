"""Several nodes on one machine: one process each, all on one port, watched and started again.

Every node listens with SO_REUSEPORT, so the kernel spreads the connections, and any node serves any request: what they
share is in Redis. Nodes are programs of their own, so that a restart one after the other takes up a new version.
"""

from __future__ import annotations

import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import FrameType
from typing import Final

import structlog

from venue.leash import OPEN
from venue.listening import listening_socket, reserved_port
from venue.settings import Settings, environment_of
from venue.supervised import NodesNote

log = structlog.get_logger(__name__)

LOOK_SECONDS: Final = 0.2
OPENS_WITHIN: Final = 60.0
"""Seconds from a node's start until it must be open."""
HANGS_AFTER: Final = 10.0
"""Seconds without a beat: its lease is long gone, and whoever reaches it waits for nothing. It is killed."""
BEYOND_DRAIN: Final = 20.0
"""Seconds a node may take to end beyond handing its people over."""
WELL_AFTER: Final = 30.0
"""Seconds after which a node counts as having run: when it dies later it is started again at once."""
WAIT_FIRST: Final = 0.25
WAIT_MOST: Final = 10.0
"""Seconds before a node that keeps dying is started again."""


class Node:
    """One node's place: the process that fills it, and what is heard of it."""

    def __init__(self, number: int, settings: Settings, selector: selectors.BaseSelector) -> None:
        self.number = number
        self.open = False
        self.ending = False
        """It was told to end."""
        self.process: subprocess.Popen[bytes] | None = None
        self.due = 0.0
        """When to start it again (monotonic)."""
        self._settings = settings
        self._selector = selector
        self._line: socket.socket | None = None
        self._wait = WAIT_FIRST
        self._began = self._heard = self._told = 0.0

    def start(self) -> None:
        """Fill the place with a new process."""
        own, theirs = socket.socketpair()
        own.setblocking(False)
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own program with numbers
                [sys.executable, "-m", "venue.cli.node", str(theirs.fileno()), str(self.number)],
                env=environment_of(self._settings),
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                process_group=0,  # Ctrl-C is the supervisor's to pass on
            )
        self._line, self.open, self.ending = own, False, False
        self._selector.register(own, selectors.EVENT_READ, self)
        self._began = self._heard = time.monotonic()
        log.info("node_started", number=self.number, process=self.process.pid)

    def listen(self) -> None:
        """Take in what the node said."""
        if self._line is None:
            return
        try:
            said = self._line.recv(4096)
        except OSError:
            said = b""
        if said:
            self._heard = time.monotonic()
            self.open = self.open or OPEN in said
        else:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._line is not None:
            self._selector.unregister(self._line)
            self._line.close()
            self._line = None

    def end(self, how: signal.Signals) -> None:
        """Tell it to end: SIGTERM hands its people over to the others, SIGINT sends everybody home."""
        if self.process is not None and not self.ending:
            self.ending, self._told = True, time.monotonic()
            self.process.send_signal(how if self.open else signal.SIGTERM)  # before it is open nobody is there

    def overdue(self, now: float) -> str:
        """Why it has to be killed; empty while it has not."""
        if self.process is None:
            return ""
        if self.ending:
            return "does not end" if now - self._told > self._settings.drain_seconds + BEYOND_DRAIN else ""
        if not self.open:
            return "does not open" if now - self._began > OPENS_WITHIN else ""
        return "hangs" if now - self._heard > HANGS_AFTER else ""

    def reap(self) -> int | None:
        """The exit code of a process that has ended; None while it runs. The place is empty afterwards."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        self._hang_up()
        lived = time.monotonic() - self._began
        self._wait = WAIT_FIRST if lived > WELL_AFTER else min(self._wait * 2, WAIT_MOST)
        self.due = time.monotonic() + (0.0 if self.ending else self._wait)
        self.process, self.open = None, False
        return code

    def kill(self) -> None:
        """End it without asking."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """`run` blocks until everything has ended. SIGTERM and SIGINT end the house, SIGUSR1 renews node by node."""

    def __init__(self, settings: Settings, redis_url: str, opened: Callable[[int], None]) -> None:
        self._settings = settings
        self._redis_url = redis_url
        self._opened = opened
        """Called once, with the port, when all nodes are open."""
        self._selector = selectors.DefaultSelector()
        self._nodes: list[Node] = []
        self._to_renew: list[Node] = []
        self._renewing: Node | None = None
        self._ending = False
        self._renew = False
        self._announced = False

    def run(self) -> int:
        """The exit code: that of a node which could not open in the beginning. Raises UserMistake for a taken port."""
        listening_socket(self._settings.host, self._settings.port).close()  # refused while anything listens there
        with ExitStack() as leaving:
            reserved = leaving.enter_context(reserved_port(self._settings.host, self._settings.port))
            leaving.enter_context(self._selector)
            leaving.enter_context(self._signals())
            note = leaving.enter_context(NodesNote(self._settings.data))
            leaving.callback(self._kill_all)
            port = reserved.getsockname()[1]
            each = replace(self._settings, nodes=1, port=port, redis=self._redis_url)
            for number in range(1, self._settings.nodes + 1):
                self._nodes.append(Node(number, each, self._selector))
                self._nodes[-1].start()
            failed = 0
            while any(node.process is not None for node in self._nodes) or not self._ending:
                code = self._look()
                failed = failed or code
                note.say({node.number: node.process.pid for node in self._nodes if node.process is not None})
                if not self._announced and not self._ending and all(node.open for node in self._nodes):
                    self._announced = True
                    self._opened(port)
            return failed

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def end(_number: int, _frame: FrameType | None) -> None:
            self._ending = True

        def renew(_number: int, _frame: FrameType | None) -> None:
            self._renew = True

        handlers = {signal.SIGTERM: end, signal.SIGINT: end, signal.SIGUSR1: renew}
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _look(self) -> int:
        """One round; the exit code of a node that failed before the house was ever open, which ends it."""
        for key, _ in self._selector.select(LOOK_SECONDS):
            key.data.listen()
        failed = 0
        now = time.monotonic()
        for node in self._nodes:
            if why := node.overdue(now):
                log.error("node_killed", number=node.number, why=why)
                node.kill()
            told = node.ending
            if (code := node.reap()) is not None:
                (log.info if told else log.error)("node_ended", number=node.number, code=code)
                if not self._announced and not told:
                    failed, self._ending = code or 1, True
            if node.process is None and not self._ending and now >= node.due:
                node.start()
        if self._ending:
            for node in self._nodes:
                node.end(signal.SIGINT)
        else:
            self._renew_next()
        return failed

    def _renew_next(self) -> None:
        """One after the other: the next one is told to end when the one before is open again."""
        if self._renew:
            self._renew, self._to_renew = False, list(self._nodes)
        if self._renewing is not None and self._renewing.open and not self._renewing.ending:
            log.info("node_renewed", number=self._renewing.number)
            self._renewing = None
        if self._renewing is None and self._to_renew and all(node.open for node in self._nodes):
            self._renewing = self._to_renew.pop(0)
            self._renewing.end(signal.SIGTERM)

    def _kill_all(self) -> None:
        """For ends out of order: no process is left."""
        for node in self._nodes:
            node.kill()
