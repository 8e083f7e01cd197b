"""Unusual journeys, in real Chromium with `doorstep up`."""

import pytest
from playwright.async_api import Browser

from browser import BrowserUser, browser_user
from page_texts import heading_of
from up import Up


@pytest.fixture(scope="module")
async def required(up: Up, browser: Browser) -> None:
    """An administrator has required two-step verification, in the Admin Center."""
    async with browser_user(browser, up, 0) as admin:
        await admin.sign_in("admin_center")
        if await admin.heading() == heading_of("switch"):
            await admin.page.get_by_role("switch").check()
            await admin.page.get_by_role("button", name="Save").click()
            await admin.page.get_by_text("On", exact=True).wait_for()


@pytest.fixture
async def jo_has_a_device(up: Up, browser: Browser) -> None:
    """Jo has a device, whichever test ran before."""
    async with browser_user(browser, up, 1) as person:
        await person.sign_in()
        await person.page.wait_for_url("**/verify")
        if await person.heading() == heading_of("setup required"):
            await person.set_up()
            await person.page.get_by_label("Code").wait_for()


@pytest.mark.usefixtures("required")
async def test_reload_second_tab_and_back_show_the_present_step(
    up: Up, browser: Browser
) -> None:
    async with browser_user(browser, up, 2, scripts=False) as person:
        await person.sign_in()
        await person.proceed()
        await person.type_code(await person.emailed_code())
        await person.proceed()
        secret = await person.scan()

        await person.page.reload()
        assert await person.scan() == secret
        tab = BrowserUser(await person.page.context.new_page(), up, 2)
        await tab.page.goto(f"{up.url}/verify")
        assert await tab.scan() == secret
        await tab.proceed()
        await person.page.go_back()
        await person.page.reload()
        assert await person.heading() == heading_of("setup code")
        await person.type_code("000000")

        assert await person.heading() == heading_of("setup code")
        assert await person.page.get_by_role("alert").count() >= 1
        await person.page.get_by_role("button", name="Cancel setup").click()
        assert await person.heading() == heading_of("setup required")


@pytest.mark.usefixtures("required", "jo_has_a_device")
async def test_administrator_resets_a_device(up: Up, browser: Browser) -> None:
    async with browser_user(browser, up, 0) as admin:
        await admin.sign_in("admin_center")
        await admin.set_up()
        await admin.log_in(steps=1)
        assert await admin.heading() == heading_of("switch")
        page = admin.page

        await page.get_by_role("link", name="Members").click()
        await page.get_by_role("link", name="Reset the mobile device of Jo").click()
        await page.get_by_label("Reason").fill("phone lost")
        await page.get_by_role("button", name="Reset the device").click()

        row = page.get_by_role("row").filter(has_text="jo@acme.test")
        assert "Not set up" in await row.inner_text()
