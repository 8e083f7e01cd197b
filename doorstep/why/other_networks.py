"""Why codes from other networks than that of the login would be refused."""

from doorstep.why.explanations import Explanation
from doorstep.why.facts import Facts
from doorstep.why.reasons import blocked_by


def refused_elsewhere(facts: Facts, shown: Explanation) -> tuple[Explanation, ...]:
    """One explanation for each kind of blocked ledger, except the one already shown."""
    if facts.device is None or facts.device.disabled_at:
        return ()
    found = {
        reason: Explanation(
            reason,
            since=ledger.closed_at,
            again_at=ledger.blocked_until,
            tries=ledger.failures,
        )
        for ledger in (*facts.known.values(), facts.device.others)
        if (reason := blocked_by(ledger, facts.at)) and reason is not shown.reason
    }
    return tuple(found.values())
