"""The protocol as JSON Schema (2020-12), made from the structs that the server itself decodes and encodes with."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any, Final

import msgspec

from venue.protocol.calls import CALLS, DoorRefused
from venue.protocol.codec import COMMANDS
from venue.protocol.results import RESULTS
from venue.protocol.typescript import EVENTS
from venue.protocol.wire import LoggedEvent, RefusalFrame

Json = dict[str, Any]
"""A JSON object."""

LOGGED: Final = tuple(kind for kind in EVENTS if issubclass(kind, LoggedEvent))
RECEIPTS: Final[tuple[type, ...]] = tuple(dict.fromkeys(RESULTS.values()))
OVER_HTTP: Final[tuple[type, ...]] = tuple(
    dict.fromkeys(kind for call in CALLS for kind in (call.takes, call.gives) if kind is not None)
)

_TOPS: Final[tuple[type, ...]] = (*COMMANDS, *EVENTS, *RECEIPTS, RefusalFrame, *OVER_HTTP, DoorRefused)


def schemas(ref: str) -> dict[str, Json]:
    """Every struct of the wire by name; `ref` is how one points to another, as `#/$defs/{name}`."""
    _, found = msgspec.json.schema_components(_TOPS, ref_template=ref)
    structs = {kind.__name__: kind for kind in _reachable(_TOPS)}
    for name, schema in found.items():
        if name in structs:
            _describe(structs[name], schema)
    for kind in LOGGED:
        _say_place(found[kind.__name__])
    found["LoggedEvent"] = {
        "title": "LoggedEvent",
        "description": "One event of a room's log. Others may follow in later versions: ignore them, but count them.",
        "oneOf": [{"$ref": ref.format(name=kind.__name__)} for kind in LOGGED],
    }
    for holder in ("Snapshot", "ChatPaged"):
        found[holder]["properties"]["events"]["items"] = {"$ref": ref.format(name="LoggedEvent")}
    return found


def json_schema() -> Json:
    """One document with every frame: `#/$defs/Command` from the browser, `#/$defs/VenueEvent` from the server."""
    found = schemas("#/$defs/{name}")
    for title, kinds in (("Command", COMMANDS), ("VenueEvent", EVENTS)):
        found[title] = {"title": title, "oneOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in kinds]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "venue",
        "description": "Everything that is said over the websocket and at the door.",
        "$defs": dict(sorted(found.items())),
    }


def tag(kind: type) -> str:
    """The name of a command or event on the wire: `chat.send`."""
    return str(kind.__struct_config__.tag)  # type: ignore[attr-defined]


def said(kind: type) -> str:
    """What a struct is for: its docstring in one line of text."""
    return " ".join((kind.__doc__ or "").split())


@cache
def field_docs(kind: type) -> dict[str, str]:
    """What stands below the fields of a struct, by their names in Python. Python itself does not keep these strings."""
    docs: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if not base.__module__.startswith("venue."):
            continue
        tree = _module(base.__module__)
        body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == base.__name__)
        for field, below in pairwise(body):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ):
                    docs[name] = " ".join(text.split())
    return docs


@cache
def _module(name: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[name]))


def _describe(kind: type[msgspec.Struct], schema: Json) -> None:
    schema["description"] = said(kind)
    docs = field_docs(kind)
    for at, field in enumerate(msgspec.structs.fields(kind)):
        if field.name in docs:
            place = schema["properties"][field.encode_name] if "properties" in schema else schema["prefixItems"][at]
            place["description"] = docs[field.name]


def _say_place(schema: Json) -> None:
    """Room and offset are put in front of a logged event when it is sent; the structs do not have them."""
    place: Json = {
        "room": {"type": "string", "description": "The room in whose log this stands."},
        "offset": {"type": "integer", "minimum": 1, "description": "Its place there: one more than the event before."},
    }
    schema["properties"] = place | schema["properties"]
    schema["required"] = ["room", "offset", *schema["required"]]


def _reachable(kinds: Iterable[type]) -> Iterable[type[msgspec.Struct]]:
    """Every struct that a message may hold."""
    waiting = list(msgspec.inspect.multi_type_info(tuple(kinds)))
    seen: set[type] = set()
    while waiting:
        info: Any = waiting.pop()
        if isinstance(info, msgspec.inspect.StructType):
            if info.cls in seen:
                continue
            seen.add(info.cls)
            waiting += [field.type for field in info.fields]
            yield info.cls
            continue
        for inner in ("item_type", "item_types", "key_type", "value_type", "types", "type"):
            below = getattr(info, inner, ())
            waiting += below if isinstance(below, tuple) else [below]
