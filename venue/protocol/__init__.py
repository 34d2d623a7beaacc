"""The wire: what browsers and nodes say to each other over the websocket.

Text frames of JSON objects; a frame from the server may carry several, separated by newlines.

    command   {"do": "family.verb", "ref": "...", ...}                            browser -> node
    receipt   {"re": "...", "ok": {...}}                                          node -> the asker
    refusal   {"re": "...", "error": {"code": "...", "retry": false, "message": "..."}}
    event     {"on": "family.participle", "room": "...", "offset": 812, ...}      node -> audience

Commands are imperative, events past tense; a class carries the same words (`ChatSend`, `ChatPosted`).
Logged events carry a room and an offset; unlogged ones are coalesced, last state wins.
"""
