"""In which login an act was done: its origin says from where."""

from uuid import UUID

from doorstep.db.actors import ACTOR_LOGIN
from doorstep.db.events import EventKind, RecordedEvent

BY_SOMEBODY_ELSE = frozenset(
    {
        EventKind.account_created,
        EventKind.account_changed,
        EventKind.member_created,
        EventKind.member_invited,
        EventKind.member_changed,
        EventKind.member_disabled,
        EventKind.member_enabled,
        EventKind.member_erased,
        EventKind.password_changed,
        EventKind.session_ended,
        EventKind.device_reset,
        EventKind.device_unlocked,
        EventKind.flow_cancelled,
        EventKind.group_added,
        EventKind.group_changed,
        EventKind.group_removed,
        EventKind.group_member_added,
        EventKind.group_member_removed,
        EventKind.client_added,
        EventKind.client_changed,
        EventKind.client_removed,
        EventKind.client_secret_added,
        EventKind.client_secret_removed,
    }
)
"""Acts that have an actor, or without one are an operator's."""


def acting_login(event: RecordedEvent) -> UUID | None:
    """None for an operator, and where an earlier release did not write it down."""
    if noted := event.detail.get(ACTOR_LOGIN):
        return UUID(str(noted))
    if event.actor_id is None:
        return None if event.kind in BY_SOMEBODY_ELSE else event.login_id
    own = event.member_id in (None, event.actor_id)
    return event.login_id if own else None
