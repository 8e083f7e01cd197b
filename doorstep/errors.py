"""The exceptions of Doorstep.

Mistakes of people, such as a wrong code, are results and not exceptions: see
`doorstep.messages.flows.Outcome`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pydantic_core import ErrorDetails


_SAID = {
    "string_too_short": "must have {min_length} characters or more",
    "string_too_long": "must have {max_length} characters or fewer",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_parsing": "must be on or off",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "missing": "is missing",
    "string_unicode": "must be text in UTF-8",
}
"""By pydantic's kind of error, whose own messages are for programmers."""


def in_words(problem: "ErrorDetails") -> str:
    """A validation error as the end of a sentence, without the value that was given."""
    context = problem.get("ctx", {})
    if said := _SAID.get(problem["type"]):
        expected = str(context.get("expected", "")).replace("'", "")
        return said.format(**{**context, "expected": expected})
    return str(context.get("error", problem["msg"]))


class DoorstepError(Exception):
    """The base class; not raised itself."""


class ConfigurationError(DoorstepError):
    """A setting is missing or unusable; the text names it and the remedy."""


class NoServerTakesWrites(DoorstepError, ConnectionError):  # noqa: N818  a state
    """None of a URL's hosts takes writes: the text says why not, for each of them."""


class InvalidInputError(DoorstepError):
    """The input of an operator is invalid; the text says what and why."""


class NotFoundError(InvalidInputError):
    """Nothing has the id, name or address that was given."""

    def __init__(self, what: str, named: str) -> None:
        super().__init__(f"There is no {what} {named!r}.")


class NameTakenError(InvalidInputError):
    """Another account has the name, in whatever case."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is already an account named {name!r}.")


class GroupNameTakenError(InvalidInputError):
    """Another group of the account has the name, in whatever case."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is already a group named {name!r}.")


class TooManyGroupsError(InvalidInputError):
    """The account has as many groups, or the member is in as many, as is possible."""

    def __init__(self, most: int) -> None:
        super().__init__(f"There can be no more than {most} groups.")


class FlowEndedError(InvalidInputError):
    """The flow cannot be cancelled, since it is in a final stage."""

    def __init__(self, stage: str) -> None:
        super().__init__(f"The flow has already ended: {stage.replace('_', ' ')}.")


class NotLockedError(InvalidInputError):
    """The member's device cannot be unlocked, since it is not locked."""

    def __init__(self) -> None:
        super().__init__(
            "The member's device is not locked. A disabled device must be reset."
        )


class LastAdministratorError(InvalidInputError):
    """The change would leave the account without an enabled administrator."""

    def __init__(self) -> None:
        super().__init__("The member is the account's last administrator.")


class ClientConflictError(InvalidInputError):
    """Fields of a client do not go together; `kind` is that of the field's error."""

    def __init__(self, field: str, kind: str, sentence: str) -> None:
        super().__init__(f"{field} {sentence}.")
        self.field = field
        self.kind = kind
        self.sentence = sentence


class TooManySecretsError(InvalidInputError):
    """The client has as many secrets as a rotation needs."""

    def __init__(self) -> None:
        super().__init__("The application has two secrets already: end one first.")


class MemberGone(InvalidInputError):  # noqa: N818  a state of the database
    """The account has no such member: of another account, or erased."""


class StepUpNeeded(DoorstepError):  # noqa: N818  a state of the session
    """The change weakens a door, and the session's last proof is too old for it."""


class AddressTakenError(DoorstepError):
    """Another member of the installation has this mailbox, in whatever spelling."""

    def __init__(self) -> None:
        super().__init__("The address belongs to another member.")


class AddressBeingErased(AddressTakenError):  # noqa: N818  a state of the database
    """The member who has it is being erased: it is free within moments."""


class OwnPersonError(DoorstepError):
    """The member has a password or a role of the account's: an application that knows
    the person too may neither change the address nor erase the member.
    """


class StartError(DoorstepError):
    """A process of the embedded stack did not start; the text ends with its log."""


