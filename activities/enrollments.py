"""The activities that open a setup, move it to the next stage and end it."""

from temporalio import activity
from uuid_utils.compat import uuid7

from activities.judging import judge_once, of_member
from doorstep.db.attempts import AttemptKind, MembersAttempt
from doorstep.db.devices import Device, Devices
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import Write
from doorstep.messages.activities import (
    EnrollmentEnding,
    EnrollmentMove,
    NewEnrollment,
    NewEnrollmentVerdict,
)
from doorstep.messages.flows import EnrollmentEnded, Outcome
from doorstep.rules import totp
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.stages import EnrollmentStage, LoginStage
from doorstep.transactions.email_budget import EmailBudget, email_budget, request_email
from doorstep.transactions.endings import cancel_leftovers, end_enrollment


class EnrollmentChanges:
    """Each method is one transaction and idempotent."""

    def __init__(self, pool: Pool, ring: KeyRing) -> None:
        self._pool = pool
        self._ring = ring

    @activity.defn(name="open_enrollment")
    async def open(self, order: NewEnrollment) -> NewEnrollmentVerdict:
        """Begin a setup and request its first mail, if the hourly budget allows it."""

        async def judge(
            connection: Connection, rows: MembersAttempt, _: list[Write]
        ) -> NewEnrollmentVerdict:
            member = rows.member
            login = await Logins(connection).get(order.flow_id)
            if login.over(order.at) or member.disabled_at:
                return NewEnrollmentVerdict(outcome=Outcome.flow_ended)
            limits = login.policy.enrollment
            budget = await email_budget(connection, member.id, limits, order.at)
            if budget.mails_again_at:
                return NewEnrollmentVerdict(
                    outcome=Outcome.too_many_emails, retry_at=budget.mails_again_at
                )
            login = await cancel_leftovers(connection, login, order.at)
            return await self._begin(connection, login, order, budget)

        return await judge_once(
            self._pool,
            order,
            AttemptKind.setup,
            NewEnrollmentVerdict,
            look=of_member(order),
            judge=judge,
        )

    async def _begin(
        self,
        connection: Connection,
        login: Login,
        order: NewEnrollment,
        budget: EmailBudget,
    ) -> NewEnrollmentVerdict:
        replaces = await Devices(connection).active(login.member_id) is not None
        enrollment = _new_enrollment(order, login, replaces_device=replaces)
        await Enrollments(connection).insert(enrollment)
        await request_email(
            connection,
            enrollment,
            1,
            budget,
            key_name=self._ring.newest,
            at=order.at,
        )
        deadline = await Logins(connection).move(
            login.id,
            LoginStage.setting_up,
            enrollment.expires_at + login.policy.lifetime,
        )
        kind, stage = EventKind.enrollment_started, enrollment.stage
        await Events(connection).write(
            Event.of_enrollment(kind, enrollment, order.at, stage=stage)
        )
        return NewEnrollmentVerdict(
            outcome=Outcome.accepted,
            enrollment_id=enrollment.id,
            replaces_device=replaces,
            expires_at=enrollment.expires_at,
            login_expires_at=deadline,
        )

    @activity.defn(name="move_enrollment")
    async def move(self, order: EnrollmentMove) -> None:
        """Record the stage; `connect_device` also makes the secret, once a setup.

        A repeat changes nothing, and no stage follows a later one.
        """
        async with self._pool.acquire() as connection, connection.transaction():
            await Members(connection).lock(order.member_id)
            enrollment = await Enrollments(connection).get(order.enrollment_id)
            if enrollment.over(order.at) or not _precedes(enrollment.stage, order):
                return
            if order.stage is EnrollmentStage.connect_device:
                device = self._new_device(enrollment)
                await Devices(connection).insert_pending(device, order.at)
            await Enrollments(connection).move(enrollment.id, order.stage, order.at)
            kind, stage = EventKind.enrollment_moved, order.stage
            await Events(connection).write(
                Event.of_enrollment(kind, enrollment, order.at, stage=stage)
            )

    @activity.defn(name="end_enrollment")
    async def end(self, order: EnrollmentEnding) -> EnrollmentEnded:
        """End it unless it has ended already; returns the ending that was committed."""
        return await end_enrollment(
            self._pool, order.enrollment_id, order.member_id, order.stage, order.at
        )

    def _new_device(self, enrollment: Enrollment) -> Device:
        device_id = uuid7()
        sealed = self._ring.seal(Purpose.totp, totp.new_secret(), str(device_id))
        return Device(
            id=device_id,
            account_id=enrollment.account_id,
            member_id=enrollment.member_id,
            enrollment_id=enrollment.id,
            sealed_secret=sealed,
        )


def _precedes(stage: EnrollmentStage, order: EnrollmentMove) -> bool:
    in_order = list(EnrollmentStage)
    return in_order.index(stage) < in_order.index(order.stage)


def _new_enrollment(
    order: NewEnrollment, login: Login, *, replaces_device: bool
) -> Enrollment:
    return Enrollment(
        id=order.enrollment_id,
        account_id=login.account_id,
        member_id=login.member_id,
        login_id=login.id,
        replaces_device=replaces_device,
        returns_to=login.stage,
        stage=EnrollmentStage.verify_email,
        setup_tries_left=login.policy.enrollment.setup_code_tries,
        started_at=order.at,
        expires_at=min(
            order.at + login.policy.enrollment.lifetime, login.latest_expiry
        ),
        policy=login.policy,
    )
