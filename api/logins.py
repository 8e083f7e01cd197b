"""What callers do with a login; routes and pages alike."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from api import bodies
from api.attempts import Attempt
from api.catching_up import CatchingUp
from api.client import Client
from api.flows import FlowGone, Flows, TurnedAway
from api.gate import OneAtATime
from api.problems import Problem, not_found, of_outcome
from api.signing_in import SigningIn
from doorstep import totp
from doorstep.clock import Clock
from doorstep.codes import TypedCode, seal_code
from doorstep.db.attempts import Attempts
from doorstep.db.devices import Devices
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Login
from doorstep.db.logins import Logins as LoginRows
from doorstep.db.pool import Pool
from doorstep.db.sessions import Sessions
from doorstep.messages import Act, CodeSubmission, LoginReply, LoginState, Outcome
from doorstep.seal import KeyRing
from doorstep.stages import LoginStage
from doorstep.tokens import looks_like_token, new_token, token_hash

RENEWABLE_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class Flow:
    """A login whose token the caller has shown."""

    row: Login


@dataclass(frozen=True)
class Logins:
    """Each method answers with the login, or raises the problem."""

    pool: Pool
    ring: KeyRing
    clock: Clock
    flows: Flows
    gate: OneAtATime
    signing_in: SigningIn
    catching_up: CatchingUp
    session_idle: timedelta

    async def open(
        self, credentials: bodies.Credentials, client: Client
    ) -> bodies.Login:
        return await self.signing_in.open(credentials, client)

    async def authorise(self, login_id: UUID, flow_token: str) -> Flow:
        if not looks_like_token(flow_token):
            raise not_found()
        async with self.pool.acquire() as connection:
            row = await LoginRows(connection).with_token(
                login_id, token_hash(flow_token)
            )
        if row is None:
            raise not_found()
        return Flow(row)

    async def read(self, flow: Flow) -> bodies.Login:
        return await self._body(flow.row, await self.state(flow))

    async def device_enrolled_at(self, flow: Flow) -> datetime | None:
        """When the authenticator was set up whose codes this login takes."""
        async with self.pool.acquire() as connection:
            device = await Devices(connection).active(flow.row.member_id)
        return device.enrolled_at if device else None

    async def state(self, flow: Flow) -> LoginState:
        """As the workflow says; of an ended login, as its row says."""
        if flow.row.ended_at is None:
            try:
                state = await self.flows.login(flow.row.id)
                return await self.catching_up.login(flow.row, state)
            except FlowGone:
                return _final(await self._ended_row(flow.row.id))
        return _final(flow.row)

    async def submit_code(
        self, flow: Flow, code: str, client: Client, attempt: Attempt
    ) -> bodies.Login:
        """Judge a code; the session is new, and its token is known from here on.

        A repeat of the act that opened it, because its answer got lost, renews it.
        """
        attempt_id = attempt.id_for(flow.row.id, "code")
        try:
            return await self._judged(flow, code, client, attempt_id)
        except Problem as problem:
            if problem.slug != "flow-ended":
                raise
            async with self.pool.acquire() as connection:
                if not await Attempts(connection).accepted(attempt_id):
                    raise
            return await self.renew_session(Flow(await self._ended_row(flow.row.id)))

    async def _judged(
        self, flow: Flow, code: str, client: Client, attempt_id: UUID
    ) -> bodies.Login:
        _refuse_ended(flow.row)
        await self._refuse_waiting(flow.row)
        token = new_token()
        typed = TypedCode(
            code, token_hash(token).hex(), client.address, client.user_agent
        )
        submission = CodeSubmission(
            attempt_id=attempt_id,
            sealed=seal_code(self.ring, typed, flow.row.id, attempt_id),
            sent_at=self.clock(),
        )
        reply = await self._act(flow, "submit_code", submission)
        if not await self._opens(flow, token):
            return await self.renew_session(Flow(await self._ended_row(flow.row.id)))
        login = await self._body(flow.row, reply.state)
        return login.model_copy(update={"session": self._session(reply, token)})

    async def _opens(self, flow: Flow, token: str) -> bool:
        """A verdict that is repeated opened the session with a token of before."""
        async with self.pool.acquire() as connection:
            return await Sessions(connection).has_token(flow.row.id, token_hash(token))

    async def renew_session(self, flow: Flow) -> bodies.Login:
        """For a caller whose answer got lost: the token issued before stops working."""
        row, at = flow.row, self.clock()
        if row.ended_at is None:
            raise Problem("wrong-stage", stage=(await self.state(flow)).stage)
        gone = Problem("flow-ended", stage=row.stage)
        if row.stage is not LoginStage.signed_in or at >= row.ended_at + RENEWABLE_FOR:
            raise gone
        token = new_token()
        async with self.pool.acquire() as connection, connection.transaction():
            session = await Sessions(connection).replace_token(
                row.id, token_hash(token), at, self.session_idle
            )
            if session is None:
                raise gone
            await Events(connection).write(
                Event(
                    EventKind.session_renewed,
                    row.account_id,
                    at,
                    member_id=row.member_id,
                    login_id=row.id,
                )
            )
        renewed = bodies.Session(
            token=token,
            expires_at=min(session.expires_at, at + self.session_idle),
            amr=session.amr,
        )
        login = await self._body(row, _final(row))
        return login.model_copy(update={"session": renewed})

    async def begin_setup(self, flow: Flow, attempt: Attempt) -> tuple[UUID, bool]:
        """The running set-up's id, and whether this call began it."""
        _refuse_ended(flow.row)
        act = Act(attempt_id=attempt.id_for(flow.row.id, "setup"))
        reply = await self._act(flow, "begin_setup", act)
        if reply.state.enrollment_id is None:
            raise Problem("wrong-stage", stage=reply.state.stage)
        return reply.state.enrollment_id, reply.newly_begun

    async def cancel(self, flow: Flow, attempt: Attempt) -> None:
        _refuse_ended(flow.row)
        act = Act(attempt_id=attempt.id_for(flow.row.id, "cancel"))
        reply = await self._act(flow, "cancel", act)
        if reply.state.stage is not LoginStage.cancelled:
            raise Problem("flow-ended", stage=reply.state.stage)

    async def _act(
        self, flow: Flow, update: str, act: Act | CodeSubmission
    ) -> LoginReply:
        async with self.gate.step(flow.row.id):
            try:
                reply = await self.flows.act_on_login(flow.row.id, update, act)
            except TurnedAway as refusal:
                raise Problem(refusal.outcome, stage=refusal.stage) from None
            except FlowGone:
                row = await self._ended_row(flow.row.id)
                raise Problem("flow-ended", stage=row.stage) from None
        if reply.outcome is Outcome.flow_ended:
            raise Problem("flow-ended", stage=await self._ending(flow, reply))
        if reply.outcome is not Outcome.accepted:
            raise self._refusal(reply)
        return reply

    async def _ending(self, flow: Flow, reply: LoginReply) -> LoginStage:
        """The judge found the flow over before its workflow noted it."""
        if reply.state.stage.final:
            return reply.state.stage
        async with self.pool.acquire() as connection:
            row = await LoginRows(connection).get(flow.row.id)
        return row.stage if row.ended_at else LoginStage.expired

    def _refusal(self, reply: LoginReply) -> Problem:
        at = self.clock()
        problem = of_outcome(
            reply.outcome,
            stage=reply.state.stage,
            at=at,
            retry_at=reply.retry_at,
            attempts_left=reply.attempts_left,
        )
        if reply.outcome is Outcome.wrong_code:
            problem.extra["next_code_at"] = totp.start_of(totp.time_step(at) + 1)
        return problem

    async def _refuse_waiting(self, row: Login) -> None:
        """A member who must wait costs no workflow anything."""
        if row.stage is not LoginStage.code_required:
            return
        async with self.pool.acquire() as connection:
            device = await Devices(connection).active(row.member_id)
        at = self.clock()
        if device is not None and device.disabled_at:
            raise Problem("device-disabled")
        if device is not None and device.blocked_until and device.blocked_until > at:
            raise of_outcome(
                Outcome.too_many_attempts,
                stage=row.stage,
                at=at,
                retry_at=device.blocked_until,
            )

    def _session(self, reply: LoginReply, token: str) -> bodies.Session:
        idle_end = self.clock() + self.session_idle
        return bodies.Session(
            token=token,
            expires_at=min(reply.session_expires_at or idle_end, idle_end),
            amr=("pwd", "otp", "mfa"),
        )

    async def _ended_row(self, login_id: UUID) -> Login:
        """The row of a login without a workflow; one that was terminated is over."""
        async with self.pool.acquire() as connection:
            row = await LoginRows(connection).get(login_id)
        if row.ended_at is None:
            return replace(row, stage=LoginStage.cancelled)
        return row

    async def _body(self, row: Login, state: LoginState) -> bodies.Login:
        return bodies.Login(
            id=row.id,
            stage=state.stage,
            application=row.application,
            enrollment_id=state.enrollment_id,
            next_code_at=await self._next_code_at(row.member_id),
            expires_at=state.expires_at,
        )

    async def _next_code_at(self, member_id: UUID) -> datetime | None:
        async with self.pool.acquire() as connection:
            device = await Devices(connection).active(member_id)
        return totp.next_code_at(device.last_step if device else None, self.clock())


def _final(row: Login) -> LoginState:
    return LoginState(stage=row.stage, expires_at=row.expires_at)


def _refuse_ended(row: Login) -> None:
    if row.ended_at is not None:
        raise Problem("flow-ended", stage=row.stage)
