"""The activities of an erasure: end the member's flows, then overwrite the rows."""

from temporalio import activity
from temporalio.client import Client

from doorstep.db.erasures import Erasures
from doorstep.db.pool import Pool
from doorstep.messages.activities import ErasureOrder
from doorstep.temporal.erasures import end_flows
from doorstep.transactions.erasing import erase
from doorstep.transactions.interventions import intervene

_PATIENCE_SECONDS = 30.0


class MemberErasure:
    """What is to be erased, by whom and why is read from the row of the erasure."""

    def __init__(self, pool: Pool, client: Client) -> None:
        self._pool = pool
        self._client = client

    @activity.defn(name="end_flows_of_member")
    async def end_flows(self, order: ErasureOrder) -> None:
        """A retry ends those that are left. Raises TimeoutError if one does not end."""
        async with self._pool.acquire() as connection:
            erasure = await Erasures(connection).find(order.member_id)
        if erasure is not None:
            await end_flows(
                self._client, order.member_id, erasure.workflows, _PATIENCE_SECONDS
            )

    @activity.defn(name="erase_member")
    async def erase(self, order: ErasureOrder) -> None:
        """A repeat finds no row, and does nothing."""
        async with self._pool.acquire() as connection:
            erasure = await Erasures(connection).find(order.member_id)
        if erasure is None:
            return
        await intervene(
            self._pool,
            erasure.account_id,
            erasure.member_id,
            erasure.reason,
            erase,
            clock=lambda: order.at,
            by=erasure.by,
        )
