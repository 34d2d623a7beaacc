"""`venue publish`: another version of the event file, while the venue is open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venue.cli.tickets import DataOption, EventOption, RedisOption


def publish(
    file: Annotated[
        Path | None, typer.Argument(metavar="[EVENT.toml]", help="The new version.", show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the versions that are kept.")] = False,
    back: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="Bring an earlier version back.", show_default=False)
    ] = None,
    event: EventOption = None,
    data: DataOption = None,
    redis: RedisOption = None,
) -> None:
    """Change the event while it runs: rooms, sessions, times and texts, at once for everybody, without a reload.

    Says what is different and what it means for the people inside, and asks. Exit code 1: the file has faults, all of
    which are printed, or somebody else published meanwhile, or the answer was no; then nothing was changed.
    """
    from venue.cli.publish_desk import PublishDesk

    PublishDesk(file=file, event=event, data=data, redis=redis).run(dry_run=dry_run, yes=yes, listed=listed, back=back)
