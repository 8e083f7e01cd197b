"""An operator in Temporal UI, in a real Chromium."""

from playwright.async_api import Browser
from temporalio.testing import WorkflowEnvironment

from browser import with_long_timeout
from changed_settings import changed
from doorstep.clock import system_clock
from doorstep.rules.stages import EnrollmentStage
from doorstep.settings import load
from doorstep.settings.processes import TemporalSettings
from doorstep.temporal.client import connect
from doorstep.why.diagnosis import diagnose
from doorstep.why.explanations import Reason
from journey import Journey
from mail_server import MailServer
from service import MEMBER, running_service
from up import Up
from waiting import until
from why_answers import why_at_last
from workflows.visibility import NEXT, WAITS_FOR


async def test_operator_sees_the_reason_on_the_page_of_a_stuck_set_up(
    database_url: str, up: Up, mail_server: MailServer, browser: Browser
) -> None:
    """Through the link of `doorstep why`, into the UI of the embedded server."""
    stack = TemporalSettings.of(load(up.folder))
    temporal = WorkflowEnvironment.from_client(await connect(stack))
    async with running_service(database_url, temporal, mail_server) as service:
        mail_server.answer = "451 4.7.1 come back later"
        await service.require_two_step()
        person = Journey(service)
        await person.start()
        await person.begin_setup()
        await why_at_last(service, Reason.mail_put_off)
        flow = service.client.get_workflow_handle(
            f"enrollment/{person.enrollment['id']}"
        )
        await until(
            lambda: flow.query("__temporal_workflow_metadata"),
            lambda seen: "smtp 451 4.7.1" in str(seen),
        )
        settings = changed(service.settings, temporal_ui_url=stack.temporal_ui_url)
        page = with_long_timeout(await browser.new_page())

        found = await diagnose(settings, MEMBER, system_clock)
        assert found.link is not None
        await page.goto(found.link)
        details = page.frame_locator("iframe").last.locator("body")
        await details.get_by_text("smtp 451 4.7.1").wait_for()
        output = await details.inner_text()

        assert WAITS_FOR[EnrollmentStage.verify_email] in output
        assert NEXT[EnrollmentStage.verify_email].replace("`", "") in output
        assert await page.get_by_text(f"login/{person.login['id']}").count() > 0
        await page.close()
