"""What was typed outlives the end of the session."""

from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route

from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import ID, State, rendered

_SCRIPT = Path(__file__).parents[2] / "api" / "static" / "doorstep.js"
_SITE = "https://doorstep.test"
_MEMBER = f"/admin-center/members/{ID}"
_NEW = "/admin-center/members/new"
_OFF = "/admin-center/two-step-off"
_PAGES = {
    _MEMBER: GALLERY["member"],
    _NEW: GALLERY["new member"],
    _OFF: GALLERY["turn off"],
    "/admin-center/account": GALLERY["account"],
    "/sign-in": GALLERY["sign in"],
}
_TO_SIGN_IN = "<script>location.replace('/sign-in')</script>"
"""In place of a redirect, which Playwright would follow into the network."""
_NOTICE = "What you entered is filled in again"
_OTHER = "01890000-0000-7000-8000-0000000000ff"


async def _answer(route: Route, whose: str = str(ID)) -> None:
    """As after the end of a session: whatever is sent leads to the sign-in page."""
    request = route.request
    path = urlsplit(request.url).path
    if "doorstep.js" in path:
        await route.fulfill(path=_SCRIPT)
    elif request.method == "POST":
        await route.fulfill(body=_TO_SIGN_IN, content_type="text/html")
    elif path in _PAGES:
        state = _PAGES[path]
        state = State(state.template, {**state.shown, "whose": whose}, state.spoken)
        await route.fulfill(body=rendered(state), content_type="text/html")
    else:
        await route.fulfill(body="")


async def _opened(context: BrowserContext, path: str) -> Page:
    page = with_long_timeout(await context.new_page())
    await page.route("**/*", _answer)
    await page.goto(_SITE + path)
    return page


async def _send(page: Page, action: str) -> None:
    async with page.expect_navigation(url="**/sign-in*"):
        await page.locator(f'form[action="{action}"] .actions button').first.click()


async def test_typed_fields_are_filled_in_again_after_signing_in(
    browser: Browser,
) -> None:
    async with await browser.new_context() as context:
        page = await _opened(context, _MEMBER)
        await page.get_by_label("Name").fill("Maximilian")
        await page.get_by_label("Role").select_option("member")
        await _send(page, f"{_MEMBER}/change")

        await page.goto(_SITE + _MEMBER)
        shown = await page.get_by_text(_NOTICE).is_visible()
        typed = await page.get_by_label("Name").input_value()
        role = await page.get_by_label("Role").input_value()
        await page.reload()

        assert (shown, typed, role) == (True, "Maximilian", "member")
        assert not await page.get_by_text(_NOTICE).is_visible()
        assert await page.get_by_label("Name").input_value() != "Maximilian"


async def test_two_tabs_keep_what_was_typed_in_each(browser: Browser) -> None:
    async with await browser.new_context() as context:
        member, new = await _opened(context, _MEMBER), await _opened(context, _NEW)
        await member.get_by_label("Name").fill("Maximilian")
        await new.get_by_label("Name").fill("Zoe")
        await new.get_by_label("Initial password").fill("correct horse battery")
        await _send(member, f"{_MEMBER}/change")
        await _send(new, _NEW)

        kept = await new.evaluate("JSON.stringify(sessionStorage)")
        await new.goto(_SITE + _NEW)
        await member.goto(_SITE + _MEMBER)

        assert await member.get_by_label("Name").input_value() == "Maximilian"
        assert await new.get_by_label("Name").input_value() == "Zoe"
        assert await new.get_by_label("Initial password").input_value() == ""
        assert "correct horse" not in kept


@pytest.mark.parametrize("shown", [False, True])
async def test_passwords_and_codes_are_never_kept(
    shown: bool, browser: Browser
) -> None:
    async with await browser.new_context() as context:
        page = await _opened(context, _NEW)
        await page.get_by_label("Name").fill("Zoe of Acme")
        await page.get_by_label("Initial password").fill("correct horse battery")
        if shown:
            await page.get_by_role("button", name="Show password").click()
        await _send(page, _NEW)

        kept = await page.evaluate("JSON.stringify(sessionStorage)")

        assert "Zoe of Acme" in kept
        assert "correct horse" not in kept
        assert "token" not in kept.lower()


async def test_typed_fields_outlive_a_session_that_ends_at_the_step_up(
    browser: Browser,
) -> None:
    async with await browser.new_context() as context:
        page = await _opened(context, _OFF)
        await page.route(f"**{_OFF}", _ask_for_a_proof, times=1)
        await page.get_by_label("Reason").fill("moving to passkeys")
        await page.get_by_role("button", name="Turn off").click()
        await page.get_by_label("One-time code").fill("12345")
        await _send(page, _OFF)

        await page.goto(_SITE + _OFF)

        assert await page.get_by_label("Reason").input_value() == "moving to passkeys"
        assert await page.get_by_text(_NOTICE).is_visible()


async def _ask_for_a_proof(route: Route) -> None:
    body = rendered(GALLERY["step up by code"])
    await route.fulfill(body=body, content_type="text/html")


async def test_typed_fields_are_not_shown_to_another_person_or_on_another_page(
    browser: Browser,
) -> None:
    async with await browser.new_context() as context:
        page = await _opened(context, _MEMBER)
        for elsewhere, whose in (("/admin-center/account", str(ID)), (_MEMBER, _OTHER)):
            await page.get_by_label("Name").fill("Maximilian")
            await _send(page, f"{_MEMBER}/change")
            await page.unroute_all()
            await page.route("**/*", partial(_answer, whose=whose))

            await page.goto(_SITE + elsewhere)

            assert await page.get_by_label("Name").input_value() != "Maximilian"
            assert await page.evaluate("sessionStorage.length") == 0
            await page.goto(_SITE + _MEMBER)
