"""A person at a real Chromium."""

import io
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeAlias, TypeVar
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from axe_playwright_python.async_playwright import Axe
from PIL import Image
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    async_playwright,
    expect,
)

from authenticator import code_at
from doorstep import i18n
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
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@asynccontextmanager
async def chromium(*flags: str) -> AsyncIterator[Browser]:
    """The system's Chromium, or the one that Playwright installed."""
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[*_FLAGS, *flags],
            timeout=PATIENCE_SECONDS * 1000,
        )
        yield browser
        await browser.close()


def patient(window: _Window) -> _Window:
    """The same, but that it waits longer for a page than Playwright does by itself."""
    window.set_default_timeout(PATIENCE_SECONDS * 1000)
    return window


@asynccontextmanager
async def person_at(
    browser: Browser, up: Up, number: int, *, scripts: bool = True
) -> AsyncIterator["Person"]:
    """Somebody with a browser window of their own; a failure shows what they saw."""
    context = patient(await browser.new_context(java_script_enabled=scripts))
    async with telling(context):
        yield Person(await context.new_page(), up, number)


@asynccontextmanager
async def telling(context: BrowserContext) -> AsyncIterator[None]:
    """Until it is closed, with what it showed beside what went wrong."""
    try:
        yield
    except Exception as error:
        for page in context.pages:
            error.add_note(f"{page.url}\n{await page.locator('body').inner_text()}")
        raise
    finally:
        await context.close()


async def finds_nothing(page: Page) -> None:
    """axe, in light and dark; no colour is on its way meanwhile."""
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


Look: TypeAlias = Callable[["Person"], Awaitable[None]]


class Person:
    """Reads pages, mail and QR codes; computes codes as a phone does."""

    def __init__(self, page: Page, up: Up, number: int, language: str = "en") -> None:
        self.page = page
        self.up = up
        self.say = i18n.translator(language).gettext
        self.email, self.password = up.person(number)
        self.secret = ""

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
        """Take the one button or link that is called so, to the page it leads to."""
        page, name = self.page, self.say(name)
        button = page.get_by_role("button", name=name, exact=True)
        link = page.get_by_role("link", name=name, exact=True)
        async with page.expect_navigation():
            await button.or_(link).first.click()

    async def proceed(self) -> None:
        await self.press("Continue")

    async def type_code(self, code: str) -> None:
        await self.page.locator("input[autocomplete=one-time-code]").fill(code)
        await self.proceed()

    async def log_in(self, steps: int) -> None:
        """By the app's code; an answer that came late is followed by one Continue."""
        await self.type_code(self.app_code(steps))
        await self.page.wait_for_load_state()
        if await self.heading() == self.say("Your code was right"):
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
        # Of that kind alone: words look like another one now and then.
        kind = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        return [code.text for code in zxingcpp.read_barcodes(picture, formats=kind)]

    async def tab_to(self, name: str) -> None:
        """Press the tab key until what has the focus is called so."""
        for _ in range(25):
            called: str = await self.page.evaluate(_FOCUSED)
            if name in called:
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"The tab key does not lead to {name!r}.")

    async def is_accessible(self) -> None:
        await finds_nothing(self.page)

    def app_code(self, steps: int = 0) -> str:
        return code_at(self.secret, datetime.now(UTC), steps)

    async def set_up(self, look: Look | None = None) -> None:
        """From the page that asks for a set-up to the code prompt.

        `look` is taken at each page on the way.
        """
        looks = look or _no_look
        earlier = await self._newest_code()
        await looks(self)
        await self.proceed()
        await looks(self)
        await self.type_code(await self.emailed_code(earlier))
        await looks(self)
        await self.proceed()
        await self.scan()
        await looks(self)
        await self.proceed()
        await looks(self)
        await self.type_code(self.app_code())
        await looks(self)
        if await self.heading() == self.say("Your mobile device is connected"):
            await self.proceed()  # an answer that came late has led to the prompt


async def _no_look(_person: Person) -> None:
    pass
