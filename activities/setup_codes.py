"""The activity that judges a setup code, and with a right one activates the device."""

from dataclasses import dataclass

from temporalio import activity

from activities.judging import judge_once, of_member
from doorstep.db.attempts import AttemptKind, MembersAttempt
from doorstep.db.devices import Device, Devices, DeviceStatus
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.events import Event, EventKind, Events, clock_off
from doorstep.db.members import Member
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import Sessions
from doorstep.db.writes import Write
from doorstep.messages.activities import SetupCode, SetupCodeVerdict
from doorstep.messages.flows import EnrollmentEnded, NoticeStart, Outcome
from doorstep.rules import totp
from doorstep.rules.codes import TypedCode, open_code
from doorstep.rules.networks import network_of
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.endings import cancel_enrollments, close_enrollment
from doorstep.transactions.notices import add_notice


class SetupCodes:
    """One transaction activates the device, retires the earlier one, ends sessions and
    cancels the member's other setups.
    """

    def __init__(self, pool: Pool, ring: KeyRing) -> None:
        self._pool = pool
        self._ring = ring

    @activity.defn(name="judge_setup_code")
    async def judge(self, order: SetupCode) -> SetupCodeVerdict:
        """Accept or refuse; a repeat returns the committed verdict."""

        async def judge(
            connection: Connection, rows: MembersAttempt, _: list[Write]
        ) -> SetupCodeVerdict:
            member = rows.member
            enrollment = await Enrollments(connection).get(order.flow_id)
            device = await Devices(connection).pending(order.flow_id)
            if device is None or enrollment.over(order.at) or member.disabled_at:
                return SetupCodeVerdict(outcome=Outcome.flow_ended)
            binding = _Binding(connection, order, member, enrollment, device)
            secret, typed = self._open(order, device)
            step = totp.matching_step(secret, typed.code, order.at)
            if step is None:
                off = totp.steps_off(secret, typed.code, order.at)
                return await binding.refuse(off)
            return await binding.bind(step, network_of(typed.client_address))

        return await judge_once(
            self._pool,
            order,
            AttemptKind.setup_code,
            SetupCodeVerdict,
            look=of_member(order),
            judge=judge,
        )

    def _open(self, order: SetupCode, device: Device) -> tuple[bytes, TypedCode]:
        typed = open_code(self._ring, order.sealed, order.flow_id, order.attempt_id)
        secret = self._ring.open(Purpose.totp, device.sealed_secret, str(device.id))
        return secret, typed


@dataclass(frozen=True)
class _Binding:
    connection: Connection
    order: SetupCode
    member: Member
    enrollment: Enrollment
    device: Device

    async def refuse(self, steps_off: int | None) -> SetupCodeVerdict:
        """Count a wrong code; the last one cancels the setup."""
        left = await Enrollments(self.connection).spend_setup_try(self.enrollment.id)
        await self._write(EventKind.setup_code_wrong, **clock_off(steps_off))
        ended = None
        if left == 0:
            ended = await self._end(EnrollmentStage.cancelled)
        return SetupCodeVerdict(
            outcome=Outcome.wrong_code, attempts_left=left, ended=ended
        )

    async def bind(self, step: int, network: str) -> SetupCodeVerdict:
        """Activate the device; the client's network is its first known network."""
        member_id, at = self.enrollment.member_id, self.order.at
        devices = Devices(self.connection)
        replaced = await devices.retire_active(member_id, DeviceStatus.replaced, at)
        known_until = at + self.enrollment.policy.network_known_for
        await devices.activate(
            self.device.id, step, at, network=network, known_until=known_until
        )
        await Sessions(self.connection).end_all_of(member_id, at)
        ended = await self._end(EnrollmentStage.enrolled)
        await self._write(
            EventKind.device_replaced if replaced else EventKind.device_added
        )
        return SetupCodeVerdict(
            outcome=Outcome.accepted,
            ended=ended,
            superseded=await cancel_enrollments(self.connection, member_id, at),
            notice=await self._notify(
                NoticeKind.device_replaced if replaced else NoticeKind.device_added
            ),
        )

    async def _end(self, stage: EnrollmentStage) -> EnrollmentEnded:
        return await close_enrollment(
            self.connection, self.enrollment, stage, self.order.at
        )

    async def _notify(self, kind: NoticeKind) -> NoticeStart:
        return await add_notice(
            self.connection,
            kind,
            self.member,
            self.order.at,
            login_id=self.enrollment.login_id,
        )

    async def _write(self, kind: EventKind, **detail: int) -> None:
        event = Event.of_enrollment(kind, self.enrollment, self.order.at, **detail)
        await Events(self.connection).write(event)
