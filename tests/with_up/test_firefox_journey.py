"""The journey in real Firefox: a member is created, sets up a device and signs in."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import marionette
from authenticator import code_at
from command import run_doorstep
from marionette import Firefox
from page_texts import heading_of
from up import Up
from waiting import until

_ADMIN, _EMAIL, _PASSWORD = "boss@fox.test", "kit@fox.test", "a password of firefox"
_IS_ON = "return !!document.getElementById('turn-off')"

pytestmark = pytest.mark.skipif(
    marionette.PROGRAM is None, reason="Firefox is not installed"
)


@pytest.fixture
async def window(tmp_path: Path) -> AsyncIterator[Firefox]:
    async with marionette.firefox(tmp_path / "profile") as window:
        await window.resize(500)
        yield window


async def _sign_in(window: Firefox, up: Up, email: str, application: str) -> None:
    await window.open(f"{up.url}/sign-in?application={application}")
    await window.type("#email", email)
    await window.type("#password", _PASSWORD)
    await window.press("form[action='/sign-in'] button.primary")
    before = heading_of("sign in")
    await until(window.heading, lambda heading: heading not in {"", before})


async def _emailed_code(up: Up) -> str:
    async def newest() -> str:
        texts = (mail["text"] for mail in await up.mails(_EMAIL))
        found = (re.search(r"^\s*(\d{6})\s*$", text, re.MULTILINE) for text in texts)
        return next((code[1] for code in found if code), "")

    return await until(newest, bool)


async def _at(window: Firefox, state: str) -> None:
    await until(window.heading, lambda heading: heading == heading_of(state))


async def test_member_is_created_sets_up_a_device_and_signs_in(
    window: Firefox, up: Up
) -> None:
    account = ["account", "create", "--name", "Fox", "--admin-email", _ADMIN]
    here = ["--password-stdin", "--data-dir", str(up.folder)]
    assert (await run_doorstep(*account, *here, typed=_PASSWORD))[0] == 0

    await _sign_in(window, up, _ADMIN, "admin_center")
    await _at(window, "switch")
    await window.press("#two-step")
    await window.press("form[action='/admin-center/two-step'] button.primary")
    await until(lambda: window.run(_IS_ON), bool)
    await window.open(f"{up.url}/admin-center/members/new")
    await window.type("#email", _EMAIL)
    await window.type("#name", "Fox")
    await window.type("#password", _PASSWORD)
    await window.press("form .actions button.primary")
    await _at(window, "members")

    await _sign_in(window, up, _EMAIL, "web_console")
    await _at(window, "setup required")
    await window.press("button.primary")
    await window.type("input[name=code]", await _emailed_code(up))
    await _at(window, "install an app")
    await window.press("button.primary")
    await _at(window, "connect")
    secret = await window.run("return document.getElementById('secret').innerText")
    secret = re.sub(r"\s", "", secret)
    await window.press("button.primary")
    await _at(window, "setup code")
    await window.type("input[name=code]", code_at(secret, datetime.now(UTC), 0))
    await _at(window, "connected")
    await window.press(".primary")
    await _at(window, "code prompt")
    await window.type("input[name=code]", code_at(secret, datetime.now(UTC), 1))
    page = await until(
        lambda: window.run("return location.pathname"), lambda page: page == "/"
    )

    assert page == "/"
