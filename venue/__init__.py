"""A self-hosted, real-time venue for a one-day online conference.

The layers, from the top; imports run downwards only (`tests/test_house_rules.py` holds this):

    app        composition root: builds everything, owns every lifetime
    web        HTTP: the door, the websocket endpoint, pages, assets, metrics, health
    commands   what people can do: one file per capability
    live       what exists while someone is connected
    store      Redis: keys, logs, leases, rooms, people; the embedded Redis
    protocol   the wire: commands, events, codec, refusal and close codes
    model      rules: pure, without I/O and without a clock

Beside them: `settings`, `errors`, `logs`, `cli` and `rehearsal` (the load test, a client of the server).
"""

__version__ = "0.1.0"
