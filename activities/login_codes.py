"""The activity that judges a login code."""

from dataclasses import dataclass

from temporalio import activity

from activities.judging import judge_once
from doorstep.db.attempts import AttemptKind
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.devices import Device
from doorstep.db.events import Event, EventKind, Events, clock_off
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Connection, Pool, present
from doorstep.messages.activities import LoginCode, LoginCodeVerdict
from doorstep.messages.flows import NoticeStart, Outcome
from doorstep.rules import totp
from doorstep.rules.code_ledgers import Ledger, LedgerKind
from doorstep.rules.codes import TypedCode, open_code
from doorstep.rules.networks import network_of
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.stages import LoginStage
from doorstep.transactions.endings import cancel_leftovers
from doorstep.transactions.notices import add_notice
from doorstep.transactions.sign_in import WITH_CODE, NewSession, open_session

_CLOSED = {
    LedgerKind.known_network: EventKind.device_disabled,
    LedgerKind.other_networks: EventKind.others_refused,
}


class LoginCodes:
    """A right code creates the session in the transaction that uses its time step."""

    def __init__(self, pool: Pool, ring: KeyRing) -> None:
        self._pool = pool
        self._ring = ring

    @activity.defn(name="judge_login_code")
    async def judge(self, code: LoginCode) -> LoginCodeVerdict:
        """Accept or refuse; a repeat returns the committed verdict."""

        async def judge(connection: Connection, member: Member) -> LoginCodeVerdict:
            return await _Judge(connection, self._ring, code, member).verdict()

        return await judge_once(
            self._pool, code, AttemptKind.login_code, LoginCodeVerdict, judge
        )


@dataclass(frozen=True)
class _Judge:
    connection: Connection
    ring: KeyRing
    code: LoginCode
    member: Member

    async def verdict(self) -> LoginCodeVerdict:
        login = await Logins(self.connection).get(self.code.flow_id)
        if login.over(self.code.at) or self.member.disabled_at:
            return LoginCodeVerdict(outcome=Outcome.flow_ended)
        if login.stage is LoginStage.setting_up:
            login = await cancel_leftovers(self.connection, login, self.code.at)
        if login.stage is not LoginStage.code_required:
            return LoginCodeVerdict(outcome=Outcome.wrong_stage)
        typed = open_code(
            self.ring, self.code.sealed, self.code.flow_id, self.code.attempt_id
        )
        found = await CodeLedgers(self.connection).of_client(
            self.member.id, network_of(typed.client_address), self.code.at
        )
        if found is None:
            return LoginCodeVerdict(outcome=Outcome.wrong_stage)
        return await self._compare(login, typed, *found)

    async def _compare(
        self, login: Login, typed: TypedCode, device: Device, ledger: Ledger
    ) -> LoginCodeVerdict:
        """Compare the code, unless the ledger of the client's network is blocked."""
        at = self.code.at
        if blocked := ledger.blocks(device.disabled_at, at, login.policy.longest_wait):
            return LoginCodeVerdict.of_block(blocked)
        secret = self.ring.open(Purpose.totp, device.sealed_secret, str(device.id))
        step = totp.matching_step(secret, typed.code, at)
        wrong = _WrongCode(self, login, typed, device, ledger)
        if step is None:
            off = totp.steps_off(secret, typed.code, at)
            return await wrong.verdict(EventKind.code_wrong, **clock_off(off))
        if not await self._accept(device, step, login, typed):
            return await wrong.replayed(step)
        return await self._sign_in(login, typed, step)

    async def _accept(
        self, device: Device, step: int, login: Login, typed: TypedCode
    ) -> bool:
        return await CodeLedgers(self.connection).accept_step(
            device.id,
            step,
            self.code.at,
            network=network_of(typed.client_address),
            known_until=self.code.at + login.policy.network_known_for,
        )

    async def _sign_in(
        self, login: Login, typed: TypedCode, step: int
    ) -> LoginCodeVerdict:
        new = NewSession(
            amr=WITH_CODE,
            token_hash=bytes.fromhex(typed.session_token_hash),
            client_address=typed.client_address,
            user_agent=typed.user_agent,
        )
        session = await open_session(self.connection, login, new, self.code.at)
        return LoginCodeVerdict(
            outcome=Outcome.accepted,
            session_expires_at=present(session).expires_at,
            used_step=step,
        )


@dataclass(frozen=True)
class _WrongCode:
    """The effects of a wrong code: counted in a ledger, noted, the member notified."""

    judge: _Judge
    login: Login
    typed: TypedCode
    device: Device
    ledger: Ledger

    async def verdict(self, kind: EventKind, **detail: int) -> LoginCodeVerdict:
        at, policy = self.judge.code.at, self.login.policy
        ledger = self.ledger.after_wrong_code(at, policy)
        network = network_of(self.typed.client_address)
        ledgers = CodeLedgers(self.judge.connection)
        await ledgers.write(self.device.id, network, ledger)
        await self._write(kind, **detail)
        if ledger.closed_at:
            await self._write(_CLOSED[ledger.kind])
        spent = ledger.blocked_until and not self.ledger.blocked_until
        return LoginCodeVerdict(
            outcome=Outcome.wrong_code,
            attempts_left=max(policy.free_tries - ledger.failures, 0),
            retry_at=ledger.blocked_until,
            notice=await self._notify() if spent else None,
            used_step=self.device.last_step,
        )

    async def replayed(self, step: int) -> LoginCodeVerdict:
        """The code that was used last costs no try when it is typed once again, where
        its owner signs in: only a right code brings the next such try.
        """
        policy = self.login.policy
        ledgers = CodeLedgers(self.judge.connection)
        free = self.ledger.may_forgive(policy) and await ledgers.forgive(
            self.device.id, step
        )
        if not free:
            return await self.verdict(EventKind.code_replayed)
        await self._write(EventKind.code_replayed)
        return LoginCodeVerdict(
            outcome=Outcome.wrong_code,
            attempts_left=policy.free_tries - self.ledger.failures,
            used_step=step,
            free=True,
        )

    async def _notify(self) -> NoticeStart:
        """Notify the member when a ledger is spent, not with each try after that."""
        await self._write(EventKind.budget_spent)
        member, code = self.judge.member, self.judge.code
        return await add_notice(
            self.judge.connection,
            NoticeKind.budget_spent,
            member,
            code.at,
            login_id=code.flow_id,
        )

    async def _write(self, kind: EventKind, **detail: int) -> None:
        ledger, at = self.ledger.kind.value, self.judge.code.at
        event = Event.of_login(kind, self.login, at, **detail, ledger=ledger)
        await Events(self.judge.connection).write(event)
