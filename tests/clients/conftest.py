"""One `doorstep up` for all clients, and a person with an authenticator."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from browser import browser_user
from client_person import ClientPerson, enrolled_member
from up import Up, running_up


@pytest.fixture(scope="package")
async def up(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Up]:
    async with running_up(tmp_path_factory.mktemp("up") / "data") as up:
        yield up


@pytest.fixture
async def person(up: Up, browser: Browser) -> AsyncIterator[ClientPerson]:
    member = await enrolled_member(up)
    async with browser_user(browser, up, 1) as user:
        yield ClientPerson(user.page, member)
