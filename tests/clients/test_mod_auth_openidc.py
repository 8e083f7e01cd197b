"""Debian's Apache with mod_auth_openidc, configured by the lines of the docs."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from apache import LACKING, Apache
from client_person import ClientPerson, add_client
from documented_clients import documented_lines
from trials.ports import free_port
from up import Up
from waiting import until

pytestmark = pytest.mark.skipif(
    LACKING, reason="apache2 and libapache2-mod-auth-openidc are not installed"
)


@dataclass(frozen=True)
class Wiki:
    url: str
    third: str
    """Another origin, where its page `/onwards` leads."""


@pytest.fixture
async def wiki(up: Up) -> AsyncIterator[Wiki]:
    port = free_port()
    third = f"http://third.example:{port}/bye.html"
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        apache = Apache(folder, port, third)
        callback = f"{apache.url}/oidc/callback"
        client, secret = await add_client(
            up,
            *("--redirect-uri", callback),
            *("--post-logout-redirect-uri", f"{apache.url}/bye.html"),
            *("--backchannel-logout-uri", f"{callback}?logout=backchannel"),
            *("--scope", "openid", "--scope", "email", "--scope", "offline_access"),
        )
        values = {
            "https://login.acme.test": up.url,
            "https://wiki.acme.test": apache.url,
            "app_…": client,
            "secret_…": secret,
            "random_…": "passphrase-of-one-test",
            '"openid email"': '"openid email offline_access"',
        }
        lines = documented_lines("apache", values)
        async with apache.running(f"{lines}\n{_INFO}"):
            yield Wiki(apache.url, third)


_INFO = "OIDCInfoHook access_token refresh_token id_token session"
"""Lets a test see what the module holds."""


async def _held(person: ClientPerson, wiki: Wiki) -> dict[str, Any]:
    """What the module holds of this browser; nothing where it has no session."""
    answer = await person.page.request.get(f"{wiki.url}/oidc/callback?info=json")
    return dict(await answer.json()) if answer.ok else {}


async def test_member_signs_in_refreshes_and_signs_out(
    person: ClientPerson, wiki: Wiki
) -> None:
    page = person.page
    await page.goto(f"{wiki.url}/")
    await person.sign_in()
    await page.wait_for_url(f"{wiki.url}/")
    first = await _held(person, wiki)
    token = first["access_token"]
    await page.goto(
        f"{wiki.url}/oidc/callback?refresh={wiki.url}/&access_token={token}"
    )
    second = await _held(person, wiki)
    await page.goto(f"{wiki.url}/oidc/callback?logout={wiki.url}/bye.html")
    left = page.url, await person.heading()
    await page.goto(f"{wiki.url}/")
    asked = await page.get_by_label("Password").is_visible()

    assert first["id_token"]["email"] == person.member.email
    assert first["id_token"]["acr"] == "urn:doorstep:acr:mfa"
    assert second["access_token"] != token
    assert second["refresh_token"] != first["refresh_token"]
    assert left == (f"{wiki.url}/bye.html", "Bye")
    assert asked


async def test_the_callback_of_another_origin_may_lead_on_to_a_third(
    person: ClientPerson, wiki: Wiki
) -> None:
    """Chromium would stop a redirect that came after a form of ours."""
    await person.page.goto(f"{wiki.url}/onwards")
    await person.sign_in()
    await person.page.wait_for_url(wiki.third)

    assert await person.heading() == "Bye"


async def test_sign_out_elsewhere_ends_the_session_here(
    up: Up, person: ClientPerson, wiki: Wiki
) -> None:
    """By a logout token at the module's own address."""
    page = person.page
    await page.goto(f"{wiki.url}/")
    await person.sign_in()
    await page.wait_for_url(f"{wiki.url}/")
    before = await _held(person, wiki)
    await page.goto(f"{up.url}/oauth2/end_session")
    await page.get_by_role("button", name="Sign out", exact=True).click()

    after = await until(lambda: _held(person, wiki), lambda held: not held)
    await page.goto(f"{wiki.url}/")

    assert before["id_token"]["email"] == person.member.email
    assert after == {}
    assert await page.get_by_label("Password").is_visible()
