"""An invited person's first weeks, by hand in Chromium, from the mail to a new password
and back in.
"""

import re
from datetime import UTC, datetime

from playwright.async_api import Browser

from browser import BrowserUser, browser_user
from command import run_doorstep
from invitation import CHOSEN, SUBJECT
from page_texts import heading_of
from password_reset import NEW
from up import Up
from waiting import until, until_true

_BOSS, _KIM = "boss@hooli.test", "kim@hooli.test"
_ADMINS_OWN = "correct horse battery staple"
_LATER = "many rainy bicycles of june"
_STEP = 30


def _step() -> int:
    return int(datetime.now(UTC).timestamp()) // _STEP


async def _account(up: Up) -> None:
    code, output = await run_doorstep(
        *("account", "create", "--name", "Hooli", "--admin-email", _BOSS),
        *("--password-stdin", "--data-dir", str(up.folder)),
        typed=f"{_ADMINS_OWN}\n",
    )
    assert code == 0, output


async def _invite(up: Up, browser: Browser) -> None:
    async with browser_user(browser, up, 0) as admin:
        admin.email, admin.password = _BOSS, _ADMINS_OWN
        await admin.sign_in("admin_center")
        await admin.page.get_by_role("switch").check()
        await admin.press("Save")
        await admin.press("Members")
        await admin.press("Invite members")
        await admin.fill("Email addresses", f"Kim Park <{_KIM}>, nobody")
        await admin.press("Send invitations")
        assert "nobody" in await admin.page.locator("dl.facts").inner_text()
        await admin.press("Back to the list")
        row = admin.page.get_by_role("row").filter(has_text=_KIM)
        assert "Kim Park" in await row.inner_text()
        assert "Invited" in await row.inner_text()


async def _link(up: Up) -> str:
    """That of the mail."""

    async def newest() -> str:
        found = [m["text"] for m in await up.mails(_KIM) if m["subject"] == SUBJECT]
        return found[0] if found else ""

    text = await until(newest, bool)
    return str(re.findall(r"^http\S+/invitation/\S+", text, re.MULTILINE)[0])


async def _with_a_new_code(kim: BrowserUser, after: int) -> None:
    """Each code counts once: that of the step after the last one that was used."""
    await until_true(lambda: _step() >= after)
    await kim.log_in(steps=1)
    assert await kim.heading() == "Welcome, Kim Park"


async def test_IV6_invited_person_gets_in_and_back_in(up: Up, browser: Browser) -> None:
    await _account(up)
    await _invite(up, browser)

    async with browser_user(browser, up, 0) as kim:
        kim.email, kim.password = _KIM, CHOSEN
        await kim.page.goto(await _link(up))
        await kim.fill("New password", CHOSEN)
        await kim.press("Set password")
        await kim.fill("Password", CHOSEN)
        await kim.press("Sign in")
        await kim.set_up()
        used = _step() + 1
        await kim.log_in(steps=1)

        await kim.press("Security")
        await kim.fill("Current password", CHOSEN)
        await kim.fill("New password", _LATER)
        await kim.press("Change password")
        await kim.press("Sign out")
        await kim.press("Forgot your password?")
        await kim.fill("Email address", _KIM)
        await kim.proceed()
        await kim.type_code(await kim.emailed_code())
        await kim.fill("New password", NEW)
        await kim.press("Set password")
        kim.password = NEW
        await kim.sign_in()
        assert await kim.heading() == heading_of("code prompt")
        await _with_a_new_code(kim, used)
