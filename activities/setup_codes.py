"""The activity that judges a setup code, and with a right one activates the device."""

from dataclasses import dataclass
from uuid import UUID

from temporalio import activity

from activities.judging import judge_once
from activities.notices import NoticeStarts
from activities.setup_rows import in_setup
from doorstep.db.attempts import AttemptKind
from doorstep.db.authorization_codes import AuthorizationCodes
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.devices import Device, Devices, DeviceStatus
from doorstep.db.enrollment_facts import JudgedSetup
from doorstep.db.enrollments import Enrollments
from doorstep.db.events import Event, EventKind, Events, clock_off
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import Sessions
from doorstep.db.token_grants import TokenGrants
from doorstep.db.writes import Write, write_together
from doorstep.messages.activities import SetupCode, SetupCodeVerdict
from doorstep.messages.flows import EnrollmentEnded, NoticeStart, Outcome
from doorstep.rules import totp
from doorstep.rules.codes import TypedCode, open_code
from doorstep.rules.networks import network_of
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.endings import cancel_enrollments, closing
from doorstep.transactions.notices import new_notice


class SetupCodes:
    """One transaction activates the device, retires the earlier one, ends sessions and
    cancels the member's other setups.
    """

    def __init__(self, pool: Pool, ring: KeyRing, notices: NoticeStarts) -> None:
        self._pool = pool
        self._ring = ring
        self._notices = notices

    @activity.defn(name="judge_setup_code")
    async def judge(self, order: SetupCode) -> SetupCodeVerdict:
        """Accept or refuse; a repeat returns the committed verdict."""

        async def judge(
            connection: Connection, rows: JudgedSetup, writes: list[Write]
        ) -> SetupCodeVerdict:
            device = rows.pending
            ended = rows.row.over(order.at) or rows.member.disabled_at
            if device is None or ended:
                return SetupCodeVerdict(outcome=Outcome.flow_ended)
            binding = _Binding(connection, order, rows, device, writes)
            secret, typed = self._open(order, device)
            step = totp.matching_step(secret, typed.code, order.at)
            if step is None:
                off = totp.steps_off(secret, typed.code, order.at)
                return await binding.refuse(off)
            client = rows.vouched_client or typed.client_address
            return await binding.bind(step, network_of(client))

        kind = AttemptKind.setup_code
        verdict = await judge_once(
            self._pool, order, kind, SetupCodeVerdict, look=in_setup(order), judge=judge
        )
        if verdict.notice is None:
            return verdict
        return await self._notices.begun(verdict, verdict.notice)

    def _open(self, order: SetupCode, device: Device) -> tuple[bytes, TypedCode]:
        typed = open_code(self._ring, order.sealed, order.flow_id, order.attempt_id)
        secret = self._ring.open(Purpose.totp, device.sealed_secret, str(device.id))
        return secret, typed


@dataclass(frozen=True)
class _Binding:
    """What follows from the code is added to `writes`, which are sent by the judge."""

    connection: Connection
    order: SetupCode
    rows: JudgedSetup
    device: Device
    writes: list[Write]

    async def refuse(self, steps_off: int | None) -> SetupCodeVerdict:
        """Count a wrong code; the last one cancels the setup."""
        setup, ended = self.rows.row, None
        left = setup.setup_tries_left - 1
        self.writes.append(Enrollments.setup_try_spent(setup.id, left))
        self._note(EventKind.setup_code_wrong, **clock_off(steps_off))
        if left == 0:
            await self._write_so_far()
            ended = self._end(EnrollmentStage.cancelled)
        return SetupCodeVerdict(
            outcome=Outcome.wrong_code, attempts_left=left, ended=ended
        )

    async def bind(self, step: int, network: str) -> SetupCodeVerdict:
        """Activate the device; the client's network is its first known network."""
        setup, at = self.rows.row, self.order.at
        replaced = self.rows.has_device and await self._retire_earlier()
        self.writes.append(Devices.activated(self.device.id, step, at))
        if network:
            known_until = at + setup.policy.network_known_for
            self.writes.append(
                CodeLedgers.known_from_now(self.device.id, network, known_until)
            )
        self.writes.extend(Sessions.all_ended(setup.member_id, at))
        if replaced:
            self.writes.append(AuthorizationCodes.all_ended(setup.member_id, at))
            await self._write_so_far()
            self.writes.append(TokenGrants.all_ended(setup.member_id, at))
        ended = self._end(EnrollmentStage.enrolled)
        self._note(EventKind.device_replaced if replaced else EventKind.device_added)
        return SetupCodeVerdict(
            outcome=Outcome.accepted,
            ended=ended,
            superseded=await self._end_others() if self.rows.has_others else (),
            notice=self._notify(
                NoticeKind.device_replaced if replaced else NoticeKind.device_added
            ),
        )

    async def _retire_earlier(self) -> bool:
        return await Devices(self.connection).retire_active(
            self.rows.row.member_id, DeviceStatus.replaced, self.order.at
        )

    async def _end_others(self) -> tuple[UUID, ...]:
        """The member's other setups, after this one has ended."""
        await self._write_so_far()
        return await cancel_enrollments(
            self.connection, self.rows.row.member_id, self.order.at
        )

    async def _write_so_far(self) -> None:
        await write_together(self.connection, *self.writes)
        self.writes.clear()

    def _end(self, stage: EnrollmentStage) -> EnrollmentEnded:
        ended, writes = closing(self.rows.row, self.rows.login, stage, self.order.at)
        self.writes.extend(writes)
        return ended

    def _notify(self, kind: NoticeKind) -> NoticeStart:
        setup, at = self.rows.row, self.order.at
        start, row = new_notice(kind, self.rows.member, at, setup.login_id)
        self.writes.append(row)
        return start

    def _note(self, kind: EventKind, **detail: int) -> None:
        event = Event.of_enrollment(kind, self.rows.row, self.order.at, **detail)
        self.writes.append(Events.written(event))
