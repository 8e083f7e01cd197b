"""The activity that ends an invitation."""

from temporalio import activity

from doorstep.db.pool import Pool
from doorstep.messages.activities import InvitationEnding
from doorstep.messages.flows import InvitationEnded
from doorstep.transactions.endings import end_invitation


class InvitationEndings:
    """Whether a link works is judged by the API, which alone sees the password."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @activity.defn(name="end_invitation")
    async def end(self, order: InvitationEnding) -> InvitationEnded:
        """End it unless it has ended already; returns the ending that was committed."""
        return await end_invitation(
            self._pool, order.invitation_id, order.member_id, order.stage, order.at
        )
