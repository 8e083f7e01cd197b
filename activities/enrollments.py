"""The activities that open a setup, move it to the next stage and end it."""

from temporalio import activity
from uuid_utils.compat import uuid7

from activities.judging import judge_once
from doorstep.db.attempts import AttemptKind
from doorstep.db.devices import Device, Devices
from doorstep.db.emails import Emails
from doorstep.db.enrollment_facts import OpeningRows
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Login, Logins
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import MemberLock, Write, write_together
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
from doorstep.transactions.email_budget import EmailBudget, setups_at
from doorstep.transactions.endings import (
    cancel_leftovers,
    end_enrollment,
    ended_with_session,
)


class EnrollmentChanges:
    """Each method is one transaction and idempotent."""

    def __init__(self, pool: Pool, ring: KeyRing) -> None:
        self._pool = pool
        self._ring = ring

    @activity.defn(name="open_enrollment")
    async def open(self, order: NewEnrollment) -> NewEnrollmentVerdict:
        """Begin a setup and request its first mail, if the hourly budget allows it."""

        async def look(connection: Connection) -> OpeningRows:
            return await setups_at(connection, order.at).opening(
                order.flow_id, order.attempt_id
            )

        async def judge(
            connection: Connection, rows: OpeningRows, writes: list[Write]
        ) -> NewEnrollmentVerdict:
            login = rows.login
            if login.over(order.at) or rows.member.disabled_at:
                return NewEnrollmentVerdict(outcome=Outcome.flow_ended)
            if login.first_factor_at and await ended_with_session(
                connection, login, order.at
            ):
                return NewEnrollmentVerdict(outcome=Outcome.flow_ended)
            if rows.has_device and rows.member.recovered_at:
                return NewEnrollmentVerdict(outcome=Outcome.approval_needed)
            budget = EmailBudget.of(rows.spent, login.policy.enrollment)
            if budget.mails_again_at:
                return NewEnrollmentVerdict(
                    outcome=Outcome.too_many_emails, retry_at=budget.mails_again_at
                )
            login = await cancel_leftovers(connection, login, order.at)
            new = _new_enrollment(order, login, replaces_device=rows.has_device)
            return self._begin(login, new, budget, writes)

        kind = AttemptKind.setup
        return await judge_once(
            self._pool, order, kind, NewEnrollmentVerdict, look=look, judge=judge
        )

    def _begin(
        self, login: Login, new: Enrollment, budget: EmailBudget, writes: list[Write]
    ) -> NewEnrollmentVerdict:
        at = new.started_at
        deadline = min(new.expires_at + login.policy.lifetime, login.latest_expiry)
        kind = EventKind.enrollment_started
        writes += [
            Enrollments.inserted(new),
            Emails.inserted(budget.new_email(new, 1, self._ring.newest, at)),
            Logins.moved(login.id, LoginStage.setting_up, deadline),
            Events.written(Event.of_enrollment(kind, new, at, stage=new.stage)),
        ]
        return NewEnrollmentVerdict(
            outcome=Outcome.accepted,
            enrollment_id=new.id,
            replaces_device=new.replaces_device,
            expires_at=new.expires_at,
            login_expires_at=deadline,
        )

    @activity.defn(name="move_enrollment")
    async def move(self, order: EnrollmentMove) -> None:
        """Record the stage; `connect_device` also makes the secret, once a setup.

        A repeat changes nothing, and no stage follows a later one.
        """
        async with MemberLock.held(self._pool, order.member_id) as connection:
            enrollment = await Enrollments(connection).get(order.enrollment_id)
            if enrollment.over(order.at) or not _precedes(enrollment.stage, order):
                return
            kind, stage = EventKind.enrollment_moved, order.stage
            event = Event.of_enrollment(kind, enrollment, order.at, stage=stage)
            writes = [
                Enrollments.moved(enrollment.id, stage, order.at),
                Events.written(event),
            ]
            if stage is EnrollmentStage.connect_device:
                device = self._new_device(enrollment)
                writes.append(Devices.pending_inserted(device, order.at))
            await write_together(connection, *writes)

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
