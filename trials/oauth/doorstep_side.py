"""Doorstep, as `doorstep up` runs it: one API process, with PostgreSQL below it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from doorstep.clock import system_clock
from doorstep.db.pool import open_pool
from doorstep.rules.client_fields import ClientFields
from doorstep.rules.seal import KeyRing
from doorstep.transactions.clients import ClientRegistry
from trials.bench.http_client import HttpClient
from trials.bench.stack import Stack, running_stack
from trials.oauth.relying_party import (
    REDIRECT_URI,
    Endpoints,
    Registration,
    RelyingParty,
)

_ENDPOINTS = Endpoints(
    "/oauth2/authorize",
    "/oauth2/token",
    "/oauth2/userinfo",
    "/oauth2/introspect",
    "/oauth2/jwks",
)


@asynccontextmanager
async def doorstep_side(folder: Path) -> AsyncIterator[RelyingParty]:
    async with running_stack(folder, DOORSTEP_SINGLE_SIGN_ONS="1000000") as stack:
        http = HttpClient(stack.api_port)
        yield RelyingParty(
            stack.settings().public_url,
            _ENDPOINTS,
            await _register(stack),
            f"doorstep-session={await _sign_in(stack, http)}",
            http,
        )
        http.close()


async def _register(stack: Stack) -> Registration:
    """A web application of the whole installation."""
    settings = stack.settings()
    fields = ClientFields.model_validate(
        {"name": "Bench", "kind": "web", "redirect_uris": [REDIRECT_URI]}
    )
    async with await open_pool(settings.database_url) as pool:
        ring = KeyRing.parse(settings.keys)
        registry = ClientRegistry(pool, ring, settings.public_url)
        added = await registry.add(None, fields, system_clock())
    assert added.secret is not None
    return Registration(added.client.id, added.secret.secret)


async def _sign_in(stack: Stack, http: HttpClient) -> str:
    """The token of a session of the sample account's administrator."""
    people = json.loads((stack.folder / "accounts.json").read_text())["people"]
    somebody = next(each for each in people if each["role"] == "admin")
    body = {
        "email": somebody["email"],
        "password": somebody["password"],
        "application": "web_console",
    }
    answer = await http.send("POST", "/v1/logins", {}, body)
    return str(answer.document["session"]["token"])
