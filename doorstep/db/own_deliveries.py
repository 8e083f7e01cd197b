"""How the delivery of a flow's newest mail goes, where the flow's own row keeps it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.errors import MailDenied, MailError, MailRefused


class MailedFlows(StrEnum):
    """The tables whose rows keep their newest mail, see `own_mail`."""

    address_changes = "address_changes"
    invitations = "invitations"
    recoveries = "recoveries"


class OwnDeliveries:
    """What is noted of an earlier mail than the newest changes nothing."""

    def __init__(self, connection: Connection, flows: MailedFlows) -> None:
        self._connection = connection
        self._flows = flows

    async def note_accepted(self, flow_id: UUID, number: int, at: datetime) -> datetime:
        """The first acceptance counts; returns when that was."""
        noted: datetime | None = await self._connection.fetchval(
            f"""
            update {self._flows} set accepted_at = coalesce(accepted_at, $3)
            where id = $1 and number = $2 returning accepted_at
            """,
            flow_id,
            number,
            at,
        )
        return noted or at  # a newer mail has taken its place

    async def note_failure(
        self, flow_id: UUID, number: int, error: MailError, at: datetime
    ) -> None:
        await self._connection.execute(
            f"""
            update {self._flows} set
                failed_tries = failed_tries + 1, last_failure = $3,
                last_failure_detail = $4, failed_at = $5, denied = $6
            where id = $1 and number = $2
            """,
            flow_id,
            number,
            error.code,
            error.detail,
            at if isinstance(error, MailRefused) else None,
            isinstance(error, MailDenied),
        )
