"""The table `notices`: mails that inform a member of what happened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.db.purging import PAGE, PurgedPage
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.errors import MailError, MailRefused

COLUMNS = """
    id, account_id, member_id, kind, created_at, sent_at, login_id, event_id, address
"""


class NoticeKind(StrEnum):
    """The kinds of notices, each with its own mail."""

    device_added = "device_added"
    device_replaced = "device_replaced"
    device_reset = "device_reset"
    password_changed = "password_changed"  # noqa: S105  a word, not a password
    own_password_changed = "own_password_changed"  # noqa: S105  the same
    password_recovered = "password_recovered"  # noqa: S105  the same
    budget_spent = "budget_spent"
    requirement_off = "requirement_off"
    client_changed = "client_changed"
    address_asked = "address_asked"
    address_changed = "address_changed"
    invitation_moved = "invitation_moved"


@dataclass(frozen=True)
class Notice:
    id: UUID
    account_id: UUID
    member_id: UUID
    kind: NoticeKind | str  # a row may be of a later version
    created_at: datetime
    sent_at: datetime | None = None
    login_id: UUID | None = None
    event_id: UUID | None = None
    address: str | None = None  # None: the member's of the moment


notice_of = RowMapper(Notice)


class Notices:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def inserted(notice: Notice) -> Write:
        return Write(
            """
            insert into notices (
                id, account_id, member_id, kind, created_at, login_id, event_id, address
            ) values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            (
                notice.id,
                notice.account_id,
                notice.member_id,
                notice.kind,
                notice.created_at,
                notice.login_id,
                notice.event_id,
                notice.address,
            ),
        )

    @staticmethod
    def kept_for(member_id: UUID, address: str) -> Write:
        """Those that are not sent yet go where they would have gone."""
        return Write(
            """
            update notices set address = $2
            where member_id = $1 and sent_at is null and address is null
            """,
            (member_id, address),
        )

    async def not_started(self, limit: int = 100) -> list[Notice]:
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from notices
            where started_at is null order by created_at limit $1
            """,
            limit,
        )
        return [notice_of(record) for record in records]

    async def note_started(self, notice_id: UUID, at: datetime) -> None:
        """By the notice sweep."""
        await self._connection.execute(
            "update notices set started_at = $2 where id = $1 and started_at is null",
            notice_id,
            at,
        )

    async def note_sent(self, notice_id: UUID, at: datetime) -> None:
        await self._connection.execute(
            """
            update notices set sent_at = $2, started_at = coalesce(started_at, $2)
            where id = $1 and sent_at is null
            """,
            notice_id,
            at,
        )

    async def note_failure(
        self, notice_id: UUID, error: MailError, at: datetime
    ) -> None:
        await self._connection.execute(
            """
            update notices set
                last_failure = $2, last_failure_detail = $3, failed_at = $4,
                started_at = coalesce(started_at, $5)
            where id = $1
            """,
            notice_id,
            error.code,
            error.detail,
            at if isinstance(error, MailRefused) else None,
            at,
        )

    async def purge_page(self, after: UUID, before: datetime) -> PurgedPage[UUID]:
        """Delete those of the next page that were created before."""
        record = await self._connection.fetchrow(
            f"""
            with page as materialized (
                select id, created_at < $2 as old
                from notices where id > $1 order by id limit {PAGE}
            ), old as materialized (
                select id from notices where id = any(
                    array(select id from page where old)
                ) for update skip locked
            ), gone as (
                delete from notices where id = any(array(select id from old))
                returning id
            )
            select (select count(*) from gone) as gone, case
                    when count(*) = {PAGE} and bool_or(old)
                        then (select id from page order by id desc limit 1)
                end as upto
            from page
            """,
            after,
            before,
        )
        return PurgedPage.of(record)

    async def delete_of_member(self, member_id: UUID) -> None:
        await self._connection.execute(
            "delete from notices where member_id = $1", member_id
        )

    async def unsent_of(self, member_id: UUID) -> list[UUID]:
        records = await self._connection.fetch(
            """
            select id from notices
            where member_id = $1 and sent_at is null and failed_at is null
            """,
            member_id,
        )
        return [record["id"] for record in records]
