"""What each command is answered with: for the documentation, the generated types, and the tests that hold them true."""

from __future__ import annotations

from typing import Final

from venue.protocol import announcements, chat, conduct, operations, people, reactions, room, roster, venue
from venue.protocol.wire import Command, Done, Posted

RESULTS: Final[dict[type[Command], type]] = {
    venue.VenueResume: room.Snapshot,
    venue.VenuePing: venue.Pong,
    venue.VenueLeave: Done,
    room.RoomEnter: room.Snapshot,
    roster.RosterPage: roster.RosterPaged,
    chat.ChatSend: Posted,
    chat.ChatEdit: Posted,
    chat.ChatDelete: Posted,
    chat.ChatOlder: chat.ChatPaged,
    reactions.ReactionSend: Done,
    people.PeopleFind: people.PeopleFound,
    people.PeopleMove: people.Moved,
    conduct.ConductSilence: Done,
    conduct.ConductUnsilence: Done,
    conduct.ConductShowOut: Done,
    conduct.ConductLetIn: Done,
    conduct.ConductList: conduct.ConductListed,
    conduct.ConductJournal: conduct.Journal,
    announcements.AnnouncementMake: Done,
    operations.OperationsWatch: Done,
}
