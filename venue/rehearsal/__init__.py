"""`venue rehearse`: the day played against a running venue, by people whose every step is known, and checked.

A client of the venue like any other: it enters through the door with tickets, holds real websockets, and imports
nothing of the server but the wire (`protocol`) and the rules (`model`).

    conductor   knows the day and the truth: who is where, what was said; gives the orders, compares, judges
    company     the processes that play the people, and the talk with them over their standard streams
    worker      one such process: some hundred people, each a `player` with a `connection` and a `view` of the house
    checks      pure: what was heard -> what was promised and not kept (`stay`, `logs`, `checks`)
    whole_day   in a copy of the event, which its programme conducts: `registration`, `change_of_rooms`, `drills`
    verdict     promises, targets and measures -> exit code, table, JSON, HTML page

The clock of every time that is measured is the machine's monotonic one, which all processes of one machine share.
"""
