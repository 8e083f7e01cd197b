"""A deadline that passes while the page is open, in real Chromium."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, Route, expect

from accessibility import accessibility_violations
from api.pages.frame.assets import Assets
from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import NOW, State, rendered, soon

_STATIC = Path(f"{Assets().directory}")
_ADDRESS = "http://doorstep.test/verify"


class Showing:
    """Serves one page, which a test can change."""

    def __init__(self, name: str) -> None:
        self.state = GALLERY[name]
        self.times_shown = 0

    async def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            await route.fulfill(path=_STATIC / Path(path).name)
            return
        self.times_shown += 1
        await route.fulfill(body=rendered(self.state), content_type="text/html")

    def change(self, **shown: object) -> None:
        now = {**self.state.shown, **shown}
        self.state = State(self.state.template, now)


@asynccontextmanager
async def looking_at(
    browser: Browser, name: str
) -> AsyncIterator[tuple[Page, Showing]]:
    """A person who has typed a part of a code; the browser's time is only skipped."""
    context = with_long_timeout(await browser.new_context())
    page, showing = await context.new_page(), Showing(name)
    await page.clock.install(time=NOW)
    await page.clock.pause_at(soon(3600))
    await page.route("**/*", showing.answer)
    await page.goto(_ADDRESS)
    yield page, showing
    await context.close()


@pytest.mark.parametrize(
    ("name", "minutes", "shown_text", "next_step"),
    [
        (
            "mail sent",
            10,
            "The code has expired.",
            "#email-state form[action='/verify/resend'] button",
        ),
        (
            "wrong setup code",
            30,
            "The setup was open for too long and has ended.",
            "form[action='/verify/setup'] button",
        ),
        (
            "code prompt",
            10,
            "This sign-in was open for too long",
            "a[href='/sign-in?application=web_console']",
        ),
    ],
)
async def test_X1_passed_deadline_offers_the_next_step_and_keeps_the_fields(
    name: str, minutes: int, shown_text: str, next_step: str, browser: Browser
) -> None:
    async with looking_at(browser, name) as (page, showing):
        field = page.get_by_role("textbox")
        await field.fill("12 34")
        await expect(page.get_by_text(shown_text)).to_have_count(0)

        await page.clock.fast_forward(1000 * (60 * minutes + 2))

        place = page.get_by_role("status").filter(has_text=shown_text)
        await expect(place).to_be_visible()
        await expect(page.locator(next_step)).to_be_visible()
        await expect(field).to_have_value("12 34")
        await expect(field).to_be_focused()
        assert showing.times_shown == 1
        await page.clock.resume()  # axe waits
        assert await accessibility_violations(page) == []


async def test_page_of_an_advanced_login_reloads_unless_its_fields_are_filled(
    browser: Browser,
) -> None:
    async with looking_at(browser, "mail on its way") as (page, showing):
        await page.get_by_role("textbox").fill("123")
        showing.change(step="install_app")

        await page.clock.fast_forward(2500)
        await expect(
            page.get_by_text("What you entered is still here.")
        ).to_be_visible()

        await expect(page.get_by_role("textbox")).to_have_value("123")
        await expect(page.get_by_role("link", name="Continue")).to_be_visible()
        await page.get_by_role("textbox").fill("")
        await page.clock.fast_forward(2500)
        await expect(page.locator("main")).to_have_attribute("data-step", "install_app")


async def test_time_of_the_next_mail_retry_is_updated(
    browser: Browser,
) -> None:
    async with looking_at(browser, "mail server slow, next try") as (page, showing):
        await page.get_by_role("textbox").fill("123")
        state = page.locator("#email-state")
        await expect(state).to_contain_text("We'll try again in 8 seconds")
        showing.change(tried_again_at=soon(15))

        await page.clock.fast_forward(2500)

        await expect(state).to_contain_text("We'll try again in 15 seconds")
        await expect(page.get_by_role("textbox")).to_have_value("123")


async def test_countdown_is_right_after_the_computer_slept(browser: Browser) -> None:
    """Meanwhile the clock that counts stood still, and the dated one went on."""
    async with looking_at(browser, "code prompt") as (page, _):
        sleep = "const now = Date.now; Date.now = () => now() + 12000"

        await page.evaluate(sleep)
        await page.clock.run_for(1000)

        assert "The next one appears in 8 seconds." in await page.inner_text("main")
