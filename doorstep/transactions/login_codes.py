"""Judging a code of the active authenticator, in the transaction of what it permits.

A right code is consumed, a wrong one counts in the ledger of the client's network: at a
login as where an administrator gives a code again. The database accepts only a greater
time step: should another transaction have used it in spite of the lock, this one fails.
"""

from dataclasses import dataclass
from datetime import datetime

from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.devices import Device
from doorstep.db.events import Event, EventKind, Events, clock_off
from doorstep.db.login_facts import LoginFacts
from doorstep.db.logins import Login
from doorstep.db.members import Member, Members
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Connection
from doorstep.db.writes import Write
from doorstep.messages.activities import LoginCodeVerdict
from doorstep.messages.flows import NoticeStart, Outcome
from doorstep.rules import totp
from doorstep.rules.code_ledgers import Ledger, LedgerKind
from doorstep.rules.codes import TypedCode
from doorstep.rules.networks import network_of
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.transactions.notices import add_notice

_DISABLING = LedgerKind.known_network
"""The ledger whose last try disables the device."""
_CLOSED = {
    LedgerKind.known_network: EventKind.device_disabled,
    LedgerKind.other_networks: EventKind.others_refused,
}


@dataclass(frozen=True)
class CodeComparison:
    """One code of a member, who is locked; the login is where it was asked for, and has
    the limits.

    What follows from the code is added to `writes`, which are sent by the caller.
    """

    connection: Connection
    ring: KeyRing
    facts: LoginFacts
    member: Member
    typed: TypedCode
    at: datetime
    writes: list[Write]

    @property
    def login(self) -> Login:
        return self.facts.login

    async def verdict(self) -> LoginCodeVerdict:
        """Accepted with the time step, or a refusal; `wrong-stage` without a device."""
        device, ledger = self.facts.device, self.facts.ledger
        if device is None or ledger is None:
            return LoginCodeVerdict(outcome=Outcome.wrong_stage)
        return await self._compare(device, ledger)

    async def _compare(self, device: Device, ledger: Ledger) -> LoginCodeVerdict:
        """Compare the code, unless the ledger of the client's network is blocked."""
        at, longest_wait = self.at, self.login.policy.longest_wait
        if blocked := ledger.blocks(device.disabled_at, at, longest_wait):
            return LoginCodeVerdict.of_block(blocked)
        wrong = _WrongCode(self, device, ledger)
        if len(self.typed.code) != device.totp.digits:
            return wrong.for_earlier_device()
        secret = self.ring.open(Purpose.totp, device.sealed_secret, str(device.id))
        step = totp.matching_step(secret, self.typed.code, at, device.totp)
        if step is None:
            off = totp.steps_off(secret, self.typed.code, at, device.totp)
            return await wrong.verdict(EventKind.code_wrong, **clock_off(off))
        if device.last_step is None or step <= device.last_step:
            return await wrong.replayed(step)
        self._accept(device, step)
        return LoginCodeVerdict(outcome=Outcome.accepted, used_step=step)

    def _accept(self, device: Device, step: int) -> None:
        if self.member.recovered_at:
            self.writes.append(Members.confirmed(self.member.id))
        known_until = self.at + self.login.policy.network_known_for
        self.writes.append(CodeLedgers.accepted(device.id, step, self.at))
        self.writes.append(
            CodeLedgers.known_from_now(
                device.id, network_of(self.typed.client_address), known_until
            )
        )


@dataclass(frozen=True)
class _WrongCode:
    """The effects of a wrong code: counted in a ledger, noted, the member notified."""

    comparison: CodeComparison
    device: Device
    ledger: Ledger

    async def verdict(self, kind: EventKind, **detail: int) -> LoginCodeVerdict:
        at, policy = self.comparison.at, self.comparison.login.policy
        ledger = self.ledger.after_wrong_code(at, policy)
        self._count(ledger)
        self._write(kind, **detail)
        if ledger.closed_at:
            self._write(_CLOSED[ledger.kind])
        spent = ledger.blocked_until and not self.ledger.blocked_until
        disabled_at = ledger.closed_at if ledger.kind is _DISABLING else None
        blocked = ledger.blocks(disabled_at, at, policy.longest_wait)
        return LoginCodeVerdict(
            outcome=Outcome.wrong_code,
            attempts_left=max(policy.free_tries - ledger.failures, 0),
            retry_at=blocked.until if blocked else None,
            notice=await self._notify() if spent else None,
            used_step=self.device.last_step,
        )

    def _count(self, ledger: Ledger) -> None:
        writes, device_id = self.comparison.writes, self.device.id
        network = network_of(self.comparison.typed.client_address)
        writes.append(CodeLedgers.counted(device_id, network, ledger))
        if ledger.closed_at and ledger.kind is _DISABLING:
            writes.append(CodeLedgers.disabled(device_id, ledger.closed_at))

    async def replayed(self, step: int) -> LoginCodeVerdict:
        """The code that was used last costs no try when it is typed once again, where
        its owner signs in: only a right code brings the next such try.
        """
        policy = self.comparison.login.policy
        ledgers = CodeLedgers(self.comparison.connection)
        free = self.ledger.may_forgive(policy) and await ledgers.forgive(
            self.device.id, step
        )
        if not free:
            return await self.verdict(EventKind.code_replayed)
        self._write(EventKind.code_replayed)
        return LoginCodeVerdict(
            outcome=Outcome.wrong_code,
            attempts_left=policy.free_tries - self.ledger.failures,
            used_step=step,
            free=True,
        )

    def for_earlier_device(self) -> LoginCodeVerdict:
        """As long as those of the device that the caller knew: it is no guess."""
        policy = self.comparison.login.policy
        return LoginCodeVerdict(
            outcome=Outcome.wrong_code,
            attempts_left=max(policy.free_tries - self.ledger.failures, 0),
            used_step=self.device.last_step,
            free=True,
        )

    async def _notify(self) -> NoticeStart:
        """Notify the member when a ledger is spent, not with each try after that."""
        self._write(EventKind.budget_spent)
        return await add_notice(
            self.comparison.connection,
            NoticeKind.budget_spent,
            self.comparison.member,
            self.comparison.at,
            login_id=self.comparison.login.id,
        )

    def _write(self, kind: EventKind, **detail: int) -> None:
        ledger, at = self.ledger.kind.value, self.comparison.at
        login = self.comparison.login
        event = Event.of_login(kind, login, at, **detail, ledger=ledger)
        self.comparison.writes.append(Events.written(event))
