"""The table `known_networks`, and the columns of `devices` for all other networks: the
ledgers of wrong login codes.

Each method is one statement, within the transaction that has locked the member.
"""

from datetime import datetime
from uuid import UUID

from doorstep.db.devices import COLUMNS, Device, device_of
from doorstep.db.pool import Connection, rows_in
from doorstep.rules.code_ledgers import Ledger, LedgerKind


class CodeLedgers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of_client(
        self, member_id: UUID, network: str, at: datetime
    ) -> tuple[Device, Ledger] | None:
        """The active device, and the ledger for a client in this network."""
        record = await self._connection.fetchrow(
            f"""
            select {COLUMNS}, here.failures_here, here.blocked_here
            from devices left join lateral (
                select known_networks.failures as failures_here,
                    known_networks.blocked_until as blocked_here
                from known_networks
                where device_id = devices.id and network = $2 and known_until > $3
            ) as here on true
            where member_id = $1 and status = 'active'
            """,
            member_id,
            network,
            at,
        )
        if record is None:
            return None
        failures, blocked_until = record["failures_here"], record["blocked_here"]
        device = device_of(record)
        if failures is None:
            return device, device.others
        kind = LedgerKind.known_network
        return device, Ledger(kind, failures, blocked_until, device.disabled_at)

    async def known(self, device_id: UUID, at: datetime) -> dict[str, Ledger]:
        """The ledgers of the networks that are known at this moment."""
        records = await self._connection.fetch(
            """
            select network, failures, blocked_until from known_networks
            where device_id = $1 and known_until > $2
            """,
            device_id,
            at,
        )
        kind = LedgerKind.known_network
        return {
            record["network"]: Ledger(kind, record["failures"], record["blocked_until"])
            for record in records
        }

    async def accept_step(
        self,
        device_id: UUID,
        step: int,
        at: datetime,
        *,
        network: str,
        known_until: datetime,
    ) -> bool:
        """Consume a time step; False if it, or a later one, was used before.

        The network becomes known, and its ledger is reset.
        """
        status = await self._connection.execute(
            """
            with accepted as (
                update devices set last_step = $2, last_used_at = $3
                where id = $1 and status = 'active' and last_step < $2 returning id
            )
            insert into known_networks (device_id, network, known_until)
            select id, $4, $5 from accepted
            on conflict (device_id, network) do update set
                known_until = excluded.known_until, failures = 0, blocked_until = null
            """,
            device_id,
            step,
            at,
            network,
            known_until,
        )
        return status.endswith("1")

    async def forgive(self, device_id: UUID, step: int) -> bool:
        """Whether this is the step used last, and was not forgiven before."""
        status = await self._connection.execute(
            """
            update devices set forgiven_step = $2
            where id = $1 and status = 'active' and last_step = $2
                and forgiven_step is distinct from $2
            """,
            device_id,
            step,
        )
        return rows_in(status) == 1

    async def write(self, device_id: UUID, network: str, ledger: Ledger) -> None:
        """Write a ledger after a wrong code; a closed one may disable the device."""
        if ledger.kind is LedgerKind.known_network:
            await self._write_known(device_id, network, ledger)
        else:
            await self._write_others(device_id, ledger)

    async def _write_known(self, device_id: UUID, network: str, ledger: Ledger) -> None:
        await self._connection.execute(
            """
            with counted as (
                update known_networks set failures = $3, blocked_until = $4
                where device_id = $1 and network = $2
            )
            update devices set disabled_at = $5
            where id = $1 and $5::timestamptz is not null
            """,
            device_id,
            network,
            ledger.failures,
            ledger.blocked_until,
            ledger.closed_at,
        )

    async def _write_others(self, device_id: UUID, ledger: Ledger) -> None:
        await self._connection.execute(
            """
            update devices set failures = $2, blocked_until = $3, others_refused_at = $4
            where id = $1
            """,
            device_id,
            ledger.failures,
            ledger.blocked_until,
            ledger.closed_at,
        )

    async def unlock(self, member_id: UUID, at: datetime) -> bool:
        """Reset each blocked ledger of the active device.

        False if none is blocked, or the device is disabled.
        """
        found = await self._connection.fetchval(
            """
            with device as (
                select id from devices
                where member_id = $1 and status = 'active' and disabled_at is null
            ), known as (
                update known_networks set failures = 0, blocked_until = null
                from device where device_id = device.id
                    and known_until > $2 and blocked_until is not null
                returning device_id
            ), others as (
                update devices set
                    failures = 0, blocked_until = null, others_refused_at = null
                from device where devices.id = device.id
                    and coalesce(blocked_until, others_refused_at) is not null
                returning devices.id
            )
            select exists (select from known) or exists (select from others)
            """,
            member_id,
            at,
        )
        return bool(found)

    async def empty_others(self, member_id: UUID) -> None:
        """Reset the ledger of networks that are not known: the password was changed, so
        whoever guessed from there cannot go on.
        """
        await self._connection.execute(
            """
            update devices set
                failures = 0, blocked_until = null, others_refused_at = null
            where member_id = $1 and status = 'active'
            """,
            member_id,
        )

    async def delete_forgotten(self, at: datetime) -> int:
        """Delete networks that are no longer known, with their ledgers."""
        status = await self._connection.execute(
            """
            delete from known_networks using (
                select device_id, network from known_networks
                where known_until <= $1 for update skip locked
            ) as old
            where known_networks.device_id = old.device_id
                and known_networks.network = old.network
            """,
            at,
        )
        return rows_in(status)
