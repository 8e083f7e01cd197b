"""npm's `oidc-provider` with its in-memory adapter: one process of Node."""

import asyncio
import os
import secrets
import shutil
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

import httpx

from cli.up.ports import is_open
from doorstep.rules.pkce import challenge_of
from trials.bench.http_client import HttpClient
from trials.oauth.relying_party import (
    REDIRECT_URI,
    SCOPE,
    Endpoints,
    Registration,
    RelyingParty,
)
from trials.ports import free_port

_SOURCE = Path(__file__).parent / "peer"
_ENDPOINTS = Endpoints("/auth", "/token", "/me", "/token/introspection", "/jwks")
_START_SECONDS = 60


@asynccontextmanager
async def peer_side(folder: Path) -> AsyncIterator[RelyingParty]:
    """Installed as its lock file says, and started."""
    shutil.copytree(_SOURCE, folder)
    npm = await asyncio.create_subprocess_exec(
        *("npm", "ci", "--silent", "--ignore-scripts", "--no-audit"), cwd=folder
    )
    if await npm.wait():
        raise SystemExit("npm could not install oidc-provider")
    port, registration = free_port(), Registration("bench", secrets.token_urlsafe(32))
    async with _running(folder, port, registration):
        http, issuer = HttpClient(port), f"http://127.0.0.1:{port}"
        cookies = await _sign_in(issuer, registration)
        yield RelyingParty(issuer, _ENDPOINTS, registration, cookies, http)
        http.close()


@asynccontextmanager
async def _running(
    folder: Path, port: int, registration: Registration
) -> AsyncIterator[None]:
    environment = {
        **os.environ,
        "NODE_ENV": "production",
        "PORT": str(port),
        "CLIENT_ID": registration.client_id,
        "CLIENT_SECRET": registration.secret,
        "REDIRECT_URI": REDIRECT_URI,
    }
    with (folder / "peer.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            "node", "server.mjs", cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        await _until_open(process, port)
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _until_open(process: Process, port: int) -> None:
    async with asyncio.timeout(_START_SECONDS):
        while process.returncode is None:
            if await is_open("127.0.0.1", port):
                return
            await asyncio.sleep(0.1)
    raise SystemExit("oidc-provider did not start")


async def _sign_in(issuer: str, registration: Registration) -> str:
    """By its own form; returns the cookies of a browser that is signed in."""
    query = {
        "response_type": "code",
        "client_id": registration.client_id,
        "redirect_uri": REDIRECT_URI,
        "scope": SCOPE,
        "code_challenge": challenge_of("v" * 43),
        "code_challenge_method": "S256",
    }
    async with httpx.AsyncClient(
        base_url=issuer, timeout=_START_SECONDS, trust_env=False
    ) as browser:
        asked = await browser.get(f"{_ENDPOINTS.authorize}?{urlencode(query)}")
        form = {"prompt": "login", "login": "ada", "password": "any"}
        answer = await browser.post(asked.headers["location"], data=form)
        while not (to := answer.headers["location"]).startswith(REDIRECT_URI):
            answer = await browser.get(to)
        kept = ("_session", "_session.sig")
        return "; ".join(f"{name}={browser.cookies[name]}" for name in kept)
