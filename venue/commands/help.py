"""The info desk."""

from __future__ import annotations

from collections.abc import Awaitable

from venue.commands.given import decided, to_store
from venue.live.connection import Connection
from venue.live.presence import member
from venue.live.site import Site
from venue.model.help import asked
from venue.model.ids import ParticipantId
from venue.protocol.codes import Refusal
from venue.protocol.help import (
    HelpAsk,
    HelpAsked,
    HelpClose,
    HelpEnded,
    HelpMine,
    HelpMyText,
    HelpRecord,
    HelpRecorded,
    HelpRelease,
    HelpTake,
    HelpTaken,
    HelpWatch,
    HelpWithdraw,
)
from venue.protocol.wire import Done, Member
from venue.store.help import Decided


async def ask(site: Site, me: Connection, command: HelpAsk) -> HelpAsked:
    """Who is silenced may ask, too."""
    text = asked(command.text)
    if not text:
        raise Refusal("bad_text")
    receipt = await _done(site, site.helps.ask(to_store(me, command), text))
    return HelpAsked(number=int(receipt[0]), ahead=int(receipt[1]))


async def withdraw(site: Site, me: Connection, command: HelpWithdraw) -> Done:
    """The text is gone with it."""
    await _done(site, site.helps.withdraw(to_store(me, command)))
    return Done()


async def mine(site: Site, me: Connection, _command: HelpMine) -> HelpMyText:
    """From the store: nodes keep no texts."""
    ticket = site.house.help.of(me.who)
    texts = await site.helps.texts([ticket.number]) if ticket else {}
    return HelpMyText("".join(texts.values()))


async def watch(site: Site, me: Connection, command: HelpWatch) -> Done:
    """Hear the queue, or no longer; begins with the queue as it is."""
    site.desk.watch(me, command.on)
    return Done()


async def take(site: Site, me: Connection, command: HelpTake) -> HelpTaken:
    """The first one has it; the others are told who."""
    number, by = await _done(site, site.helps.take(to_store(me, command), command.number))
    return HelpTaken(number=int(number), by=_member(site, ParticipantId(by)), mine=by == me.who)


async def release(site: Site, me: Connection, command: HelpRelease) -> Done:
    """Back in the queue, where it was."""
    await _done(site, site.helps.release(to_store(me, command), command.number))
    return Done()


async def close(site: Site, me: Connection, command: HelpClose) -> Done:
    """Done, one way or another."""
    await _done(site, site.helps.close(to_store(me, command), command.number, command.reason))
    return Done()


async def record(site: Site, _me: Connection, command: HelpRecord) -> HelpRecorded:
    """Newest first."""
    ended = await site.helps.record(command.limit)
    event_ms = site.clock.event_ms
    return HelpRecorded(
        tuple(
            HelpEnded(
                number=each.number,
                room=each.room,
                asked=event_ms(each.asked),
                taken=event_ms(each.taken) if each.taken else 0,
                closed=event_ms(each.closed),
                reason=each.reason,
                by=_member(site, each.by),
            )
            for each in ended
        )
    )


async def _done(site: Site, work: Awaitable[Decided]) -> tuple[str, ...]:
    """The receipt, once this node knows what was decided."""
    done = await decided(work)
    await site.whereabouts.seen(done.offset)
    return done.receipt


def _member(site: Site, who: ParticipantId) -> Member | None:
    person = site.house.person(who)
    return member(person) if person else None
