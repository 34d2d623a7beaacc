"""What every desk of the command line needs: the event, the venue's store, and a file that is written whole."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeVar

from venue.errors import UserMistake
from venue.model.event import Event
from venue.model.event_file import read_event
from venue.settings import Settings
from venue.store.answering import require_redis
from venue.store.client import Store
from venue.store.embedded import reachable_redis
from venue.store.versions import VersionStore

T = TypeVar("T")


def event_of(settings: Settings) -> Event:
    """The one event that the settings name."""
    files = settings.event_files
    if len(files) != 1:
        raise UserMistake(f"{len(files)} event files are set.", "Name one with --event FILE.")
    try:
        return read_event(files[0].read_bytes(), str(files[0]))
    except OSError as wrong:
        raise UserMistake(f"The event file {files[0]} cannot be read: {wrong.strerror or wrong}.") from None


def with_store(settings: Settings, work: Callable[[Store], Coroutine[Any, Any, T]]) -> T:
    """What `work` does with the venue's store; the venue may run meanwhile."""

    async def run(url: str) -> T:
        async with Store(url) as store:
            store.run_id = await store.current_run()
            return await work(store)

    with reachable_redis(settings) as url:
        require_redis(url)
        return asyncio.run(run(url))


async def counting(store: Store, event: Event) -> Event:
    """The version of the event that counts: another one may have been published since the file was written."""
    kept = await VersionStore(store, event.slug).current()
    return read_event(kept.text, f"version {kept.version.number}") if kept else event


@contextmanager
def written(out: Path | None) -> Iterator[TextIO]:
    """Where a list goes: `out`, for its owner alone and only whole, or standard output."""
    if out is None:
        yield sys.stdout
        return
    if out.is_dir():
        raise UserMistake(f"{out} cannot be written: it is a folder.")
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        with draft.open("w", encoding="utf-8", newline="") as sheet:
            yield sheet
        draft.replace(out)
    except OSError as wrong:
        raise UserMistake(f"{out} cannot be written: {wrong.strerror or wrong}.") from None
    finally:
        draft.unlink(missing_ok=True)
