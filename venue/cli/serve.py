"""`venue serve`: the server, with a Redis of its own unless one is given."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from types import FrameType
from typing import Any

import typer

from venue.cli.settings import with_settings
from venue.errors import UserMistake
from venue.secret import signing_secret
from venue.settings import Settings, app_folder, read_settings

Handler = Callable[[int, FrameType | None], None]


class Ended(BaseException):
    """SIGTERM or SIGINT while the server was not (or no longer) handling it itself."""


def run_server(given: dict[str, Any]) -> None:
    """Open the venue: serve its events until Ctrl-C (or SIGTERM), then hand everybody over and end.

    Without anything: the example event on http://localhost:8000, with an embedded Redis in .venue-data/.
    """
    settings = read_settings(given)
    _require_files(settings)

    from venue.app import read_events
    from venue.cli.opened import say_open
    from venue.listening import raise_file_limit
    from venue.logs import start_logging
    from venue.serving import run
    from venue.store.answering import require_redis
    from venue.store.embedded import EmbeddedRedis
    from venue.supervisor import Supervisor

    start_logging(settings.log_level, settings.log_format)
    raise_file_limit()
    code = 0
    with ended_by_signal():
        embedded = EmbeddedRedis(settings.data, settings.redis_fsync)
        with nullcontext(settings.redis) if settings.redis else embedded as url:
            require_redis(url)
            if settings.nodes == 1:
                code = run(settings, url, partial(say_open, settings))
            else:
                code = Supervisor(settings, url, partial(say_open, settings, read_events(settings))).run()
    raise typer.Exit(code)


def _require_files(settings: Settings) -> None:
    """What can be missing is said before anything is started."""
    for file in settings.event_files:
        try:
            file.read_bytes()
        except OSError as wrong:
            raise UserMistake(f"The event file {file} cannot be read: {wrong.strerror}.") from None
    app_folder()
    if not settings.redis or not (settings.secret or settings.secret_file):
        try:
            settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as wrong:
            raise UserMistake(f"The data folder {settings.data} cannot be used: {wrong.strerror}.") from None
    signing_secret(settings)


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Lets the first SIGTERM or SIGINT unwind what is in the block; further ones change nothing.

    Who ends a whole process group, or presses Ctrl-C twice, must not cut off the orderly end of the embedded Redis.
    """
    told = False

    def end(_number: int, _frame: FrameType | None) -> None:
        nonlocal told
        if not told:
            told = True
            raise Ended

    handlers: dict[signal.Signals, Handler] = {signal.SIGTERM: end, signal.SIGINT: end}
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # else it was started with nohup
        # A closed terminal is an end like any other, to whoever handles SIGTERM at that moment.
        handlers[signal.SIGHUP] = lambda *_: signal.raise_signal(signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in handlers}
    try:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        yield
    except Ended:
        return
    finally:
        for number, usual in before.items():
            signal.signal(number, usual)


serve = with_settings(run_server)
