"""Step-up: what weakens somebody's door wants a proof that is not older than a moment.

It is asked for in the session that acts, whichever face it uses: by a code, or by the
password of a member who has no authenticator; both on the budgets of signing in.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from api.actions.login_refusals import of_length, refusal
from api.actions.password_budget import PasswordBudget
from api.edge.client import Client
from api.edge.problems import Problem, malformed
from api.edge.step_up_body import StepUp
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.devices import Devices
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.errors import RowChanged
from doorstep.messages.activities import LoginCodeVerdict
from doorstep.messages.flows import Outcome
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.codes import TypedCode
from doorstep.rules.seal import KeyRing
from doorstep.rules.step_up import STEP_UP_LASTS
from doorstep.rules.totp import USUAL, Parameters
from doorstep.transactions.step_up import SteppingUp


def step_up_required() -> Problem:
    seconds = int(STEP_UP_LASTS.total_seconds())
    return Problem(ProblemKind.step_up_required, max_age=seconds)


def require_step_up(signed_in: SignedIn, at: datetime) -> None:
    """Raises `step-up-required` where the session's last proof is too old."""
    if not signed_in.session.stepped_up(at):
        raise step_up_required()


@dataclass(frozen=True)
class StepUpActions:
    pool: Pool
    ring: KeyRing
    clock: Clock
    flows: Flows
    budget: PasswordBudget

    async def code_digits(self, signed_in: SignedIn) -> int | None:
        """How long the code is that it asks for; None where it asks for the password:
        there is no authenticator.
        """
        app = await self._authenticator(signed_in)
        return app.digits if app else None

    async def _authenticator(self, signed_in: SignedIn) -> Parameters | None:
        async with self.pool.acquire() as connection:
            device = await Devices(connection).active(signed_in.member.id)
        return device.totp if device else None

    async def give(
        self,
        signed_in: SignedIn,
        proof: StepUp,
        client: Client,
        attempt_id: UUID | None = None,
    ) -> SignedIn:
        """The session as it is after the proof; an attempt that was judged before gets
        its verdict.

        Raises what a login answers to a code that is not accepted, `wrong-password`,
        the problems of the password's budget, and `invalid-request` for the other
        proof than the one that this member has to give.
        """
        app = await self._authenticator(signed_in)
        wanted, other = ("code", "password") if app else ("password", "code")
        if wanted not in proof.model_fields_set:
            raise malformed("missing", wanted)
        if other in proof.model_fields_set:
            raise malformed("extra_forbidden", other)
        at = self.clock()
        stepping = SteppingUp(
            *(self.pool, self.ring, signed_in, client.address, at, attempt_id)
        )
        try:
            if app:
                of_length(proof.code, app)
                verdict = await self._by_code(stepping, proof.code, client)
            else:
                verdict = await self._by_password(stepping, proof.password, client)
        except RowChanged:
            raise Problem(ProblemKind.not_signed_in) from None
        await self._refuse(verdict, other, app or USUAL)
        if verdict.repeated:
            return signed_in
        session = replace(signed_in.session, stepped_up_at=at)
        return replace(signed_in, session=session)

    async def _by_code(
        self, stepping: SteppingUp, code: str, client: Client
    ) -> LoginCodeVerdict:
        typed = TypedCode(
            code, client_address=client.address, user_agent=client.user_agent
        )
        return await stepping.by_code(typed)

    async def _by_password(
        self, stepping: SteppingUp, password: str, client: Client
    ) -> LoginCodeVerdict:
        typed = TypedAddress.read(stepping.signed_in.member.email)
        try:
            async with self.budget.reserving(typed, client) as one:
                right = await one.judge(password)
        except Problem as problem:
            if problem.kind is ProblemKind.invalid_credentials:
                raise Problem(ProblemKind.wrong_password) from None
            raise
        return await stepping.by_password(right.member.password_hash)

    async def _refuse(
        self, verdict: LoginCodeVerdict, other: str, app: Parameters
    ) -> None:
        if verdict.notice is not None:
            await self.flows.start_notice(verdict.notice)
        match verdict.outcome:
            case Outcome.accepted:
                return
            case Outcome.wrong_stage:  # a device was set up or reset meanwhile
                raise malformed("missing", other)
            case Outcome.flow_ended:
                raise Problem(ProblemKind.not_signed_in)
            case _:
                raise refusal(verdict, self.clock(), app)
