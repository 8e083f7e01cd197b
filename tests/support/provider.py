"""The OpenID provider around a real database, with a clock that a test moves. No worker
runs: codes are inserted as a login would have issued them.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from uuid_utils.compat import uuid7

from api.app import create_app
from chosen_time_limits import LONG_LIMITS
from doorstep.db.authorization_codes import AuthorizationCodes
from doorstep.db.client_secrets import ClientSecret, ClientSecrets
from doorstep.db.clients import Clients
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member, Members
from doorstep.db.pool import Pool, open_pool
from doorstep.db.sessions import Session, Sessions
from doorstep.db.writes import write_together
from doorstep.rules.client_secrets import sealed_digest
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.seal import KeyRing, new_entry
from doorstep.rules.stages import LoginStage
from doorstep.rules.tokens import new_token, token_hash
from doorstep.settings.processes import WorkerSettings
from doorstep.telemetry import OFF, Telemetry
from provider_rows import (
    IssuedCode,
    MovedClock,
    Registered,
    usual_client,
    usual_code,
)
from service import MEMBER, insert_acme

_NOWHERE = "127.0.0.1:1"


@dataclass(frozen=True)
class Provider:
    http: httpx.AsyncClient
    pool: Pool
    ring: KeyRing
    clock: MovedClock
    settings: WorkerSettings
    account_id: UUID

    @property
    def issuer(self) -> str:
        return self.settings.public_url

    async def register(self, **fields: Any) -> Registered:
        """A client of the account, by default a web client with a secret."""
        at = self.clock()
        client = replace(usual_client(self.account_id, at), **fields)
        secret = new_token() if client.auth_method.by_secret else ""
        async with self.pool.acquire() as connection, connection.transaction():
            await Clients(connection).insert(client)
            if secret:
                secret_id = uuid7()
                sealed = sealed_digest(self.ring, secret_id, secret)
                row = ClientSecret(secret_id, client.id, sealed, at)
                await ClientSecrets(connection).insert(row)
        return Registered(client, secret)

    async def member(self, email: str = MEMBER) -> Member:
        async with self.pool.acquire() as connection:
            found = await connection.fetchval(
                "select id from members where email = $1", email
            )
            return await Members(connection).get(found)

    async def session(self, member: Member, application: str) -> Session:
        """One that begins now, with a password and a code."""
        login, at = await self.login(member, application), self.clock()
        session = Session(
            id=uuid7(),
            account_id=member.account_id,
            member_id=member.id,
            login_id=login.id,
            application=application,
            amr=("pwd", "otp", "mfa"),
            client_address="127.0.0.1",
            user_agent="",
            auth_time=at,
            last_seen_at=at,
            expires_at=at + timedelta(days=1),
            stepped_up_at=at,
        )
        async with self.pool.acquire() as connection:
            inserted = Sessions.inserted(session, token_hash(new_token()))
            await write_together(connection, inserted)
        return session

    async def login(self, member: Member, application: str) -> Login:
        at = self.clock()
        login = Login(
            id=uuid7(),
            account_id=member.account_id,
            member_id=member.id,
            application=application,
            stage=LoginStage.signed_in,
            client_address="127.0.0.1",
            started_at=at,
            expires_at=at + timedelta(minutes=10),
            latest_expiry=at + timedelta(hours=2),
            ended_at=at,
            policy=LoginPolicy(),
        )
        async with self.pool.acquire() as connection:
            inserted = Logins.inserted(login, token_hash(new_token()))
            await write_together(connection, inserted)
        return login

    async def code(
        self, registered: Registered, session: Session | None = None, **fields: Any
    ) -> IssuedCode:
        """A code for a session, by default a new one of the usual member."""
        client, at = registered.client, self.clock()
        member = await self.member()
        if session is None:
            session = await self.session(member, client.id)
        code, row = new_token(), usual_code(client, session, at)
        row = replace(row, **fields)
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(
                """
                insert into authorization_requests
                    (id, client_id, parameters, created_at, expires_at)
                values ($1, $2, '{}', $3, $3)
                """,
                row.request_id,
                client.id,
                at,
            )
            issued = AuthorizationCodes.issued(row, token_hash(code))
            await write_together(connection, issued)
        return IssuedCode(code, row)

    async def ask(
        self, path: str, form: Mapping[str, str], by: Registered, **headers: str
    ) -> httpx.Response:
        """A request that the client authenticates by its secret."""
        return await self.http.post(
            f"/oauth2/{path}", data=dict(form), auth=by.basic, headers=headers
        )

    async def tokens(self, registered: Registered, **fields: Any) -> dict[str, Any]:
        """What a new code is exchanged for."""
        code = await self.code(registered, **fields)
        answer = await self.ask("token", code.form(), registered)
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens

    async def events(self, kind: str) -> list[dict[str, Any]]:
        """The details of those that were written, oldest first."""
        records = await self.pool.fetch(
            "select detail from events where kind = $1 order by id", kind
        )
        return [record["detail"] for record in records]


@asynccontextmanager
async def running_provider(
    database_url: str,
    clock: MovedClock | None = None,
    telemetry: Telemetry = OFF,
    **settings: object,
) -> AsyncIterator[Provider]:
    clock, keys = clock or MovedClock(), new_entry("test")
    chosen = WorkerSettings.model_validate(
        {
            "database_url": database_url,
            "temporal_address": _NOWHERE,
            "smtp_url": f"smtp://{_NOWHERE}",
            "keys": keys,
            "public_url": "http://127.0.0.1:8000",
            **settings,
        }
    )
    app = create_app(chosen, clock, telemetry, LONG_LIMITS)
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 5000))
    async with (
        await open_pool(database_url) as pool,
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=chosen.public_url) as http,
    ):
        account_id = await insert_acme(pool, clock())
        ring = KeyRing.parse(keys)
        yield Provider(http, pool, ring, clock, chosen, account_id)


@pytest.fixture
async def provider(database_url: str) -> AsyncIterator[Provider]:
    """The OpenID provider alone, with a clock that the test moves."""
    async with running_provider(database_url) as provider:
        yield provider