class PollingFailed(DoorstepError):  # noqa: N818  a state of the worker
    """A worker's polls are refused by Temporal, and it has ended."""


class UnsealError(DoorstepError):
    """A sealed value was altered or moved to another row, or its key is missing."""


class OutboundError(DoorstepError):
    """An address that a client has registered was not asked, or did not answer.

    The reason names no address, and nothing that was received.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SigningKeyMissing(DoorstepError):  # noqa: N818  a state of the installation
    """No key signs tokens of an algorithm, or no key of the ring opens it."""

    def __init__(self, algorithm: str) -> None:
        super().__init__(algorithm)
        self.algorithm = algorithm


class RowGone(DoorstepError):  # noqa: N818  a state of the database, not of the program
    """A row of a flow is missing, after a restore or while its member is erased: not
    retried.
    """


class RowChanged(DoorstepError):  # noqa: N818  a state of the database
    """A row is not as it was read under its member's lock: the transaction is undone,
    and may be repeated.
    """


class CannotConfirmError(DoorstepError):
    """The member cannot sign in, and so cannot confirm another address by a code."""

    def __init__(self) -> None:
        super().__init__("The member cannot sign in to confirm another address.")


class InvitationNotNeeded(DoorstepError):  # noqa: N818  a state of the member
    """The member is disabled, or has a password: no invitation would open anything."""

    def __init__(self, *, disabled: bool) -> None:
        has = "is disabled" if disabled else "has a password already"
        super().__init__(f"The member {has}, so there is nothing to invite to.")
        self.disabled = disabled


class TooManyMailsError(DoorstepError):
    """The mailbox was sent as many mails as it may be in an hour."""

    def __init__(self, again_at: "datetime") -> None:
        super().__init__(
            "The member has reached the hourly limit for emails. The next one can be "
            f"sent from {again_at:%Y-%m-%d %H:%M:%S} UTC."
        )
        self.again_at = again_at


class ResendTooSoonError(DoorstepError):
    """The mail was just sent to this address."""

    def __init__(self, again_at: "datetime") -> None:
        super().__init__(
            "The email was just sent. It can be sent again from "
            f"{again_at:%Y-%m-%d %H:%M:%S} UTC."
        )
        self.again_at = again_at


class ListenerEnded(DoorstepError):  # noqa: N818  a state of the process
    """The health listener stopped by itself, or could not be opened; it is retried."""


class ChainBroken(DoorstepError):  # noqa: N818  a state of the database
    """Audit events that were to be purged were altered: they are kept.

    `position` is where in the chain without an account; None for its sealed head.
    """

    def __init__(self, position: int | None) -> None:
        where = f"at position {position}" if position else "at its sealed head"
        super().__init__(
            f"the chain of events without an account is broken {where}, so none of "
            "them is purged. `doorstep audit verify` shows more."
        )
        self.position = position


class Overloaded(DoorstepError):  # noqa: N818  a state of the service, not a bug
    """There are more requests than can be served in time; retry after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def was_answered(code: str) -> bool:
    """Whether it is a reply of the server: `smtp 451 4.7.1`, but not `smtp connect`."""
    return code.removeprefix("smtp ")[:3].isdigit()


class MailError(DoorstepError):
    """The mail server did not accept a message; the base of the classes below.

    `code` (`smtp 451 4.7.1`) may go to logs and Temporal; `detail` is the text of the
    server, which may hold an address and goes to PostgreSQL only.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail

    @property
    def answered(self) -> bool:
        """Whether the server replied, and so certainly has not accepted the mail."""
        return was_answered(self.code)


class MailDelayed(MailError):  # noqa: N818  a state of the mail, not of the program
    """The server cannot accept it now (4xx, no connection): retried."""


class MailDenied(MailDelayed):
    """The server accepts no mail from here (relaying, sender, authentication).

    The operator has to fix it; the mail is retried meanwhile.
    """


class MailRefused(MailError):  # noqa: N818  a state of the mail, not of the program
    """The server refused it for good (5xx): not retried."""
