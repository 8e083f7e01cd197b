"""What can go wrong that is nobody's typing mistake: one tree, one page.

What a person does wrong (a wrong code, a step out of turn) is a result, see
`doorstep.messages.flows.Outcome`; only faults are errors.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def in_words(problem: "ErrorDetails") -> str:
    """What pydantic, or a validator of ours, says; never what was given."""
    return str(problem.get("ctx", {}).get("error", problem["msg"]))


class DoorstepError(Exception):
    """The root of the tree; never raised itself."""


class ConfigurationError(DoorstepError):
    """A setting is missing or unusable; the text names it and says how to mend it."""


class InvalidInputError(DoorstepError):
    """What an operator typed cannot be used; the text says what and why."""


class LastAdministratorError(InvalidInputError):
    """An account keeps an enabled administrator: this one is its last."""


class MemberGone(InvalidInputError):  # noqa: N818  a state of the database
    """The account has no such member: it is another's, or has been erased."""


class AddressTakenError(DoorstepError):
    """Another member of the installation has this address, in whatever spelling."""


class StartError(DoorstepError):
    """A part of the embedded stack does not come up; the text ends with its log."""


class UnsealError(DoorstepError):
    """A sealed value was altered, moved to another row, or its key is gone."""


class RowGone(DoorstepError):  # noqa: N818  a state of the database, not of the program
    """A row that a flow has is missing, as after a restore or beside an erasing of its
    member: another try is useless."""


class ChainBroken(DoorstepError):  # noqa: N818  a state of the database
    """Audit events that were to be purged are not what was written: they stay.

    `position` is where in the chain without an account; None for its sealed head.
    """

    def __init__(self, position: int | None) -> None:
        where = f"at position {position}" if position else "at its sealed head"
        super().__init__(
            f"the chain of events without an account is broken {where}: none of them "
            "is purged. `doorstep audit verify` says more."
        )
        self.position = position


class Overloaded(DoorstepError):  # noqa: N818  a state of the service, not a bug
    """More is asked for than can be served in time; `seconds` until another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def was_answered(code: str) -> bool:
    """`smtp 451 4.7.1` is a mail server's reply, `smtp connect` and `smtp utf8` not."""
    return code.removeprefix("smtp ")[:3].isdigit()


class MailError(DoorstepError):
    """The mail server did not take a message; the base of the two below.

    `code` is what an operator may see everywhere (`smtp 451 4.7.1`), `detail` the
    server's own words, which may hold an address and belong in Postgres only.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail

    @property
    def answered(self) -> bool:
        """Whether the server gave a reply, and so has not taken the mail."""
        return was_answered(self.code)


class MailDelayed(MailError):  # noqa: N818  a state of the mail, not of the program
    """The server cannot take it now (4xx, no connection): worth another try."""


class MailDenied(MailDelayed):
    """The server takes no mail from here (relaying, sender, sign-in).

    The operator's to fix, not the member's: worth another try once that is done.
    """


class MailRefused(MailError):  # noqa: N818  a state of the mail, not of the program
    """The server will never take it (5xx): another try is useless."""
