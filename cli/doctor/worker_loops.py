"""The check of a worker's background loops, by the backlog that each leaves."""

from datetime import datetime, timedelta

from cli.doctor.findings import Finding, ok, warning
from doorstep.db.invitations import Invitations
from doorstep.db.login_starts import LoginStarts
from doorstep.db.notices import Notices
from doorstep.db.pool import Connection
from doorstep.db.repeated_events import RepeatedEvents
from doorstep.transactions.repeated_events import MEMBERS_WINDOW

_CHECK = "background work"
_GRACE = timedelta(minutes=5)


async def examine_loops(connection: Connection, at: datetime) -> Finding:
    """Workflows that were not started, and counts that were not written as events."""
    notices = await Notices(connection).not_started(limit=1)
    counted = await RepeatedEvents(connection).oldest()
    if notices and at - notices[0].created_at > _GRACE:
        return _behind(
            "A notice has waited {} min for its workflow.",
            at - notices[0].created_at,
            "sweep of notices",
        )
    invitations = await Invitations(connection).not_started(limit=1)
    if invitations and at - invitations[0].invited_at > _GRACE:
        return _behind(
            "An invitation has waited {} min for its workflow.",
            at - invitations[0].invited_at,
            "sweep of invitations",
        )
    login = await LoginStarts(connection).oldest()
    if login and at - login > _GRACE:
        return _behind(
            "A login by single sign-on has waited {} min for its workflow.",
            at - login,
            "starting of logins",
        )
    if counted and at - counted > MEMBERS_WINDOW + _GRACE:
        return _behind(
            "Counted wrong passwords have waited {} min for their audit event.",
            at - counted,
            "writing of repeated events",
        )
    return ok(_CHECK, "Nothing is overdue.")


def _behind(summary: str, wait: timedelta, loop: str) -> Finding:
    return warning(
        _CHECK,
        summary.format(round(wait / timedelta(minutes=1))),
        "This is a worker's job: check that one is running, its /readyz, and its log "
        f"for “{loop} failed”.",
    )
