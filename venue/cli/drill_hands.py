"""The hands of a rehearsal's drills on this machine: they kill a node, or Redis, of the venue on a data folder."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from venue.rehearsal.drills import DrillKey
from venue.store.embedded import running_server
from venue.store.embedded_child import send
from venue.supervised import nodes_of


class LocalHands:
    """`data`: the data folder of the running venue, whose supervisor starts again what is killed."""

    wanted = True

    def __init__(self, data: Path) -> None:
        self._data = data

    def why_not(self) -> str:
        """Why no drill can be run; empty: they can."""
        nodes = nodes_of(self._data)
        if len(nodes) < 2:
            return f"no venue with two nodes or more runs on the data folder {self._data}"
        if running_server(self._data) is None:
            return f"the venue on the data folder {self._data} has no embedded Redis"
        return ""

    def do(self, what: DrillKey, /) -> str:
        """Kill it. Why that could not be done; empty: it is done."""
        server = running_server(self._data)
        nodes = nodes_of(self._data)
        try:
            match what:
                case "node" if nodes:
                    os.kill(nodes[max(nodes)], signal.SIGKILL)
                case "store" if server is not None:
                    send(server, signal.SIGKILL)
                case _:
                    return "it is not there any more"
        except OSError as fault:
            return fault.strerror or "it could not be killed"
        return ""
