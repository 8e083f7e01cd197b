"""A session's person proves again to be there: by a code, or without a device by the
password.

A code is judged exactly as that of a login, by the same ledgers, and its time step is
used up in the transaction that notes the proof and records the verdict, which a repeat
gets. A password was judged before, and is compared with the stored one here.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from doorstep.db.attempts import AttemptKind, Attempts
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.login_facts import JudgedLogin, LoginsWithFacts
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import Sessions
from doorstep.db.signed_in import SignedIn
from doorstep.db.writes import MemberLock, Write, write_together
from doorstep.messages.activities import LoginCodeVerdict
from doorstep.messages.flows import Outcome
from doorstep.rules.codes import TypedCode
from doorstep.rules.networks import network_of
from doorstep.rules.seal import KeyRing
from doorstep.transactions.login_codes import CodeComparison

_ACCEPTED: Final = LoginCodeVerdict(outcome=Outcome.accepted)
_GONE: Final = LoginCodeVerdict(outcome=Outcome.flow_ended)
_WANTS_THE_OTHER: Final = LoginCodeVerdict(outcome=Outcome.wrong_stage)
_RECORDED: Final = (Outcome.accepted, Outcome.wrong_code)
_Judge: TypeAlias = Callable[
    [Connection, JudgedLogin, list[Write]], Awaitable[LoginCodeVerdict]
]


@dataclass(frozen=True)
class SteppingUp:
    """One proof. `flow-ended` means that session, member or password are gone,
    `wrong-stage` that the member has to give the other proof.

    With an `attempt_id` its verdict is recorded, and a repeat gets it once more.

    Raises RowChanged where the session has ended meanwhile: nothing is used up then.
    """

    pool: Pool
    ring: KeyRing
    signed_in: SignedIn
    client_address: str
    at: datetime
    attempt_id: UUID | None = None

    async def by_code(self, typed: TypedCode) -> LoginCodeVerdict:
        async def judge(
            connection: Connection, rows: JudgedLogin, writes: list[Write]
        ) -> LoginCodeVerdict:
            return await CodeComparison(
                connection, self.ring, rows, rows.member, typed, self.at, writes
            ).verdict()

        return await self._judged("otp", judge)

    async def by_password(self, password_hash: str | None) -> LoginCodeVerdict:
        """The password was right for this hash; there is no proof without one."""

        async def judge(
            _connection: Connection, rows: JudgedLogin, _writes: list[Write]
        ) -> LoginCodeVerdict:
            if rows.device is not None:
                return _WANTS_THE_OTHER
            stored = rows.member.password_hash
            return _ACCEPTED if stored and stored == password_hash else _GONE

        return await self._judged("pwd", judge)

    async def _judged(self, amr: str, judge: _Judge) -> LoginCodeVerdict:
        session, at = self.signed_in.session, self.at
        async with MemberLock.held(self.pool, session.member_id) as connection:
            rows = await LoginsWithFacts(connection).judged(
                session.login_id, self.attempt_id, at, network_of(self.client_address)
            )
            if rows.member.disabled_at is not None:
                return _GONE
            if rows.verdict is not None:
                earlier = LoginCodeVerdict.model_validate(rows.verdict)
                return earlier.model_copy(update={"repeated": True})
            writes: list[Write] = []
            verdict = await judge(connection, rows, writes)
            if verdict.outcome is Outcome.accepted:
                event = Event.of_login(EventKind.stepped_up, rows.login, at, amr=amr)
                writes += [Sessions.proved(session.id, at), Events.written(event)]
            writes += self._recorded(verdict)
            await write_together(connection, *writes)
            return verdict

    def _recorded(self, verdict: LoginCodeVerdict) -> list[Write]:
        """Refusals are not: they are to be retried."""
        if self.attempt_id is None or verdict.outcome not in _RECORDED:
            return []
        session = self.signed_in.session
        return [
            Attempts.recorded(
                self.attempt_id,
                member_id=session.member_id,
                flow_id=session.id,
                kind=AttemptKind.step_up,
                outcome=verdict.outcome,
                verdict=verdict.model_dump(mode="json", exclude_defaults=True),
                at=self.at,
            )
        ]
