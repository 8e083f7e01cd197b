"""The actions on a login, for routes and pages."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from api.actions.login_refusals import CodeFacts, LoginRefusals, refusal
from api.actions.login_view import login_body, login_shown
from api.actions.missed_endings import MissedEndings
from api.actions.signing_in import SigningIn
from api.concurrency import OneAtATime
from api.edge import bodies
from api.edge.client import Client
from api.edge.idempotency import Attempt, Claiming, earlier_verdict, unclaimed
from api.edge.problems import (
    Problem,
    not_found,
    not_now,
    unavailable,
)
from api.flows import FlowFull, FlowGone, Flows, LoginUpdate, UpdateRejected
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.accounts import Account
from doorstep.db.devices import Devices
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import RENEWABLE_FOR, Sessions
from doorstep.messages.activities import LoginCodeVerdict
from doorstep.messages.flows import Act, CodeSubmission, LoginReply, Outcome
from doorstep.rules.codes import TypedCode, seal_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import LoginStage
from doorstep.rules.tokens import looks_like_token, new_token, token_hash
from doorstep.transactions.flow_facts import FlowFacts, flow_facts, owner_of
from doorstep.transactions.sign_in import WITH_CODE, renew_session
from workflows.login import LoginWorkflow

_Act = TypeVar("_Act", bound=Act)

_CATCHES_UP_WITHIN = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Pauses in seconds between reads of a login after it was notified that its setup
ended.
"""


@dataclass(frozen=True)
class LoginFlow:
    """A login whose caller has presented its flow token, and the act of this call.

    `codes` is there where a code is to be judged.
    """

    row: Login
    attempt: Attempt = field(default_factory=Attempt.new)
    codes: CodeFacts | None = None


