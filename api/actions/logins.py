"""The actions on a login, for routes and pages."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from api.actions.login_refusals import LoginRefusals, of_length, refusal
from api.actions.login_view import login_after, login_shown
from api.actions.missed_endings import MissedEndings
from api.actions.signing_in import SigningIn
from api.concurrency import Look, OneAtATime
from api.edge import bodies
from api.edge.client import Client
from api.edge.idempotency import (
    Attempt,
    Claiming,
    Looking,
    earlier_verdict,
    unclaimed,
)
from api.edge.problems import Problem, not_found, not_now, unavailable
from api.flows import FlowFull, FlowGone, Flows, LoginUpdate, UpdateRejected
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.accounts import Account
from doorstep.db.login_facts import LoginFacts, LoginsWithFacts, PresentedLogin
from doorstep.db.logins import Login
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
from doorstep.transactions.sign_in import WITH_CODE, Carrying, renew_session
from workflows.login import LoginWorkflow

_Act = TypeVar("_Act", bound=Act)

_CATCHES_UP_WITHIN = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between reads of a login after it was notified that its setup ended."""


@dataclass(frozen=True)
class LoginFlow:
    """A login whose caller has presented its flow token, and the act of this call.

    `look` is from before the rows were read for a code and its client.
    """

    facts: LoginFacts
    attempt: Attempt = field(default_factory=Attempt.new)
    look: Look | None = None

    @property
    def row(self) -> Login:
        return self.facts.login


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
        self,
        credentials: bodies.Credentials,
        client: Client,
        carrying: Carrying | None = None,
    ) -> bodies.Login:
        return await self.signing_in.open(credentials, client, carrying)

    async def authorise(
        self, login_id: UUID, flow_token: str, claim: Claiming = unclaimed
    ) -> LoginFlow:
        """All that an act needs of the rows, on one connection, before its body."""
        digest = _digest(flow_token)
        async with self.pool.acquire() as connection:
            found = await self._presented(connection, login_id, digest)
            attempt = await claim(connection, login_id)  # last: a fault releases none
        return LoginFlow(found, attempt)

    async def authorise_code(
        self, login_id: UUID, flow_token: str, client: Client, key: Looking
    ) -> LoginFlow:
        """The same for a code, with the device and ledger that it will meet."""
        digest, look = _digest(flow_token), self.one_at_a_time.look(login_id)
        async with self.pool.acquire() as connection:
            found = await self._presented(
                connection, login_id, digest, client.network, key.digest
            )
        return LoginFlow(found, key.attempt(found.key_use), look)

    async def _presented(
        self,
        connection: Connection,
        login_id: UUID,
        digest: bytes,
        network: str = "",
        key_hash: bytes | None = None,
    ) -> PresentedLogin:
        rows, at = LoginsWithFacts(connection), self.clock()
        found = await rows.presented(
            login_id, digest, at, network=network, key_hash=key_hash
        )
        if found is None:
            raise not_found()
        return found

    async def with_owner(
        self, login_id: UUID, flow_token: str
    ) -> tuple[LoginFlow, Member, Account]:
        """For an act of a page, whose language and colour are the owner's."""
        digest = _digest(flow_token)
        async with self.pool.acquire() as connection:
            found = await self._presented(connection, login_id, digest)
            return LoginFlow(found), *await owner_of(connection, found.login)

    async def facts(self, login_id: UUID, flow_token: str) -> FlowFacts:
        """All that a page shows."""
        digest = _digest(flow_token)
        async with self.pool.acquire() as connection:
            found = await self._presented(connection, login_id, digest)
            return await flow_facts(connection, found, self.clock())

    def read(self, flow: LoginFlow) -> bodies.Login:
        """Its rows: every stage is committed before it is answered."""
        return login_shown(flow.row, flow.facts.device, self.clock())

    async def submit_code(
        self, flow: LoginFlow, code: str, client: Client
    ) -> bodies.Login:
        """Judge a code; the session is new, and its token is known from here on.

        A repeat of a judged attempt, whose answer was lost, gets the verdict;
        that of a right code renews the session.
        """
        of_length(code, flow.facts.totp)
        attempt_id = flow.attempt.id_for(flow.row.id, "code")
        try:
            return await self._judged(flow, code, client, attempt_id)
        except Problem as problem:
            judged = await earlier_verdict(
                self.pool, flow.attempt, attempt_id, problem, LoginCodeVerdict
            )
        if judged.outcome is not Outcome.accepted:
            raise refusal(judged, self.clock(), flow.facts.totp)
        return await self._answer_again(flow)

    async def _judged(
        self, flow: LoginFlow, code: str, client: Client, attempt_id: UUID
    ) -> bodies.Login:
        await self.refusals.of_code(flow.facts, client, flow.look)
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
            login = login_after(flow.facts, reply, self.clock())
        elif await self._opens(flow, token):
            login = self.read(LoginFlow(await self._newest(flow.row.id)))
        else:
            return await self._answer_again(flow)
        if not flow.row.opens_session:
            return login
        return login.model_copy(update={"session": self._session(reply, token)})

    async def _opens(self, flow: LoginFlow, token: str) -> bool:
        """Whether the session has this token, not that of an earlier verdict."""
        async with self.pool.acquire() as connection:
            return await Sessions(connection).has_token(flow.row.id, token_hash(token))

    async def _answer_again(self, flow: LoginFlow) -> bodies.Login:
        """For a right code whose answer, with its token, this caller did not get.

        It may still be on its way to another request with the same key.
        """
        rows = await self._newest(flow.row.id)
        if not rows.login.opens_session:
            return self.read(LoginFlow(rows))
        ended_at, within = rows.login.ended_at, flow.attempt.another_within
        if ended_at and self.clock() < ended_at + within:
            raise Problem(ProblemKind.too_many_attempts, retry_after=1)
        return await self.renew_session(LoginFlow(rows))

    async def renew_session(self, flow: LoginFlow) -> bodies.Login:
        """For a caller whose answer was lost: the token issued before stops working."""
        row, at = flow.row, self.clock()
        if row.ended_at is None:
            raise not_now(row.stage_at(at))
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
        return self.read(flow).model_copy(update={"session": renewed})

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
            raise refusal(reply, self.clock(), flow.facts.totp, reply.state.stage)
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
        row = (await self._newest(flow.row.id)).login
        return row.stage if row.ended_at else LoginStage.expired

    def _session(self, reply: LoginReply, token: str) -> bodies.Session:
        idle_end = self.clock() + self.session_idle
        return bodies.Session(
            token=token,
            expires_at=min(reply.session_expires_at or idle_end, idle_end),
            amr=WITH_CODE,
        )

    async def _newest(self, login_id: UUID) -> LoginFacts:
        async with self.pool.acquire() as connection:
            rows, at = LoginsWithFacts(connection), self.clock()
            return await rows.judged(login_id, None, at, network="")


def _digest(flow_token: str) -> bytes:
    if not looks_like_token(flow_token):
        raise not_found()
    return token_hash(flow_token)
