"""The activity that judges a login code."""

from dataclasses import dataclass

from temporalio import activity

from activities.judging import judge_once
from doorstep.db.attempts import AttemptKind
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member
from doorstep.db.pool import Connection, Pool, present
from doorstep.messages.activities import LoginCode, LoginCodeVerdict
from doorstep.messages.flows import Outcome
from doorstep.rules.codes import TypedCode, open_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import LoginStage
from doorstep.transactions.endings import cancel_leftovers
from doorstep.transactions.login_codes import CodeComparison
from doorstep.transactions.sign_in import WITH_CODE, NewSession, open_session


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
        compared = await CodeComparison(
            self.connection, self.ring, login, self.member, typed, self.code.at
        ).verdict()
        if compared.outcome is not Outcome.accepted:
            return compared
        return await self._signed_in(compared, login, typed)

    async def _signed_in(
        self, compared: LoginCodeVerdict, login: Login, typed: TypedCode
    ) -> LoginCodeVerdict:
        new = NewSession(
            amr=WITH_CODE,
            token_hash=bytes.fromhex(typed.session_token_hash),
            client_address=typed.client_address,
            user_agent=typed.user_agent,
        )
        session = await open_session(self.connection, login, new, self.code.at)
        expires_at = present(session).expires_at
        return compared.model_copy(update={"session_expires_at": expires_at})
