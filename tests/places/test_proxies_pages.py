"""The pages behind nginx in real Chromium: policies of a proxy, and lines it lacks."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import structlog
from playwright.async_api import Browser, Page, Request, expect

from behind_proxy import Behind, behind_proxy
from browser import with_long_timeout
from page_texts import heading_of
from proxies import NGINX
from service import MEMBER, PASSWORD, Service

_PASS = "proxy_pass http://doorstep;"
_NO_REFERRER = {
    _PASS: f"{_PASS}\nproxy_hide_header Referrer-Policy;\n"
    "add_header Referrer-Policy no-referrer always;"
}
_NO_HOST = {"proxy_set_header Host $host;": ""}
_REPORTS_HTTP = {"X-Forwarded-Proto $scheme;": "X-Forwarded-Proto http;"}


@asynccontextmanager
async def _window(browser: Browser) -> AsyncIterator[Page]:
    """It does not know the authority of the certificate, and goes on."""
    context = with_long_timeout(await browser.new_context(ignore_https_errors=True))
    async with context:
        yield await context.new_page()


async def _sign_in_and_out(page: Page, behind: Behind) -> None:
    await page.goto(f"{behind.url}/sign-in")
    await page.get_by_label("Email address").fill(MEMBER)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("button", name="Sign in")).to_be_visible()


async def test_A3_forms_work_under_a_no_referrer_policy(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    origins: list[str] = []

    async def note(request: Request) -> None:
        if request.method == "POST":
            origins.append((await request.all_headers())["origin"])

    async with (
        behind_proxy(service, NGINX, tmp_path, _NO_REFERRER) as behind,
        _window(browser) as page,
    ):
        page.on("request", note)
        await _sign_in_and_out(page, behind)

    assert origins == ["null", "null"]  # what the policy hides


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({**_NO_HOST, **_REPORTS_HTTP}, ["proxy replaces Host", "proxy reports http"]),
    ],
    ids=["complete", "both wrong"],
)
async def test_a_line_that_the_proxy_lacks_is_named_in_the_log(
    service: Service,
    browser: Browser,
    tmp_path: Path,
    changes: Mapping[str, str],
    said: list[str],
) -> None:
    """Once, and the pages work all the same."""
    async with (
        behind_proxy(service, NGINX, tmp_path, changes) as behind,
        _window(browser) as page,
    ):
        with structlog.testing.capture_logs() as logged:
            await _sign_in_and_out(page, behind)

    assert [line["event"] for line in logged if "remedy" in line] == said
    assert all("nginx: proxy_set_header" in line["remedy"] for line in logged)


async def test_A3_forms_on_plain_http_lead_to_the_public_url(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    """A proxy that serves the pages without TLS, too."""
    plain = {
        "return 301 https://login.acme.example$request_uri;": f"""
        location / {{
            {_PASS}
            proxy_set_header Host $http_host;
        }}"""
    }
    async with (
        behind_proxy(service, NGINX, tmp_path, plain) as behind,
        _window(browser) as page,
    ):
        with structlog.testing.capture_logs() as logged:
            await page.goto(f"http://localhost:{behind.given.http_port}/sign-in")
            await page.get_by_label("Email address").fill(MEMBER)
            await page.get_by_label("Password").fill(PASSWORD)
            await page.get_by_role("button", name="Sign in").click()
            heading = page.get_by_role("heading", name=heading_of("other address"))
            await expect(heading).to_be_visible()
            await expect(page.get_by_role("link", name=behind.url)).to_be_visible()

    assert "pages opened at another address" in [line["event"] for line in logged]
