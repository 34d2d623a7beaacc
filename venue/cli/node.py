"""One node of several on this machine, as the supervisor starts it: `python -m venue.cli.node LEASH NUMBER`.

Settings come from the environment, which the supervisor fills. Not a command for people.
"""

from __future__ import annotations

import sys

import structlog

from venue.cli.main import said
from venue.cli.serve import ended_by_signal
from venue.leash import Leash
from venue.listening import raise_file_limit
from venue.logs import start_logging
from venue.serving import run_node
from venue.settings import read_settings


def main(leash: str, number: str) -> int:
    """The exit code; whatever is wrong is said in one line."""
    settings = read_settings()
    start_logging(settings.log_level, settings.log_format)
    structlog.contextvars.bind_contextvars(number=int(number))
    raise_file_limit()
    code = 0
    with ended_by_signal():
        code = said(lambda: run_node(settings, Leash(int(leash)), int(number)))
    return code  # noqa: RET504 - the signal may have come before it was set


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
