"""The activity that judges a login code."""

from dataclasses import dataclass, replace
from datetime import timedelta

from temporalio import activity

from activities.judging import judge_once
from activities.notices import NoticeStarts
from doorstep.db.attempts import AttemptKind
from doorstep.db.login_facts import JudgedLogin, LoginsWithFacts
from doorstep.db.logins import Login
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import Write
from doorstep.messages.activities import LoginCode, LoginCodeVerdict
from doorstep.messages.flows import Outcome
from doorstep.rules.codes import TypedCode, open_code
from doorstep.rules.networks import network_of
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import LoginStage
from doorstep.transactions.endings import cancel_leftovers, ended_with_session
from doorstep.transactions.login_codes import CodeComparison
from doorstep.transactions.sign_in import WITH_CODE, NewSession, signed_in
from doorstep.transactions.verifications import verified


class LoginCodes:
    """A right code creates the session in the transaction that uses its time step.

    Where an application proved the first factor, no session follows.
    """

    def __init__(
        self,
        pool: Pool,
        ring: KeyRing,
        session_idle: timedelta,
        notices: NoticeStarts,
    ) -> None:
        self._pool = pool
        self._ring = ring
        self._session_idle = session_idle
        self._notices = notices

    @activity.defn(name="judge_login_code")
    async def judge(self, code: LoginCode) -> LoginCodeVerdict:
        """Accept or refuse; a repeat returns the committed verdict."""
        typed = open_code(self._ring, code.sealed, code.flow_id, code.attempt_id)
        network = network_of(typed.client_address)

        async def look(connection: Connection) -> JudgedLogin:
            return await LoginsWithFacts(connection).judged(
                code.flow_id, code.attempt_id, code.at, network
            )

        async def judge(
            connection: Connection, rows: JudgedLogin, writes: list[Write]
        ) -> LoginCodeVerdict:
            idle = self._session_idle
            judge = _Judge(connection, self._ring, idle, code, typed, rows, writes)
            return await judge.verdict()

        verdict = await judge_once(
            self._pool,
            code,
            AttemptKind.login_code,
            LoginCodeVerdict,
            look=look,
            judge=judge,
        )
        if verdict.notice is None:
            return verdict
        return await self._notices.begun(verdict, verdict.notice)


@dataclass(frozen=True)
class _Judge:
    connection: Connection
    ring: KeyRing
    session_idle: timedelta
    code: LoginCode
    typed: TypedCode
    rows: JudgedLogin
    writes: list[Write]

    async def verdict(self) -> LoginCodeVerdict:
        login = self.rows.login
        if login.over(self.code.at) or self.rows.member.disabled_at:
            return LoginCodeVerdict(outcome=Outcome.flow_ended)
        if login.first_factor_at and await ended_with_session(
            self.connection, login, self.code.at
        ):
            return LoginCodeVerdict(outcome=Outcome.flow_ended)
        if login.stage is LoginStage.setting_up:
            login = await cancel_leftovers(self.connection, login, self.code.at)
        if login.stage is not LoginStage.code_required:
            return LoginCodeVerdict(outcome=Outcome.wrong_stage)
        compared = await self._compared(login)
        if compared.outcome is not Outcome.accepted:
            return compared
        return await self._signed_in(compared, login)

    async def _compared(self, login: Login) -> LoginCodeVerdict:
        return await CodeComparison(
            self.connection,
            self.ring,
            replace(self.rows, login=login),
            self.rows.member,
            replace(self.typed, client_address=self._client_address),
            self.code.at,
            self.writes,
        ).verdict()

    @property
    def _client_address(self) -> str:
        return self.rows.login.client_of(self.typed.client_address)

    async def _signed_in(
        self, compared: LoginCodeVerdict, login: Login
    ) -> LoginCodeVerdict:
        if not login.opens_session:
            self.writes.extend(verified(login, self.code.at))
            return compared
        new = NewSession(
            amr=WITH_CODE,
            token_hash=bytes.fromhex(self.typed.session_token_hash),
            client_address=self._client_address,
            user_agent=self.typed.user_agent,
        )
        session, writes = await signed_in(
            self.connection, login, new, self.code.at, self.session_idle
        )
        self.writes.extend(writes)
        return compared.model_copy(update={"session_expires_at": session.expires_at})
