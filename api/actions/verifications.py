"""Logins that an application opens for its people: only the code is asked for."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from api.actions.calling_clients import insufficient
from api.actions.login_view import opened_login
from api.actions.signing_in import SigningIn
from api.actions.subjects import SubjectActions
from api.edge import bodies
from api.edge.client import Client
from api.edge.problems import Problem
from api.edge.subject_bodies import Verification
from api.texts.problems import ProblemKind
from doorstep.db.authorization_requests import BrowsersRequest
from doorstep.db.calling_clients import CallingClient
from doorstep.rules.clients import FirstFactor, Scope
from doorstep.rules.stages import ApplicationId
from doorstep.rules.tokens import new_token, token_hash
from doorstep.transactions.opened_logins import NotOpened, Opened, start_of
from doorstep.transactions.verifications import Vouched, open_vouched


@dataclass(frozen=True)
class Verifications:
    """Opened on the budget, and as cautiously, as those that begin with a password."""

    signing_in: SigningIn
    subjects: SubjectActions

    async def open(
        self, calling: CallingClient, asked: Verification, client: Client
    ) -> bodies.Login:
        """By JSON: as if the person had typed a right password, of the calling client.

        `client` is whoever calls, unless the application names the person's.
        """
        if asked.application != calling.id:
            raise Problem(ProblemKind.not_an_application)
        if asked.client_address and Scope.client_address not in calling.scopes:
            raise insufficient(Scope.client_address)
        subject = await self.subjects.find(calling, asked.external_id)
        named = asked.client_address
        return await self.vouch(
            subject.member.id,
            calling.id,
            FirstFactor.client,
            Client(named, vouched=True) if named else client,
            purpose=asked.purpose,
        )

    async def vouch(
        self,
        member_id: UUID,
        application: ApplicationId,
        first_factor: FirstFactor,
        client: Client,
        *,
        purpose: str | None = None,
        asked: BrowsersRequest | None = None,
    ) -> bodies.Login:
        """A login with its flow token, in `code_required` or `setup_required`.

        Raises `invalid-credentials` where the member is disabled, as for a password,
        and `too-many-logins`.
        """
        signing_in, token = self.signing_in, new_token()
        vouched = Vouched(
            member_id=member_id,
            application=application,
            first_factor=first_factor,
            client_address=client.address,
            client_vouched=client.vouched,
            browser=client.browser,
            token_hash=token_hash(token),
            policy=signing_in.policy,
            limits=signing_in.budget.policy,
            purpose=purpose,
            asked=asked,
        )
        opened = await self._begun(vouched)
        return opened_login(opened, token, signing_in.clock())

    async def _begun(self, vouched: Vouched) -> Opened:
        """A login whose workflow does not start is withdrawn."""
        by = self.signing_in
        insert = partial(open_vouched, by.pool, vouched)
        limit = asyncio.timeout(by.budget.limits.act.total_seconds())
        async with limit, AsyncExitStack() as start:
            opened = await by.starts.opened_in_turn(vouched.member_id, insert, start)
            if isinstance(opened, NotOpened):
                raise Problem(ProblemKind.invalid_credentials)
            await by.flows.start_login(start_of(opened.login, opened.stage))
        return opened
