"""Every state of every page under axe, in light and dark, in a real Chromium."""

from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import styled

_RULES = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
    ]
}
_SCHEMES: tuple[tuple[Literal["light", "dark"], dict[str, list[str]]], ...] = (
    ("light", _RULES),
    ("dark", {"runOnly": ["color-contrast"]}),
)


async def test_X1_axe_finds_nothing_on_any_page_state(browser: Browser) -> None:
    """WCAG 2.2 AA, with targets of 24 pixels; colours also in dark."""
    page = with_long_timeout(await browser.new_page(reduced_motion="reduce"))
    axe, found = Axe(), {}
    for name, state in GALLERY.items():
        await page.set_content(styled(state))
        for scheme, rules in _SCHEMES:
            await page.emulate_media(color_scheme=scheme)
            report = await axe.run(page, options=rules)
            if report.violations_count:
                found[name, scheme] = report.generate_report()
    await page.close()

    assert found == {}
