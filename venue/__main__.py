"""`python -m venue`: the same as the command `venue`."""

import sys

from venue.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
