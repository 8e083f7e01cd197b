"""The table `known_networks`, and the columns of `devices` for all other networks: the
ledgers of wrong login codes.

Each method is one statement, within the transaction that has locked the member.
"""

from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, rows_in
from doorstep.db.writes import Write
from doorstep.rules.code_ledgers import Ledger, LedgerKind


class CodeLedgers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def known(
        self, device_ids: list[UUID], at: datetime
    ) -> dict[UUID, dict[str, Ledger]]:
        """By device: the ledgers of the networks that are known at this moment."""
        records = await self._connection.fetch(
            """
            select device_id, network, failures, blocked_until from known_networks
            where device_id = any($1) and known_until > $2
            """,
            device_ids,
            at,
        )
        known: dict[UUID, dict[str, Ledger]] = {each: {} for each in device_ids}
        for record in records:
            known[record["device_id"]][record["network"]] = Ledger(
                LedgerKind.known_network, record["failures"], record["blocked_until"]
            )
        return known

    @staticmethod
    def accepted(device_id: UUID, step: int, at: datetime) -> Write:
        """Consumes a time step, unless it or a later one was used before."""
        return Write(
            """
            update devices set last_step = $2, last_used_at = $3
            where id = $1 and status = 'active' and last_step < $2
            """,
            (device_id, step, at),
            decisive=True,
        )

    @staticmethod
    def known_from_now(device_id: UUID, network: str, known_until: datetime) -> Write:
        """The network becomes known, and its ledger is reset."""
        return Write(
            """
            insert into known_networks (device_id, network, known_until)
            values ($1, $2, $3)
            on conflict (device_id, network) do update set
                known_until = excluded.known_until, failures = 0, blocked_until = null
            """,
            (device_id, network, known_until),
        )

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

    @staticmethod
    def counted(device_id: UUID, network: str, ledger: Ledger) -> Write:
        """The ledger after a wrong code."""
        if ledger.kind is LedgerKind.known_network:
            return Write(
                """
                update known_networks set failures = $3, blocked_until = $4
                where device_id = $1 and network = $2
                """,
                (device_id, network, ledger.failures, ledger.blocked_until),
            )
        return Write(
            """
            update devices set failures = $2, blocked_until = $3, others_refused_at = $4
            where id = $1
            """,
            (device_id, ledger.failures, ledger.blocked_until, ledger.closed_at),
        )

    @staticmethod
    def disabled(device_id: UUID, at: datetime) -> Write:
        """A known network's ledger has closed: the device takes no codes any more."""
        return Write(
            "update devices set disabled_at = $2 where id = $1", (device_id, at)
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

    async def delete_forgotten(self, at: datetime, most: int) -> int:
        """Delete `most` networks that are no longer known, with their ledgers."""
        status = await self._connection.execute(
            """
            with old as materialized (
                select device_id, network from known_networks
                where known_until <= $1 order by known_until
                limit $2 for update skip locked
            )
            delete from known_networks
            where device_id = any(array(select device_id from old))
                and (device_id, network) in (select device_id, network from old)
            """,
            at,
            most,
        )
        return rows_in(status)