@dataclass(frozen=True)
class LoginActions:
    """Each method returns the login, or raises the problem."""

    pool: Pool
    ring: KeyRing
    clock: Clock
    flows: Flows
    one_at_a_time: OneAtATime
    signing_in: SigningIn
    missed_endings: MissedEndings
    refusals: LoginRefusals
    session_idle: timedelta

    async def open(
        self, credentials: bodies.Credentials, client: Client
    ) -> bodies.Login:
        return await self.signing_in.open(credentials, client)

    async def authorise(
        self,
        login_id: UUID,
        flow_token: str,
        claim: Claiming = unclaimed,
        *,
        code_from: Client | None = None,
    ) -> LoginFlow:
        """All that an act needs of the rows, on one connection, before its body."""
        digest = _digest(flow_token)
        async with self.pool.acquire() as connection:
            row = await _row(connection, login_id, digest)
            codes = None
            if code_from is not None:
                codes = await self.refusals.facts_of_code(connection, row, code_from)
            attempt = await claim(connection, row.id)  # last: a fault releases no claim
        return LoginFlow(row, attempt, codes)

    async def with_owner(
        self, login_id: UUID, flow_token: str
    ) -> tuple[LoginFlow, Member, Account]:
        """For an act of a page, whose language and colour are the owner's."""
        digest = _digest(flow_token)
        async with self.pool.acquire() as connection:
            row = await _row(connection, login_id, digest)
            return LoginFlow(row), *await owner_of(connection, row)

    async def facts(self, login_id: UUID, flow_token: str) -> FlowFacts:
        """All that a page shows."""
        digest = _digest(flow_token)
        async with self.pool.acquire() as connection:
            row = await _row(connection, login_id, digest)
            return await flow_facts(connection, row, self.clock())

    async def read(self, flow: LoginFlow) -> bodies.Login:
        """Its row: every stage is committed before it is answered."""
        async with self.pool.acquire() as connection:
            device = await Devices(connection).active(flow.row.member_id)
        return login_shown(flow.row, device, self.clock())

    async def submit_code(
        self, flow: LoginFlow, code: str, client: Client
    ) -> bodies.Login:
        """Judge a code; the session is new, and its token is known from here on.

        A repeat of a judged attempt, whose answer was lost, gets the verdict;
        that of a right code renews the session.
        """
        attempt_id = flow.attempt.id_for(flow.row.id, "code")
        try:
            return await self._judged(flow, code, client, attempt_id)
        except Problem as problem:
            judged = await earlier_verdict(
                self.pool, flow.attempt, attempt_id, problem, LoginCodeVerdict
            )
        if judged.outcome is not Outcome.accepted:
            raise refusal(judged, self.clock())
        return await self.renew_session(LoginFlow(await self._newest_row(flow.row.id)))

    async def _judged(
        self, flow: LoginFlow, code: str, client: Client, attempt_id: UUID
    ) -> bodies.Login:
        await self.refusals.of_code(flow.row, client, flow.codes)
        token = new_token()
        typed = TypedCode(
            code, token_hash(token).hex(), client.address, client.user_agent
        )
        submission = CodeSubmission(
            attempt_id=attempt_id,
            sealed=seal_code(self.ring, typed, flow.row.id, attempt_id),
            sent_at=self.clock(),
        )
        reply = await self._act(flow, LoginWorkflow.submit_code, submission)
        if reply.repeated is False:
            at = self.clock()
            login = login_body(flow.row, reply.state, reply.used_step, at)
        elif await self._opens(flow, token):
            login = await self.read(LoginFlow(await self._newest_row(flow.row.id)))
        else:
            return await self.renew_session(
                LoginFlow(await self._newest_row(flow.row.id))
            )
        return login.model_copy(update={"session": self._session(reply, token)})

    async def _opens(self, flow: LoginFlow, token: str) -> bool:
        """Whether the session has this token: a repeated verdict opened it with an
        earlier one.
        """
        async with self.pool.acquire() as connection:
            return await Sessions(connection).has_token(flow.row.id, token_hash(token))

    async def renew_session(self, flow: LoginFlow) -> bodies.Login:
        """For a caller whose answer was lost: the token issued before stops working."""
        row, at = flow.row, self.clock()
        if row.ended_at is None:
            stage = row.stage_at(at)
            raise not_now(stage)
        gone = Problem(ProblemKind.flow_ended, stage=row.stage)
        if row.stage is not LoginStage.signed_in or at >= row.ended_at + RENEWABLE_FOR:
            raise gone
        token = new_token()
        session = await renew_session(
            self.pool, row, token_hash(token), at, self.session_idle
        )
        if session is None:
            raise gone
        renewed = bodies.Session.of(session, token, self.session_idle)
        login = await self.read(flow)
        return login.model_copy(update={"session": renewed})

    async def begin_setup(self, flow: LoginFlow) -> tuple[UUID, bool]:
        """The running setup's id, and whether this call began it."""
        if running := await self.refusals.running_setup(flow.row):
            return running, False
        await self.refusals.of_setup(flow.row)
        act = Act(attempt_id=flow.attempt.id_for(flow.row.id, "setup"))
        reply = await self._act(flow, LoginWorkflow.begin_setup, act)
        if reply.state.enrollment_id is None:
            raise Problem(ProblemKind.wrong_stage, stage=reply.state.stage)
        return reply.state.enrollment_id, reply.newly_begun

    async def cancel(self, flow: LoginFlow) -> None:
        self.refusals.of_cancel(flow.row)
        act = Act(attempt_id=flow.attempt.id_for(flow.row.id, "cancel"))
        reply = await self._act(flow, LoginWorkflow.cancel, act)
        if reply.state.stage is not LoginStage.cancelled:
            raise Problem(ProblemKind.flow_ended, stage=reply.state.stage)

    async def _act(
        self, flow: LoginFlow, update: "LoginUpdate[_Act]", act: _Act
    ) -> LoginReply:
        async with self.one_at_a_time.step(flow.row.id):
            reply = await self._reply(flow.row, update, act)
        if reply.outcome is Outcome.flow_ended:
            raise Problem(ProblemKind.flow_ended, stage=await self._ending(flow, reply))
        if reply.outcome is not Outcome.accepted:
            raise refusal(reply, self.clock(), reply.state.stage)
        return reply

    async def _reply(
        self, row: Login, update: "LoginUpdate[_Act]", act: _Act
    ) -> LoginReply:
        """Repeats the update where the login had not noticed the end of its setup."""
        for pause in _CATCHES_UP_WITHIN:
            try:
                reply = await self.flows.act_on_login(row.id, update, act)
            except UpdateRejected as refusal:
                problem = Problem(ProblemKind(refusal.outcome), stage=refusal.stage)
                in_setup = refusal.stage == LoginStage.setting_up
                if not in_setup or not await self.missed_endings.login(row.id):
                    raise problem from None
            except (FlowGone, FlowFull):
                stage = await self.missed_endings.end_login(row)
                raise Problem(ProblemKind.flow_ended, stage=stage) from None
            else:
                in_setup = reply.state.stage is LoginStage.setting_up
                if reply.newly_begun or not in_setup:
                    return reply
                if not await self.missed_endings.login(row.id):
                    return reply
            await asyncio.sleep(pause)
        raise unavailable()

    async def _ending(self, flow: LoginFlow, reply: LoginReply) -> LoginStage:
        """The row has ended before the workflow knows."""
        if reply.state.stage.final:
            return reply.state.stage
        row = await self._newest_row(flow.row.id)
        return row.stage if row.ended_at else LoginStage.expired

    def _session(self, reply: LoginReply, token: str) -> bodies.Session:
        idle_end = self.clock() + self.session_idle
        return bodies.Session(
            token=token,
            expires_at=min(reply.session_expires_at or idle_end, idle_end),
            amr=WITH_CODE,
        )

    async def _newest_row(self, login_id: UUID) -> Login:
        async with self.pool.acquire() as connection:
            return await Logins(connection).get(login_id)


def _digest(flow_token: str) -> bytes:
    if not looks_like_token(flow_token):
        raise not_found()
    return token_hash(flow_token)


async def _row(connection: Connection, login_id: UUID, digest: bytes) -> Login:
    row = await Logins(connection).with_token(login_id, digest)
    if row is None:
        raise not_found()
    return row
