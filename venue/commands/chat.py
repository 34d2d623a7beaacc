"""Talking in a room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from venue.commands.given import decided, journal_entry, known_room, to_store
from venue.live.connection import Connection
from venue.live.room_log import fitting
from venue.live.site import Site
from venue.model.people import permissions
from venue.model.texts import clean_text
from venue.protocol import codec
from venue.protocol.chat import (
    ChatDelete,
    ChatDeleted,
    ChatEdit,
    ChatEdited,
    ChatOlder,
    ChatPaged,
    ChatPosted,
    ChatSend,
)
from venue.protocol.codes import Refusal
from venue.protocol.wire import Posted
from venue.store.logs import Stored
from venue.store.rooms import ScriptRefused

TRIES: Final = 3
"""How often an amendment is tried when the message changes under it."""

POSTED: Final = b'{"on":"chat.posted"'
"""How the body of a message begins: a tombstone begins otherwise."""

_posted: Final = msgspec.json.Decoder(ChatPosted)


def _text(site: Site, raw: str) -> str:
    text = clean_text(raw)
    if not text:
        raise Refusal("bad_text", "there is nothing to read in it")
    if len(text) > site.event.chat.max_length:
        raise Refusal("too_long", f"{len(text)} characters, {site.event.chat.max_length} at most")
    return text


async def send(site: Site, me: Connection, command: ChatSend) -> Posted:
    """Say something to the room."""
    room = known_room(site, command.room)
    text = _text(site, command.text)
    if not site.may_talk(me.who):
        raise Refusal("too_many", "more messages than the event allows; wait a moment")
    person, at = site.person(me.who), site.clock.now_ms()
    body = codec.encode(
        ChatPosted(
            by=person.id, name=person.name, org=person.org, roles=person.roles, text=text, at=at, ref=command.ref
        )
    )
    done = await decided(site.rooms.post(to_store(me, command), room, body, at))
    return Posted(done.offset, done.at)


async def edit(site: Site, me: Connection, command: ChatEdit) -> Posted:
    """Change one's own message."""
    known_room(site, command.room)
    text = _text(site, command.text)
    if not site.may_talk(me.who):
        raise Refusal("too_many", "more messages than the event allows; wait a moment")

    def rewrite(entry: Stored) -> tuple[bytes, bytes]:
        if entry.author != me.who:
            raise Refusal("not_allowed", "it is somebody else's message")
        original = _posted.decode(entry.body)
        body = codec.encode(msgspec.structs.replace(original, text=text, edited=True))
        return body, codec.encode(ChatEdited(message=command.message, text=text))

    return await _amend(site, me, command, rewrite, here=True)


async def delete(site: Site, me: Connection, command: ChatDelete) -> Posted:
    """Delete one's own message wherever one is by now, or keep order; the text is gone from the store."""
    known_room(site, command.room)
    keeps_order = "order" in permissions(site.person(me.who).roles)
    elsewhere = site.house.room_of(me.who) != command.room

    def rewrite(entry: Stored) -> tuple[bytes, bytes]:
        own = entry.author == me.who
        if not own and not keeps_order:
            raise Refusal("not_allowed", "it is somebody else's message")
        gone = codec.encode(ChatDeleted(message=command.message, by_staff=not own))
        return gone, gone

    try:
        return await _amend(site, me, command, rewrite, here=False)
    except Refusal as refused:
        if elsewhere and not keeps_order and refused.code in {"not_allowed", "not_found"}:
            raise Refusal("not_here") from None  # nobody learns from outside what a room's log holds
        raise


async def older(site: Site, me: Connection, command: ChatOlder) -> ChatPaged:
    """A page of the log before an offset; only of the room one is in."""
    room = known_room(site, command.room)
    if site.house.room_of(me.who) != room:
        raise Refusal("not_here", "only people in the room read what was said there")
    last = min(command.before - 1, site.room_logs[room].end)
    read = await site.logs.read(room, last - command.limit + 1, last)
    entries = read[len(read) - fitting([entry.body for entry in read]) :]
    events = tuple(msgspec.Raw(codec.splice(room, entry.offset, entry.body)) for entry in entries)
    more = len(read) == command.limit or len(entries) < len(read)
    return ChatPaged(events, older=more and entries[0].offset > 1)


async def _amend(
    site: Site, me: Connection, command: ChatEdit | ChatDelete, rewrite: Callable[[Stored], tuple[bytes, bytes]],
    *, here: bool,
) -> Posted:  # fmt: skip
    """Read the message, rewrite it, and write it back if it is still what was read."""
    given, room = to_store(me, command), command.room
    if here and site.house.room_of(me.who) != room:  # said before anything is said about the message
        done = await decided(site.rooms.done_before(given))
        if done is None:
            raise Refusal("not_here")
        return Posted(done.offset, done.at)
    for _ in range(TRIES):
        found = await site.logs.read(room, command.message, command.message)
        if not found or not found[0].body.startswith(POSTED):
            done = await site.rooms.done_before(given)
            if done is None:
                raise Refusal("not_found", "there is no such message")
            return Posted(done.offset, done.at)
        body, event = rewrite(found[0])
        journal = b""
        if found[0].author != me.who:
            journal = journal_entry(site, me, "delete", whom=found[0].author, room=room)
        try:
            done = await site.rooms.amend(
                given, room, command.message, found[0].value, body, event, site.clock.now_ms(),
                here=here, journal=journal,
            )  # fmt: skip
        except ScriptRefused as refused:
            if refused.code == "changed":
                continue
            raise Refusal(refused.code) from None
        return Posted(done.offset, done.at)
    raise Refusal("store_unavailable", "the message keeps changing")
