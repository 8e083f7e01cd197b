"""`make pictures`: what README shows, from a running stack in real Chromium."""

import asyncio
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.async_api import Browser, Page

from browser import Person, chromium
from doorstep.settings import load
from doorstep.temporal import connect
from up import Up, running_up

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with running_up(Path(folder) / "data") as up, chromium() as browser:
            await _require_two_step(up, browser)
            context = await browser.new_context(
                viewport={"width": 900, "height": 800}, device_scale_factor=2
            )
            person = Person(await context.new_page(), up, 1)
            await person.sign_in()
            await person.proceed()
            await person.type_code(await person.emailed_code())
            await person.proceed()
            await person.page.screenshot(path=PICTURES / "connect.png")
            await _temporal(up, await browser.new_page())


async def _require_two_step(up: Up, browser: Browser) -> None:
    admin = Person(await browser.new_page(), up, 0)
    await admin.sign_in("admin_center")
    await admin.page.get_by_role("switch").check()
    await admin.page.get_by_role("button", name="Save").click()
    await admin.page.get_by_text("On", exact=True).wait_for()


async def _temporal(up: Up, page: Page) -> None:
    """The enrollment that waits at this moment."""
    await page.set_viewport_size({"width": 1280, "height": 900})
    client = await connect(load(up.folder))
    query = 'WorkflowType="Enrollment"'
    flow = await anext(client.list_workflows(query))
    where = f"{quote(flow.id, safe='')}/{flow.run_id}/history"
    await page.goto(f"{up.temporal_ui}/namespaces/default/workflows/{where}")
    await page.get_by_text("Enrollment").first.wait_for()
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=PICTURES / "temporal.png")


if __name__ == "__main__":
    asyncio.run(main())
