"""What JavaScript adds to the fields of a page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route

from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import rendered

_SCRIPT = Path(__file__).parents[2] / "api" / "static" / "doorstep.js"
_COUNT_SUBMITS = """() => {
    window.submits = 0;
    addEventListener("submit", event => {
        event.preventDefault();
        window.submits += 1;
    });
}"""


async def _answer(name: str, route: Route) -> None:
    if "doorstep.js" in route.request.url:
        await route.fulfill(path=_SCRIPT)
    else:
        await route.fulfill(body=rendered(GALLERY[name]), content_type="text/html")


@asynccontextmanager
async def opened(browser: Browser, *names: str) -> AsyncIterator[Page]:
    """The page, after the others in the same tab; no form of it is sent."""
    page = with_long_timeout(await browser.new_page())
    for name in names:
        await page.unroute_all()
        await page.route("**/*", partial(_answer, name))
        await page.goto("https://doorstep.test/verify")
    await page.evaluate(_COUNT_SUBMITS)
    yield page
    await page.close()


@pytest.mark.parametrize(
    ("name", "focused"),
    [
        ("setup required", "heading"),
        ("code prompt", "code"),
        ("sign in", "email"),
        ("wrong password", "password"),
    ],
)
async def test_focus_is_on_the_first_field_to_fill_in_or_on_the_heading(
    name: str, focused: str, browser: Browser
) -> None:
    async with opened(browser, name) as page:
        assert await page.evaluate("document.activeElement.id") == focused


@pytest.mark.parametrize(
    ("names", "submits"),
    [
        (["code prompt"], 1),
        (["mail sent"], 1),
        (["wrong code"], 0),
        (["wrong code", "code prompt"], 0),
        (["wrong setup code", "code prompt"], 1),
    ],
)
async def test_complete_code_is_sent_unless_one_was_wrong_at_this_step(
    names: list[str], submits: int, browser: Browser
) -> None:
    async with opened(browser, *names) as page:
        advised = await page.get_by_text("checked as soon as").is_visible()

        await page.keyboard.type("123-45")
        before = await page.evaluate("submits")
        await page.keyboard.type("6")

        assert before == 0
        assert await page.evaluate("submits") == submits
        assert advised is bool(submits)


async def test_password_can_be_shown_and_is_hidden_before_it_is_sent(
    browser: Browser,
) -> None:
    async with opened(browser, "wrong password") as page:
        field, button = (
            page.get_by_label("Password", exact=True),
            page.get_by_text("Show"),
        )

        await field.fill("hunter2 hunter2")
        await button.click()
        shown = (
            await field.get_attribute("type"),
            await button.get_attribute("aria-pressed"),
        )
        await field.press("Enter")

        assert shown == ("text", "true")
        assert await page.evaluate("submits") == 1
        assert await field.get_attribute("type") == "password"
        assert await button.get_attribute("aria-pressed") == "false"


async def test_caps_lock_is_pointed_out(browser: Browser) -> None:
    async with opened(browser, "wrong password") as page:
        said, seen = page.get_by_text("Caps Lock is on."), []

        for on in ("true", "false"):
            key = f"new KeyboardEvent('keyup', {{key: 'a', modifierCapsLock: {on}}})"
            await page.evaluate(
                f"document.getElementById('password').dispatchEvent({key})"
            )
            seen.append(await said.is_visible())

        assert seen == [True, False]
