"""Addresses that a browser's email field would reject, in real Chromium."""

import pytest
from playwright.async_api import Browser, Page, expect

from api.app import create_app
from browser import with_long_timeout
from chosen_time_limits import LONG_LIMITS
from http_server import http_server
from service import ADMIN, PASSWORD, Service
from trials.ports import free_port


async def _sign_in(page: Page, address: str) -> None:
    await page.get_by_label("Email address").fill(address)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.mark.parametrize(
    ("given", "typed"),
    [
        ("josé@acme.test", "JOSÉ@acme.test"),
        ("jo@bücher.example", "jo@bücher.example."),
        ("jo@bücher.example", "jo@xn--bcher-kva.example"),
        (" ｊｏ@acme.test ", " jo@acme.test "),
    ],
)
async def test_row24_every_valid_address_can_sign_in_on_the_pages(
    service: Service, browser: Browser, given: str, typed: str
) -> None:
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    settings = service.settings.model_copy(update={"public_url": here})
    app = create_app(settings, limits=LONG_LIMITS)
    async with (
        app.router.lifespan_context(app),
        http_server(app=app, settings=settings, port=port),
        with_long_timeout(await browser.new_page()) as admin,
        with_long_timeout(await browser.new_page()) as member,
    ):
        await admin.goto(f"{here}/sign-in?application=admin_center")
        await _sign_in(admin, ADMIN)
        await admin.goto(f"{here}/admin-center/members/new")
        await admin.get_by_label("Email address").fill(given)
        await admin.get_by_label("Name").fill("Jo")
        await admin.get_by_label("Initial password").fill(PASSWORD)
        await admin.get_by_role("button", name="Create member").click()
        await expect(admin.get_by_text("Jo", exact=True)).to_be_visible()

        await member.goto(f"{here}/sign-in")
        await _sign_in(member, typed)
