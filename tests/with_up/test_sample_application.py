"""The sample application in `examples/shop`, in real Chromium with `doorstep up`."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Page

from authenticator import code_at
from browser import browser_user
from cli.up.sample import PROGRAM
from command import run_in_process
from doorstep.clock import system_clock
from trials.ports import free_port
from up import Up
from up_members import give_device, new_member
from waiting import listens

_OWN_PASSWORD = "the shop's own password"


async def _client(up: Up, *words: str) -> str:
    printed = await run_in_process(
        *("client", "add", "--account", "Acme", "--name", "The shop", "--json"),
        *("--data-dir", str(up.folder), *words),
    )
    made = json.loads(printed)
    return f"{made['id']}:{made['client_secret']}"


@pytest.fixture
async def shop(up: Up, tmp_path: Path) -> AsyncIterator[str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    scopes = ("openid", "subjects", "verifications")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(PROGRAM)),
        env={
            "SHOP_ISSUER": up.url,
            "SHOP_PORT": str(port),
            "SHOP_USERS": str(tmp_path / "users.sqlite"),
            "SHOP_SIGN_IN": await _client(up, "--redirect-uri", f"{url}/callback"),
            "SHOP_SECOND_FACTOR": await _client(
                up,
                *("--redirect-uri", f"{url}/verified", "--first-factor", "client"),
                *(word for scope in scopes for word in ("--scope", scope)),
            ),
        },
        stdin=DEVNULL,
    )
    try:
        assert await listens(process, port)
        yield url
    finally:
        process.terminate()
        await process.wait()


async def _enter(page: Page, secret: str, steps: int) -> None:
    """Codes of three time steps are right at once, each later one after the other."""
    async with page.expect_navigation():
        code = code_at(secret, system_clock(), steps)
        await page.locator("input[autocomplete=one-time-code]").fill(code)
        await page.keyboard.press("Enter")


async def _password(page: Page, shop: str, email: str) -> None:
    await page.goto(shop)
    await page.get_by_label("Email address").fill(email)
    await page.get_by_label("Password").fill(_OWN_PASSWORD)
    async with page.expect_navigation():
        await page.get_by_role("button", name="Continue", exact=True).click()


async def test_customer_of_the_shop_gives_only_the_code_to_doorstep(
    up: Up, shop: str, browser: Browser
) -> None:
    """By redirect, or for a payment on the shop's own page."""
    email = f"{uuid4().hex}@shop.test"
    async with browser_user(browser, up, 1) as person:
        page = person.page
        await _password(page, shop, email)
        first = page.url
        secret = await give_device(up, email)
        await _password(page, shop, email)
        await _enter(page, secret, -1)
        await page.wait_for_url(f"{shop}/")
        inside = await page.inner_text("main")
        await page.get_by_role("button", name="Pay").click()
        await _enter(page, secret, -1)
        replayed = await page.get_by_role("alert").inner_text()
        await _enter(page, secret, 0)
        paid = await page.get_by_role("status").inner_text()

    assert first.startswith(up.url)
    assert f"{email}, with otp" in inside
    assert (replayed, paid) == ("Wrong code.", "Paid: 25 €.")


async def test_member_signs_in_to_the_shop_with_doorstep(
    up: Up, shop: str, browser: Browser
) -> None:
    email = await new_member(up, _OWN_PASSWORD)
    secret = await give_device(up, email)
    async with browser_user(browser, up, 1) as person:
        page = person.page
        await page.goto(shop)
        await person.press("Sign in with Doorstep")
        asked = await person.heading()
        await person.fill("Email address", email)
        await person.fill("Password", _OWN_PASSWORD)
        await person.press("Sign in")
        await _enter(page, secret, 0)
        await page.wait_for_url(f"{shop}/")
        inside = await page.inner_text("main")

    assert "The shop" in asked
    assert f"{email}, with pwd and otp and mfa" in inside
    assert "Pay" not in inside
