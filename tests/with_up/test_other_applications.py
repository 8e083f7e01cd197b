"""Applications built with the client libraries of others, in real Chromium.

Doorstep is at 127.0.0.1, the application at localhost, and from its callback the
browser is sent on to a third origin: Chromium stops that silently where a page's
`form-action` does not allow it and a form of the page led there by a redirect.
"""

import pytest
from playwright.async_api import Browser

from authenticator import code_at
from browser import BrowserUser, browser_user
from doorstep.clock import system_clock
from other_application import OtherApplication, other_application, skip_without
from up import Up
from up_members import give_device, new_member
from waiting import until

_PASSWORD = "no shop of ours"
_MFA = "urn:doorstep:acr:mfa"


async def _sign_in(person: BrowserUser, to: OtherApplication) -> None:
    email = await new_member(person.up, _PASSWORD)
    person.email, person.secret = email, await give_device(person.up, email)
    await person.page.goto(f"{to.own}/sign-in")
    await person.fill("Email address", email)
    await person.fill("Password", _PASSWORD)
    await person.press("Sign in")
    await person.type_code(code_at(person.secret, system_clock()))
    await person.page.wait_for_url(to.elsewhere)


async def _sign_in_again(
    person: BrowserUser, to: OtherApplication, library: str
) -> None:
    """Nothing is asked. openid-client wants the answer by a form; Authlib's session
    would not come with that, as its cookie is Lax.
    """
    by_form = "?by=form_post" if library == "openid-client" else ""
    await person.page.goto(f"{to.own}/sign-in{by_form}")
    await person.page.wait_for_url(to.elsewhere)


async def _sign_out(person: BrowserUser, to: OtherApplication, library: str) -> None:
    """Authlib sends the ID token; openid-client only the client's id, so that the
    person is asked, by a form.
    """
    await person.page.goto(f"{to.own}/sign-out")
    if library == "openid-client":
        await person.press("Sign out")
    await person.page.wait_for_url(to.elsewhere)


@pytest.mark.parametrize("library", ["openid-client", "Authlib"])
async def test_client_library_signs_in_refreshes_and_signs_out(
    up: Up, browser: Browser, library: str
) -> None:
    skip_without(library)
    async with (
        other_application(up, library) as application,
        browser_user(browser, up, 1) as person,
    ):
        await _sign_in(person, application)
        claims = (await application.seen())["claims"]
        await _sign_in_again(person, application, library)
        await person.page.goto(f"{application.own}/refresh")
        refreshed = await application.seen()
        await _sign_out(person, application, library)
        left = await until(application.seen, lambda seen: bool(seen["told"]))
        await person.page.goto(f"{application.own}/refresh")
        over = await application.seen()

    assert claims["iss"] == up.url
    assert claims["aud"] == application.client_id
    assert claims["email"] == claims["preferred_username"] == person.email
    assert (claims["acr"], claims["amr"]) == (_MFA, ["pwd", "otp", "mfa"])
    assert (refreshed["signed_in"], refreshed["claims"]["sid"]) == (2, claims["sid"])
    assert (refreshed["refreshed"], refreshed["error"]) == (1, None)
    assert refreshed["userinfo"]["sub"] == claims["sub"]
    assert refreshed["userinfo"]["email"] == person.email
    assert left["signed_out"]
    (told,) = left["told"]
    assert (told["sid"], told["sub"]) == (claims["sid"], claims["sub"])
    assert over["error"] == "invalid_grant"
