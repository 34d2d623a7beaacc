"""`venue places`: who has a place in which session, as a list that comes in and goes out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venue.cli.tickets import DataOption, EventOption, RedisOption

places_app = typer.Typer(
    help="Import and export places in sessions.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)


@places_app.command("import")
def import_places(
    places: Annotated[
        Path, typer.Argument(metavar="PLACES.csv", help="Columns: id or ticket_id; session.", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, give nobody anything.")] = False,
    event: EventOption = None,
    data: DataOption = None,
    redis: RedisOption = None,
) -> None:
    """Give people places in sessions, before or while the venue runs: everybody in the list, or nobody.

    A list that was exported can be imported. Who has the place already keeps it. Exit code 1: the list has faults, all
    of which are printed, and nobody was given a place.
    """
    from venue.cli.place_desk import PlaceDesk

    PlaceDesk(event=event, data=data, redis=redis).give(places, dry_run)


@places_app.command("export")
def export_places(
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write the list. Default: here.", show_default=False)
    ] = None,
    event: EventOption = None,
    data: DataOption = None,
    redis: RedisOption = None,
) -> None:
    """Write who has a place, an offer, or waits, as CSV: id, name, organisation, session, state, position in line."""
    from venue.cli.place_desk import PlaceDesk

    PlaceDesk(event=event, data=data, redis=redis).export(out)
