"""The whole journey in real Chromium against `doorstep up`."""

import pytest
from playwright.async_api import Browser

from browser import Person, person_at
from up import Up


@pytest.fixture(scope="module")
async def required(up: Up, browser: Browser) -> None:
    """An administrator has required two-step verification, in the Admin Center."""
    async with person_at(browser, up, 0) as admin:
        await admin.sign_in("admin_center")
        if await admin.heading() == "Security":
            await admin.page.get_by_role("switch").check()
            await admin.page.get_by_role("button", name="Save").click()
            await admin.page.get_by_text("On", exact=True).wait_for()


@pytest.fixture
async def jo_has_a_device(up: Up, browser: Browser) -> None:
    """Whichever test ran before."""
    async with person_at(browser, up, 1) as person:
        await person.sign_in()
        await person.page.wait_for_url("**/verify")
        if (await person.heading()).startswith("Set up"):
            await person.set_up()
            await person.page.get_by_label("Code").wait_for()


@pytest.mark.usefixtures("required")
async def test_set_up_log_in_and_replace_a_device(up: Up, browser: Browser) -> None:
    async with person_at(browser, up, 1) as person:
        await person.sign_in()
        assert (
            await person.heading() == "Set up an additional way to verify your account"
        )
        await person.proceed()
        assert await person.heading() == "Verification email has been sent"
        await person.type_code(await person.emailed_code())
        assert await person.heading() == "Install an authenticator app"
        await person.proceed()
        assert await person.heading() == "Connect to your mobile device"
        secret = await person.scan()
        await person.proceed()
        assert await person.heading() == "Enter setup code"
        await person.type_code(person.app_code())
        assert await person.heading() == "Your mobile device is connected"
        await person.proceed()
        await person.log_in(steps=1)

        assert (await person.heading()).startswith("Welcome")
        assert secret not in await person.page.content()
        await person.page.get_by_role("button", name="Sign out").click()
        await person.sign_in()
        await person.page.get_by_role("link", name="Set up a new mobile device").click()
        await person.set_up()
        assert person.secret != secret
        await person.log_in(steps=1)
        assert (await person.heading()).startswith("Welcome")
        subjects = [mail["subject"] for mail in await up.mails(person.email)]
        assert len(subjects) >= 4  # two codes and a notice for each device


@pytest.mark.usefixtures("required")
async def test_reload_second_tab_and_back_show_the_step_that_is_true(
    up: Up, browser: Browser
) -> None:
    async with person_at(browser, up, 2, scripts=False) as person:
        await person.sign_in()
        await person.proceed()
        await person.type_code(await person.emailed_code())
        await person.proceed()
        secret = await person.scan()

        await person.page.reload()
        assert await person.scan() == secret
        tab = Person(await person.page.context.new_page(), up, 2)
        await tab.page.goto(f"{up.url}/verify")
        assert await tab.scan() == secret
        await tab.proceed()
        await person.page.go_back()
        await person.page.reload()
        assert await person.heading() == "Enter setup code"
        await person.type_code("000000")

        assert await person.heading() == "Enter setup code"
        assert await person.page.get_by_role("alert").count() >= 1
        await person.page.get_by_role("button", name="Cancel the set-up").click()
        assert (
            await person.heading() == "Set up an additional way to verify your account"
        )


@pytest.mark.usefixtures("required", "jo_has_a_device")
async def test_administrator_resets_a_device(up: Up, browser: Browser) -> None:
    async with person_at(browser, up, 0) as admin:
        await admin.sign_in("admin_center")
        await admin.set_up()
        await admin.log_in(steps=1)
        assert await admin.heading() == "Security"
        page = admin.page

        await page.get_by_role("link", name="Members").click()
        await page.get_by_role("link", name="Reset the mobile device of Jo").click()
        await page.get_by_label("Reason").fill("phone lost")
        await page.get_by_role("button", name="Reset the device").click()

        row = page.get_by_role("row").filter(has_text="jo@acme.test")
        assert "Not set up" in await row.inner_text()


@pytest.mark.usefixtures("required")
async def test_X1_set_up_by_keyboard_alone_and_axe_finds_nothing(
    up: Up, browser: Browser
) -> None:
    """From the first page to the QR code; each page is looked at in both schemes."""
    async with person_at(browser, up, 2) as person:
        page = person.page
        await page.goto(f"{up.url}/sign-in")
        await person.is_accessible()
        await person.tab_to("Email address")
        await page.keyboard.type(person.email)
        await person.tab_to("Password")
        await page.keyboard.type(person.password)
        await page.keyboard.press("Enter")
        for heading in (
            "Set up an additional way to verify your account",
            "Verification email has been sent",
            "Install an authenticator app",
            "Connect to your mobile device",
        ):
            await page.get_by_role("heading", level=1, name=heading).wait_for()
            await person.is_accessible()
            if "email" in heading:
                await person.tab_to("code")
                code = await person.emailed_code()
                await page.keyboard.type(f"{code[:3]}-{code[3:]}")
                await page.keyboard.press("Enter")
            elif "Connect" not in heading:
                await person.tab_to("Continue")
                await page.keyboard.press("Enter")

        secret = await page.locator("code").first.inner_text()
        link = await page.locator("a[href^='otpauth:']").get_attribute("href")
        await person.scan()
    assert secret.replace(" ", "").replace("\n", "") == person.secret
    assert link is not None
    assert f"secret={person.secret}" in link
