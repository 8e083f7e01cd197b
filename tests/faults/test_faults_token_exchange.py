"""An API is killed while it exchanges a code and a refresh token for new ones."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from temporalio.testing import WorkflowEnvironment

import worker
from breakpoints import Breakpoint
from cli.up.ports import is_open
from doorstep.clock import system_clock
from provider import Provider
from provider_rows import EVERYTHING, IssuedCode, Registered
from stopped_process import stopped_process
from trials.ports import free_port
from waiting import in_time

_WRITTEN = (
    *("grants", "access_tokens", "refresh_tokens", "answers"),
    "events where kind like 'authn_token%'",
)
_KEY = {"Idempotency-Key": "the one request"}


@dataclass(frozen=True)
class Exchanges:
    """What one client asks for at the same moment: tokens for a code, and newer ones
    for a refresh token.
    """

    client: Registered
    code: IssuedCode
    refresh_token: str

    @property
    def forms(self) -> tuple[dict[str, str], dict[str, str]]:
        renewed = {
            "grant_type": "refresh_token",
            "refresh_token": self.refresh_token,
        }
        return self.code.form(), renewed

    async def ask(self, http: httpx.AsyncClient, url: str) -> list[dict[str, str]]:
        answers = await asyncio.gather(
            *(
                http.post(url, data=form, auth=self.client.basic, headers=_KEY)
                for form in self.forms
            ),
            return_exceptions=True,
        )
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return [a.json() for a in answers if isinstance(a, httpx.Response)]


async def _counts(provider: Provider) -> dict[str, int]:
    return {
        what: await provider.pool.fetchval(f"select count(*) from {what}")
        for what in _WRITTEN
    }


async def _exchanges(provider: Provider) -> Exchanges:
    client = await provider.register()
    earlier = await provider.tokens(client, scopes=EVERYTHING)
    late = provider.clock() + timedelta(minutes=10)  # processes start slowly
    code = await provider.code(client, scopes=EVERYTHING, expires_at=late)
    return Exchanges(client, code, earlier["refresh_token"])


async def _killed_at(
    provider: Provider,
    asked: Exchanges,
    temporal_address: str,
    folder: Path,
    *,
    committed: bool,
) -> None:
    """The API's process gets both requests, and ends before it answers either."""
    changed = {
        "temporal_address": temporal_address,
        "task_queue": f"doorstep-{uuid4()}",
    }
    settings = provider.settings.model_copy(update=changed)
    points = [
        Breakpoint(statement, committed, commits_itself=True)
        for statement in (b"insert into grants", b"update refresh_tokens set used_at")
    ]
    port = free_port()
    async with (
        worker.running_worker(settings),  # the API waits for one to start
        stopped_process(
            settings,
            "api",
            folder,
            *points,
            ready=lambda: is_open("127.0.0.1", port),
            DOORSTEP_API_PORT=str(port),
        ) as process,
        httpx.AsyncClient(timeout=60) as http,
    ):
        url = f"http://127.0.0.1:{port}/oauth2/token"
        asking = asyncio.ensure_future(asked.ask(http, url))
        for point in points:
            await in_time(point.reached.wait())
        await process.kill()
        with pytest.raises(httpx.TransportError):
            await asking
    provider.clock.now = system_clock()


@pytest.mark.parametrize(
    ("committed", "written"), [(False, 0), (True, 1)], ids=["before", "after"]
)
async def test_P2_killed_exchange_wrote_all_or_nothing_and_its_repeat_gets_the_tokens(
    committed: bool,
    written: int,
    provider: Provider,
    temporal: WorkflowEnvironment,
    tmp_path: Path,
) -> None:
    address = temporal.client.service_client.config.target_host
    asked = await _exchanges(provider)
    before = await _counts(provider)

    await _killed_at(provider, asked, address, tmp_path, committed=committed)
    left = await _counts(provider)
    repeats = [await asked.ask(provider.http, "/oauth2/token") for _ in range(2)]

    complete = {what: count + 2 for what, count in before.items()}
    complete["grants"] -= 1  # a refreshed token is the same grant's
    assert left == (complete if written else before)
    assert await _counts(provider) == complete
    assert repeats[0] == repeats[1]
    for tokens in repeats[0]:
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        known = await provider.http.get("/oauth2/userinfo", headers=headers)
        assert known.status_code == 200
    assert await provider.events("authn_token_reuse") == []
