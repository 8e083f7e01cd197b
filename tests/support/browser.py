"""A person at a real Chromium browser."""

import io
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeAlias, TypeVar
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from PIL import Image
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    async_playwright,
    expect,
)

from api.pages.frame.templates import unbroken
from authenticator import code_at
from doorstep import i18n
from page_texts import heading_of
from up import Up
from waiting import PATIENCE_SECONDS, until

_FOCUSED = """() => {
    const here = document.activeElement;
    if (here === document.body) return "";
    const labels = [...(here.labels || [])].map(label => label.innerText);
    return [here.getAttribute("aria-label"), ...labels, here.innerText].join(" ");
}"""
_Window = TypeVar("_Window", Page, BrowserContext)
_CODE_ALONE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
_PROGRAMS = ("chromium-headless-shell", "chromium")
"""The first, the same without a window, opens a page in a quarter of the time."""
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    "--host-resolver-rules=MAP *.example 127.0.0.1",
)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium, or the one that Playwright installed.

    Every name below `.example` is that of this machine.
    """
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, _PROGRAMS)), None),
            args=_FLAGS,
            timeout=PATIENCE_SECONDS * 1000,
        )
        yield browser
        await browser.close()


def with_long_timeout(window: _Window) -> _Window:
    """The same, with a longer timeout than Playwright's default."""
    window.set_default_timeout(PATIENCE_SECONDS * 1000)
    return window


@asynccontextmanager
async def browser_user(
    browser: Browser, up: Up, number: int, *, scripts: bool = True
) -> AsyncIterator["BrowserUser"]:
    """A person with a browser window; a failure shows what was on its pages."""
    context = with_long_timeout(await browser.new_context(java_script_enabled=scripts))
    async with reporting_pages(context):
        yield BrowserUser(await context.new_page(), up, number)


@asynccontextmanager
async def reporting_pages(context: BrowserContext) -> AsyncIterator[None]:
    """Closes the context at the end; adds its pages to an error."""
    try:
        yield
    except Exception as error:
        for page in context.pages:
            error.add_note(f"{page.url}\n{await page.locator('body').inner_text()}")
        raise
    finally:
        await context.close()


PageCheck: TypeAlias = Callable[["BrowserUser"], Awaitable[None]]


class BrowserUser:
    """Reads pages, mail and QR codes; computes codes as a phone does."""

    def __init__(self, page: Page, up: Up, number: int, language: str = "en") -> None:
        self.page = page
        self.up = up
        self.language = language
        self._words = i18n.translator(language)
        self.email, self.password = up.person(number)
        self.secret = ""

    def say(self, text: str) -> str:
        """As pages have it in the person's language."""
        return unbroken(self._words.gettext(text))

    async def sign_in(self, application: str = "web_console") -> None:
        await self.page.goto(f"{self.up.url}/sign-in?application={application}")
        await self.fill("Email address", self.email)
        await self.fill("Password", self.password)
        await self.press("Sign in")

    async def heading(self) -> str:
        return await self.page.get_by_role("heading", level=1).inner_text()

    async def fill(self, label: str, text: str) -> None:
        await self.page.get_by_label(self.say(label)).fill(text)

    async def press(self, name: str) -> None:
        """Follow the one button or link of that name to the next page."""
        page, name = self.page, self.say(name)
        button = page.get_by_role("button", name=name, exact=True)
        link = page.get_by_role("link", name=name, exact=True)
        async with page.expect_navigation():
            await button.or_(link).first.click()

    async def proceed(self) -> None:
        await self.press("Continue")

    async def type_code(self, code: str) -> None:
        """The page sends it by itself, unless an earlier one was wrong."""
        async with self.page.expect_navigation():
            await self.page.locator("input[autocomplete=one-time-code]").fill(code)
            await self.page.keyboard.press("Enter")

    async def log_in(self, steps: int) -> None:
        """With the app's code; a late answer is followed by one Continue."""
        await self.type_code(self.app_code(steps))
        await self.page.wait_for_load_state()
        if await self.heading() == heading_of("lost answer", self.language):
            await self.proceed()

    async def emailed_code(self, earlier: str = "") -> str:
        """The code of the newest mail, once there is one that is not `earlier`."""
        return await until(self._newest_code, lambda code: code not in ("", earlier))

    async def _newest_code(self) -> str:
        codes = (_CODE_ALONE.search(m["text"]) for m in await self.up.mails(self.email))
        return next((found[1] for found in codes if found), "")

    async def scan(self) -> str:
        """Hold a phone's camera before the page until it has the QR code."""
        (code,) = await until(self._qr_codes, bool)
        uri = urlsplit(code)
        assert uri.scheme == "otpauth"
        self.secret = parse_qs(uri.query)["secret"][0]
        return self.secret

    async def _qr_codes(self) -> list[str]:
        picture = Image.open(io.BytesIO(await self.page.screenshot(full_page=True)))
        # QR codes only: text is sometimes read as a barcode of another kind.
        kind = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        return [code.text for code in zxingcpp.read_barcodes(picture, formats=kind)]

    async def tab_to(self, name: str) -> None:
        """Press the tab key until the element of that name has the focus."""
        for _ in range(25):
            called: str = await self.page.evaluate(_FOCUSED)
            if name in called:
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"The tab key does not lead to {name!r}.")

    def app_code(self, steps: int = 0) -> str:
        return code_at(self.secret, datetime.now(UTC), steps)

    async def set_up(self, check: PageCheck | None = None) -> None:
        """From the page that asks for a setup to the code prompt.

        `check` is called on each page on the way.
        """
        checked = check or _no_check
        earlier = await self._newest_code()
        await checked(self)
        await self.proceed()
        await checked(self)
        await self.type_code(await self.emailed_code(earlier))
        await checked(self)
        await self.proceed()
        await self.scan()
        await checked(self)
        await self.proceed()
        await checked(self)
        await self.type_code(self.app_code())
        await checked(self)
        if await self.heading() == heading_of("connected", self.language):
            await self.proceed()  # not shown after a late answer


async def _no_check(_person: BrowserUser) -> None:
    pass
