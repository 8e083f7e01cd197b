"""Forms at a non-ASCII address and at a wrong one, in real Chromium over TLS."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from api.app import create_app
from browser import with_long_timeout
from certificate_authority import CertificateAuthority
from chosen_time_limits import LONG_LIMITS
from http_server import http_server
from service import MEMBER, PASSWORD, Service
from trials.ports import free_port

_NO_REFERRER = """() => {
    const meta = document.createElement("meta");
    meta.name = "referrer";
    meta.content = "no-referrer";
    document.head.append(meta);
}"""


@asynccontextmanager
async def _browser_page(
    browser: Browser, service: Service, folder: Path
) -> AsyncIterator[tuple[Page, int]]:
    """A browser page, and the port of a service configured as `bücher.example`."""
    port = free_port()
    chosen = {"public_url": f"https://xn--bcher-kva.example:{port}"}
    settings = service.settings.model_copy(update=chosen)
    app = create_app(settings, limits=LONG_LIMITS)
    certificate = CertificateAuthority(folder).certificate("xn--bcher-kva.example")
    async with (
        app.router.lifespan_context(app),
        http_server(app=app, settings=settings, port=port, certificate=certificate),
    ):
        page = await browser.new_page(ignore_https_errors=True)
        yield with_long_timeout(page), port
        await page.close()


async def _sign_in(page: Page) -> None:
    await page.get_by_label("Email address").fill(MEMBER)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()


async def test_row28_person_signs_in_at_a_non_ascii_name(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    async with _browser_page(browser, service, tmp_path) as (page, port):
        await page.goto(f"https://bücher.example:{port}/sign-in")
        await _sign_in(page)

        await expect(page.get_by_role("button", name="Sign out")).to_be_visible()


async def test_row28_person_whose_browser_hides_the_origin_signs_in(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    async with _browser_page(browser, service, tmp_path) as (page, port):
        await page.goto(f"https://bücher.example:{port}/sign-in")
        await page.evaluate(_NO_REFERRER)
        async with page.expect_request("**/sign-in") as sent:
            await _sign_in(page)

        await expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        assert await (await sent.value).header_value("origin") == "null"


async def test_row28_person_at_a_wrong_name_is_shown_the_right_one(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    async with _browser_page(browser, service, tmp_path) as (page, port):
        await page.goto(f"https://other.example:{port}/sign-in")
        await _sign_in(page)
        await expect(page.get_by_text("DOORSTEP_PUBLIC_URL")).to_be_visible()
        await page.get_by_role("link", name="Go to https://").click()
        await _sign_in(page)

        await expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        assert page.url == f"https://xn--bcher-kva.example:{port}/"
