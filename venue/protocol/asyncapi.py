"""The websocket as an AsyncAPI 3.0 document, made from the structs. Actions are the server's: it receives commands."""

from __future__ import annotations

from typing import Final

import venue
from venue.protocol.codec import COMMANDS
from venue.protocol.codes import REFUSALS, Close
from venue.protocol.results import RESULTS
from venue.protocol.schema import Json, said, schemas, tag
from venue.protocol.typescript import EVENTS

_CHANNEL: Final = "#/channels/event"
_SCHEMA: Final = "#/components/schemas/{name}"
_NOTES: Final = """
Text frames of JSON objects; a frame from the server may carry several, separated by newlines. A command carries a
`ref` of the sender's choice and is answered by one receipt or one refusal with the same one; repeated with the same
ref it is applied once. Authentication: the cookie `venue_pass` with an Origin that is the venue's own, or
`Authorization: Bearer PASS`.
"""


def asyncapi() -> Json:
    """The whole document."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "venue",
            "version": venue.__version__,
            "description": "\n\n".join((" ".join(_NOTES.split()), _closes())),
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {
            "event": {
                "address": "/{slug}/ws",
                "description": "One connection of one person to one event.",
                "parameters": {"slug": {"description": "The event's name in its address."}},
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in _messages()},
                "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
            }
        },
        "operations": _operations(),
        "components": {"messages": _messages(), "schemas": schemas(_SCHEMA)},
    }


def _operations() -> Json:
    operations: Json = {}
    for kind in COMMANDS:
        answers = [_point(f"receipt.{tag(kind)}"), _point("refusal")]
        operations[tag(kind)] = {
            "action": "receive",
            "summary": said(kind),
            "channel": {"$ref": _CHANNEL},
            "messages": [_point(tag(kind))],
            "reply": {"channel": {"$ref": _CHANNEL}, "messages": answers},
        }
    operations["events"] = {
        "action": "send",
        "summary": "What the server says by itself.",
        "channel": {"$ref": _CHANNEL},
        "messages": [_point(tag(kind)) for kind in EVENTS],
    }
    return operations


def _messages() -> Json:
    messages: Json = {}
    for kind in (*COMMANDS, *EVENTS):
        messages[tag(kind)] = {
            "name": tag(kind),
            "summary": said(kind),
            "payload": {"$ref": _SCHEMA.format(name=kind.__name__)},
        }
    for command, result in RESULTS.items():
        messages[f"receipt.{tag(command)}"] = {
            "name": f"receipt.{tag(command)}",
            "summary": f"`{tag(command)}` was done.",
            "payload": {
                "type": "object",
                "properties": {"re": {"type": "string"}, "ok": {"$ref": _SCHEMA.format(name=result.__name__)}},
                "required": ["re", "ok"],
            },
        }
    codes = ", ".join(f"`{code}` ({meaning})" for code, (_, meaning) in REFUSALS.items())
    messages["refusal"] = {
        "name": "refusal",
        "summary": "A command was not done.",
        "description": f"Codes: {codes}.",
        "payload": {"$ref": _SCHEMA.format(name="RefusalFrame")},
    }
    return messages


def _closes() -> str:
    codes = ", ".join(f"{close.value} {close.name}" for close in Close)
    return f"Close codes from 4000 to 4499 mean: come back; from 4500 on: do not. {codes}."


def _point(message: str) -> Json:
    return {"$ref": f"{_CHANNEL}/messages/{message}"}
