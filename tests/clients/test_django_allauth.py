"""A Django site with django-allauth, configured by the lines of the docs.

It takes no back-channel logouts.
"""

import asyncio
import os
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.up.binaries import program
from client_person import ClientPerson, add_client
from documented_clients import documented_lines
from source_code import ROOT
from trials.ports import free_port
from up import Up
from waiting import listens

_PROGRAM = ROOT / "tests" / "support" / "django_application.py"


@dataclass(frozen=True)
class Site:
    url: str
    third: str
    """Another origin, where its page `/onwards` leads."""

    def login(self, onwards: str = "/") -> str:
        return f"{self.url}/accounts/oidc/doorstep/login/?next={onwards}"


@pytest.fixture
async def site(up: Up, tmp_path: Path) -> AsyncIterator[Site]:
    port = free_port()
    site = Site(f"http://localhost:{port}", f"http://third.example:{port}/bye")
    client, secret = await add_client(
        up,
        *("--redirect-uri", f"{site.url}/accounts/oidc/doorstep/login/callback/"),
        *("--post-logout-redirect-uri", f"{site.url}/bye"),
        *(word for scope in _SCOPES for word in ("--scope", scope)),
    )
    values = {"https://login.acme.test": up.url, "app_…": client, "secret_…": secret}
    text = documented_lines("python", values)
    (tmp_path / "documented.py").write_text(f"{text}\n{_OFFLINE}")
    process = await asyncio.create_subprocess_exec(
        *(program("uv"), "run", "--quiet", "--script", str(_PROGRAM)),
        env={
            **os.environ,
            "SITE_PORT": str(port),
            "SITE_FOLDER": str(tmp_path),
            "SITE_ISSUER": up.url,
            "SITE_ONWARDS": site.third,
        },
        stdin=DEVNULL,
    )
    try:
        assert await listens(process, port)
        yield site
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


_SCOPES = ("openid", "profile", "email", "offline_access")
_OFFLINE = f"""
(_app,) = SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
_app["settings"]["scope"] = {list(_SCOPES)}
"""


async def _held(person: ClientPerson, site: Site) -> dict[str, Any]:
    return dict(await (await person.page.request.get(site.url)).json())


async def test_member_signs_in_refreshes_and_signs_out(
    person: ClientPerson, site: Site
) -> None:
    page = person.page
    await page.goto(site.login())
    await person.sign_in()
    await page.wait_for_url(f"{site.url}/")
    first = await _held(person, site)
    await page.goto(f"{site.url}/refresh")
    second = await _held(person, site)
    await page.goto(f"{site.url}/sign-out")
    asked = await person.heading()
    await page.get_by_role("button", name="Sign out", exact=True).click()
    await page.wait_for_url(f"{site.url}/bye")
    await page.goto(site.login())

    assert (first["email"], first["verified"]) == (person.member.email, True)
    assert first["acr"] == "urn:doorstep:acr:mfa"
    assert second["access_token"] != first["access_token"]
    assert second["refresh_token"] != first["refresh_token"]
    assert asked == "Do you want to sign out?"
    assert await page.get_by_label("Password").is_visible()


async def test_the_callback_of_another_origin_may_lead_on_to_a_third(
    person: ClientPerson, site: Site
) -> None:
    """Chromium would stop a redirect that came after a form of ours."""
    await person.page.goto(site.login("/onwards"))
    await person.sign_in()
    await person.page.wait_for_url(site.third)

    assert await person.heading() == "Bye"
