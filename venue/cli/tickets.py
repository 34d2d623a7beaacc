"""`venue tickets`: links for the people who are invited, and their withdrawal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venue.model.people import Role

tickets_app = typer.Typer(
    help="Issue, list and withdraw tickets.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)

EventOption = Annotated[
    str | None,
    typer.Option("--event", metavar="FILE", help="Event file [VENUE_EVENT, default the example].", show_default=False),
]
DataOption = Annotated[
    str | None,
    typer.Option("--data", metavar="FOLDER", help="The venue's data folder [VENUE_DATA].", show_default=False),
]
RedisOption = Annotated[
    str | None,
    typer.Option("--redis", metavar="URL", help="The venue's Redis [VENUE_REDIS_URL].", show_default=False),
]
SecretOption = Annotated[
    str | None,
    typer.Option("--secret-file", metavar="FILE", help="The venue's secret [VENUE_SECRET_FILE].", show_default=False),
]
AddressOption = Annotated[
    str | None,
    typer.Option("--base-url", metavar="URL", help="How people reach the venue [VENUE_BASE_URL].", show_default=False),
]


@tickets_app.command()
def issue(
    people: Annotated[
        Path | None,
        typer.Argument(metavar="[PEOPLE.csv]", help="Columns: name; org, role, rooms, id, email.", show_default=False),
    ] = None,
    count: Annotated[int, typer.Option(metavar="N", min=0, max=20_000, help="Instead: N test people.")] = 0,
    role: Annotated[Role, typer.Option(metavar="ROLE", help="Role of the test people.")] = "participant",
    rehearsal: Annotated[
        bool, typer.Option("--rehearsal", help="The test people are those of a rehearsal, gone afterwards.")
    ] = False,
    valid_until: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="As 2027-03-18T20:00. Default: a day after the event.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write the links. Default: here.", show_default=False)
    ] = None,
    event: EventOption = None,
    base_url: AddressOption = None,
    data: DataOption = None,
    redis: RedisOption = None,
    secret_file: SecretOption = None,
) -> None:
    """Issue tickets for the people in a CSV file, and write a CSV file with a link for each of them.

    The links are keys: send each to one person alone. Exit code 1: the list has faults, and no ticket was issued.
    """
    from venue.cli.ticket_desk import Desk
    from venue.errors import UserMistake

    if (people is None) == (count == 0):
        raise UserMistake("Name a CSV file with people, or say how many test people with --count N.")
    desk = Desk(event=event, base_url=base_url, data=data, redis=redis, secret_file=secret_file)
    listed = desk.people_in(people) if people else desk.test_people(role, count, rehearsal)
    desk.issue(listed, valid_until, out)


@tickets_app.command("list")
def list_tickets(event: EventOption = None, data: DataOption = None, redis: RedisOption = None) -> None:
    """List the tickets that were issued here, as CSV: ticket, person, roles, when issued, until when, and their state.

    Names are not kept with tickets: the list of links has them.
    """
    from venue.cli.ticket_desk import Desk

    Desk(event=event, data=data, redis=redis).list()


@tickets_app.command()
def revoke(
    which: Annotated[
        list[str], typer.Argument(metavar="TICKET_ID|PERSON_ID|LINK...", help="What to withdraw.", show_default=False)
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Stands in the journal of keeping order.")] = "",
    event: EventOption = None,
    data: DataOption = None,
    redis: RedisOption = None,
    secret_file: SecretOption = None,
) -> None:
    """Withdraw tickets: one by its id or its link, or all of a person. Passes end at once, connections included.

    Exit code 1: something named is not known here; the rest was withdrawn. A ticket that was issued elsewhere is
    withdrawn by its link.
    """
    from venue.cli.ticket_desk import Desk

    Desk(event=event, data=data, redis=redis, secret_file=secret_file).revoke(which, reason)
