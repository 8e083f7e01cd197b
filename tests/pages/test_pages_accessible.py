"""Every state of every page under axe, in light and dark, in a real Chromium."""

from playwright.async_api import Browser

from accessibility import accessibility_violations
from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import styled


async def test_X1_axe_finds_nothing_on_any_page_state(browser: Browser) -> None:
    """WCAG 2.2 AA, targets of 24 pixels included; the colours once more in dark."""
    page = with_long_timeout(await browser.new_page())
    found = {}
    for name, state in GALLERY.items():
        await page.set_content(styled(state))
        found[name] = await accessibility_violations(page)
    await page.close()

    assert found == {name: [] for name in GALLERY}


async def test_axe_finds_what_is_wrong_in_light_and_in_dark(browser: Browser) -> None:
    """After a page without a fault, in the same window."""
    page = with_long_timeout(await browser.new_page())
    await page.set_content(styled(GALLERY["sign in"]))
    before = await accessibility_violations(page)
    await page.set_content(
        styled(GALLERY["sign in"], more="label { color: #888; background: #777 }")
    )
    found = await accessibility_violations(page)
    await page.close()

    assert before == []
    assert [report.partition(":")[0] for report in found] == ["light", "dark"]
