"""Judging the code that a login waits for."""

from dataclasses import dataclass

from temporalio import activity
from uuid_utils.compat import uuid7

from activities.judging import judge_once
from doorstep import totp
from doorstep.assignments import LoginCode, LoginCodeVerdict
from doorstep.codes import TypedCode, open_code
from doorstep.db.devices import Device, Devices
from doorstep.db.endings import without_leftover
from doorstep.db.events import Event, EventKind, Events, clock_off
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import Session, Sessions
from doorstep.messages import NoticeStart, Outcome
from doorstep.policy import wait_after
from doorstep.seal import KeyRing, Purpose
from doorstep.stages import LoginStage

AMR_WITH_CODE = ("pwd", "otp", "mfa")
"""RFC 8176: a password, a one-time password, so more than one factor."""


class LoginCodes:
    """A right code makes the session in the transaction that consumes its time step."""

    def __init__(self, pool: Pool, ring: KeyRing) -> None:
        self._pool = pool
        self._ring = ring

    @activity.defn(name="judge_login_code")
    async def judge(self, code: LoginCode) -> LoginCodeVerdict:
        """Accept or refuse; a repeat gives the verdict that was committed."""

        async def judge(connection: Connection, member: Member) -> LoginCodeVerdict:
            return await _Judge(connection, self._ring, code, member).verdict()

        return await judge_once(self._pool, code, "login_code", LoginCodeVerdict, judge)


@dataclass(frozen=True)
class _Judge:
    connection: Connection
    ring: KeyRing
    code: LoginCode
    member: Member

    async def verdict(self) -> LoginCodeVerdict:
        login = await Logins(self.connection).get(self.code.flow_id)
        device = await Devices(self.connection).active(self.member.id)
        if login.over(self.code.at) or self.member.disabled_at:
            return LoginCodeVerdict(outcome=Outcome.flow_ended)
        if login.stage is LoginStage.setting_up:
            login = await without_leftover(self.connection, login, self.code.at)
        if device is None or login.stage is not LoginStage.code_required:
            return LoginCodeVerdict(outcome=Outcome.wrong_stage)
        if device.disabled_at:
            return LoginCodeVerdict(outcome=Outcome.device_disabled)
        if device.blocked_until and device.blocked_until > self.code.at:
            return LoginCodeVerdict(
                outcome=Outcome.too_many_attempts, retry_at=device.blocked_until
            )
        typed = open_code(
            self.ring, self.code.sealed, self.code.flow_id, self.code.attempt_id
        )
        return await self._compare(login, device, typed)

    async def _compare(
        self, login: Login, device: Device, typed: TypedCode
    ) -> LoginCodeVerdict:
        secret = self.ring.open(Purpose.totp, device.sealed_secret, str(device.id))
        step = totp.matching_step(secret, typed.code, self.code.at)
        if step is None:
            off = totp.steps_off(secret, typed.code, self.code.at)
            return await self._refuse(login, device, EventKind.code_wrong, off)
        if not await Devices(self.connection).accept_step(
            device.id, step, self.code.at
        ):
            return await self._refuse(login, device, EventKind.code_replayed)
        return await self._sign_in(login, typed)

    async def _sign_in(self, login: Login, typed: TypedCode) -> LoginCodeVerdict:
        at = self.code.at
        session = Session(
            id=uuid7(),
            account_id=login.account_id,
            member_id=login.member_id,
            login_id=login.id,
            application=login.application,
            amr=AMR_WITH_CODE,
            client_address=typed.client_address,
            user_agent=typed.user_agent,
            auth_time=at,
            last_seen_at=at,
            expires_at=at + login.policy.session_lifetime,
        )
        token_hash = bytes.fromhex(typed.session_token_hash)
        await Sessions(self.connection).insert(session, token_hash)
        await Logins(self.connection).end(login.id, LoginStage.signed_in, at)
        await self._write(EventKind.signed_in, amr=" ".join(AMR_WITH_CODE))
        return LoginCodeVerdict(
            outcome=Outcome.accepted, session_expires_at=session.expires_at
        )

    async def _refuse(
        self,
        login: Login,
        device: Device,
        kind: EventKind,
        steps_off: int | None = None,
    ) -> LoginCodeVerdict:
        policy, failures = login.policy, device.failures + 1
        wait = wait_after(
            failures,
            free=policy.free_tries,
            first=policy.first_wait,
            longest=policy.longest_wait,
        )
        blocked_until = self.code.at + wait if wait else None
        disabled = failures >= policy.tries_before_disabling
        await Devices(self.connection).count_failure(
            device,
            blocked_until=blocked_until,
            disabled=disabled,
            at=self.code.at,
        )
        await self._write(kind, **clock_off(steps_off))
        if disabled:
            await self._write(EventKind.device_disabled)
        return LoginCodeVerdict(
            outcome=Outcome.wrong_code,
            attempts_left=max(policy.free_tries - failures, 0),
            retry_at=blocked_until,
            notice=await self._tell() if failures == policy.free_tries else None,
        )

    async def _tell(self) -> NoticeStart:
        """The owner hears of a spent budget once, not with each try after it."""
        await self._write(EventKind.budget_spent)
        notice = Notice(
            uuid7(),
            self.member.account_id,
            self.member.id,
            "budget_spent",
            self.code.at,
            login_id=self.code.flow_id,
        )
        await Notices(self.connection).insert(notice)
        return NoticeStart(
            notice_id=notice.id,
            account_id=notice.account_id,
            member_id=notice.member_id,
            kind=notice.kind,
        )

    async def _write(self, kind: EventKind, **detail: int | str) -> None:
        await Events(self.connection).write(
            Event(
                kind,
                self.member.account_id,
                self.code.at,
                member_id=self.member.id,
                login_id=self.code.flow_id,
                detail=detail,
            )
        )
