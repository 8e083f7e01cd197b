"""An operator at Temporal UI, in a real Chromium."""

import pytest
from playwright.async_api import Browser, Page
from temporalio.testing import WorkflowEnvironment

from asking_why import but, why_at_last
from doorstep.clock import system_clock
from doorstep.settings import load
from doorstep.temporal import connect
from doorstep.why.answer import answer
from doorstep.why.reasons import Reason
from journey import Journey
from mail_server import MailServer
from service import MEMBER, running_service
from up import Up
from waiting import until

pytestmark = pytest.mark.xdist_group("up")


async def test_operator_finds_the_reason_on_the_page_of_a_stuck_set_up(
    database_url: str, up: Up, mail_server: MailServer, browser: Browser
) -> None:
    """Through the link of `doorstep why`, into the UI of the embedded server."""
    stack = load(up.folder)
    temporal = WorkflowEnvironment.from_client(await connect(stack))
    async with running_service(database_url, temporal, mail_server) as service:
        mail_server.answer = "451 4.7.1 come back later"
        await service.require_two_step()
        person = Journey(service)
        await person.start()
        await person.begin_setup()
        await why_at_last(service, Reason.mail_put_off)
        settings = but(service.settings, temporal_ui_url=stack.temporal_ui_url)
        page = await browser.new_page()

        found = await answer(settings, MEMBER, system_clock)
        assert found.link is not None
        await page.goto(found.link)
        said = await until(
            lambda: details(page), lambda seen: "smtp" in seen, seconds=60
        )
        parent = page.get_by_text(f"login/{person.login['id']}").first

        assert "Waits for the 6-digit code that was emailed to the member" in said
        assert "Mail no. 1 is delayed: smtp 451 4.7.1, attempt" in said
        assert "next try at" in said
        assert "Next: install_app, once the right code is typed" in said
        await parent.wait_for()
        await page.close()


async def details(page: Page) -> str:
    """What the page shows in Markdown, each text in a frame of its own."""
    texts = [await frame.locator("body").inner_text() for frame in page.frames[1:]]
    return "\n".join(texts)
