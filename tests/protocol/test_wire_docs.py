"""The wire's documentation says what the code does: schemas accept what is sent, and every word is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from venue.model.ids import ParticipantId, RoomId
from venue.protocol import chat, people, room, venue
from venue.protocol.asyncapi import asyncapi
from venue.protocol.codec import COMMANDS, encode, splice
from venue.protocol.codes import REFUSALS, Close
from venue.protocol.results import RESULTS
from venue.protocol.schema import LOGGED, field_docs, json_schema, said, tag
from venue.protocol.typescript import EVENTS
from venue.protocol.wire import Occupancy, Position

SCHEMA = json_schema()
DOCUMENT = asyncapi()


def references(document: object) -> Iterator[str]:
    """Every place that points to another."""
    match document:
        case dict():
            if isinstance(document.get("$ref"), str):
                yield document["$ref"]
            for each in document.values():
                yield from references(each)
        case list():
            for each in document:
                yield from references(each)


def found(document: Any, pointer: str) -> Any:
    for part in pointer.removeprefix("#/").split("/"):
        document = document[part]
    return document


@pytest.mark.parametrize("document", [SCHEMA, DOCUMENT], ids=["schema", "asyncapi"])
def test_every_reference_leads_somewhere(document: Any) -> None:
    pointers = set(references(document))
    assert len(pointers) > 30
    for pointer in pointers:
        assert found(document, pointer) is not None


def test_every_command_event_and_receipt_is_in_both_documents() -> None:
    for kind in (*COMMANDS, *EVENTS, *RESULTS.values()):
        assert kind.__name__ in SCHEMA["$defs"]
        assert kind.__name__ in DOCUMENT["components"]["schemas"]
    for kind in COMMANDS:
        operation = DOCUMENT["operations"][tag(kind)]
        assert operation["action"] == "receive"
        assert {"$ref": f"#/channels/event/messages/receipt.{tag(kind)}"} in operation["reply"]["messages"]
    heard = DOCUMENT["operations"]["events"]
    assert heard["action"] == "send"
    assert len(heard["messages"]) == len(EVENTS)


def test_an_asyncapi_tool_finds_names_it_can_use() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert set(DOCUMENT) <= {"asyncapi", "info", "defaultContentType", "channels", "operations", "components"}
    for names in (DOCUMENT["channels"], DOCUMENT["operations"], *DOCUMENT["components"].values()):
        assert all(re.fullmatch(r"[\w.\-]+", name) for name in names)


def test_every_word_of_the_wire_is_explained() -> None:
    for kind in (*COMMANDS, *EVENTS, *RESULTS.values()):
        assert said(kind), kind
        assert SCHEMA["$defs"][kind.__name__]["description"] == said(kind)


def test_what_stands_below_a_field_in_the_code_stands_in_the_schema() -> None:
    assert field_docs(venue.VenueWelcome)["store"].startswith("False while the store")
    welcome = SCHEMA["$defs"]["VenueWelcome"]["properties"]
    assert welcome["store"]["description"].startswith("False while the store")
    assert SCHEMA["$defs"]["Occupancy"]["prefixItems"][0]["description"].startswith("People in the room")


def test_a_logged_event_is_documented_as_it_is_sent() -> None:
    posted = chat.ChatPosted(by=ParticipantId("t-1"), name="Person A", text="Hallo", at=5, ref="k-1")
    sent = msgspec.json.decode(splice("plenum", 812, encode(posted)))
    shape = SCHEMA["$defs"]["ChatPosted"]
    assert set(shape["required"]) <= set(sent) <= set(shape["properties"])
    assert {"$ref": "#/$defs/ChatPosted"} in SCHEMA["$defs"]["LoggedEvent"]["oneOf"]
    assert len(SCHEMA["$defs"]["LoggedEvent"]["oneOf"]) == len(LOGGED)
    assert SCHEMA["$defs"]["Snapshot"]["properties"]["events"]["items"] == {"$ref": "#/$defs/LoggedEvent"}


@pytest.mark.parametrize(
    "value",
    [
        room.RoomEnter(ref="k-1", room=RoomId("plenum")),
        people.PeopleMove(ref="k-1", to=RoomId("plenum"), everyone=True),
        venue.HouseCounted(counts={RoomId("plenum"): Occupancy(3, 2)}, total=3, at=1),
        venue.VenueResume(ref="k-1", room=RoomId("plenum"), position=Position("e", 4)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_schema_names_exactly_the_fields_that_are_sent(value: msgspec.Struct) -> None:
    sent = msgspec.json.decode(encode(value))
    shape = SCHEMA["$defs"][type(value).__name__]
    assert set(shape["required"]) <= set(sent) <= set(shape["properties"])


def test_refusals_and_close_codes_are_all_named() -> None:
    refusal = DOCUMENT["components"]["messages"]["refusal"]["description"]
    assert all(f"`{code}`" in refusal for code in REFUSALS)
    assert all(f"{close.value} {close.name}" in DOCUMENT["info"]["description"] for close in Close)


def test_the_documents_name_no_other_host_but_that_of_the_schemas_own_language() -> None:
    for document in (SCHEMA, DOCUMENT):
        hosts = set(re.findall(r"https?://[^\s\"/]+", msgspec.json.encode(document).decode()))
        assert hosts <= {"https://json-schema.org"}
