"""Inserts members with an authenticator set up earlier, without running the setup."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.devices import Device, Devices
from doorstep.db.emails import Email, Emails
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import write_together
from doorstep.rules import totp
from doorstep.rules.codes import email_code
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.stages import Application, EnrollmentStage, LoginStage
from doorstep.rules.tokens import new_token, token_hash
from journey import Journey
from service import MEMBER, Service, insert_acme

_AGO = timedelta(hours=3)
HOME = "127.0.0.1"
"""The address of every client, and the one where authenticators were set up."""


@dataclass(frozen=True)
class Rows:
    """Inserts the rows of one member's flows, all of one moment."""

    connection: Connection
    member: Member
    at: datetime

    async def login(self, stage: LoginStage = LoginStage.code_required) -> Login:
        login = Login(
            id=uuid7(),
            account_id=self.member.account_id,
            member_id=self.member.id,
            application=Application.web_console,
            stage=stage,
            client_address=HOME,
            started_at=self.at,
            expires_at=self.at + timedelta(minutes=10),
            latest_expiry=self.at + timedelta(hours=2),
            ended_at=self.at if stage.final else None,
            policy=LoginPolicy(),
        )
        await write_together(
            self.connection, Logins.inserted(login, token_hash(new_token()))
        )
        return login

    async def enrollment(
        self,
        login: Login,
        stage: EnrollmentStage = EnrollmentStage.verify_email,
        tries: int = 10,
    ) -> Enrollment:
        enrollment = Enrollment(
            id=uuid7(),
            account_id=self.member.account_id,
            member_id=self.member.id,
            login_id=login.id,
            replaces_device=False,
            returns_to=LoginStage.setup_required,
            stage=stage,
            setup_tries_left=tries,
            started_at=self.at,
            expires_at=self.at + timedelta(minutes=30),
            policy=login.policy,
        )
        await write_together(self.connection, Enrollments.inserted(enrollment))
        return enrollment

    async def email(
        self, enrollment: Enrollment, ring: KeyRing, number: int = 1
    ) -> str:
        """Its code."""
        email = Email(
            enrollment_id=enrollment.id,
            number=number,
            member_id=enrollment.member_id,
            key_name=ring.newest,
            lifetime=timedelta(minutes=10),
            cooldown=timedelta(seconds=60),
            tries_left=5,
            asked_at=self.at,
        )
        await write_together(self.connection, Emails.inserted(email))
        return email_code(ring, ring.newest, enrollment.id, number)

    async def pending_device(self, enrollment: Enrollment, ring: KeyRing) -> str:
        """Its secret, in base32."""
        device_id, secret = uuid7(), totp.new_secret()
        device = Device(
            id=device_id,
            account_id=enrollment.account_id,
            member_id=enrollment.member_id,
            enrollment_id=enrollment.id,
            sealed_secret=ring.seal(Purpose.totp, secret, str(device_id)),
        )
        pending = Devices.pending_inserted(device, self.at)
        await write_together(self.connection, pending)
        return totp.as_base32(secret)

    async def device(self, ring: KeyRing) -> str:
        """An active one, whose setup code was used at this moment."""
        login = await self.login(LoginStage.expired)
        enrollment = await self.enrollment(login)
        secret = await self.pending_device(enrollment, ring)
        device_id = await self.connection.fetchval(
            "select id from devices where enrollment_id = $1", enrollment.id
        )
        step = totp.time_step(self.at)
        known_until = self.at + login.policy.network_known_for
        await write_together(
            self.connection,
            Enrollments.ended(enrollment.id, EnrollmentStage.enrolled, self.at),
            Devices.activated(device_id, step, self.at),
            CodeLedgers.known_from_now(device_id, HOME, known_until),
        )
        return secret


async def new_member(pool: Pool, at: datetime) -> UUID:
    """Max of Acme, in an empty database."""
    await insert_acme(pool, at)
    return await member_id_of(pool, MEMBER)


async def rows_of(connection: Connection, member_id: UUID, at: datetime) -> Rows:
    return Rows(connection, await Members(connection).get(member_id), at)


async def insert_device(
    pool: Pool, ring: KeyRing, member_id: UUID, at: datetime
) -> str:
    """The base32 secret of an authenticator that was enrolled at this moment."""
    async with pool.acquire() as connection, connection.transaction():
        return await (await rows_of(connection, member_id, at)).device(ring)


async def member_id_of(pool: Pool, email: str) -> UUID:
    found = await pool.fetchval("select id from members where email = $1", email)
    assert isinstance(found, UUID)
    return found


async def long_enrolled(
    service: Service, email: str = MEMBER, application: str = "web_console"
) -> Journey:
    """A person with an authenticator, whose login waits for its code."""
    await service.require_two_step()
    ring = KeyRing.parse(service.settings.keys)
    member_id = await member_id_of(service.pool, email)
    secret = await insert_device(service.pool, ring, member_id, service.clock() - _AGO)
    person = Journey(service, email, application, secret=secret)
    assert (await person.start()).status_code == 201
    return person


async def another_login(person: Journey) -> Journey:
    """A second login of the same person, with the same authenticator at hand."""
    other = Journey(person.service, person.email, person.application)
    other.secret = person.secret
    assert (await other.start()).status_code == 201
    return other
