"""Applications that sign people in with the client libraries of others.

Each runs as a process and serves one person:

- `/sign-in` and `/sign-out` send the browser to Doorstep; with openid-client,
  `/sign-in?by=form_post` asks for the answer by a form;
- `/callback` and `/signed-out`, to which it returns, send it on to another origin;
- `/refresh` gets new tokens and, by them, what `/oauth2/userinfo` says;
- `/backchannel` takes logout tokens;
- `/` shows, at every origin and as JSON, what it has been told so far.
"""

import asyncio
import json
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from command import run_in_process
from trials.ports import free_port
from up import Up
from waiting import listens, patient_client

_OPENID_CLIENT = Path(__file__).with_name("openid_client")
_AUTHLIB = Path(__file__).with_name("authlib_application.py")


def _commands() -> dict[str, tuple[str, ...]]:
    """How each is started, by the name of its library."""
    node = shutil.which("node") or "node"
    return {
        "Authlib": (sys.executable, str(_AUTHLIB)),
        "openid-client": (node, str(_OPENID_CLIENT / "application.js")),
    }


def skip_without(library: str) -> None:
    """A package of npm is there where `make test` could install it."""
    if library == "openid-client" and not (_OPENID_CLIENT / "node_modules").is_dir():
        pytest.skip(
            "openid-client is missing: make test installs it by npm, Node.js 20"
        )


@dataclass(frozen=True)
class OtherApplication:
    """Three origins take part: Doorstep's, `own`, and `elsewhere`."""

    client_id: str
    port: int

    @property
    def own(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def elsewhere(self) -> str:
        """Where only the browser of a test finds it."""
        return f"http://shop.example:{self.port}/"

    async def seen(self) -> dict[str, Any]:
        async with patient_client() as http:
            return dict((await http.get(f"http://127.0.0.1:{self.port}/")).json())


@asynccontextmanager
async def other_application(up: Up, library: str) -> AsyncIterator[OtherApplication]:
    """Registered as a client that always wants a code, and running."""
    port = free_port()
    client_id, secret = await _registered(up, library, f"http://localhost:{port}", port)
    application = OtherApplication(client_id, port)
    process = await asyncio.create_subprocess_exec(
        *_commands()[library],
        env={
            "PATH": os.environ["PATH"],
            "ISSUER": up.url,
            "PORT": str(port),
            "OWN": application.own,
            "ELSEWHERE": application.elsewhere,
            "CLIENT_ID": client_id,
            "CLIENT_SECRET": secret,
        },
        stdin=DEVNULL,
    )
    try:
        assert await listens(process, port)
        yield application
    finally:
        process.terminate()
        await process.wait()


async def _registered(up: Up, name: str, own: str, port: int) -> tuple[str, str]:
    scopes = ("openid", "profile", "email", "offline_access")
    printed = await run_in_process(
        *("client", "add", "--account", "Acme", "--name", name, "--json"),
        *("--data-dir", str(up.folder), "--min-acr", "mfa"),
        *("--redirect-uri", f"{own}/callback"),
        *("--post-logout-redirect-uri", f"{own}/signed-out"),
        *("--backchannel-logout-uri", f"http://127.0.0.1:{port}/backchannel"),
        *(word for scope in scopes for word in ("--scope", scope)),
    )
    made = json.loads(printed)
    return made["id"], made["client_secret"]
