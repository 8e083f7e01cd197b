"""What commands print once they are done, and where a list is empty."""

from collections.abc import Sequence

from cli.amounts import amount

NOTHING_CHANGED = "Nothing changed."
NO_ACCOUNTS = "No accounts yet."
NO_MEMBERS = "No matching members."
NO_FLOWS = "No matching flows."
NO_SESSIONS = "The member is not signed in anywhere."
NO_EVENTS = "No events."
NO_MATCHING_EVENTS = "No matching events."
PASSWORD_CHANGED = "Password changed."  # noqa: S105  a sentence, not a password
ADDRESS_ASKED = (
    "A code is mailed to the new address. The address changes once the member has "
    "entered it on the page “Security”."
)
ADDRESS_STAYS = (
    "Temporal is not responding, so no code is mailed, and the address stays as it is."
)
INVITED_THERE = (
    "Invited at the new address. It becomes the member's once the password is set by "
    "the link. The earlier link no longer works."
)
INVITED = "Invited: a link to choose a password is on its way."
MEMBER_DISABLED = "Member disabled."
MEMBER_ENABLED = "Member enabled."
REQUIRED = "Two-step verification is required from now on."
NOT_REQUIRED = (
    "Two-step verification is no longer required. Every administrator of the account "
    "is notified by email."
)
DEVICE_RESET = "Device reset."
NO_DEVICE = "The member has no device to reset."
DEVICE_UNLOCKED = "Device unlocked. Its codes work again."
NO_CLIENTS = "No applications yet."
CLIENT_REMOVED = "Application removed. Its secrets and tokens have ended."
NO_SECRET_USED = "The application does not use a secret."  # noqa: S105  a sentence
NO_SIGNING_KEYS = "No signing keys yet: the first request for them makes them."
NEW_KEYS_SIGN = (
    "New keys sign from now on, and the others are published no more. Applications "
    "that kept those accept them for up to 5 minutes."
)
ROTATION_UNFINISHED = (
    "The application has two secrets already: end the older one with --finish first."
)
SHOWN_ONCE = "Note the secret now: it cannot be shown again."
NO_GROUPS = "No groups yet."
GROUP_RENAMED = "Group renamed."
GROUP_DELETED = "Group deleted. Its members stay in the account."
GROUP_JOINED = "The member is in the group."
GROUP_LEFT = "The member is not in the group."
DATABASE_READY = "The database is up to date."
REGISTERED = "The search attributes and the daily purge are registered."
TEMPORAL_AWAY = "Temporal is not responding: flows that run learn of this later."
RUN_AGAIN = "Run this command again to continue."


def changed(fields: Sequence[str]) -> str:
    return f"Changed: {', '.join(fields)}." if fields else NOTHING_CHANGED


def signed_out(done: str, logins: int) -> str:
    """What was done, and that it ended the member's sessions and running logins."""
    ended = f" and {amount(logins, 'running login')}" if logins else ""
    return f"{done} All sessions{ended} have ended."


def sessions_ended(count: int) -> str:
    return f"Signed out: {amount(count, 'session')} ended."


def keys_added(count: int, signs_from: str) -> str:
    return f"Added {amount(count, 'key')} that sign from {signs_from}."


def keys_waiting(signs_from: str) -> str:
    return f"New keys are published already, and sign from {signs_from}."


def secrets_ended(count: int) -> str:
    return f"Ended {amount(count, 'older secret')}."


def mail_requested(flow: str, number: int, again: str) -> str:
    """`again`: when yet another may be sent, such as `in 60 seconds`."""
    return f"Requested mail {number} of {flow}, with a new code. {_again(again)}"


def mail_too_soon(flow: str, number: int, again: str) -> str:
    return f"Mail {number} of {flow} was requested just now. {_again(again)}"


def mailbox_full(flow: str, again: str) -> str:
    return f"The mailbox of {flow} has had all its mails of this hour. {_again(again)}"


def sends_no_mail(flow: str, stage: str) -> str:
    return f"No mail can be sent: {flow} is at {stage}, not at verify_email."


def _again(again: str) -> str:
    return f"Another one can be sent {again}."


def cancelled(flow: str) -> str:
    return f"Cancelled {flow}."


def promoted(release: str) -> str:
    return f"New flows now go to {release}."


def resealed(count: int, key: str) -> str:
    return f"Resealed {count} under {key}."


def stopped(count: int) -> str:
    return f"Stopped after {count}. {RUN_AGAIN}"
