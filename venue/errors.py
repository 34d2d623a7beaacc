"""What can go wrong on purpose: the vocabulary of errors.

    VenueError
     ├── UserMistake          the command line, a setting or a file is wrong; said in one line, exit code 2
     ├── FoundWanting         the command worked and the answer is "no" (a faulty file, a broken promise); exit code 1
     └── StoreUnavailable     Redis cannot be reached, or none can be started; exit code 1

Beside the tree stand two that belong to a layer: `venue.model.event_file.EventFileFaults` (all faults of a file) and
`venue.protocol.codes.Refusal` (a command of a connection that is not carried out). Everything else that is raised is
a bug: logged once with its trace, never shown to a visitor.
"""


class VenueError(Exception):
    """Something that a person can be told in one sentence.

    `message` is that sentence; `hint`, where there is one, says what to do now.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UserMistake(VenueError):
    """Wrong use: an option, a variable, a file or a folder that cannot be what was meant."""

    exit_code = 2


class FoundWanting(VenueError):
    """A check was carried out to its end and did not pass."""

    exit_code = 1


class StoreUnavailable(VenueError):
    """Redis does not answer (the message names its address, without a password) or cannot be started."""

    exit_code = 1
