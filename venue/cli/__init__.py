"""The command line: `venue serve | check | tickets | rehearse | settings`.

Exit codes: 0 well, 1 found wanting (or the venue could not go on), 2 wrong use.
"""
