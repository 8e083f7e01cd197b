"""`make pictures`: the pictures of README and docs, from a real stack in real
Chromium.
"""

import asyncio
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.async_api import Browser, Page

from browser import BrowserUser, chromium, with_long_timeout
from doorstep.settings import load
from doorstep.settings.processes import TemporalSettings
from doorstep.temporal.client import connect
from mail_pictures import take_mail_pictures
from mail_server import MailServer
from saved_views import SAVED_VIEWS
from up import Up, running_up
from waiting import until_true

PICTURES = Path(__file__).parent.parent.parent / "docs" / "pictures"


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            running_up(Path(folder) / "data", "--sample") as up,
            chromium() as browser,
        ):
            await take_mail_pictures(browser)
            await _shop(up, browser)
            await _require_two_step(up, browser)
            context = with_long_timeout(
                await browser.new_context(
                    viewport={"width": 900, "height": 800}, device_scale_factor=2
                )
            )
            person = BrowserUser(await context.new_page(), up, 1)
            await person.sign_in()
            await person.proceed()
            await person.type_code(await person.emailed_code())
            await person.proceed()
            await person.page.screenshot(path=PICTURES / "connect.png")
            await _temporal(up, with_long_timeout(await browser.new_page()))
        await _trouble(Path(folder) / "trouble")


async def _shop(up: Up, browser: Browser) -> None:
    page = with_long_timeout(
        await browser.new_page(viewport={"width": 500, "height": 520})
    )
    await page.goto(up.sample)
    await page.screenshot(path=PICTURES / "shop.png")
    await page.close()


async def _require_two_step(up: Up, browser: Browser) -> None:
    admin = BrowserUser(with_long_timeout(await browser.new_page()), up, 0)
    await admin.sign_in("admin_center")
    await admin.page.get_by_role("switch").check()
    await admin.page.get_by_role("button", name="Save").click()
    await admin.page.get_by_text("On", exact=True).wait_for()


async def _temporal(up: Up, page: Page) -> None:
    """The enrollment that waits at this moment, with the list of its events."""
    await page.set_viewport_size({"width": 1280, "height": 900})
    await page.goto(await _enrollment(up, "history"))
    await page.get_by_text("Enrollment").first.wait_for()
    await page.get_by_text("Workflow Execution Started").first.wait_for()
    await page.get_by_text("Compact").click()  # all of them name this machine
    await page.get_by_text("judge_email_code").first.wait_for()
    events = page.get_by_role("heading", name="Event History")
    await events.evaluate("list => list.scrollIntoView({block: 'start'})")
    await page.screenshot(path=PICTURES / "temporal.png")


async def _enrollment(up: Up, tab: str) -> str:
    client = await connect(TemporalSettings.of(load(up.folder)))
    flow = await anext(client.list_workflows('WorkflowType="Enrollment"'))
    where = f"{quote(flow.id, safe='')}/{flow.run_id}/{tab}"
    return f"{up.temporal_ui}/namespaces/default/workflows/{where}"


async def _trouble(folder: Path) -> None:
    """What docs/operating.md shows: a setup whose mail is put off, and its view."""
    mail = MailServer()
    mail.answer = "451 4.7.1 come back later"
    await mail.start()
    async with (
        running_up(folder, DOORSTEP_SMTP_URL=mail.url) as up,
        chromium() as browser,
    ):
        await _require_two_step(up, browser)
        person = BrowserUser(with_long_timeout(await browser.new_page()), up, 1)
        await person.sign_in()
        await person.proceed()
        page = with_long_timeout(
            await browser.new_page(viewport={"width": 1280, "height": 1000})
        )
        await until_true(lambda: len(mail.rejected) > 2)
        await page.goto(await _enrollment(up, "user-metadata"))
        details = page.frame_locator("iframe").last.get_by_text("smtp 451 4.7.1")
        await details.wait_for()
        await page.screenshot(path=PICTURES / "stuck.png")
        await page.set_viewport_size({"width": 1280, "height": 600})
        view = quote(SAVED_VIEWS["Mail failing"])
        await page.goto(f"{up.temporal_ui}/namespaces/default/workflows?query={view}")
        await page.get_by_text("enrollment/").first.wait_for()
        await page.screenshot(path=PICTURES / "mail-failing.png")
    await mail.stop()


if __name__ == "__main__":
    asyncio.run(main())
