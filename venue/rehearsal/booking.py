"""Places, as a person of the rehearsal goes about them: registering, waiting, answering offers, giving up."""

from __future__ import annotations

import time
from collections.abc import Sequence

import msgspec

from venue.model.ids import SessionId
from venue.protocol.places import PlaceAccept, PlaceFollow, PlaceGiveUp, PlaceTake, PlaceTaken
from venue.rehearsal.acts import AnswerOffers, AnyAct, Follow, GiveUp, Register
from venue.rehearsal.asking import PLACE_GONE, Refused
from venue.rehearsal.orders import Booked, Surveyed, Wish
from venue.rehearsal.player import Player
from venue.rehearsal.stage import Stage


async def act(player: Player, act: AnyAct) -> None:
    """One deed. May raise `Failed`, and `Refused` for a reason that nobody expects."""
    try:
        match act:
            case Follow(how=how):
                await player.ask(PlaceFollow(ref=player.asking.ref(), how=how))
            case Register(wishes=wishes):
                await _register(player, wishes)
            case GiveUp(session=session):
                await player.ask(PlaceGiveUp(ref=player.asking.ref(), session=SessionId(session)))
            case AnswerOffers(accept=accept):
                await _answer(player, accept)
    except Refused as no:
        if no.code not in PLACE_GONE:
            raise
        player.stage.counters[no.code] += 1


async def _register(player: Player, wishes: Sequence[str]) -> None:
    for session in wishes:
        asked = time.monotonic_ns()
        receipt = await player.ask(PlaceTake(ref=player.asking.ref(), session=SessionId(session)))
        told = time.monotonic_ns()
        player.stage.measure("place", asked, told)
        if msgspec.json.decode(receipt, type=PlaceTaken).state == "placed":
            return
        player.wishes.append(Wish(session, asked, told))


async def _answer(player: Player, accept: bool) -> None:
    for place in player.ear.view.route.places:
        if place.state == "offered":
            command = PlaceAccept if accept else PlaceGiveUp
            await player.ask(command(ref=player.asking.ref(), session=place.session))


def surveyed(n: int, stage: Stage, players: Sequence[Player]) -> Surveyed:
    """What all of them know."""
    counts: dict[bytes, int] = {}
    for player in players:
        if player.is_in:
            key = msgspec.json.encode(player.ear.view.booked, order="deterministic")
            counts[key] = counts.get(key, 0) + 1
    return Surveyed(
        n=n,
        people=tuple(
            Booked(player.cast.number, player.ear.view.route, tuple(player.wishes), player.is_in) for player in players
        ),
        counts=tuple((msgspec.json.decode(key), count) for key, count in counts.items()),
        skew=stage.skew,
    )
