"""Which clients could not be told that a session of the member has ended."""

from collections.abc import Iterable

from doorstep.db.session_clients import TellingFailed
from doorstep.rules.logout_waits import TOLD_FOR
from doorstep.why.explanations import Explanation, Reason


def untold_clients(failing: Iterable[TellingFailed]) -> tuple[Explanation, ...]:
    return tuple(map(_explained, failing))


def _explained(failing: TellingFailed) -> Explanation:
    final = failing.failed_at is not None
    return Explanation(
        Reason.logout_failed if final else Reason.logout_failing,
        since=failing.due_at,
        until=None if final else failing.due_at + TOLD_FOR,
        failure=failing.last_failure,
        flow=f"logout/{failing.session_id}/{failing.client_id}",
        client=failing.name,
    )
