"""The table `devices`: authenticators; a unique index allows one active per member."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from doorstep.db.pool import Connection, rows_in
from doorstep.db.row_mapper import RowMapper
from doorstep.db.sealing import UUID_KEY, SealedColumn
from doorstep.db.writes import Write
from doorstep.rules.code_ledgers import Ledger, LedgerKind
from doorstep.rules.totp import USUAL, Parameters, next_code_at

SEALED_DEVICE_SECRETS: Final = SealedColumn(
    "devices", {"id": UUID_KEY}, "sealed_secret"
)
COLUMNS = """
    id, account_id, member_id, enrollment_id, sealed_secret, last_step, failures,
    blocked_until, others_refused_at, disabled_at, enrolled_at, last_used_at,
    totp_algorithm, totp_digits, totp_period
"""


class DeviceStatus(StrEnum):
    """Whether its codes count; the secret of one that is out of use is erased."""

    pending = "pending"
    active = "active"
    replaced = "replaced"
    reset = "reset"
    abandoned = "abandoned"


@dataclass(frozen=True)
class Device:
    """`failures`, `blocked_until` and `others_refused_at` are the ledger of networks
    that are not known; `known_networks` has those of known ones.

    An imported one has no enrollment.
    """

    id: UUID
    account_id: UUID
    member_id: UUID
    enrollment_id: UUID | None
    sealed_secret: str
    last_step: int | None = None
    failures: int = 0
    blocked_until: datetime | None = None
    others_refused_at: datetime | None = None
    disabled_at: datetime | None = None
    enrolled_at: datetime | None = None
    last_used_at: datetime | None = None
    totp: Parameters = USUAL

    def next_code_at(self, at: datetime) -> datetime | None:
        """When it shows a code that is not used yet; None if it shows one now."""
        return next_code_at(self.last_step, at, self.totp)

    @property
    def others(self) -> Ledger:
        """The ledger of all networks that are not known."""
        return Ledger(
            LedgerKind.other_networks,
            self.failures,
            self.blocked_until,
            self.others_refused_at,
        )


device_of = RowMapper(Device)


class Devices:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def pending_inserted(device: Device, at: datetime) -> Write:
        """A repeat for the same setup keeps the secret of the first time."""
        return Write(
            """
            insert into devices (
                id, account_id, member_id, enrollment_id, status, sealed_secret,
                created_at
            ) values ($1, $2, $3, $4, 'pending', $5, $6)
            on conflict (enrollment_id) do nothing
            """,
            (
                device.id,
                device.account_id,
                device.member_id,
                device.enrollment_id,
                device.sealed_secret,
                at,
            ),
        )

    async def active(self, member_id: UUID) -> Device | None:
        record = await self._connection.fetchrow(
            f"""
            select {COLUMNS} from devices
            where member_id = $1 and status = 'active'
            """,
            member_id,
        )
        return device_of(record) if record else None

    async def active_of(self, member_ids: list[UUID]) -> dict[UUID, Device]:
        """By member; who has none is left out."""
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from devices
            where member_id = any($1) and status = 'active'
            """,
            member_ids,
        )
        return {record["member_id"]: device_of(record) for record in records}

    @staticmethod
    def activated(device_id: UUID, step: int, at: datetime) -> Write:
        """Its first code was right. The earlier device is retired before, by a
        statement of its own: the index of active ones is checked row by row.
        """
        return Write(
            """
            update devices set status = 'active', last_step = $2, enrolled_at = $3
            where id = $1 and status = 'pending'
            """,
            (device_id, step, at),
            decisive=True,
        )

    async def retire_active(
        self, member_id: UUID, status: DeviceStatus, at: datetime
    ) -> bool:
        """Retire the active device and erase its secret; False if there is none."""
        done = await self._connection.execute(
            """
            update devices set status = $2, sealed_secret = null, ended_at = $3
            where member_id = $1 and status = 'active'
            """,
            member_id,
            status,
            at,
        )
        return rows_in(done) > 0

    @staticmethod
    def pending_abandoned(enrollment_id: UUID, at: datetime) -> Write:
        """Its secret is erased."""
        return Write(
            """
            update devices set
                status = 'abandoned', sealed_secret = null, ended_at = $2
            where enrollment_id = $1 and status = 'pending'
            """,
            (enrollment_id, at),
        )

    async def delete_of_logins(self, login_ids: list[UUID]) -> None:
        await self._connection.execute(
            """
            delete from devices where enrollment_id = any(
                array(select id from enrollments where login_id = any($1))
            )
            """,
            login_ids,
        )
