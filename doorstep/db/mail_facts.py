"""What a mail says, over several tables, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.address_changes import AddressChange, change_of_address
from doorstep.db.emails import Email, email_of
from doorstep.db.invitations import Invitation, invitation_of
from doorstep.db.notices import COLUMNS as NOTICE
from doorstep.db.notices import Notice, notice_of
from doorstep.db.pool import Connection, present
from doorstep.db.recoveries import Recovery, recovery_of
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.people import Language
from doorstep.rules.stages import ApplicationId, EnrollmentStage
from doorstep.rules.user_agents import Browser

_EMAIL = email_of.columns_of("email", "email")
_RECOVERY = recovery_of.columns_of("recovery", "recovery")
_ADDRESS = change_of_address.columns_of("change", "change")
_INVITATION = invitation_of.columns_of("invitation", "invitation")
_NOTICE = notice_of.columns_of("notice", "notice")
_RECIPIENT = """
    member.email as recipient_email, member.language as recipient_language,
    member.name as recipient_name, account.name as recipient_account,
    account.colour as recipient_colour
"""
_ORIGIN = """
    origin.application as origin_application,
    origin.browser_family as origin_browser_family,
    origin.browser_system as origin_browser_system,
    (select name from clients where id = origin.application) as origin_client
"""


@dataclass(frozen=True)
class Recipient:
    """A member, with the name and the colour of the account."""

    email: str
    language: Language
    name: str
    account: str
    colour: str | None


@dataclass(frozen=True)
class SignInOrigin:
    """Enough for members to tell their own sign-in from somebody else's; `client` is
    the name of the application, where that is a client.
    """

    application: ApplicationId
    browser: Browser
    client: str | None = None


@dataclass(frozen=True)
class VerificationMail:
    """A mail with a code, and the stage of the setup that it is for."""

    email: Email
    stage: EnrollmentStage
    setup_ended_at: datetime | None
    recipient: Recipient
    origin: SignInOrigin


@dataclass(frozen=True)
class ClientAct:
    """The kind of the audit event that a notice is about, and the client's name."""

    kind: str
    client: str


@dataclass(frozen=True)
class RecoveryMail:
    """The newest mail of a recovery; the recipient is None where nobody who may sign in
    has the address.
    """

    recovery: Recovery
    recipient: Recipient | None


@dataclass(frozen=True)
class AddressMail:
    """The newest mail of a change of address; the recipient is None for a member who
    cannot sign in.
    """

    change: AddressChange
    recipient: Recipient | None


@dataclass(frozen=True)
class InvitationMail:
    """The newest mail of an invitation; the recipient is None where the member is
    disabled.
    """

    invitation: Invitation
    recipient: Recipient | None


@dataclass(frozen=True)
class NoticeMail:
    """A notice; where it happened and who was signed in there, until that is purged."""

    notice: Notice
    recipient: Recipient
    origin: SignInOrigin | None
    actor: str | None
    act: ClientAct | None


_verification = RowMapper(VerificationMail)
_recovered = RowMapper(RecoveryMail)
_changing = RowMapper(AddressMail)
_invited = RowMapper(InvitationMail)
_noticed = RowMapper(NoticeMail)


class MailFacts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def verification(self, enrollment_id: UUID, number: int) -> VerificationMail:
        record = await self._connection.fetchrow(
            f"""
            select {_EMAIL}, setup.stage, setup.ended_at as setup_ended_at,
                {_RECIPIENT}, {_ORIGIN}
            from emails as email
            join enrollments as setup on setup.id = email.enrollment_id
            join logins as origin on origin.id = setup.login_id
            join members as member on member.id = email.member_id
            join accounts as account on account.id = member.account_id
            where email.enrollment_id = $1 and email.number = $2
            """,
            enrollment_id,
            number,
        )
        return _verification(present(record))

    async def recovery(self, recovery_id: UUID) -> RecoveryMail:
        record = await self._connection.fetchrow(
            f"""
            select {_RECOVERY}, {_RECIPIENT}
            from recoveries as recovery
            left join members as member
                on member.id = recovery.member_id and member.disabled_at is null
                and member.password_hash is not null
            left join accounts as account on account.id = member.account_id
            where recovery.id = $1
            """,
            recovery_id,
        )
        return _recovered(present(record))

    async def address(self, change_id: UUID) -> AddressMail:
        record = await self._connection.fetchrow(
            f"""
            select {_ADDRESS}, {_RECIPIENT}
            from address_changes as change
            left join members as member
                on member.id = change.member_id and member.disabled_at is null
                and member.password_hash is not null
            left join accounts as account on account.id = member.account_id
            where change.id = $1
            """,
            change_id,
        )
        return _changing(present(record))

    async def invitation(self, invitation_id: UUID) -> InvitationMail:
        record = await self._connection.fetchrow(
            f"""
            select {_INVITATION}, {_RECIPIENT}
            from invitations as invitation
            left join members as member
                on member.id = invitation.member_id and member.disabled_at is null
            left join accounts as account on account.id = member.account_id
            where invitation.id = $1
            """,
            invitation_id,
        )
        return _invited(present(record))

    async def begin_notice(self, notice_id: UUID, at: datetime) -> NoticeMail:
        """Record that it was started, and read it. Where the database takes no writes,
        nothing is sent: it could not be recorded, and would be sent again.
        """
        record = await self._connection.fetchrow(
            f"""
            with notice as (
                update notices set started_at = coalesce(started_at, $2) where id = $1
                returning {NOTICE}
            )
            select {_NOTICE}, {_RECIPIENT}, {_ORIGIN}, actor.name as actor,
                event.kind as act_kind, coalesce(named.after, '') as act_client
            from notice
            join members as member on member.id = notice.member_id
            join accounts as account on account.id = member.account_id
            left join logins as origin on origin.id = notice.login_id
            left join members as actor on actor.id = origin.member_id
            left join events as event on event.id = notice.event_id
            left join event_names as named on named.event_id = event.id
            """,
            notice_id,
            at,
        )
        return _noticed(present(record))
