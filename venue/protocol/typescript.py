"""The protocol as TypeScript: `static/src/protocol.ts` is this module's output; a test fails when it is stale."""

from __future__ import annotations

import sys
from typing import Any

from msgspec import NODEFAULT, inspect

from venue.protocol.codec import COMMANDS, FAMILIES
from venue.protocol.codes import DOOR_REFUSALS, REFUSALS, Close
from venue.protocol.door import DoorPreview, Entered, EnterWith, EventInfo, MyData, MyDay
from venue.protocol.results import RESULTS
from venue.protocol.versions import Published, PublishWith, Versions
from venue.protocol.wire import Event, LoggedEvent, RefusalFrame

HEADER = "// Generated from venue/protocol by `make wire`. Do not edit.\n"

EVENTS: tuple[type[Event], ...] = tuple(
    kind
    for family in FAMILIES
    for kind in vars(family).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind.__module__ == family.__name__
)


def typescript() -> str:
    """All commands, events, results and codes as TypeScript types."""
    tops: list[type[Any]] = [*COMMANDS, *EVENTS, *dict.fromkeys(RESULTS.values()), RefusalFrame]
    tops += [EventInfo, EnterWith, Entered, DoorPreview, MyData, MyDay, Versions, PublishWith, Published]
    structs: dict[str, inspect.StructType] = {}
    for info in inspect.multi_type_info(tops):
        _collect(info, structs)
    logged = {kind.__name__ for kind in EVENTS if issubclass(kind, LoggedEvent)}
    parts = [HEADER, *(_declare(info, name in logged) for name, info in structs.items())]
    parts.append(_union("Command", [kind.__name__ for kind in COMMANDS]))
    parts.append(_union("VenueEvent", [kind.__name__ for kind in EVENTS]))
    parts.append(_union("LoggedEvent", sorted(logged)))
    results = "\n".join(f'  "{_tag(kind)}": {result.__name__};' for kind, result in RESULTS.items())
    parts.append(f"export interface Results {{\n{results}\n}}\n")
    parts.append(_union("RefusalCode", [f'"{code}"' for code in REFUSALS]))
    parts.append(_union("DoorRefusalCode", [f'"{code}"' for code in DOOR_REFUSALS]))
    closes = "\n".join(f"  {close.name}: {close.value}," for close in Close)
    parts.append(f"export const Close = {{\n{closes}\n}} as const;\n")
    return "\n".join(parts)


def _tag(kind: type[Any]) -> str:
    return str(kind.__struct_config__.tag)


def _collect(info: inspect.Type, structs: dict[str, inspect.StructType]) -> None:
    """Every struct reachable from `info`, in order of first use."""
    match info:
        case inspect.StructType():
            if info.cls.__name__ not in structs:
                structs[info.cls.__name__] = info
                for field in info.fields:
                    _collect(field.type, structs)
        case inspect.UnionType():
            for each in info.types:
                _collect(each, structs)
        case inspect.VarTupleType() | inspect.ListType():
            _collect(info.item_type, structs)
        case inspect.DictType():
            _collect(info.value_type, structs)
        case inspect.Metadata():
            _collect(info.type, structs)


def _declare(info: inspect.StructType, logged: bool) -> str:
    doc = (info.cls.__doc__ or "").strip().splitlines()
    comment = f"/** {doc[0]} */\n" if doc else ""
    if info.array_like:
        items = ", ".join(f"{field.encode_name}: {_type(field.type)}" for field in info.fields)
        return f"{comment}export type {info.cls.__name__} = [{items}];\n"
    lines = [f'  {info.tag_field}: "{info.tag}";'] if info.tag_field else []
    lines += ["  room: string;", "  offset: number;"] if logged else []
    for field in info.fields:
        optional = field.default is not NODEFAULT
        lines.append(f"  {field.encode_name}{'?' if optional else ''}: {_type(field.type)};")
    return f"{comment}export interface {info.cls.__name__} {{\n" + "\n".join(lines) + "\n}\n"


def _type(info: inspect.Type) -> str:
    match info:
        case inspect.Metadata():
            return _type(info.type)
        case inspect.StructType():
            return info.cls.__name__
        case inspect.LiteralType():
            return " | ".join(f'"{value}"' for value in info.values)
        case inspect.UnionType():
            return " | ".join(_type(each) for each in info.types)
        case inspect.VarTupleType() | inspect.ListType():
            item = _type(info.item_type)
            return f"readonly ({item})[]" if "|" in item or item.startswith("readonly") else f"readonly {item}[]"
        case inspect.DictType():
            return f"Record<string, {_type(info.value_type)}>"
        case inspect.StrType():
            return "string"
        case inspect.IntType() | inspect.FloatType():
            return "number"
        case inspect.BoolType():
            return "boolean"
        case inspect.NoneType():
            return "null"
        case inspect.RawType():
            return "LoggedEvent"
    raise TypeError(f"no TypeScript for {info!r}")


def _union(name: str, members: list[str]) -> str:
    return f"export type {name} =\n" + "\n".join(f"  | {member}" for member in members) + ";\n"


if __name__ == "__main__":
    sys.stdout.write(typescript())
