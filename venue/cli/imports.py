"""`venue import`: what other systems have planned, as an event file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import_app = typer.Typer(
    help="Make an event file of what other systems have planned.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)


@import_app.callback()
def imports() -> None:
    """Make an event file of what other systems have planned."""


@import_app.command()
def schedule(
    file: Annotated[
        Path, typer.Argument(metavar="SCHEDULE.json", help="As frab and pretalx export it.", show_default=False)
    ],
    event: Annotated[
        Path, typer.Option("--event", metavar="EVENT.toml", help="The event file to begin with.", show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="NEW.toml", help="Default: print it.", show_default=False)
    ] = None,
    room: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=ID", help="Which room a name of the schedule means; may be repeated.", show_default=False
        ),
    ] = None,
    add_rooms: Annotated[
        bool, typer.Option("--add-rooms", help="Rooms that the event has not become workshops.")
    ] = False,
) -> None:
    """Take over a programme: the sessions of the event's day, those side by side as slots; all else stays.

    Rooms are found by their names or ids. Exit code 1: there are faults, all of which are printed, and nothing was
    written. Look at the result with `venue check`, and bring it into the open venue with `venue publish`.
    """
    from venue.cli.import_desk import ImportDesk

    ImportDesk(event).schedule(file, out, room or [], add_rooms)
