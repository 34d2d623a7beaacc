"""The wire's documentation as one HTML page: commands, events, shapes, codes, and the calls over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Final

from venue.protocol.calls import CALLS
from venue.protocol.codec import COMMANDS, FAMILIES, MAX_FRAME
from venue.protocol.codes import DOOR_REFUSALS, REFUSALS, Close
from venue.protocol.results import RESULTS
from venue.protocol.schema import LOGGED, Json, said, schemas, tag
from venue.protocol.typescript import EVENTS
from venue.web.door_refusal import STATUS
from venue.web.pages import written_page

_ARROW: Final = re.compile(r" -> `\w+`(?: \([^)]*\))?\.")
"""How a docstring names a command's result; the page says it with a link."""
_CODE: Final = re.compile(r"`([^`]+)`")
_SHAPE: Final = re.compile(r"[A-Z][A-Za-z]+\Z")
_COMES_BACK: Final = 4500

_PARTS: Final = (
    ("connection", "A connection"),
    ("commands", "Commands"),
    ("events", "Events"),
    ("shapes", "Shapes"),
    ("refusals", "Refusals"),
    ("closes", "Close codes"),
    ("http", "Over HTTP"),
)


def wire_page() -> str:
    """The whole page."""
    found = schemas("{name}")
    links = " ".join(f'<a href="#{name}">{title}</a>' for name, title in _PARTS)
    parts = {
        "connection": _connection(),
        "commands": "\n".join(_commands(found)),
        "events": "\n".join(_events(found)),
        "shapes": "\n".join(_shapes(found)),
        "refusals": _refusals(),
        "closes": _closes(),
        "http": "\n".join(_http()),
    }
    sections = "\n".join(
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{title}</h2>\n{parts[name]}\n</section>'
        for name, title in _PARTS
    )
    body = f"""<header>
<h1>The wire</h1>
<p>What browsers, programs and the venue say to each other. Made from the code that reads and writes it; also as
<a href="/docs/wire/asyncapi.json">AsyncAPI 3.0</a> and <a href="/docs/wire/schema.json">JSON Schema</a>.</p>
<nav aria-label="Parts">{links}</nav>
</header>
<main>
{sections}
</main>"""
    return written_page("The wire of the venue", body)


def _connection() -> str:
    return f"""<p>A websocket at <code>/{{slug}}/ws</code>, for whoever holds a pass: a browser by its cookie
<code>venue_pass</code>, with an Origin that is the venue's own; a program by
<code>Authorization: Bearer PASS</code>. Text frames of JSON objects; a frame from the server may carry several,
separated by newlines; one to the server carries one command of at most {MAX_FRAME:,} bytes.</p>
<pre tabindex="0" role="group" aria-label="Frames">
<code>command   {{"do": "family.verb", "ref": "...", ...}}                            browser → venue
receipt   {{"re": "...", "ok": {{...}}}}                                          venue → the asker
refusal   {{"re": "...", "error": {{"code": "...", "retry": false, "message": "..."}}}}
event     {{"on": "family.participle", "room": "...", "offset": 812, ...}}      venue → audience</code></pre>
<ol>
<li>The first thing one hears is <a href="#VenueWelcome"><code>venue.welcome</code></a>: who I am, and where.</li>
<li><a href="#RoomEnter"><code>room.enter</code></a> opens that room or walks to another. The receipt is the room at a
position: an epoch and an offset.</li>
<li>Logged events of the room follow with their offsets. One that is known already is ignored; the next one is applied;
after a gap one asks with <a href="#VenueResume"><code>venue.resume</code></a>.</li>
<li>After a lost connection, <code>venue.resume</code> continues where one was, or starts anew and says so.</li>
<li>A command that was not answered is sent again with the same <code>ref</code>: it is done once.</li>
</ol>
<p>A <code>ref</code> is the sender's choice, up to 64 letters, digits, <code>-</code> and <code>_</code>; it begins
with a random id of the tab. Times are milliseconds since 1970 (UTC) by the event's clock.</p>"""


def _commands(found: dict[str, Json]) -> Iterator[str]:
    for family in FAMILIES:
        for kind in COMMANDS:
            if kind.__module__ == family.__name__:
                aside = f"answered with {_type({'$ref': RESULTS[kind].__name__})}"
                yield _entry(kind.__name__, tag(kind), _ARROW.sub("", said(kind)), found[kind.__name__], aside)


def _events(found: dict[str, Json]) -> Iterator[str]:
    for kind in EVENTS:
        aside = "logged: carries a room and an offset" if kind in LOGGED else "not logged"
        yield _entry(kind.__name__, tag(kind), said(kind), found[kind.__name__], aside)


def _shapes(found: dict[str, Json]) -> Iterator[str]:
    shown = {kind.__name__ for kind in (*COMMANDS, *EVENTS)}
    for name in sorted(set(found) - shown):
        yield _entry(name, name, str(found[name].get("description", "")), found[name], "")


def _entry(anchor: str, title: str, says: str, schema: Json, aside: str) -> str:
    head = f'<h3 id="{anchor}"><code>{title}</code></h3>\n<p>{_text(says)}</p>\n'
    note = f'<p class="aside">{aside}</p>\n' if aside else ""
    return f"<article>\n{head}{note}{_fields(schema)}</article>"


