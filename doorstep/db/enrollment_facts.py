"""What one act of a setup needs to know, over several tables, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.accounts import Account
from doorstep.db.answers import USE_OF_KEY, KeyUse
from doorstep.db.devices import Device, device_of
from doorstep.db.emails import COLUMNS as EMAIL
from doorstep.db.emails import Email, email_of
from doorstep.db.enrollments import COLUMNS, Enrollment, enrollment_of
from doorstep.db.logins import COLUMNS as LOGIN
from doorstep.db.logins import Login, login_of
from doorstep.db.mailboxes import OF_THE_SAME_MAILBOX
from doorstep.db.members import Member, member_of
from doorstep.db.pool import Connection, present
from doorstep.db.row_mapper import RowMapper

_MEMBER = member_of.columns_of("member", "member")
_LOGIN = login_of.columns_of("login", "login")
MAILS_OF_MEMBER = f"""
    select asked_at from emails
    where emails.member_id in ({OF_THE_SAME_MAILBOX}) and asked_at > $2
    union all
    select mail from recoveries cross join lateral unnest(asked) as mail
    where recoveries.member_id in ({OF_THE_SAME_MAILBOX}) and asked_at > $2
        and mail > $2
    union all
    select mail from address_changes cross join lateral unnest(asked) as mail
    where address_changes.member_id = member.id and asked_at > $2 and mail > $2
    union all
    select mail from invitations cross join lateral unnest(asked) as mail
    where invitations.member_id in ({OF_THE_SAME_MAILBOX}) and asked_at > $2
        and mail > $2
"""
"""Of a row `member`: its mails since $2, in whatever spelling of its address."""
TRIES_OF_MEMBER = """
    select at from attempts
    where kind = 'email_code' and outcome = 'wrong-code'
        and attempts.member_id = member.id and at > $3
    order by at desc
"""
"""Of a row `member`: its wrong emailed codes since $3, those of all flows."""
_SPENT = f"""
    array({MAILS_OF_MEMBER} order by asked_at desc) as spent_mails,
    array({TRIES_OF_MEMBER}) as spent_tries
"""

_FACTS = f"""
    {enrollment_of.columns_of("setup", "row")}, {_MEMBER},
    {email_of.columns_of("email", "email")}, {_SPENT},
    {RowMapper(Account).columns_of("account", "account")},
    {device_of.columns_of("pending", "pending")}
"""
_OF_SETUP = f"""
    join members as member on member.id = setup.member_id
    join lateral (
        select {EMAIL} from emails where enrollment_id = setup.id
        order by number desc limit 1
    ) as email on true
    join accounts as account on account.id = setup.account_id
    left join devices as pending
        on pending.enrollment_id = setup.id and pending.status = 'pending'
"""
_JUDGED = """
    attempt.verdict,
    login.ended_at as login_ended_at, login.latest_expiry as login_latest_expiry,
    case when login.client_vouched then login.client_address end as vouched_client,
    exists (
        select from devices where member_id = member.id and status = 'active'
    ) as has_device,
    exists (
        select from enrollments as other where other.member_id = member.id
            and other.ended_at is null and other.id <> setup.id
    ) as has_others
"""


@dataclass(frozen=True)
class Spent:
    """Mails and wrong emailed codes that count for a budget, the latest first."""

    mails: tuple[datetime, ...]
    tries: tuple[datetime, ...]


@dataclass(frozen=True)
class SetupRows:
    """A setup, its member, its newest mail, and its device while that is pending."""

    row: Enrollment
    member: Member
    account: Account
    email: Email
    spent: Spent
    pending: Device | None


@dataclass(frozen=True)
class PresentedSetup(SetupRows):
    """A setup whose token was presented, with an earlier use of the caller's key."""

    key_use: KeyUse | None


@dataclass(frozen=True)
class LoginBounds:
    """What limits the login of a setup."""

    ended_at: datetime | None
    latest_expiry: datetime


@dataclass(frozen=True)
class JudgedSetup(SetupRows):
    """A setup in which an attempt is to be judged; `verdict` if it was before.

    `has_device` says whether the member has an active one, `has_others` whether another
    setup of the member is running. `vouched_client` is the address that the application
    named for whoever sends codes.
    """

    verdict: dict[str, object] | None
    login_ended_at: datetime | None
    login_latest_expiry: datetime
    vouched_client: str | None
    has_device: bool
    has_others: bool

    @property
    def login(self) -> LoginBounds:
        return LoginBounds(self.login_ended_at, self.login_latest_expiry)


@dataclass(frozen=True)
class OpeningRows:
    """A login in which a setup is to be begun; `verdict` if the attempt was judged."""

    login: Login
    member: Member
    spent: Spent
    verdict: dict[str, object] | None
    has_device: bool


_setup = RowMapper(SetupRows)
_presented = RowMapper(PresentedSetup)
_judged = RowMapper(JudgedSetup)
_opening = RowMapper(OpeningRows)
_spent = RowMapper(Spent, "spent_")


class EnrollmentsWithFacts:
    """Mails count since `hour`, wrong emailed codes since `day`."""

    def __init__(self, connection: Connection, hour: datetime, day: datetime) -> None:
        self._connection = connection
        self._since = (hour, day)

    async def get(self, enrollment_id: UUID) -> SetupRows:
        record = await self._connection.fetchrow(
            f"""
            select {_FACTS}
            from (select {COLUMNS} from enrollments where id = $1) as setup {_OF_SETUP}
            """,
            enrollment_id,
            *self._since,
        )
        return _setup(present(record))

    async def presented(
        self, enrollment_id: UUID, token_hash: bytes, key_hash: bytes | None
    ) -> PresentedSetup | None:
        """None unless this is the token of its login."""
        record = await self._connection.fetchrow(
            f"""
            select {_FACTS}, {USE_OF_KEY}
            from (
                select {COLUMNS} from enrollments where id = $1
                    and exists (
                        select from logins
                        where logins.id = enrollments.login_id and token_hash = $4
                    )
            ) as setup {_OF_SETUP}
            left join answers as answer
                on answer.flow_id = setup.id and answer.key_hash = $5
            """,
            enrollment_id,
            *self._since,
            token_hash,
            key_hash,
        )
        return _presented(record) if record else None

    async def judged(self, enrollment_id: UUID, attempt_id: UUID) -> JudgedSetup:
        """To be read with the member locked."""
        record = await self._connection.fetchrow(
            f"""
            select {_FACTS}, {_JUDGED}
            from (select {COLUMNS} from enrollments where id = $1) as setup {_OF_SETUP}
            join logins as login on login.id = setup.login_id
            left join attempts as attempt on attempt.id = $4
            """,
            enrollment_id,
            *self._since,
            attempt_id,
        )
        return _judged(present(record))

    async def opening(self, login_id: UUID, attempt_id: UUID) -> OpeningRows:
        """To be read with the member locked."""
        record = await self._connection.fetchrow(
            f"""
            select {_LOGIN}, {_MEMBER}, {_SPENT}, attempt.verdict, exists (
                select from devices where member_id = member.id and status = 'active'
            ) as has_device
            from (select {LOGIN} from logins where id = $1) as login
            join members as member on member.id = login.member_id
            left join attempts as attempt on attempt.id = $4
            """,
            login_id,
            *self._since,
            attempt_id,
        )
        return _opening(present(record))

    async def spent_by(self, member_ids: list[UUID]) -> dict[UUID, Spent]:
        records = await self._connection.fetch(
            f"""
            select member.id, {_SPENT} from members as member where member.id = any($1)
            """,
            member_ids,
            *self._since,
        )
        return {record["id"]: _spent(record) for record in records}
