"""A person who signs in to other applications, in real Chromium."""

import json
from dataclasses import dataclass

from playwright.async_api import Page

from authenticator import code_at
from command import run_in_process
from doorstep.clock import system_clock
from up import Up
from up_members import give_device, new_member

_PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class EnrolledMember:
    """`secret` is that of an authenticator set up three hours ago."""

    email: str
    secret: str


async def enrolled_member(up: Up) -> EnrolledMember:
    email = await new_member(up, _PASSWORD)
    return EnrolledMember(email, await give_device(up, email))


@dataclass(frozen=True)
class ClientPerson:
    page: Page
    member: EnrolledMember

    async def sign_in(self) -> None:
        """On the pages of Doorstep, with password and code."""
        page = self.page
        await page.get_by_label("Email address").fill(self.member.email)
        await page.get_by_label("Password").fill(_PASSWORD)
        async with page.expect_navigation():
            await page.get_by_role("button", name="Sign in", exact=True).click()
        async with page.expect_navigation():
            code = code_at(self.member.secret, system_clock())
            await page.locator("input[autocomplete=one-time-code]").fill(code)
            await page.keyboard.press("Enter")

    async def heading(self) -> str:
        return await self.page.get_by_role("heading", level=1).inner_text()


async def add_client(up: Up, *words: str) -> tuple[str, str]:
    """Its id and its secret."""
    printed = await run_in_process(
        *("client", "add", "--account", "Acme", "--name", "A client", "--json"),
        *("--data-dir", str(up.folder), *words),
    )
    made = json.loads(printed)
    return made["id"], made["client_secret"]