def _fields(schema: Json) -> str:
    if "oneOf" in schema:
        return f"<p>One of {', '.join(_type(each) for each in schema['oneOf'])}.</p>\n"
    if "prefixItems" in schema:
        rows = [(f"[{at}]", each, True) for at, each in enumerate(schema["prefixItems"])]
    else:
        required = set(schema.get("required", ()))
        rows = [(name, each, name in required) for name, each in schema.get("properties", {}).items()]
    # The tag is the entry's heading already.
    rows = [row for row in rows if row[0] not in ("do", "on")]
    if not rows:
        return ""
    explained = any("description" in each for _, each, _ in rows)
    lines = (
        f"<tr><th scope='row'><code>{name}</code></th><td>{_type(each)}{'' if must else _default(each)}</td>"
        + (f"<td>{_text(each.get('description', ''))}</td></tr>" if explained else "</tr>")
        for name, each, must in rows
    )
    return _table(("field", "type", "meaning") if explained else ("field", "type"), lines)


def _default(schema: Json) -> str:
    default = schema.get("default")
    if default in (None, "", [], {}):
        return " <span class='aside'>optional</span>"
    return f" <span class='aside'>optional, else <code>{escape(_literal(default))}</code></span>"


def _literal(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return ", ".join(_literal(each) for each in value)
        case _:
            return str(value)


def _type(schema: Json) -> str:
    """A schema in a few words, with links to other shapes."""
    match schema:
        case {"$ref": str(name)}:
            return f'<a href="#{name}"><code>{name}</code></a>' if _SHAPE.match(name) else escape(name)
        case {"enum": [*values]}:
            return " | ".join(f"<code>{escape(str(value))}</code>" for value in values)
        case {"anyOf": [*several]}:
            return " or ".join(_type(each) for each in several)
        case {"type": "array", "items": item}:
            return f"list of {_type(item)}{_bounds(schema, 'minItems', 'maxItems', '')}"
        case {"type": "object", "additionalProperties": dict() as value}:
            return f"object: name → {_type(value)}"
        case {"type": "string"}:
            pattern = f" <code>{escape(schema['pattern'])}</code>" if "pattern" in schema else ""
            return f"text{_bounds(schema, 'minLength', 'maxLength', ' characters')}{pattern}"
        case {"type": "integer"}:
            return f"integer{_bounds(schema, 'minimum', 'maximum', '')}"
        case {"type": str(name)}:
            return escape(name)
        case _:
            return "anything"


def _bounds(schema: Json, least: str, most: str, unit: str) -> str:
    low, high = schema.get(least), schema.get(most)
    high = None if high == 2**53 else high  # as far as a browser counts
    if low is None and high is None:
        return ""
    if high is None:
        return f" ({low} or more{unit})"
    return f" ({low or 0} to {high}{unit})"


def _refusals() -> str:
    rows = (
        f"<tr><th scope='row'><code>{code}</code></th><td>{'yes' if again else 'no'}</td><td>{_text(says)}</td></tr>"
        for code, (again, says) in REFUSALS.items()
    )
    return _table(("code", "try again", "meaning"), rows)


def _closes() -> str:
    rows = (
        f"<tr><th scope='row'><code>{close.value}</code></th><td>{close.name.replace('_', ' ').lower()}</td>"
        f"<td>{'come back' if close < _COMES_BACK else 'do not come back'}</td></tr>"
        for close in Close
    )
    lead = '<p>Said before by <a href="#VenueClosing"><code>venue.closing</code></a>, with the time to wait.</p>\n'
    return lead + _table(("code", "name", "what to do"), rows)


def _http() -> Iterator[str]:
    yield (
        "<p>Bodies are <code>application/json</code>. Whoever has a pass shows it as on the websocket. A refusal is "
        '<code>{"error": {"code", "retry", "message"}}</code>.</p>'
    )
    rows = (
        f"<tr><th scope='row'><code>{call.method} {call.path}</code></th>"
        f"<td>{_type({'$ref': call.takes.__name__}) if call.takes else '-'}</td>"
        f"<td>{_type({'$ref': call.gives.__name__}) if call.gives else 'a file'}</td>"
        f"<td>{_text(call.says)}{' Needs a pass.' if call.needs_pass else ''}</td></tr>"
        for call in CALLS
    )
    yield _table(("call", "takes", "gives", "meaning"), rows)
    codes = (
        f"<tr><th scope='row'><code>{code}</code></th><td>{STATUS[code]}</td><td>{_text(says)}</td></tr>"
        for code, says in DOOR_REFUSALS.items()
    )
    yield _table(("code", "status", "meaning"), codes)


def _table(heads: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th scope='col'>{each}</th>" for each in heads)
    body = "\n".join(rows)
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    return f'<div class="wide" tabindex="0" role="group" aria-label="Table">{table}</div>\n'


def _text(says: Any) -> str:
    """Plain text with `names` in it, as HTML."""
    return _CODE.sub(lambda found: f"<code>{found[1]}</code>", escape(str(says), quote=False))
